// The states of a table's rules: the hot path. Column by column, the class of the value (ruler.h)
// gives the set of rules that it lets pass, 64 rules a word; what falls out failed there. Only
// conditions that compare with a name look at values.
#include <bit>

#include "dmn/evaluation_impl.h"
#include "dmn/value_access.h"

namespace qinqing::dmn {

namespace {

const Value& null_value() {
  static const Value value;
  return value;
}

}  // namespace

void Evaluation::Impl::run_rules(std::uint32_t d) {
  const CompiledDecision& decision = program.decisions[d];
  const CompiledTable& table = decision.table;
  decisions[d].rules_run = run_number;
  if (!decision.notes.empty())
    warnings.insert(warnings.end(), decision.notes.begin(), decision.notes.end());
  allowed = prepare_columns(d);
  for (std::size_t word = 0; word < table.words; ++word) {
    const std::size_t left = table.rules.count - word * 64;
    alive[word] = left >= 64 ? ~0ULL : (1ULL << left) - 1;
    open[word] = 0;
  }
  for (std::uint32_t i = 0; i < table.columns.count; ++i) run_column(table, i);
  finish_rules(table);
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
    if (passes(program, column.allowed, state.value_class)) continue;
    all_allowed = false;
    warn(d, {.part = Part::input_column, .column = i},
         "值 " + shown(*state.value) + " 不在允许的值之内，结果为 null");
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
  state.value = environment.value(column.slot);
  state.value_class = environment.value_class(column.slot);
  if (column.kind == TypeKind::any || state.value == nullptr || state.value->is_null()) return;
  if (column.kind == type_kind_of(state.value->kind())) return;
  warn(
      d, {.part = Part::input_column, .column = index},
      "值 " + shown(*state.value) + " 不是" + std::string(kind_name(column.kind)) + "，按 null 计");
  state.value = &null_value();
  state.value_class = Ruler::kNull;
}

void Evaluation::Impl::run_column(const CompiledTable& table, std::uint32_t index) {
  const Column& column = program.columns[table.columns.first + index];
  const ValueClass value_class = columns[index].value_class;
  if (value_class == kAbsent) {
    for (std::size_t word = 0; word < table.words; ++word)
      open[word] |= program.masks[column.looked + word];
    return;
  }
  const ConstBits pass = passing(table, column, value_class);
  for (std::size_t word = 0; word < table.words; ++word)
    fail(table, index, word, alive[word] & ~pass[word]);
  if (column.has_named) run_named(table, index);
}

ConstBits Evaluation::Impl::passing(const CompiledTable& table, const Column& column,
                                    ValueClass value_class) {
  if (column.has_passing)
    return ConstBits(program.masks)
        .subspan(column.passing + std::size_t{value_class} * table.words, table.words);
  const Bits out = Bits(worked_out).first(table.words);
  fill_passing(program, column, value_class, out);
  return out;
}

void Evaluation::Impl::fail(const CompiledTable& table, std::uint32_t column, std::size_t word,
                            std::uint64_t failed) {
  alive[word] &= ~failed;
  for (; failed != 0; failed &= failed - 1) {
    const auto row = static_cast<std::uint32_t>(word * 64) +
                     static_cast<std::uint32_t>(std::countr_zero(failed));
    rules[table.rules.first + row] = {
        .state = RuleState::failed, .condition = column, .inputs = {}};
  }
}

void Evaluation::Impl::run_named(const CompiledTable& table, std::uint32_t index) {
  const Column& column = program.columns[table.columns.first + index];
  const Value& value = *columns[index].value;
  for (std::size_t word = 0; word < table.words; ++word) {
    std::uint64_t left = alive[word] & program.masks[column.named + word];
    for (; left != 0; left &= left - 1) {
      const std::uint64_t bit = left & (0 - left);
      const std::size_t row = word * 64 + static_cast<std::size_t>(std::countr_zero(left));
      const Truth verdict = truth(program.conditions[column.conditions.first + row], value);
      if (verdict == Truth::unknown) {
        open[word] |= bit;
      } else if (verdict != Truth::yes) {
        fail(table, index, word, bit);
      }
    }
  }
}

void Evaluation::Impl::finish_rules(const CompiledTable& table) {
  for (std::size_t word = 0; word < table.words; ++word) {
    for (std::uint64_t left = alive[word]; left != 0; left &= left - 1) {
      const auto row = static_cast<std::uint32_t>(word * 64) +
                       static_cast<std::uint32_t>(std::countr_zero(left));
      const bool blocked = (open[word] & left & (0 - left)) != 0;
      rules[table.rules.first + row] = {
          .state = blocked ? RuleState::blocked : RuleState::matched, .condition = 0, .inputs = {}};
      if (blocked) collect_blocked(table, row);
    }
  }
}

Truth Evaluation::Impl::truth(const Condition& condition, const Value& value) const {
  Truth result = Truth::no;
  for (const NamedTest& test : program.slice(program.tests, {condition.a, condition.b})) {
    result = either(result, truth(test, value));
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

// The rule is blocked: what its unknown conditions wait for.
void Evaluation::Impl::collect_blocked(const CompiledTable& table, std::uint32_t row) {
  clear(absent);
  for (std::uint32_t i = 0; i < table.columns.count; ++i) {
    const Column& column = program.columns[table.columns.first + i];
    const Condition& condition = program.conditions[column.conditions.first + row];
    if (condition.kind == Condition::Kind::any) continue;
    if (columns[i].value == nullptr) environment.add_absent(column.slot, absent);
    if (condition.is_named()) collect_absent(condition, columns[i]);
  }
  const auto first = static_cast<std::uint32_t>(blocked_inputs.size());
  for (std::size_t word = 0; word < absent.size(); ++word)
    for (std::uint64_t bits = absent[word]; bits != 0; bits &= bits - 1)
      blocked_inputs.push_back(InputRef{static_cast<std::uint32_t>(word * 64) +
                                        static_cast<std::uint32_t>(std::countr_zero(bits))});
  rules[table.rules.first + row].inputs = {
      first, static_cast<std::uint32_t>(blocked_inputs.size()) - first};
}

// The operands that a named condition waits for; none where it is decided all the same.
void Evaluation::Impl::collect_absent(const Condition& condition, const ColumnState& column) {
  if (column.value != nullptr && truth(condition, *column.value) != Truth::unknown) return;
  for (const NamedTest& test : program.slice(program.tests, {condition.a, condition.b})) {
    if (column.value != nullptr && truth(test, *column.value) != Truth::unknown) continue;
    if (!test.low.operand.is_constant) environment.add_absent(test.low.operand.index, absent);
    if (test.has_high && !test.high.operand.is_constant)
      environment.add_absent(test.high.operand.index, absent);
  }
}

}  // namespace qinqing::dmn
