// Evaluation: which decisions run in which order, and what a run leaves.
#include <utility>

#include "dmn/evaluation_impl.h"
#include "dmn/value_access.h"

namespace qinqing::dmn {

namespace {

// Of one run; a hostile model could have one for each of its cells.
constexpr std::size_t kWarningsMax = 1'000;

std::uint32_t index_of(DecisionRef ref) {
  return static_cast<std::uint32_t>(ref);
}

const Value& null_value() {
  static const Value value;
  return value;
}

}  // namespace

Evaluation::Impl::Impl(const Model::Impl& model_impl)
    : model(model_impl),
      program(model_impl.program),
      environment(program),
      machine(program),
      decisions(program.decisions.size()),
      rules(program.rule_count),
      columns(program.columns_max),
      alive(program.words_max),
      open(program.words_max),
      worked_out(program.words_max),
      absent(environment.words()),
      waits_for(environment.words()) {}

void Evaluation::Impl::run(DecisionRef decision, std::span<const InputSlot> inputs,
                           bool rules_only) {
  ++run_number;
  warnings.clear();
  blocked_inputs.clear();
  environment.begin(inputs);
  const CompiledDecision& last = program.decisions[index_of(decision)];
  warn_of_inputs(last);
  for (const std::uint32_t d : last.order) {
    if (!rules_only || d != index_of(decision)) {
      evaluate(d);
    } else if (last.kind == CompiledDecision::Kind::table) {
      run_rules(d);
    }
  }
}

void Evaluation::Impl::warn_of_inputs(const CompiledDecision& last) {
  for (const std::uint32_t d : last.order) {
    for (const std::uint32_t input : model.required_inputs[d]) {
      if (!environment.is_wrong(input)) continue;
      warn(d, {},
           "输入“" + model.inputs[input].name + "”的值不是类型 " + model.inputs[input].type_ref +
               " 允许的，按 null 计");
    }
  }
}

void Evaluation::Impl::warn(std::uint32_t d, const Where& where, std::string message) {
  if (warnings.size() >= kWarningsMax) return;
  const auto& table = model.tables[d];
  const bool in_rule = table && (where.part == Part::condition || where.part == Part::output);
  warnings.push_back(
      {.where = describe(model.decisions[d].name, where, in_rule ? table->rules[where.row].id : ""),
       .message = std::move(message)});
}

void Evaluation::Impl::evaluate(std::uint32_t d) {
  const CompiledDecision& decision = program.decisions[d];
  decisions[d].run = run_number;
  if (decision.kind == CompiledDecision::Kind::table) {
    run_rules(d);
    Outcome outcome = table_result(d);
    if (outcome.open) {
      block(d);
    } else {
      finish(d, std::move(outcome.value));
    }
    return;
  }
  warnings.insert(warnings.end(), decision.notes.begin(), decision.notes.end());
  if (decision.kind == CompiledDecision::Kind::expression) {
    evaluate_expression(d);
  } else {
    finish(d, Value());
  }
}

void Evaluation::Impl::evaluate_expression(std::uint32_t d) {
  const Value* value = run_expression(d, {.part = Part::logic}, program.decisions[d].expression);
  if (value != nullptr) {
    finish(d, *value);
    return;
  }
  clear(waits_for);
  add(waits_for, machine.waits_for());
  block(d);
}

const Value* Evaluation::Impl::run_expression(std::uint32_t d, const Where& where,
                                              Expression expression) {
  const Value* value = machine.run(expression, environment);
  for (const std::string& mistake : machine.mistakes()) warn(d, where, mistake + "，按 null 计");
  return value;
}

void Evaluation::Impl::finish(std::uint32_t d, Value value) {
  DecisionState& state = decisions[d];
  const CompiledDecision& decision = program.decisions[d];
  if (ValueAccess::weight(value) > kWeightMax) {
    warn(d, {}, "结果太大，按 null 计");
    value = Value();
  }
  if (!program.types.conforms(value, decision.type)) {
    std::optional<Value> coerced = program.types.coerce(value, decision.type);
    if (!coerced) warn(d, {}, "结果 " + shown(value) + " 不是决策的类型所允许的，按 null 计");
    value = coerced ? *std::move(coerced) : Value();
  }
  state.blocked = false;
  state.result = value;
  environment.set(decision.slot, std::move(value));
}

void Evaluation::Impl::block(std::uint32_t d) {
  decisions[d].blocked = true;
  decisions[d].result = Value();
  environment.set_absent(program.decisions[d].slot, waits_for);
}

Evaluation::Evaluation(const Model& model) : impl_(std::make_unique<Impl>(*model.impl_)) {}
Evaluation::Evaluation(Evaluation&&) noexcept = default;
Evaluation& Evaluation::operator=(Evaluation&&) noexcept = default;
Evaluation::~Evaluation() = default;

void Evaluation::run(DecisionRef decision, const Inputs& inputs) {
  impl_->run(decision, inputs.slots_, false);
}

void Evaluation::run_rules(DecisionRef decision, const Inputs& inputs) {
  impl_->run(decision, inputs.slots_, true);
}

bool Evaluation::blocked(DecisionRef decision) const {
  const auto& state = impl_->decisions[index_of(decision)];
  return state.run == impl_->run_number && state.blocked;
}

const Value& Evaluation::result(DecisionRef decision) const {
  const auto& state = impl_->decisions[index_of(decision)];
  return state.run == impl_->run_number ? state.result : null_value();
}

std::size_t Evaluation::rule_count(DecisionRef decision) const {
  const std::uint32_t d = index_of(decision);
  if (impl_->decisions[d].rules_run != impl_->run_number) return 0;
  return impl_->program.decisions[d].table.rules.count;
}

RuleResult Evaluation::rule(DecisionRef decision, std::size_t index) const {
  const Range range = impl_->program.decisions[index_of(decision)].table.rules;
  const Impl::RuleSlot& slot = impl_->rules[range.first + index];
  return {.state = slot.state,
          .condition = slot.condition,
          .inputs = std::span<const InputRef>(impl_->blocked_inputs)
                        .subspan(slot.inputs.first, slot.inputs.count)};
}

std::span<const Warning> Evaluation::warnings() const {
  return impl_->warnings;
}

}  // namespace qinqing::dmn
