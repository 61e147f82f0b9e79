#include "composite/statistics.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "composite/correlation.h"
#include "composite/moments.h"

namespace qinqing::composite {

double Statistics::share_available() const {
  return static_cast<double>(available) / static_cast<double>(units);
}

double Statistics::share_of_available(std::size_t count) const {
  return available == 0 ? kMissing : static_cast<double>(count) / static_cast<double>(available);
}

Statistics statistics_of(std::span<const double> x, const StatisticLimits& limits) {
  std::vector<double> values(x.size());
  values.resize(dense(x, values));
  Statistics s;
  s.units = x.size();
  s.available = values.size();
  std::map<double, std::size_t> groups;
  for (const double v : values) {
    s.nonzero += v != 0 ? 1 : 0;
    s.same = std::max(s.same, ++groups[rounded(v, 15)]);
  }
  s.unique = std::set<double>(values.begin(), values.end()).size();
  const auto n = static_cast<double>(s.units);
  s.low_availability = s.share_available() < limits.availability;
  s.low_nonzero = static_cast<double>(s.nonzero) / n < limits.nonzero;
  s.low_unique = static_cast<double>(s.unique) / n < limits.unique;
  if (values.empty()) return s;
  const Extremes e = extremes_of(values);
  const Moments m = moments_of(values);
  s.min = e.least;
  s.max = e.most;
  s.mean = m.mean;
  s.deviation = deviation_of(m);
  s.skewness = e.least == e.most ? kMissing : skewness_of(m);
  s.kurtosis = e.least == e.most ? kMissing : kurtosis_of(m);
  s.median = median_in_place(values);
  s.outliers = std::abs(s.skewness) > limits.skewness && s.kurtosis > limits.kurtosis;
  return s;
}

double cronbach_alpha(const std::vector<std::span<const double>>& items, bool complete_units) {
  const std::size_t k = items.size();
  if (k < 2) return kMissing;
  std::vector<std::vector<double>> kept(k);
  for (std::size_t i = 0; i < items[0].size(); ++i) {
    bool whole = true;
    for (const auto& item : items) whole = whole && !is_missing(item[i]);
    for (std::size_t j = 0; j < k; ++j)
      if (whole || !complete_units) kept[j].push_back(items[j][i]);
  }
  double all = 0;
  double off = 0;
  for (std::size_t a = 0; a < k; ++a)
    for (std::size_t b = 0; b < k; ++b) {
      const double c = covariance_of(kept[a], kept[b]);
      all += c;
      off += a == b ? 0 : c;
    }
  const auto n = static_cast<double>(k);
  return n * n * (off / (n * (n - 1))) / all;
}

}  // namespace qinqing::composite
