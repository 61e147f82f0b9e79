// How bench/dmn takes its times.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <iostream>
#include <vector>

namespace qinqing::bench {

// Calls step(0) … step(count - 1) over and over; prints `rate p50_ns p99_ns`. The rate is taken
// without a clock around each step.
template <class Step>
void measure(double seconds, std::size_t count, Step step) {
  using Clock = std::chrono::steady_clock;
  const auto since = [](Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
  };
  for (std::size_t i = 0; i < count; ++i) step(i);  // warm
  std::vector<std::uint32_t> taken;
  for (const auto begin = Clock::now(); since(begin) < seconds / 4;)
    for (std::size_t i = 0; i < count; ++i) {
      const auto before = Clock::now();
      step(i);
      taken.push_back(static_cast<std::uint32_t>((Clock::now() - before).count()));
    }
  std::size_t done = 0;
  const auto begin = Clock::now();
  do {
    for (std::size_t i = 0; i < count; ++i) step(i);
    done += count;
  } while (since(begin) < seconds);
  const double rate = static_cast<double>(done) / since(begin);
  std::ranges::sort(taken);
  std::cout << static_cast<std::uint64_t>(rate) << ' ' << taken[taken.size() / 2] << ' '
            << taken[taken.size() * 99 / 100] << '\n';
}

}  // namespace qinqing::bench
