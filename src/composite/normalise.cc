// Normalise: indicators on one scale, more is better.
//
// First x is multiplied by the direction (1 or −1), then the method is applied; targets, goalposts
// and efficacy bounds are in raw units and turn with the direction. Over a panel statistics are
// taken over all years (`over: all`) or within each (`over: year`).
#include <algorithm>
#include <cmath>
#include <numeric>

#include "composite/elementary.h"
#include "composite/lanes.h"
#include "composite/moments.h"
#include "composite/numbers.h"
#include "composite/scales.h"
#include "composite/steps.h"

namespace qinqing::composite {
namespace {

// x ← (x − low)/width, in [0, 1] where asked, · span + from.
QINQING_WIDE void put_on_line(std::span<double> x, double low, double width, const Scale& scale,
                              double span, double from) {
  double* const at = x.data();
  const std::size_t n = x.size();
  if (!scale.cap && !scale.floor) {
    for (std::size_t i = 0; i < n; ++i) at[i] = (at[i] - low) / width * span + from;
    return;
  }
  const double most = scale.cap ? 1 : std::numeric_limits<double>::infinity();
  const double least = scale.floor ? 0 : -std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < n; ++i) {
    double t = (at[i] - low) / width;
    t = t > most ? most : t;
    t = t < least ? least : t;
    at[i] = t * span + from;
  }
}

// Ascending ranks, ties get the smallest, missing stays missing.
void rank_ascending(std::span<double> x, std::vector<std::uint32_t>& order) {
  order.clear();
  for (std::uint32_t i = 0; i < x.size(); ++i)
    if (!is_missing(x[i])) order.push_back(i);
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return x[a] < x[b]; });
  double previous = 0;
  double rank = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const double value = x[order[i]];
    if (i == 0 || value != previous) rank = static_cast<double>(i + 1);
    previous = value;
    x[order[i]] = rank;
  }
}

class Normalise : public Step {
 public:
  std::vector<Scale> scales;  // by indicator
  bool each_year = false;

  bool apply(Work& work) const override {
    const YearSpan all{0, work.rows(), 0};
    for (std::size_t j = 0; j < scales.size(); ++j) {
      if (!each_year) {
        if (!scale_one(work, j, all)) return false;
        continue;
      }
      for (const YearSpan& span : work.spans())
        if (!scale_one(work, j, span)) return false;
    }
    return true;
  }

 private:
  bool scale_one(Work& work, std::size_t j, const YearSpan& span) const {
    const Scale& scale = scales[j];
    const auto x = work.column(j, span);
    const double direction = work.framework().elements[j].direction;
    if (direction < 0)
      for (double& v : x) v = -v;
    switch (scale.by) {
      case ScaleBy::none:
        return true;
      case ScaleBy::rank:
      case ScaleBy::borda:
      case ScaleBy::percentile_rank:
        return by_rank(work, j, scale, x);
      case ScaleBy::z_score:
        return by_deviation(work, j, scale, x);
      case ScaleBy::efficacy_linear:
      case ScaleBy::efficacy_exponential:
        return by_efficacy(work, j, scale, x, direction);
      default:
        return by_line(work, j, scale, x, span, direction);
    }
  }

  static bool constant(Work& work, std::size_t j, const Scale& scale, std::span<double> x) {
    if (!scale.constant_is_missing)
      return work.fail("value", j, "各单位全部相同（或没有数据），没有可比的高低",
                       "删去这个指标，或者换一种标准化，或者写 constant: missing");
    std::fill(x.begin(), x.end(), kMissing);
    work.notice("指标“" + work.framework().elements[j].code + "”各单位全部相同，标准化后记为缺失");
    return true;
  }

  static bool by_rank(Work& work, std::size_t j, const Scale& scale, std::span<double> x) {
    rank_ascending(x, work.positions());
    const auto n = static_cast<double>(work.positions().size());
    if (scale.by == ScaleBy::rank) return true;
    for (double& v : x) v -= 1;
    if (scale.by == ScaleBy::borda) return true;
    if (n < 2) return constant(work, j, scale, x);
    for (double& v : x) v /= n - 1;
    return true;
  }

