// From the states of the rules to the result of a table (DMN 1.5 §8.2.8–8.2.11).
#include <algorithm>
#include <numeric>
#include <utility>

#include "dmn/evaluation_impl.h"
#include "dmn/value_access.h"

namespace qinqing::dmn {

namespace {

bool gives_list(const CompiledTable& table) {
  return table.hit_policy == HitPolicy::rule_order || table.hit_policy == HitPolicy::output_order ||
         (table.hit_policy == HitPolicy::collect && table.aggregation == Aggregation::none);
}

// Row a before row b: by the first column in which their ranks differ, else in the order of rules.
bool comes_before(std::span<const std::uint32_t> ranks, std::size_t columns, std::size_t a,
                  std::size_t b) {
  const auto row = [&](std::size_t nth) { return ranks.subspan(nth * columns, columns); };
  for (std::size_t o = 0; o < columns; ++o)
    if (row(a)[o] != row(b)[o]) return row(a)[o] < row(b)[o];
  return a < b;
}

}  // namespace

Evaluation::Impl::Outcome Evaluation::Impl::table_result(std::uint32_t d) {
  const CompiledTable& table = program.decisions[d].table;
  // A value outside the allowed ones makes the result null whatever else is still absent.
  if (!allowed) return {};
  matched.clear();
  for (std::uint32_t i = 0; i < table.rules.count; ++i)
    if (rules[table.rules.first + i].state == RuleState::matched) matched.push_back(i);
  if (table.hit_policy == HitPolicy::unique && matched.size() > 1) {
    warn(d, {},
         "命中策略是 UNIQUE，却有 " + std::to_string(matched.size()) + " 条规则命中，结果为 null");
    return {};
  }
  if (is_open(d)) return {.value = {}, .open = true};
  if (matched.empty()) return no_match(d);
  if (table.hit_policy == HitPolicy::first) matched.resize(1);
  if (table.aggregation == Aggregation::count)
    return {.value = Value::number(base::Decimal(static_cast<std::int64_t>(matched.size())))};
  if (!run_outputs(d)) return {.value = {}, .open = true};
  std::size_t weight = 0;
  for (const Value& output : outputs) weight += ValueAccess::weight(output);
  if (weight > kWeightMax) {
    warn(d, {}, "命中的规则输出太多，结果为 null");
    return {};
  }
  return table.aggregation == Aggregation::none ? combine(d) : aggregate(d);
}

// Whether a blocked rule could still change the result as far as the states of the rules tell.
bool Evaluation::Impl::is_open(std::uint32_t d) {
  const CompiledTable& table = program.decisions[d].table;
  const bool first = table.hit_policy == HitPolicy::first && !matched.empty();
  const std::uint32_t end = first ? matched.front() : table.rules.count;
  wait_for_rules(table, end);
  const auto states = std::span(rules).subspan(table.rules.first, end);
  return std::ranges::any_of(states,
                             [](const RuleSlot& slot) { return slot.state == RuleState::blocked; });
}

void Evaluation::Impl::wait_for_rules(const CompiledTable& table, std::uint32_t end) {
  clear(waits_for);
  for (const RuleSlot& slot : std::span(rules).subspan(table.rules.first, end)) {
    if (slot.state != RuleState::blocked) continue;
    for (std::uint32_t i = slot.inputs.first; i < slot.inputs.first + slot.inputs.count; ++i) {
      const auto input = static_cast<std::uint32_t>(blocked_inputs[i]);
      waits_for[input / 64] |= 1ULL << (input % 64);
    }
  }
}

// The default outputs; null where a table has none. A table that gives a list gives it as a list.
Evaluation::Impl::Outcome Evaluation::Impl::no_match(std::uint32_t d) {
  const CompiledTable& table = program.decisions[d].table;
  const auto output_columns = program.slice(program.output_columns, table.outputs);
  if (std::ranges::none_of(output_columns, &OutputColumn::has_default)) return {};
  outputs.clear();
  for (std::uint32_t o = 0; o < output_columns.size(); ++o) {
    const OutputColumn& column = output_columns[o];
    if (!column.has_default) {
      outputs.emplace_back();
      continue;
    }
    const Where where{.part = Part::default_output, .column = o};
    const Value* value = run_expression(d, where, column.default_entry);
    if (value == nullptr) {
      add(waits_for, machine.waits_for());
      return {.value = {}, .open = true};
    }
    outputs.push_back(*value);
  }
  Value value = shown_output(table, 0);
  return {.value = gives_list(table) ? Value::list({std::move(value)}) : std::move(value)};
}

bool Evaluation::Impl::run_outputs(std::uint32_t d) {
  const CompiledTable& table = program.decisions[d].table;
  outputs.clear();
  bool decided = true;
  for (const std::uint32_t row : matched) {
    const std::size_t first = table.first_output + std::size_t{row} * table.outputs.count;
    for (std::uint32_t o = 0; o < table.outputs.count; ++o) {
      const Where where{.part = Part::output, .row = row, .column = o};
      const Value* value = run_expression(d, where, program.outputs[first + o]);
      if (value == nullptr) {
        add(waits_for, machine.waits_for());
        decided = false;
      }
      outputs.push_back(value == nullptr ? Value() : *value);
    }
  }
  return decided;
}

// The nth row of `outputs`: a value, or a context of several.
Value Evaluation::Impl::shown_output(const CompiledTable& table, std::size_t nth) const {
  const std::size_t count = table.outputs.count;
  if (count == 1) return outputs[nth];
  std::vector<std::pair<std::string, Value>> entries;
  entries.reserve(count);
  for (std::size_t o = 0; o < count; ++o)
    entries.emplace_back(program.output_columns[table.outputs.first + o].name,
                         outputs[nth * count + o]);
  return Value::context(std::move(entries));
}

Evaluation::Impl::Outcome Evaluation::Impl::combine(std::uint32_t d) {
  const CompiledTable& table = program.decisions[d].table;
  std::vector<std::size_t> order(matched.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  switch (table.hit_policy) {
    case HitPolicy::unique:
    case HitPolicy::first:
      return {.value = shown_output(table, 0)};
    case HitPolicy::any: {
      Value first = shown_output(table, 0);
      for (std::size_t i = 1; i < matched.size(); ++i) {
        if (shown_output(table, i) == first) continue;
        warn(d, {}, "命中策略是 ANY，命中的规则输出却不相同，结果为 null");
        return {};
      }
      return {.value = std::move(first)};
    }
    case HitPolicy::priority:
    case HitPolicy::output_order: {
      const std::vector<std::uint32_t> ranks = output_ranks(table);
      std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
        return comes_before(ranks, table.outputs.count, a, b);
      });
      if (table.hit_policy == HitPolicy::priority)
        return {.value = shown_output(table, order.front())};
      break;
    }
    case HitPolicy::rule_order:
    case HitPolicy::collect:
      break;
  }
  std::vector<Value> items;
  items.reserve(order.size());
  for (const std::size_t nth : order) items.push_back(shown_output(table, nth));
  return {.value = Value::list(std::move(items))};
}

