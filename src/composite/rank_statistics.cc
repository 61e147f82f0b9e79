#include "composite/rank_statistics.h"

#include <algorithm>

#include "composite/moments.h"
#include "composite/numbers.h"

namespace qinqing::composite {

std::vector<RankStatistics> rank_statistics(const Replications& all, double interval) {
  std::vector<RankStatistics> found(all.units);
  std::vector<double> ranks;
  for (std::size_t unit = 0; unit < all.units; ++unit) {
    ranks.clear();
    for (std::size_t r = 0; r < all.count; ++r)
      if (const auto rank = all.ranks[r * all.units + unit]) ranks.push_back(rank);
    RankStatistics& s = found[unit];
    s = {unit, ranks.size(), kMissing, kMissing, kMissing, kMissing};
    if (ranks.empty()) continue;
    s.mean = mean_of(ranks);
    s.median = median_in_place(ranks);
    s.low = quantile_of_sorted(ranks, (1 - interval) / 2);
    s.high = quantile_of_sorted(ranks, (1 + interval) / 2);
  }
  return found;
}

double probability_above(const Replications& all, std::size_t a, std::size_t b) {
  double above = 0;
  double both = 0;
  for (std::size_t r = 0; r < all.count; ++r) {
    const auto x = all.ranks[r * all.units + a];
    const auto y = all.ranks[r * all.units + b];
    if (x == 0 || y == 0) continue;
    both += 1;
    above += x < y ? 1 : x == y ? 0.5 : 0;
  }
  return both == 0 ? kMissing : above / both;
}

std::vector<std::size_t> rank_bands(const Replications& all, const std::vector<double>& nominal,
                                    double confidence) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < nominal.size(); ++i)
    if (!is_missing(nominal[i])) order.push_back(i);
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return nominal[a] != nominal[b] ? nominal[a] < nominal[b] : a < b;
  });
  const auto told_apart = [&](std::size_t k) {
    // Nearest pairs first: they fail soonest.
    for (std::size_t apart = 1; apart < order.size(); ++apart)
      for (std::size_t i = k >= apart ? k - apart : 0; i < k && i + apart < order.size(); ++i)
        if (!(probability_above(all, order[i], order[i + apart]) >= confidence)) return false;
    return true;
  };
  std::vector<std::size_t> bands(nominal.size(), 0);
  std::size_t band = 0;
  for (std::size_t k = 0; k < order.size(); ++k) {
    if (k == 0 || told_apart(k)) ++band;
    bands[order[k]] = band;
  }
  return bands;
}

}  // namespace qinqing::composite
