// Random numbers that are a function of where they are used: the same from a seed whatever the
// order, the threads or the machine.
//
// Philox 4×32-10 (Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC
// 2011) is a keyed bijection of a counter; random_test has the authors' known answers.
//
// Thread-safety: pure functions; one thread a Stream.
#pragma once

#include <array>
#include <cstdint>

namespace qinqing::composite {

std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter,
                                    std::array<std::uint32_t, 2> key);

// The numbers of one use: (seed, stream, purpose) name it.
class Stream {
 public:
  Stream(std::uint64_t seed, std::uint64_t stream, std::uint32_t purpose)
      : key_{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32U)},
        counter_{0, purpose, static_cast<std::uint32_t>(stream),
                 static_cast<std::uint32_t>(stream >> 32U)} {}

  std::uint32_t word();
  double uniform();                  // in [0, 1), 53 bits
  double normal();                   // mean 0, deviation 1: Marsaglia's polar method
  std::size_t below(std::size_t n);  // 0 … n − 1

 private:
  std::array<std::uint32_t, 2> key_;
  std::array<std::uint32_t, 4> counter_;
  std::array<std::uint32_t, 4> words_{};
  int left_ = 0;
  double spare_ = 0;
  bool has_spare_ = false;
};

}  // namespace qinqing::composite
