// Ways to fill in what is missing; impute.cc reads them, each file applies its own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "composite/work.h"

namespace qinqing::composite {

// Indicators that are filled in together: those below one aggregate, or all.
using IndicatorSets = std::vector<std::vector<std::size_t>>;

// impute_column.cc: the mean or median of the indicator (each year), over all units or those with
// the same label; `label` by row of the table, 0 for none: such a unit is left as it is.
void impute_by_column(Work& work, bool median, const std::vector<std::uint32_t>* label,
                      std::size_t labels);

// impute_row.cc: the mean or median of the unit's other indicators of the set, each on 0–1 after
// direction, put back on the indicator's own scale.
void impute_by_row(Work& work, bool median, const IndicatorSets& sets);

// impute_em.cc: maximum likelihood of a multivariate normal for each set by EM (Dempster, Laird &
// Rubin 1977; covariance with n), missing values by their conditional mean; each year on its own.
// False where it does not converge or an indicator has no value or is constant.
bool impute_by_em(Work& work, const IndicatorSets& sets);

// impute_panel.cc: along the years of each unit.
enum class Along { latest, constant, linear };
struct AlongRule {
  Along by = Along::latest;
  // How many years of the table `latest` may look back.
  std::size_t look_back = std::numeric_limits<std::size_t>::max();
  bool single_is_constant = false;  // linear: a series of one value is used throughout
};
bool impute_along_years(Work& work, const AlongRule& rule);

}  // namespace qinqing::composite
