// Means of a group's members; aggregate.cc and copeland.cc.
#pragma once

#include <vector>

#include "composite/fields.h"
#include "composite/work.h"

namespace qinqing::composite {

enum class MeanBy { arithmetic, geometric, harmonic, generalised, copeland };

struct Mean {
  MeanBy by = MeanBy::arithmetic;
  double p = 1;          // of the generalised mean; 0 is the geometric
  double threshold = 0;  // least share of members present
  bool like_coinr = false;
};

// Keys by, p, threshold (each one value, or one a level from below) and like_coinr.
std::vector<Mean> read_means(Fields& fields, int levels);

// Fills column `group` from its members. False: work.faults says why.
bool mean_of_group(Work& work, std::size_t group, const Mean& mean);
bool copeland_of_group(Work& work, std::size_t group, const Mean& mean);

}  // namespace qinqing::composite
