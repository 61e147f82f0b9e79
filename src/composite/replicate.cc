// Many replications on several threads; each writes its own place, so nothing depends on their
// number or pace.
#include <algorithm>
#include <atomic>
#include <limits>
#include <thread>

#include "composite/numbers.h"
#include "composite/simulate.h"

namespace qinqing::composite {
namespace {

constexpr std::size_t kChunk = 16;

// The units from the highest score to the lowest. The order of the last replication is the start of
// the next: ranks seldom move far, and among few units insertion is then nearly linear. What comes
// out does not depend on it, since ties are ordered by unit.
class Ranking {
 public:
  void rank(std::span<const double> scores, std::span<std::uint16_t> ranks) {
    if (order_.size() != scores.size()) {
      order_.resize(scores.size());
      for (std::uint32_t i = 0; i < order_.size(); ++i) order_[i].second = i;
    }
    // Negated: ascending pairs are descending scores. What is missing goes last.
    for (auto& [key, unit] : order_)
      key = is_missing(scores[unit]) ? std::numeric_limits<double>::infinity() : -scores[unit];
    if (order_.size() <= 256)
      insert();
    else
      std::sort(order_.begin(), order_.end());
    std::uint16_t rank = 0;
    for (std::size_t i = 0; i < order_.size(); ++i) {
      if (i == 0 || order_[i].first != order_[i - 1].first)
        rank = static_cast<std::uint16_t>(i + 1);
      ranks[order_[i].second] = is_missing(scores[order_[i].second]) ? 0 : rank;
    }
  }

 private:
  void insert() {
    for (std::size_t i = 1; i < order_.size(); ++i) {
      const auto moved = order_[i];
      std::size_t at = i;
      for (; at > 0 && moved < order_[at - 1]; --at) order_[at] = order_[at - 1];
      order_[at] = moved;
    }
  }

  std::vector<std::pair<double, std::uint32_t>> order_;
};

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
    Ranking ranking;
    for (std::size_t begin; (begin = next.fetch_add(kChunk)) < all.count;)
      for (std::size_t r = begin; r < std::min(begin + kChunk, all.count); ++r) {
        const std::span<double> scores{&all.scores[r * all.units], all.units};
        if (!simulator.run(draws[r], work, scores)) {
          all.failed[r] = 1;
          why[r] = work.faults.to_string();
          work.faults = {};
          std::fill(scores.begin(), scores.end(), kMissing);
        }
        ranking.rank(scores, {&all.ranks[r * all.units], all.units});
      }
  };
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  if (threads == 1) {
    work_off();
  } else {
    std::vector<std::thread> crew;
    for (unsigned t = 0; t < threads; ++t) crew.emplace_back(work_off);
    for (std::thread& one : crew) one.join();
  }
  for (std::size_t r = 0; r < all.count && all.failures.size() < 10; ++r)
    if (all.failed[r]) all.failures.push_back("第 " + std::to_string(r + 1) + " 次：" + why[r]);
  return all;
}

}  // namespace qinqing::composite
