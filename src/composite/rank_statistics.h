// What replications say of ranks: intervals, who stands above whom, and which ranks are one.
//
// Failed replications, and those in which a unit has no score, do not count.
//
// Thread-safety: pure functions.
#pragma once

#include <cstddef>
#include <vector>

#include "composite/simulate.h"

namespace qinqing::composite {

struct RankStatistics {
  std::size_t unit = 0;  // row of the table
  std::size_t count = 0;
  double mean = 0, median = 0, low = 0, high = 0;  // missing where count is 0
};

// Quantiles are type 7 (Hyndman & Fan): of an interval of 90 %, 5 % and 95 %.
std::vector<RankStatistics> rank_statistics(const Replications& all, double interval);

// The share of replications in which `a` has the higher score, ties half; missing where none has
// both.
double probability_above(const Replications& all, std::size_t a, std::size_t b);

// A band is a run of units in nominal order that cannot be told apart: a new one begins only where
// every unit before stands above every unit from there on with at least `confidence`. Returns the
// band of each row of the table from 1, 0 for units without a nominal rank.
std::vector<std::size_t> rank_bands(const Replications& all, const std::vector<double>& nominal,
                                    double confidence);

}  // namespace qinqing::composite
