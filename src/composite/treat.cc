// Treat outliers: check, winsorise, check, transform, check (each year on its own).
//
// The check passes if |skewness| < limit or excess kurtosis < limit (both strict). One winsorising
// step takes all values tied at the top (skewness ≥ 0; else at the bottom) to the next value; then
// the check is made anew. If it still fails when the points are used up, the second treatment is
// applied to the values before winsorising, or with `combine` to the winsorised ones.
#include <algorithm>
#include <cmath>
#include <map>

#include "composite/elementary.h"
#include "composite/lanes.h"
#include "composite/moments.h"
#include "composite/numbers.h"
#include "composite/steps.h"

namespace qinqing::composite {
namespace {

constexpr std::string_view kFirst[] = {"none", "winsorise"};
constexpr std::string_view kSecond[] = {"none",    "log_ct",  "log_ct_plus",
                                        "log_min", "log_gii", "box_cox"};
enum class Second { none, log_ct, log_ct_plus, log_min, log_gii, box_cox };

struct Rule {
  double skewness = 2, kurtosis = 3.5;
  bool winsorise = true;
  int max_points = 5;
  Second second = Second::log_ct;
  double lambda = 0;
  bool combine = false;
  bool like_coinr = false;
};

struct Shape {
  double skewness = kMissing, kurtosis = kMissing;
  bool undefined() const { return is_missing(skewness) || is_missing(kurtosis); }
  bool passes(const Rule& rule) const {
    return std::abs(skewness) < rule.skewness || kurtosis < rule.kurtosis;
  }
};

Shape shape_of(std::span<const double> x) {
  const Moments m = moments_of(x);
  const Shape shape{skewness_of(m), kurtosis_of(m)};
  // Rounding of the mean can leave a constant column with differences from it.
  if (m.d2 > 0 && m.d2 < 1e-20 * static_cast<double>(m.n) * m.mean * m.mean) {
    const Extremes e = extremes_of(x);
    if (e.least == e.most) return {};
  }
  return shape;
}

// Takes the values at the top (or bottom) to the nearest value that differs; returns how many, 0
// where none does. Written without branches, for vectors.
QINQING_WIDE int pull_in(std::span<double> x, bool high) {
  double* const at = x.data();
  const std::size_t n = x.size();
  const double sign = high ? 1 : -1;
  constexpr double kLow = -std::numeric_limits<double>::infinity();
  double edges[8] = {kLow, kLow, kLow, kLow, kLow, kLow, kLow, kLow};
  double nexts[8] = {kLow, kLow, kLow, kLow, kLow, kLow, kLow, kLow};
  const std::size_t whole = n / 8 * 8;
  // The largest and, of what is smaller, the largest, in each of eight lanes.
  for (std::size_t i = 0; i < whole; i += 8)
    for (std::size_t l = 0; l < 8; ++l) {
      const double v = sign * at[i + l];
      const double below = v < edges[l] ? v : kLow;
      const double old = v > edges[l] ? edges[l] : kLow;
      const double candidate = below > old ? below : old;
      nexts[l] = candidate > nexts[l] ? candidate : nexts[l];
      edges[l] = v > edges[l] ? v : edges[l];
    }
  for (std::size_t i = whole; i < n; ++i) {
    const double v = sign * at[i];
    const std::size_t l = i - whole;
    if (v > edges[l]) {
      nexts[l] = edges[l];
      edges[l] = v;
    } else if (v < edges[l] && v > nexts[l]) {
      nexts[l] = v;
    }
  }
  double edge = kLow;
  double next = kLow;
  for (const double e : edges) edge = e > edge ? e : edge;
  for (std::size_t l = 0; l < 8; ++l) {
    next = edges[l] < edge && edges[l] > next ? edges[l] : next;
    next = nexts[l] > next ? nexts[l] : next;
  }
  if (std::isinf(next)) return 0;
  const double from = sign * edge;
  const double to = sign * next;
  int pulled = 0;
  for (std::size_t i = 0; i < n; ++i) {
    pulled += at[i] == from ? 1 : 0;
    at[i] = at[i] == from ? to : at[i];
  }
  return pulled;
}

int winsorise(std::span<double> x, const Rule& rule, Shape& shape) {
  int high = 0;
  int low = 0;
  while (!shape.passes(rule) && high + low < rule.max_points) {
    int& side = shape.skewness >= 0 ? high : low;
    const int pulled = pull_in(x, shape.skewness >= 0);
    if (pulled == 0) break;
    side = pulled;
    shape = shape_of(x);
    if (shape.undefined()) break;
  }
  return high + low;
}

// docs/index-methods.md names the source of each. `skewness` is that of `x` itself.
void transform(std::span<double> x, const Rule& rule, double skewness) {
  const Extremes e = extremes_of(x);
  const double range = e.most - e.least;
  const double step = 0.01 * range;
  const bool upside_down =
      skewness < 0 && (rule.second == Second::log_gii || rule.second == Second::log_ct_plus);
  const bool plus_down = rule.second == Second::log_ct_plus && !(skewness > 0);
  switch (rule.second) {
    case Second::none:
      return;
    case Second::log_ct:
    case Second::log_ct_plus:
      for (double& v : x) v = plus_down ? e.most + step - v : v - e.least + step;
      log_all(x);
      if (plus_down)
        for (double& v : x) v = -v;
      return;
    case Second::log_min:
      for (double& v : x) v = v - e.least + 1;
      log_all(x);
      return;
    case Second::log_gii:
      if (rule.like_coinr) return;
      for (double& v : x) v = (e.most - 1) * (upside_down ? e.most - v : v - e.least) / range + 1;
      log_all(x);
      if (upside_down)
        for (double& v : x) v = -v;
      return;
    case Second::box_cox:
      for (double& v : x) v = v - e.least + 1;
      if (rule.lambda == 0) return log_all(x);
      for (double& v : x) v = (power_of(v, rule.lambda) - 1) / rule.lambda;
  }
}

class Treat : public Step {
 public:
  std::vector<Rule> rules;  // by indicator

