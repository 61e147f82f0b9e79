// Aggregate: level by level, each group from its members one level below.
//
// Weights are relative within the group. Missing members drop out and the weights of the rest carry
// the whole; with a threshold, a group with a smaller share of members present is missing. A group
// without any member present is missing.
#include <cmath>

#include "composite/aggregate.h"
#include "composite/elementary.h"
#include "composite/lanes.h"
#include "composite/moments.h"
#include "composite/numbers.h"
#include "composite/steps.h"

namespace qinqing::composite {
namespace {

constexpr std::string_view kBy[] = {"arithmetic", "geometric", "harmonic", "generalised",
                                    "copeland"};

// sums += w·x and weights += w, counting, over what is present.
QINQING_WIDE void add_member(const double* x, double w, double* sums, double* weights,
                             double* counts, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    const bool present = x[i] == x[i];
    sums[i] += present ? w * x[i] : 0.0;
    weights[i] += present ? w : 0.0;
    counts[i] += present ? 1.0 : 0.0;
  }
}

class Aggregate : public Step {
 public:
  std::vector<Mean> means;  // by level of the members − 1

  bool apply(Work& work) const override {
    const auto& elements = work.framework().elements;
    take_weights(work);
    for (std::size_t e = work.indicator_count(); e < elements.size(); ++e) {
      const Mean& mean = means[static_cast<std::size_t>(elements[e].level - 2)];
      if (!mean_of_group(work, e, mean)) return false;
    }
    work.aggregated = true;
    return true;
  }

 private:
  static void take_weights(Work& work) {
    auto& weights = work.weights();
    for (std::size_t i = 0; i < work.weight_override.size(); ++i)
      if (!is_missing(work.weight_override[i])) weights[i] = work.weight_override[i];
    for (std::size_t i = 0; i < work.weight_factor.size(); ++i) weights[i] *= work.weight_factor[i];
  }
};

// What a member's values become before they are averaged; false where the mean does not exist.
bool prepare(Work& work, std::size_t element, const Mean& mean, std::span<double> x) {
  const Extremes e = extremes_of(x);
  const bool positive = e.least > 0;
  switch (mean.by) {
    case MeanBy::arithmetic:
    case MeanBy::copeland:
      return true;
    case MeanBy::harmonic:
      for (double& v : x) {
        if (v == 0)
          return work.fail("value", element, "有 0，不能取调和平均",
                           "标准化到大于 0 的区间，例如 to: [1, 100]",
                           static_cast<std::size_t>(&v - x.data()));
        v = 1 / v;
      }
      return true;
    case MeanBy::geometric:
      if (!positive) break;
      if (e.least >= std::numeric_limits<double>::min()) {
        log_all(x);
      } else {
        for (double& v : x) v = log_of(v);
      }
      return true;
    case MeanBy::generalised:
      if (!positive) break;
      for (double& v : x) v = mean.p == 1 ? v : power_of(v, mean.p);
      return true;
  }
  for (std::size_t i = 0; i < x.size(); ++i)
    if (x[i] <= 0)
      return work.fail("value", element, "有 0 或负数，不能取几何平均或幂平均",
                       "标准化到大于 0 的区间，例如 to: [1, 100]", i);
  return true;  // all missing
}

void finish(const Mean& mean, std::span<double> x) {
  if (mean.by == MeanBy::geometric) exp_all(x);
  if (mean.by == MeanBy::harmonic)
    for (double& v : x) v = 1 / v;
  if (mean.by == MeanBy::generalised && mean.p != 1)
    for (double& v : x)
      if (!is_missing(v)) v = power_of(v, 1 / mean.p);
}

}  // namespace

bool mean_of_group(Work& work, std::size_t group, const Mean& mean) {
  if (mean.by == MeanBy::copeland) return copeland_of_group(work, group, mean);
  const std::size_t n = work.rows();
  const auto sums = work.column(group);
  const auto weights = work.scratch(2, n);
  const auto counts = work.scratch(3, n);
  std::fill(sums.begin(), sums.end(), 0.0);
  std::fill(weights.begin(), weights.end(), 0.0);
  std::fill(counts.begin(), counts.end(), 0.0);
  const auto& members = work.framework().elements[group].children;
  for (const std::size_t member : members) {
    std::span<double> x = work.column(member);
    if (mean.by != MeanBy::arithmetic) {
      const auto copy = work.scratch(4, n);
      std::copy(x.begin(), x.end(), copy.begin());
      x = copy;
      if (!prepare(work, member, mean, x)) return false;
    }
    add_member(x.data(), work.weights()[member], sums.data(), weights.data(), counts.data(), n);
  }
  const auto all = static_cast<double>(members.size());
  const bool whole = mean.by == MeanBy::generalised && mean.like_coinr;
  for (std::size_t i = 0; i < n; ++i) {
    const bool enough = counts[i] / all >= mean.threshold && !(whole && counts[i] < all);
    sums[i] = enough && weights[i] != 0 ? sums[i] / weights[i] : kMissing;
  }
  finish(mean, sums);
  return true;
}

std::vector<Mean> read_means(Fields& fields, int levels) {
  std::vector<Mean> means(static_cast<std::size_t>(levels - 1));
  const auto names = fields.texts("by");
  if (names.size() > 1 && names.size() != means.size())
    fields.fault("value", "by",
                 "有 " + std::to_string(names.size()) + " 种，要合成 " +
                     std::to_string(means.size()) + " 次",
                 "写一种，或者自下而上每级一种");
  const auto powers = fields.numbers("p");
  const auto thresholds = fields.numbers("threshold");
  const bool like_coinr = fields.flag("like_coinr", false);
  for (std::size_t level = 0; level < means.size(); ++level) {
    Mean& mean = means[level];
    if (!names.empty()) {
      const std::string& name = names[names.size() == means.size() ? level : 0];
      const auto* const at = std::find(std::begin(kBy), std::end(kBy), name);
      if (at == std::end(kBy)) {
        fields.fault("value", "by", "没有“" + name + "”这种合成",
                     "可以是 arithmetic、geometric、harmonic、generalised、copeland");
        return means;
      }
      mean.by = static_cast<MeanBy>(at - std::begin(kBy));
    }
    mean.like_coinr = like_coinr;
    if (!thresholds.empty())
      mean.threshold = thresholds[thresholds.size() == means.size() ? level : 0];
    if (!powers.empty()) mean.p = powers[powers.size() == means.size() ? level : 0];
    if (mean.by == MeanBy::generalised && powers.empty())
      fields.fault("missing", "p", "幂平均要写幂 p", "例如 p: -1");
    if (mean.by == MeanBy::generalised && mean.p == 0) mean.by = MeanBy::geometric;
    if (mean.threshold < 0 || mean.threshold > 1)
      fields.fault("value", "threshold", "应在 0 与 1 之间");
  }
  for (const auto& [key, size] : {std::pair{"p", powers.size()}, {"threshold", thresholds.size()}})
    if (size > 1 && size != means.size()) fields.fault("value", key, "写一个，或者每级一个");
  return means;
}

StepPtr compile_aggregate(Fields& fields, const Site& site, base::Faults&) {
  auto step = std::make_unique<Aggregate>();
  step->means = read_means(fields, site.framework.levels);
  return step;
}

}  // namespace qinqing::composite
