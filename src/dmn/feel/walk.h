// Bounds the walks over values. Lists and contexts share what they hold, so that a small value can
// stand for a tree of 2^60 leaves or be nested thousands deep: printing it or comparing it ends
// with a limit instead of never.
//
// Thread-safety: the counters belong to the thread.
#pragma once

#include <cstddef>
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

}  // namespace qinqing::dmn::feel