  bool apply(Work& work) const override {
    for (std::size_t j = 0; j < rules.size(); ++j)
      for (const YearSpan& span : work.spans())
        if (!treat_one(work, j, span)) return false;
    return true;
  }

 private:
  // Values without the missing ones, worked on in scratch; `before` keeps them as they were.
  bool treat_one(Work& work, std::size_t j, const YearSpan& span) const {
    const Rule& rule = rules[j];
    const auto column = work.column(j, span);
    auto x = work.scratch(0, column.size());
    x = x.first(dense(column, x));
    Shape shape = shape_of(x);
    Treatment seen;
    note(seen, 0, shape, rule);
    seen.element = j;
    seen.year = span.year;
    if (shape.undefined()) {
      seen.undefined = true;
      if (work.trace) {
        work.notice("指标“" + work.framework().elements[j].code +
                    "”全部相同或不足 4 个数，偏度或峰度无从计算，未作异常值处理");
        work.trace->treatments.push_back(std::move(seen));
      }
      return true;
    }
    if (shape.passes(rule)) {
      if (work.trace) work.trace->treatments.push_back(std::move(seen));
      return true;
    }
    const auto before = work.scratch(1, x.size());
    std::copy(x.begin(), x.end(), before.begin());
    if (rule.winsorise) {
      seen.winsorised = winsorise(x, rule, shape);
      if (work.trace) note_points(work, seen, column, span, before, x);
    }
    note(seen, 1, shape, rule);
    if (!shape.passes(rule) && rule.second != Second::none) {
      if (!rule.combine) {
        std::copy(before.begin(), before.end(), x.begin());
        seen.points.clear();
        shape = shape_of(x);
      }
      if (rule.second == Second::log_gii && !rule.like_coinr && extremes_of(x).most <= 1)
        return work.fail("value", j, "最大值不大于 1，log_gii 无从计算", "换一种变换，或者换单位");
      transform(x, rule, shape.skewness);
      if (work.trace) note(seen, 2, shape_of(x), rule);
    }
    scatter(x, column);
    if (work.trace) work.trace->treatments.push_back(std::move(seen));
    return true;
  }

  static void scatter(std::span<const double> x, std::span<double> column) {
    std::size_t at = 0;
    for (double& v : column)
      if (!is_missing(v)) v = x[at++];
  }

  static void note(Treatment& seen, int when, const Shape& shape, const Rule& rule) {
    seen.passed[when] = shape.passes(rule);
    seen.skewness[when] = shape.skewness;
    seen.kurtosis[when] = shape.kurtosis;
    seen.checks = when + 1;
  }

  static void note_points(const Work& work, Treatment& seen, std::span<const double> column,
                          const YearSpan& span, std::span<const double> before,
                          std::span<const double> after) {
    std::size_t at = 0;
    for (std::size_t i = 0; i < column.size(); ++i) {
      if (is_missing(column[i])) continue;
      if (after[at] != before[at])
        seen.points.emplace_back(work.origin()[span.begin + i], after[at] < before[at]);
      ++at;
    }
  }
};

Rule read_rule(Fields& fields, base::Faults& faults) {
  Rule rule;
  if (const auto* check = fields.find("check")) {
    Fields limits(*check, base::pointer_to(fields.pointer(), "check"), faults);
    rule.skewness = limits.number("skewness", rule.skewness);
    rule.kurtosis = limits.number("kurtosis", rule.kurtosis);
    limits.done();
  }
  if (const auto* first = fields.find("first")) {
    Fields one(*first, base::pointer_to(fields.pointer(), "first"), faults);
    rule.winsorise = one.choice("by", kFirst, 1) == 1;
    rule.max_points = one.whole("max_points", rule.max_points, 0, 1'000'000);
    one.done();
  }
  if (const auto* second = fields.find("second")) {
    Fields one(*second, base::pointer_to(fields.pointer(), "second"), faults);
    rule.second = static_cast<Second>(one.choice("by", kSecond, std::nullopt));
    if (rule.second == Second::box_cox) rule.lambda = one.required_number("lambda");
    one.done();
  }
  rule.combine = fields.flag("combine", false);
  rule.like_coinr = fields.flag("like_coinr", false);
  return rule;
}

}  // namespace

StepPtr compile_treat(Fields& fields, const Site& site, base::Faults& faults) {
  auto step = std::make_unique<Treat>();
  step->rules.assign(site.framework.indicator_count, read_rule(fields, faults));
  const auto* each = fields.find("indicators");
  if (!each) return step;
  if (!each->is_object()) {
    fields.fault("type", "indicators", "应为“指标: 做法”");
    return step;
  }
  const std::string pointer = base::pointer_to(fields.pointer(), "indicators");
  for (const auto& [code, value] : each->get_object()) {
    const auto element = site.indicator(fields, "indicators", code);
    if (!element) continue;
    Fields one(value, base::pointer_to(pointer, code), faults);
    if (one.flag("skip", false)) {
      step->rules[*element] = Rule{.skewness = std::numeric_limits<double>::infinity()};
    } else {
      step->rules[*element] = read_rule(one, faults);
    }
    one.done();
  }
  return step;
}

}  // namespace qinqing::composite