  static bool by_deviation(Work& work, std::size_t j, const Scale& scale, std::span<double> x) {
    auto values = work.scratch(0, x.size());
    values = values.first(dense(x, values));
    const Moments m = moments_of(values);
    const double deviation = deviation_of(m);
    const Extremes e = extremes_of(values);
    if (!(deviation > 0) || e.least == e.most) return constant(work, j, scale, x);
    for (double& v : x) v = (v - m.mean) / deviation * scale.b + scale.a;
    return true;
  }

  // (x − unallowable)/(satisfactory − unallowable), then c + a·t or c·exp(t·ln((c + a)/c)).
  static bool by_efficacy(Work& work, std::size_t j, const Scale& scale, std::span<double> x,
                          double direction) {
    double low = direction * scale.lower;
    double high = direction * scale.upper;
    if (is_missing(scale.lower)) {
      const Extremes e = extremes_of(x);
      low = e.least;
      high = e.most;
    }
    if (!(high != low) || std::isinf(high)) return constant(work, j, scale, x);
    for (double& v : x) {
      v = (v - low) / (high - low);
      if (scale.cap && v > 1) v = 1;
      if (scale.floor && v < 0) v = 0;
    }
    if (scale.by == ScaleBy::efficacy_linear) {
      for (double& v : x) v = scale.a + scale.b * v;
      return true;
    }
    const double growth = log_of((scale.a + scale.b) / scale.a);
    for (double& v : x) v *= growth;
    exp_all(x);
    for (double& v : x) v *= scale.a;
    return true;
  }

  // Everything that is a straight line between two values of x.
  static bool by_line(Work& work, std::size_t j, const Scale& scale, std::span<double> x,
                      const YearSpan& span, double direction) {
    const Extremes e = extremes_of(x);
    double low = e.least;
    double high = e.most;
    double from = 0;
    double to = 1;
    switch (scale.by) {
      case ScaleBy::min_max:
        from = scale.a;
        to = scale.b;
        break;
      case ScaleBy::scaled:
        low = scale.a;
        high = scale.b;
        to = scale.factor;
        break;
      case ScaleBy::distance_to_target:
        high = scale.target_is_turned ? scale.target : direction * scale.target;
        break;
      case ScaleBy::distance_to_reference:
        high = reference(work, scale, x, span);
        if (is_missing(high))
          return work.fail("missing", j, "参照单位“" + scale.reference + "”没有数据",
                           "换一个参照单位，或者先插补");
        break;
      case ScaleBy::fraction_of_maximum:
        return by_fraction(work, j, scale, x, direction);
      case ScaleBy::goalposts:
        low = direction * (direction > 0 ? scale.lower : scale.upper);
        high = direction * (direction > 0 ? scale.upper : scale.lower);
        to = scale.factor;
        break;
      default:
        break;
    }
    if (low == high || !std::isfinite(high - low)) return constant(work, j, scale, x);
    put_on_line(x, low, high - low, scale, to - from, from);
    return true;
  }

  static double reference(const Work& work, const Scale& scale, std::span<const double> x,
                          const YearSpan& span) {
    for (std::size_t i = 0; i < x.size(); ++i)
      if (work.table().units[work.origin()[span.begin + i]] == scale.reference) return x[i];
    return kMissing;
  }

  // x / max; where less is better min / x, so that the best has 1 (COINr: x/max of the negated).
  static bool by_fraction(Work& work, std::size_t j, const Scale& scale, std::span<double> x,
                          double direction) {
    const Extremes e = extremes_of(x);
    if (scale.like_coinr) {
      for (double& v : x) v /= e.most;
      return true;
    }
    const bool positive = direction > 0 ? e.least >= 0 && e.most > 0 : e.most < 0;
    if (!positive) return work.fail("value", j, "有 0 或负数，不能取与最好值之比", "换一种标准化");
    for (double& v : x) v = direction > 0 ? v / e.most : e.most / v;
    return true;
  }
};

}  // namespace

StepPtr compile_normalise(Fields& fields, const Site& site, base::Faults& faults) {
  constexpr std::string_view kOver[] = {"all", "year"};
  auto step = std::make_unique<Normalise>();
  step->each_year = fields.choice("over", kOver, 0) == 1;
  step->scales = read_scales(fields, site, faults);
  return step;
}

}  // namespace qinqing::composite
