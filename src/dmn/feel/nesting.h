// Counts how deep the compiler is, so that a hostile text ends with an error and not with the
// stack.
//
// Thread-safety: belongs to one compiler.
#pragma once

#include <cstddef>

#include "dmn/feel/compiler.h"

namespace qinqing::dmn::feel {

inline constexpr std::size_t kNestingMax = 200;

class Nesting {
 public:
  Nesting(std::size_t& depth, std::size_t position) : depth_(depth) {
    if (depth_ >= kNestingMax) throw SyntaxError{position, "嵌套太深"};
    ++depth_;
  }
  ~Nesting() { --depth_; }
  Nesting(const Nesting&) = delete;
  Nesting& operator=(const Nesting&) = delete;

 private:
  std::size_t& depth_;
};

}  // namespace qinqing::dmn::feel
