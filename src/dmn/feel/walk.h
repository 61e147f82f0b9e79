// Bounds the walks over values. Lists and contexts share what they hold, so that a small value can
// stand for a tree of 2^60 leaves or be nested thousands deep: printing it or comparing it ends
// with a limit instead of never.
//
// Thread-safety: the counters belong to the thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace qinqing::dmn::feel {

struct LimitExceeded {
  std::string what;  // Chinese
};

inline constexpr std::size_t kWalkStepsMax = 5'000'000;
inline constexpr std::size_t kWalkDepthMax = 5'000;

// One node of a walk; the outermost begins to count anew. Throws LimitExceeded.
class Walk {
 public:
  Walk() {
    if (depth_ == 0) steps_ = 0;
    if (++steps_ > kWalkStepsMax || depth_ >= kWalkDepthMax)
      throw LimitExceeded{"值太大或嵌套太深"};
    ++depth_;
  }
  ~Walk() { --depth_; }
  Walk(const Walk&) = delete;
  Walk& operator=(const Walk&) = delete;

 private:
  inline static thread_local std::size_t depth_ = 0;
  inline static thread_local std::size_t steps_ = 0;
};

// How long this thread may still evaluate. What is evaluated inside (the allowed values of a type)
// counts too, though it has an evaluator of its own.
class Deadline {
 public:
  using Clock = std::chrono::steady_clock;
  explicit Deadline(std::chrono::milliseconds time) : outer_(end_) { end_ = Clock::now() + time; }
  ~Deadline() { end_ = outer_; }
  Deadline(const Deadline&) = delete;
  Deadline& operator=(const Deadline&) = delete;

  // Throws LimitExceeded.
  static void check() {
    if (end_ != Clock::time_point::max() && Clock::now() > end_) throw LimitExceeded{"算得太久"};
  }

 private:
  inline static thread_local Clock::time_point end_ = Clock::time_point::max();
  Clock::time_point outer_;
};

}  // namespace qinqing::dmn::feel
