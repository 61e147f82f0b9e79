// The normalisations as data, and how they are read from a method. normalise.cc applies them.
#pragma once

#include <string>
#include <vector>

#include "composite/numbers.h"
#include "composite/steps.h"

namespace qinqing::composite {

enum class ScaleBy {
  none,                   // only the direction
  min_max,                // (x − min)/(max − min)·(b − a) + a
  z_score,                // (x − mean)/s·b + a
  scaled,                 // (x − a)/(b − a)·factor; a and b apply after the direction
  rank,                   // ascending, ties the smallest
  borda,                  // rank − 1
  percentile_rank,        // (rank − 1)/(n − 1)
  distance_to_maximum,    // (x − min)/(max − min)
  distance_to_reference,  // (x − min)/(x of the reference unit − min)
  distance_to_target,     // (x − min)/(target − min)
  fraction_of_maximum,    // x/max; less is better: min/x
  goalposts,              // (x − lower)/(upper − lower)·factor
  efficacy_linear,        // a + b·(x − unallowable)/(satisfactory − unallowable)
  efficacy_exponential,   // a·((a + b)/a)^((x − unallowable)/(satisfactory − unallowable))
};

struct Scale {
  ScaleBy by = ScaleBy::min_max;
  double a = 0, b = 0;
  double factor = 1;
  bool cap = false, floor = false;  // of the position before it is put on the scale: at 1, at 0
  double target = kMissing;
  bool target_is_turned = false;              // the target applies after the direction
  double lower = kMissing, upper = kMissing;  // goalposts; unallowable and satisfactory
  std::string reference;
  bool constant_is_missing = false;
  bool like_coinr = false;
};

// By indicator: the step's own mapping, then what `indicators` says of single ones.
std::vector<Scale> read_scales(Fields& fields, const Site& site, base::Faults& faults);

}  // namespace qinqing::composite
