// What an evaluation remembers of itself to be explained: the elements it went through, what each
// of them asked for, and for every decision table the values of its inputs and what became of each
// rule. Kept as numbers that point into the compiled model; explanation.h puts it into words.
//
// Cleared and used again it allocates nothing. Thread-safety: belongs to one evaluation.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "dmn/feel/program.h"

namespace qinqing::dmn::feel {

class Trace {
 public:
  // Of a rule: the column of its first condition that is not true, or one of these.
  static constexpr std::uint32_t kMatched = 0xffff'ffff;
  static constexpr std::uint32_t kNotReached = 0xffff'fffe;  // after the first of hit policy FIRST

  struct Table {
    const DecisionTable* table = nullptr;
    std::vector<Value> inputs;
    std::vector<std::uint32_t> rules;
  };
  struct Asked {
    std::uint32_t element = 0;
    Value value;
    bool given = false;  // by the caller
  };
  // A decision, business knowledge model or decision service that was evaluated.
  struct Step {
    std::uint32_t element = 0;
    Value value;
    std::vector<Asked> asked;         // each element once
    std::vector<std::size_t> tables;  // indices into tables()
  };

  void clear();
  // In the order in which they ended: what was asked for first comes last.
  std::span<const Step> steps() const { return {steps_.data(), step_count_}; }
  std::span<const Table> tables() const { return {tables_.data(), table_count_}; }
  // More was evaluated than is kept.
  bool is_cut() const { return cut_; }

  void enter(std::uint32_t element);
  void leave(const Value& value);
  void ask(std::uint32_t element, const Value& value, bool given);
  // Returns its index; kNone where no more are kept.
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  std::size_t begin_table(const DecisionTable& table);
  Table& table(std::size_t index) { return tables_[index]; }

 private:
  static constexpr std::size_t kKept = 10'000;

  // The vectors only grow, so that what their entries hold is used again.
  std::vector<Step> steps_;
  std::vector<Step> open_;
  std::vector<Table> tables_;
  std::size_t step_count_ = 0;
  std::size_t open_count_ = 0;
  std::size_t table_count_ = 0;
  bool cut_ = false;
};

}  // namespace qinqing::dmn::feel