// The index of the first output value that it is; a value that is none of them comes last.
std::uint32_t Evaluation::Impl::priority_of(const OutputColumn& column, const Value& value) const {
  if (!column.priority) return 0;
  std::uint32_t index = 0;
  for (const UnaryTest& test : column.priority->tests) {
    if (holds(test, value) == Truth::yes) break;
    ++index;
  }
  return index;
}

// The priorities of `outputs`, in the same order.
std::vector<std::uint32_t> Evaluation::Impl::output_ranks(const CompiledTable& table) const {
  std::vector<std::uint32_t> out;
  out.reserve(outputs.size());
  for (std::size_t i = 0; i < outputs.size(); ++i)
    out.push_back(priority_of(program.output_columns[table.outputs.first + i % table.outputs.count],
                              outputs[i]));
  return out;
}

Evaluation::Impl::Outcome Evaluation::Impl::aggregate(std::uint32_t d) {
  const Aggregation how = program.decisions[d].table.aggregation;
  Value total = outputs.front();
  bool fits = how != Aggregation::sum || total.kind() == Value::Kind::number;
  for (std::size_t i = 1; i < outputs.size() && fits; ++i) {
    const Value& next = outputs[i];
    Mistake mistake = Mistake::none;
    if (how == Aggregation::sum) {
      fits = next.kind() == Value::Kind::number;
      if (fits) total = arithmetic(Node::Kind::add, total, next, mistake);
      continue;
    }
    const Comparison op = how == Aggregation::min ? Comparison::lt : Comparison::gt;
    const Truth better = compare(op, next, total);
    fits = better != Truth::null;
    if (better == Truth::yes) total = next;
  }
  fits = fits && (outputs.size() > 1 || compare(Comparison::le, total, total) == Truth::yes);
  if (fits) return {.value = std::move(total)};
  warn(d, {},
       how == Aggregation::sum ? "输出不全是数字，不能求和，结果为 null"
                               : "输出不能比较大小，结果为 null");
  return {};
}

}  // namespace qinqing::dmn
