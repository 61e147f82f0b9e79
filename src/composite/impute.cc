// Impute: fill in what is missing. What cannot be filled in stays missing and is told.
#include "composite/impute.h"

#include <cmath>
#include <map>

#include "composite/moments.h"
#include "composite/numbers.h"
#include "composite/steps.h"

namespace qinqing::composite {
namespace {

constexpr std::string_view kBy[] = {"mean",     "median",     "group_mean", "group_median",
                                    "row_mean", "row_median", "em",         "latest",
                                    "constant", "linear"};
enum class By {
  mean,
  median,
  group_mean,
  group_median,
  row_mean,
  row_median,
  em,
  latest,
  constant,
  linear
};

class Impute : public Step {
 public:
  By by = By::mean;
  std::vector<std::uint32_t> label;
  std::size_t labels = 0;
  IndicatorSets sets;
  AlongRule along;

  bool apply(Work& work) const override {
    if (!fill(work)) return false;
    if (work.trace) tell_what_stays(work);
    return true;
  }

 private:
  bool fill(Work& work) const {
    switch (by) {
      case By::mean:
      case By::median:
        impute_by_column(work, by == By::median, nullptr, 0);
        return true;
      case By::group_mean:
      case By::group_median:
        impute_by_column(work, by == By::group_median, &label, labels);
        return true;
      case By::row_mean:
      case By::row_median:
        impute_by_row(work, by == By::row_median, sets);
        return true;
      case By::em:
        return impute_by_em(work, sets);
      case By::latest:
      case By::constant:
      case By::linear:
        return impute_along_years(work, along);
    }
    return true;
  }

  static void tell_what_stays(Work& work) {
    for (std::size_t j = 0; j < work.indicator_count(); ++j) {
      std::size_t missing = 0;
      for (const double x : work.column(j)) missing += is_missing(x) ? 1 : 0;
      if (missing != 0)
        work.notice("插补之后，指标“" + work.framework().elements[j].code + "”仍有 " +
                    std::to_string(missing) + " 处缺失");
    }
  }
};

// The sets below the aggregates of a level; all indicators together for level 0.
IndicatorSets sets_of(const Framework& framework, int level) {
  IndicatorSets sets;
  std::map<std::size_t, std::size_t> set_of;
  for (std::size_t i = 0; i < framework.indicator_count; ++i) {
    std::size_t above = i;
    while (level > 0 && framework.elements[above].level < level)
      above = framework.elements[above].parent;
    const std::size_t key = level > 0 ? above : 0;
    const auto [at, added] = set_of.emplace(key, sets.size());
    if (added) sets.emplace_back();
    sets[at->second].push_back(i);
  }
  return sets;
}

void read_groups(Fields& fields, const Site& site, Impute& step) {
  const std::string name = fields.required_text("group");
  const auto at = site.table.groups.find(name);
  if (at == site.table.groups.end()) {
    fields.fault("unknown", "group", "数据里没有分组列“" + name + "”", "在框架里写明它");
    return;
  }
  std::map<std::string, std::uint32_t> ids;
  for (const std::string& label : at->second) {
    if (label.empty())
      step.label.push_back(0);
    else
      step.label.push_back(
          ids.emplace(label, static_cast<std::uint32_t>(ids.size() + 1)).first->second);
  }
  step.labels = ids.size() + 1;
}

}  // namespace

void impute_by_column(Work& work, bool median, const std::vector<std::uint32_t>* label,
                      std::size_t labels) {
  const std::size_t groups = label ? labels : 1;
  const auto origin = work.origin();
  const auto sums = work.scratch(0, groups);
  const auto counts = work.scratch(1, groups);
  for (std::size_t j = 0; j < work.indicator_count(); ++j)
    for (const YearSpan& span : work.spans()) {
      const auto x = work.column(j, span);
      bool whole = true;
      for (const double v : x) whole = whole & (v == v);
      if (whole) continue;
      const auto group_of = [&](std::size_t i) -> std::size_t {
        return label ? (*label)[origin[span.begin + i]] : 0;
      };
      std::fill(sums.begin(), sums.end(), 0.0);
      std::fill(counts.begin(), counts.end(), 0.0);
      for (std::size_t i = 0; i < x.size(); ++i)
        if (!is_missing(x[i])) {
          sums[group_of(i)] += x[i];
          counts[group_of(i)] += 1;
        }
      for (std::size_t g = 0; g < groups; ++g)
        sums[g] = counts[g] == 0 ? kMissing : sums[g] / counts[g];
      if (median) {
        const auto values = work.scratch(2, x.size());
        for (std::size_t g = 0; g < groups; ++g) {
          std::size_t n = 0;
          for (std::size_t i = 0; i < x.size(); ++i)
            if (!is_missing(x[i]) && group_of(i) == g) values[n++] = x[i];
          sums[g] = median_in_place(values.first(n));
        }
      }
      if (label) sums[0] = kMissing;
      for (std::size_t i = 0; i < x.size(); ++i)
        if (is_missing(x[i])) x[i] = sums[group_of(i)];
    }
}

StepPtr compile_impute(Fields& fields, const Site& site, base::Faults&) {
  auto step = std::make_unique<Impute>();
  step->by = static_cast<By>(fields.choice("by", kBy, std::nullopt));
  switch (step->by) {
    case By::group_mean:
    case By::group_median:
      read_groups(fields, site, *step);
      break;
    case By::row_mean:
    case By::row_median:
    case By::em:
      step->sets = sets_of(site.framework, fields.whole("level", 0, 0, site.framework.levels));
      break;
    case By::latest:
    case By::constant:
    case By::linear:
      if (!site.table.is_panel())
        fields.fault("value", "by", "数据只有一个年份，不能沿年份插补", "换一种插补");
      step->along.by =
          static_cast<Along>(static_cast<int>(step->by) - static_cast<int>(By::latest));
      if (step->by == By::latest && fields.has("look_back"))
        step->along.look_back = static_cast<std::size_t>(fields.whole("look_back", 1, 1, 1000));
      if (step->by == By::linear) {
        constexpr std::string_view kSingle[] = {"refuse", "constant"};
        step->along.single_is_constant = fields.choice("single", kSingle, 0) == 1;
      }
      break;
    default:
      break;
  }
  return step;
}

}  // namespace qinqing::composite
