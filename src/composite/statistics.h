// Statistics of one column, with flags for what deserves a look.
//
// Thread-safety: pure functions.
#pragma once

#include <span>
#include <vector>

#include "composite/numbers.h"

namespace qinqing::composite {

struct StatisticLimits {
  double availability = 0.65;           // flag LOW below
  double nonzero = 0.5, unique = 0.5;   // flag LOW below, of all units
  double skewness = 2, kurtosis = 3.5;  // flag OUT where |skewness| and kurtosis both exceed
};

struct Statistics {
  double min = kMissing, max = kMissing, mean = kMissing, median = kMissing;
  double deviation = kMissing, skewness = kMissing, kurtosis = kMissing;
  std::size_t units = 0, available = 0, nonzero = 0, unique = 0;
  std::size_t same = 0;  // the largest group of values equal to 15 significant digits
  bool low_availability = false, low_nonzero = false, low_unique = false, outliers = false;

  // The share of all units for availability, of those available for the others.
  double share_available() const;
  double share_of_available(std::size_t count) const;
};

Statistics statistics_of(std::span<const double> x, const StatisticLimits& limits = {});

// Cronbach's raw alpha of items: k²·(mean off-diagonal covariance)/(sum of all covariances), over
// complete pairs, or over units complete in all items. Missing below two items.
double cronbach_alpha(const std::vector<std::span<const double>>& items, bool complete_units);

}  // namespace qinqing::composite
