// The values of one evaluation, by slot, and what is absent.
//
// An absent value carries the inputs it waits for, as a set of bits: an input waits for itself, a
// decision for all that keep it from being decided.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "dmn/dmn.h"
#include "dmn/program.h"

namespace qinqing::dmn {

// An input as it was set and as the model sees it: of its declared type, else null.
struct InputSlot {
  bool present = false;
  bool wrong = false;     // the value does not conform to the input's type
  bool replaced = false;  // the model sees `instead`
  ValueClass value_class = Ruler::kNull;
  Value given;
  Value instead;

  const Value& value() const { return replaced ? instead : given; }
};

inline constexpr ValueClass kAbsent = 0xFFFF'FFFF;

using Bits = std::span<std::uint64_t>;
using ConstBits = std::span<const std::uint64_t>;

class Environment {
 public:
  explicit Environment(const Program& program);

  void begin(std::span<const InputSlot> inputs) { inputs_ = inputs; }

  // nullptr where absent. Slots that are no inputs must have been set in this run.
  const Value* value(std::uint32_t slot) const;
  ValueClass value_class(std::uint32_t slot) const;  // kAbsent where absent
  // Whether the input was set to a value that its type does not allow.
  bool is_wrong(std::uint32_t input) const { return inputs_[input].wrong; }
  // Adds what an absent slot waits for.
  void add_absent(std::uint32_t slot, Bits bits) const;

  void set(std::uint32_t slot, Value value);
  void set_absent(std::uint32_t slot, ConstBits waits_for);

  std::size_t words() const { return words_; }

 private:
  struct State {
    bool absent = true;
    ValueClass value_class = kAbsent;
    Value value;
  };
  std::size_t index(std::uint32_t slot) const { return slot - program_->input_count; }

  const Program* program_;
  std::size_t words_;  // of a set of inputs
  std::span<const InputSlot> inputs_;
  std::vector<State> states_;        // of decisions and computed columns
  std::vector<std::uint64_t> bits_;  // words_ for each of states_
};

void clear(Bits bits);
void add(Bits bits, ConstBits more);

}  // namespace qinqing::dmn
