// What an index is made of, and how much hangs on each part.
//
// Thread-safety: pure functions.
#pragma once

#include <string>
#include <vector>

#include "composite/compute.h"

namespace qinqing::composite {

// The share of each element in the index by weights alone: 1 for the index, for a member that of
// its group times its weight over the group's. `weights` by element.
std::vector<double> effective_weights(const Framework& framework,
                                      const std::vector<double>& weights);

// The index without one element at a time: its weight is 0, the whole chain runs again.
struct Removal {
  std::size_t element = 0;
  std::vector<double> scores, ranks;  // by row of the table; missing where there is none
  double mean_shift = 0;              // mean over units of |nominal rank − rank|
};
struct Removals {
  std::vector<double> scores, ranks;  // nominal
  std::vector<Removal> each;          // the elements of the level, in order
};
base::Result<Removals> remove_each(const Method& method, const Framework& framework,
                                   const Table& table, int level);

// The indicators in which a unit stands best and worst. Rank is that of the unit among all with a
// value, 1 the best; indicators in which it is last are no strengths, those in which it is first no
// weaknesses; of equal ranks the first in the framework.
struct Standing {
  std::size_t element = 0;
  double rank = 0, score = 0;
};
struct Profile {
  std::vector<Standing> strengths, weaknesses;
};
Profile profile_of(const Snapshot& normalised, const Framework& framework, std::size_t row,
                   std::size_t most);

// How an indicator moved over the years in one unit.
struct Trend {
  std::size_t unit_row = 0;  // the unit's first row in the table
  std::size_t element = 0;
  double growth = 0;        // (last/first)^(1/(t_last − t_first)) − 1: the mean yearly rate
  double change = 0;        // least-squares slope / fitted value of the first year · 100
  double availability = 0;  // share of years with a value
  int first = 0, last = 0;  // years of the first and last value
};
// All units and indicators with at least two values, in raw units. With two, `change` is that of
// the line through them.
std::vector<Trend> trends_of(const Framework& framework, const Table& table);

// The share of indicators that are present, by unit and aggregate: what a score rests on.
// [row of the snapshot][aggregate − indicator_count].
std::vector<std::vector<double>> availability_of(const Snapshot& data, const Framework& framework);

}  // namespace qinqing::composite
