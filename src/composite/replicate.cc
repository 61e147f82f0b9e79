// Many replications on several threads; each writes its own place, so nothing depends on their
// number or pace.
#include <algorithm>
#include <atomic>
#include <thread>

#include "composite/numbers.h"
#include "composite/simulate.h"

namespace qinqing::composite {
namespace {

constexpr std::size_t kChunk = 16;

void rank_into(std::span<const double> scores, std::span<std::uint16_t> ranks,
               std::vector<std::pair<double, std::uint32_t>>& order) {
  order.clear();
  for (std::uint32_t i = 0; i < scores.size(); ++i) {
    ranks[i] = 0;
    // Negated: ascending pairs are descending scores.
    if (!is_missing(scores[i])) order.emplace_back(-scores[i], i);
  }
  std::sort(order.begin(), order.end());
  std::uint16_t rank = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i == 0 || order[i].first != order[i - 1].first) rank = static_cast<std::uint16_t>(i + 1);
    ranks[order[i].second] = rank;
  }
}

}  // namespace

Replications replicate(const Simulator& simulator, const std::vector<std::vector<Drawn>>& draws,
                       unsigned threads) {
  Replications all;
  all.units = simulator.units();
  all.count = draws.size();
  all.scores.resize(all.units * all.count);
  all.ranks.resize(all.units * all.count);
  all.failed.assign(all.count, 0);
  std::vector<std::string> why(all.count);
  std::atomic<std::size_t> next{0};
  const auto work_off = [&] {
    Work work = simulator.make_work();
    std::vector<std::pair<double, std::uint32_t>> order;
    order.reserve(all.units);
    for (std::size_t begin; (begin = next.fetch_add(kChunk)) < all.count;)
      for (std::size_t r = begin; r < std::min(begin + kChunk, all.count); ++r) {
        const std::span<double> scores{&all.scores[r * all.units], all.units};
        if (!simulator.run(draws[r], work, scores)) {
          all.failed[r] = 1;
          why[r] = work.faults.to_string();
          work.faults = {};
          std::fill(scores.begin(), scores.end(), kMissing);
        }
        rank_into(scores, {&all.ranks[r * all.units], all.units}, order);
      }
  };
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  if (threads == 1) {
    work_off();
  } else {
    std::vector<std::jthread> crew;
    for (unsigned t = 0; t < threads; ++t) crew.emplace_back(work_off);
  }
  for (std::size_t r = 0; r < all.count && all.failures.size() < 10; ++r)
    if (all.failed[r]) all.failures.push_back("第 " + std::to_string(r + 1) + " 次：" + why[r]);
  return all;
}

}  // namespace qinqing::composite
