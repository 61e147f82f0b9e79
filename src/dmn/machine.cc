#include "dmn/machine.h"

#include <utility>

#include "dmn/value_access.h"

namespace qinqing::dmn {

namespace {

// A hostile expression could make a mistake for each of its characters.
constexpr std::size_t kMistakesMax = 20;

}  // namespace

Machine::Machine(const Program& program)
    : program_(&program),
      words_((program.input_count + 63) / 64),
      stack_(program.stack_depth + 1),
      bits_(stack_.size() * words_) {}

const Value* Machine::run(Expression expression, const Environment& environment) {
  height_ = 0;
  mistakes_.clear();
  for (const Instruction& step : program_->slice(program_->code, expression)) {
    switch (step.op) {
      case Instruction::Op::constant:
        stack_[height_++] = {.absent = false, .value = program_->constants[step.argument]};
        break;
      case Instruction::Op::slot:
        push_slot(step.argument, environment);
        break;
      case Instruction::Op::member:
        member(program_->texts[step.argument]);
        break;
      case Instruction::Op::unary:
        unary(step);
        break;
      case Instruction::Op::binary:
        binary(step);
        break;
      case Instruction::Op::list:
        list(step.argument);
        break;
    }
  }
  return stack_.front().absent ? nullptr : &stack_.front().value;
}

void Machine::note(Mistake mistake, std::string_view symbol, const Value* a, const Value* b) {
  if (mistake != Mistake::none && mistakes_.size() < kMistakesMax)
    mistakes_.push_back(describe(mistake, symbol, a, b));
}

void Machine::push_slot(std::uint32_t slot, const Environment& environment) {
  const Value* value = environment.value(slot);
  Entry& entry = stack_[height_];
  entry.absent = value == nullptr;
  if (value != nullptr) {
    entry.value = *value;
  } else {
    clear(bits(height_));
    environment.add_absent(slot, bits(height_));
  }
  ++height_;
}

void Machine::member(const std::string& name) {
  Entry& top = stack_[height_ - 1];
  if (top.absent) return;
  Mistake mistake = Mistake::none;
  const Value* found = dmn::member(top.value, name, mistake);
  note(mistake, name, nullptr, nullptr);
  Value value = found == nullptr ? Value() : *found;
  top.value = std::move(value);
}

void Machine::unary(const Instruction& step) {
  Entry& top = stack_[height_ - 1];
  if (top.absent) return;
  Mistake mistake = Mistake::none;
  Value value = step.kind == Node::Kind::negate ? negate(top.value, mistake)
                                                : value_of(negation(truth_of(top.value, mistake)));
  note(mistake, symbol_of(step.kind, step.comparison), &top.value, nullptr);
  top.value = std::move(value);
}

void Machine::binary(const Instruction& step) {
  if (step.kind == Node::Kind::logic_and || step.kind == Node::Kind::logic_or) {
    logic(step);
    return;
  }
  Entry& a = stack_[height_ - 2];
  const Entry& b = stack_[height_ - 1];
  --height_;
  if (a.absent || b.absent) {
    if (!a.absent) clear(bits(height_ - 1));
    if (b.absent) add(bits(height_ - 1), bits(height_));
    a.absent = true;
    return;
  }
  Mistake mistake = Mistake::none;
  Value value = step.kind == Node::Kind::compare
                    ? comparison(step.comparison, a.value, b.value, mistake)
                    : arithmetic(step.kind, a.value, b.value, mistake);
  note(mistake, symbol_of(step.kind, step.comparison), &a.value, &b.value);
  a.value = std::move(value);
}

void Machine::logic(const Instruction& step) {
  Entry& a = stack_[height_ - 2];
  const Entry& b = stack_[height_ - 1];
  --height_;
  const auto truth = [&](const Entry& entry) {
    if (entry.absent) return Truth::unknown;
    Mistake mistake = Mistake::none;
    const Truth out = truth_of(entry.value, mistake);
    note(mistake, symbol_of(step.kind, step.comparison), &entry.value, nullptr);
    return out;
  };
  const Truth left = truth(a);
  const Truth right = truth(b);
  const Truth result = step.kind == Node::Kind::logic_and ? both(left, right) : either(left, right);
  if (result != Truth::unknown) {
    a = {.absent = false, .value = value_of(result)};
    return;
  }
  if (!a.absent) clear(bits(height_ - 1));
  if (b.absent) add(bits(height_ - 1), bits(height_));
  a.absent = true;
}

void Machine::list(std::size_t count) {
  const std::size_t first = height_ - count;
  bool absent = false;
  std::vector<Value> items;
  items.reserve(count);
  for (std::size_t i = first; i < height_; ++i) {
    if (stack_[i].absent && !absent && i > first) clear(bits(first));
    if (stack_[i].absent && i > first) add(bits(first), bits(i));
    absent = absent || stack_[i].absent;
    items.push_back(std::move(stack_[i].value));
  }
  height_ = first + 1;
  stack_[first].absent = absent;
  Value value = Value::list(std::move(items));
  const bool fits = ValueAccess::weight(value) <= kWeightMax;
  if (!fits) note(Mistake::overflow, "", nullptr, nullptr);
  stack_[first].value = fits ? std::move(value) : Value();
}

}  // namespace qinqing::dmn
