// The states of a table's rules: the hot path. Over plain names and literals it only compares
// integers: each value was classed once (ruler.h), each condition is a set of classes.
#include <bit>

#include "dmn/evaluation_impl.h"

namespace qinqing::dmn {

namespace {

const Value& null_value() {
  static const Value value;
  return value;
}

}  // namespace

void Evaluation::Impl::run_rules(std::uint32_t d) {
  const CompiledDecision& decision = program.decisions[d];
  decisions[d].rules_run = run_number;
  if (!decision.notes.empty())
    warnings.insert(warnings.end(), decision.notes.begin(), decision.notes.end());
  allowed = prepare_columns(d);
  const Range range = decision.table.rules;
  for (std::uint32_t i = range.first; i < range.first + range.count; ++i) run_rule(i);
}

bool Evaluation::Impl::prepare_columns(std::uint32_t d) {
  const Range range = program.decisions[d].table.columns;
  bool all_allowed = true;
  for (std::uint32_t i = 0; i < range.count; ++i) {
    prepare_column(d, i);
    const Column& column = program.columns[range.first + i];
    const ColumnState& state = columns[i];
    // null belongs to every type, so it is no value outside the allowed ones.
    if (!column.checks_allowed || state.value == nullptr || state.value->is_null()) continue;
    if (truth(column.allowed) == Truth::yes) continue;
    all_allowed = false;
    warn(d, {.part = Part::input_column, .column = i},
         "值 " + state.value->to_feel() + " 不在允许的值之内，结果为 null");
  }
  return all_allowed;
}

void Evaluation::Impl::prepare_column(std::uint32_t d, std::uint32_t index) {
  const Column& column = program.columns[program.decisions[d].table.columns.first + index];
  if (column.computed) {
    const Where where{.part = Part::input_column, .column = index};
    const Value* value = run_expression(d, where, column.expression);
    if (value != nullptr) {
      environment.set(column.slot, *value);
    } else {
      environment.set_absent(column.slot, machine.waits_for());
    }
  }
  ColumnState& state = columns[index];
  state.slot = column.slot;
  state.value = environment.value(column.slot);
  state.value_class = environment.value_class(column.slot);
  if (column.kind == TypeKind::any || state.value == nullptr || state.value->is_null()) return;
  if (column.kind == type_kind_of(state.value->kind())) return;
  warn(d, {.part = Part::input_column, .column = index},
       "值 " + state.value->to_feel() + " 不是" + std::string(kind_name(column.kind)) +
           "，按 null 计");
  state.value = &null_value();
  state.value_class = Ruler::kNull;
}

void Evaluation::Impl::run_rule(std::uint32_t index) {
  RuleSlot& slot = rules[index];
  bool open = false;
  for (const Condition& condition :
       program.slice(program.conditions, program.rules[index].conditions)) {
    const Truth verdict = truth(condition);
    if (verdict == Truth::yes) continue;
    if (verdict == Truth::unknown) {
      open = true;
      continue;
    }
    slot = {.state = RuleState::failed, .condition = condition.column, .inputs = {}};
    return;
  }
  slot = {.state = open ? RuleState::blocked : RuleState::matched, .condition = 0, .inputs = {}};
  if (open) collect_blocked(index);
}

Truth Evaluation::Impl::truth(const Condition& condition) const {
  const ValueClass value_class = columns[condition.column].value_class;
  if (value_class == kAbsent) return Truth::unknown;
  if (condition.kind == Condition::Kind::interval)
    return value_class >= condition.a && value_class <= condition.b ? Truth::yes : Truth::no;
  if (condition.kind != Condition::Kind::intervals) return truth_of_tests(condition);
  for (std::uint32_t i = condition.a; i < condition.a + condition.b; ++i) {
    const ClassSet::Interval& interval = program.intervals[i];
    if (value_class < interval.low) break;
    if (value_class <= interval.high) return Truth::yes;
  }
  return Truth::no;
}

Truth Evaluation::Impl::truth_of_tests(const Condition& condition) const {
  const Value& value = *columns[condition.column].value;
  Truth result = Truth::no;
  for (std::uint32_t i = condition.a; i < condition.a + condition.b; ++i) {
    result = either(result, truth(program.tests[i], value));
    if (result == Truth::yes) break;
  }
  return condition.kind == Condition::Kind::negated_tests ? negation(result) : result;
}

Truth Evaluation::Impl::truth(const NamedTest& test, const Value& value) const {
  const Truth low = truth(test.low, value, test.has_high);
  return test.has_high ? both(low, truth(test.high, value, true)) : low;
}

Truth Evaluation::Impl::truth(const BoundTest& test, const Value& value, bool interval) const {
  const Value* against = operand(test.operand);
  if (against == nullptr) return Truth::unknown;
  if (!interval && test.comparison == Comparison::eq) return equals_or_contains(value, *against);
  return compare(test.comparison, value, *against);
}

const Value* Evaluation::Impl::operand(const Operand& operand) const {
  if (operand.is_constant) return &program.constants[operand.index];
  const Value* value = environment.value(operand.index);
  for (const std::string& name : program.slice(program.texts, operand.members)) {
    if (value == nullptr) return nullptr;
    Mistake mistake = Mistake::none;
    value = member(*value, name, mistake);
    if (value == nullptr) value = &null_value();
  }
  return value;
}

// The rule is blocked: what its open conditions wait for.
void Evaluation::Impl::collect_blocked(std::uint32_t index) {
  clear(absent);
  for (const Condition& condition :
       program.slice(program.conditions, program.rules[index].conditions))
    if (truth(condition) == Truth::unknown) collect_absent(condition);
  const auto first = static_cast<std::uint32_t>(blocked_inputs.size());
  for (std::size_t word = 0; word < absent.size(); ++word)
    for (std::uint64_t bits = absent[word]; bits != 0; bits &= bits - 1)
      blocked_inputs.push_back(
          InputRef{static_cast<std::uint32_t>(word * 64 + std::countr_zero(bits))});
  rules[index].inputs = {first, static_cast<std::uint32_t>(blocked_inputs.size()) - first};
}

void Evaluation::Impl::collect_absent(const Condition& condition) {
  const ColumnState& column = columns[condition.column];
  if (column.value == nullptr) environment.add_absent(column.slot, absent);
  if (condition.kind == Condition::Kind::interval || condition.kind == Condition::Kind::intervals)
    return;
  for (std::uint32_t i = condition.a; i < condition.a + condition.b; ++i) {
    const NamedTest& test = program.tests[i];
    if (column.value != nullptr && truth(test, *column.value) != Truth::unknown) continue;
    if (!test.low.operand.is_constant) environment.add_absent(test.low.operand.index, absent);
    if (test.has_high && !test.high.operand.is_constant)
      environment.add_absent(test.high.operand.index, absent);
  }
}

}  // namespace qinqing::dmn
