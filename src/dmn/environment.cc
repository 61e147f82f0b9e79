#include "dmn/environment.h"

#include <algorithm>
#include <utility>

namespace qinqing::dmn {

Environment::Environment(const Program& program)
    : program_(&program),
      words_((program.input_count + 63) / 64),
      states_(program.slot_count - program.input_count),
      bits_(states_.size() * words_) {}

const Value* Environment::value(std::uint32_t slot) const {
  if (slot < inputs_.size()) return inputs_[slot].present ? &inputs_[slot].value() : nullptr;
  const State& state = states_[index(slot)];
  return state.absent ? nullptr : &state.value;
}

ValueClass Environment::value_class(std::uint32_t slot) const {
  if (slot < inputs_.size()) return inputs_[slot].present ? inputs_[slot].value_class : kAbsent;
  return states_[index(slot)].value_class;
}

void Environment::add_absent(std::uint32_t slot, Bits bits) const {
  if (slot < inputs_.size()) {
    if (!inputs_[slot].present) bits[slot / 64] |= 1ULL << (slot % 64);
  } else if (states_[index(slot)].absent) {
    add(bits, ConstBits(bits_).subspan(index(slot) * words_, words_));
  }
}

void Environment::set(std::uint32_t slot, Value value) {
  State& state = states_[index(slot)];
  state.absent = false;
  state.value_class = program_->rulers[slot].classify(value);
  state.value = std::move(value);
}

void Environment::set_absent(std::uint32_t slot, ConstBits waits_for) {
  State& state = states_[index(slot)];
  state.absent = true;
  state.value_class = kAbsent;
  state.value = Value();
  std::ranges::copy(waits_for, bits_.begin() + static_cast<std::ptrdiff_t>(index(slot) * words_));
}

void clear(Bits bits) {
  std::ranges::fill(bits, 0);
}

void add(Bits bits, ConstBits more) {
  for (std::size_t i = 0; i < bits.size(); ++i) bits[i] |= more[i];
}

}  // namespace qinqing::dmn
