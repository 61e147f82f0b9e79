// Runs compiled expressions on a stack that is made once. No recursion, no allocation but for
// strings and lists that an expression makes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dmn/arithmetic.h"
#include "dmn/environment.h"
#include "dmn/program.h"

namespace qinqing::dmn {

class Machine {
 public:
  explicit Machine(const Program& program);

  // The value, or nullptr where an absent input decides it; `waits_for()` then says which. Both
  // live until the next run.
  const Value* run(Expression expression, const Environment& environment);
  ConstBits waits_for() const { return bits(0); }

  // What went wrong in the last run; each made a null.
  const std::vector<std::string>& mistakes() const { return mistakes_; }

 private:
  struct Entry {
    bool absent = false;
    Value value;
  };
  Bits bits(std::size_t level) { return Bits(bits_).subspan(level * words_, words_); }
  ConstBits bits(std::size_t level) const {
    return ConstBits(bits_).subspan(level * words_, words_);
  }
  void push_slot(std::uint32_t slot, const Environment& environment);
  void member(const std::string& name);
  void unary(const Instruction& step);
  void binary(const Instruction& step);
  void logic(const Instruction& step);
  void list(std::size_t count);
  void note(Mistake mistake, std::string_view symbol, const Value* a, const Value* b);

  const Program* program_;
  std::size_t words_;
  std::vector<Entry> stack_;
  std::vector<std::uint64_t> bits_;  // words_ for each level of the stack
  std::size_t height_ = 0;
  std::vector<std::string> mistakes_;
};

}  // namespace qinqing::dmn
