#include <algorithm>
#include <cmath>
#include <map>

#include "composite/impute.h"
#include "composite/numbers.h"

namespace qinqing::composite {
namespace {

struct Point {
  std::size_t row = 0;
  double year = 0, value = kMissing;
};

// The value at series[i], which is missing; all others are as they were in the data.
double value_at(const std::vector<Point>& series, std::size_t i, const AlongRule& rule) {
  std::size_t before = i;
  while (before > 0 && is_missing(series[before - 1].value)) --before;
  const bool has_before = before > 0;
  const std::size_t back = i - before + 1;  // how many years of the table back
  if (rule.by == Along::latest)
    return has_before && back <= rule.look_back ? series[before - 1].value : kMissing;
  std::size_t after = i + 1;
  while (after < series.size() && is_missing(series[after].value)) ++after;
  const bool has_after = after < series.size();
  if (!has_before) return has_after ? series[after].value : kMissing;
  if (rule.by == Along::constant || !has_after) return series[before - 1].value;
  const Point& a = series[before - 1];
  const Point& b = series[after];
  return a.value + (b.value - a.value) * (series[i].year - a.year) / (b.year - a.year);
}

}  // namespace

bool impute_along_years(Work& work, const AlongRule& rule) {
  std::map<std::string, std::vector<std::size_t>> rows_of;
  for (std::size_t i = 0; i < work.rows(); ++i)
    rows_of[work.table().units[work.origin()[i]]].push_back(i);
  std::vector<Point> series;
  for (const auto& [unit, rows] : rows_of)
    for (std::size_t j = 0; j < work.indicator_count(); ++j) {
      const auto x = work.column(j);
      series.clear();
      std::size_t present = 0;
      for (const std::size_t row : rows) {
        const double year = work.table().years[work.origin()[row]];
        series.push_back({row, year, x[row]});
        present += is_missing(x[row]) ? 0 : 1;
      }
      if (present == series.size() || present == 0) continue;
      if (present == 1 && rule.by == Along::linear && !rule.single_is_constant)
        return work.fail("value", j, "的单位“" + unit + "”只有一年有数，不能作线性插补",
                         "写 single: constant，或者换一种插补", rows.front());
      for (std::size_t i = 0; i < series.size(); ++i)
        if (is_missing(series[i].value)) x[series[i].row] = value_at(series, i, rule);
    }
  return true;
}

}  // namespace qinqing::composite
