// Decision tables: which rules match, and what the hit policy makes of them (DMN 1.5 §8.2.8,
// §8.2.11).
#include <algorithm>

#include "dmn/feel/evaluator.h"

namespace qinqing::dmn::feel {

using Kind = Value::Kind;

struct Evaluator::TableRun {
  Evaluator& evaluator;
  const DecisionTable& table;
  const Frame& frame;

  bool fits(NodeId allowed, std::uint32_t slot, const Value& value) const {
    if (allowed == kNoNode) return true;
    frame.slots[slot] = value;
    return evaluator.evaluate(allowed, frame).is_true();
  }

  // An input with a value that the table does not allow counts as null.
  void read_inputs() const {
    for (const TableColumn& column : table.inputs) {
      Value value = evaluator.evaluate(column.expression, frame);
      if (!fits(column.allowed, column.slot, value))
        value = evaluator.warn("决策表的输入值不在允许的值之内：" + value.to_feel().substr(0, 200));
      frame.slots[column.slot] = std::move(value);
    }
  }

  bool holds(NodeId condition) const {
    const Node& node = frame.program.nodes[condition];
    if (node.op != Op::tests) return evaluator.evaluate(condition, frame).is_true();
    evaluator.spend(1);
    return evaluator.evaluate_tests(node, frame).value_or(false);
  }

  // The column of the first condition that is not true, or kMatched.
  std::uint32_t failing(std::uint32_t rule) const {
    const auto width = static_cast<std::uint32_t>(table.inputs.size());
    for (std::uint32_t i = 0; i < width; ++i)
      if (!holds(table.conditions[rule * width + i])) return i;
    return Trace::kMatched;
  }

  std::size_t begin_trace() const {
    if (evaluator.trace_ == nullptr) return Trace::kNone;
    const std::size_t at = evaluator.trace_->begin_table(table);
    if (at == Trace::kNone) return at;
    for (const TableColumn& column : table.inputs)
      evaluator.trace_->table(at).inputs.push_back(frame.slots[column.slot]);
    return at;
  }

  Value output(std::uint32_t rule, std::size_t column) const {
    const TableResult& result = table.outputs[column];
    Value value = evaluator.evaluate(table.entries[rule * table.outputs.size() + column], frame);
    if (result.type && !is_plainly(value, *result.type)) {
      auto brought = coerced(value, *result.type);
      if (!brought) return evaluator.warn("决策表的输出不合类型");
      value = *std::move(brought);
    }
    if (!value.is_null() && !fits(result.allowed, result.slot, value))
      return evaluator.warn("决策表的输出不在允许的值之内");
    return value;
  }

  Value result_of(std::uint32_t rule) const {
    if (table.outputs.size() == 1) return output(rule, 0);
    Context out;
    for (std::size_t i = 0; i < table.outputs.size(); ++i)
      out.put(table.outputs[i].name, output(rule, i));
    return Value(std::move(out));
  }

  Value fallback() const {
    if (table.outputs.size() == 1)
      return table.outputs[0].fallback == kNoNode
                 ? Value()
                 : evaluator.evaluate(table.outputs[0].fallback, frame);
    Context out;
    bool any = false;
    for (const TableResult& output : table.outputs) {
      any = any || output.fallback != kNoNode;
      out.put(output.name,
              output.fallback == kNoNode ? Value() : evaluator.evaluate(output.fallback, frame));
    }
    return any ? Value(std::move(out)) : Value();
  }

  // The place of a value among a column's allowed values, the highest being 0.
  std::size_t priority(std::size_t column, const Value& value) const {
    const TableResult& result = table.outputs[column];
    frame.slots[result.slot] = value;
    for (std::size_t i = 0; i < result.priorities.size(); ++i)
      if (evaluator.evaluate(result.priorities[i], frame).is_true()) return i;
    return result.priorities.size();
  }

  std::vector<std::size_t> priorities(const Value& result) const {
    if (table.outputs.size() == 1) return {priority(0, result)};
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < table.outputs.size(); ++i) {
      const Value* entry = result.as_context().find(table.outputs[i].name);
      out.push_back(priority(i, entry == nullptr ? Value() : *entry));
    }
    return out;
  }

  void sort_by_priority(List& results) const {
    std::vector<std::pair<std::vector<std::size_t>, std::size_t>> order;  // rules' order is kept
    for (std::size_t i = 0; i < results.size(); ++i) order.emplace_back(priorities(results[i]), i);
    std::ranges::sort(order);
    List sorted;
    for (const auto& entry : order) sorted.push_back(results[entry.second]);
    results = std::move(sorted);
  }

  Value aggregate(const List& results) const {
    if (table.aggregate == Aggregate::count)
      return Value(static_cast<std::int64_t>(results.size()));
    if (table.aggregate == Aggregate::sum) return total(results);
    Value out = results.front();
    for (const Value& result : results) {
      const auto by = compare(result, out);
      if (!by) return evaluator.warn("决策表的输出不能相比");
      if (table.aggregate == Aggregate::min ? *by < 0 : *by > 0) out = result;
    }
    return out;
  }

  // As sum() does: of numbers, or of durations of one kind.
  Value total(const List& results) const {
    Value out = results.front();
    if (!out.is(Kind::number) && !out.is(Kind::days_duration) && !out.is(Kind::months_duration))
      return evaluator.warn("决策表的输出不能相加");
    for (std::size_t i = 1; i < results.size(); ++i) {
      if (results[i].kind() != out.kind()) return evaluator.warn("决策表的输出不能相加");
      out = add(evaluator, out, results[i]);
      if (out.is_null()) return out;
    }
    return out;
  }

  Value combine(List results) const {
    switch (table.hit) {
      case Hit::unique:
        if (results.size() > 1) return evaluator.warn("不止一条规则符合，而决策表只许一条");
        return results.front();
      case Hit::any:
        for (const Value& result : results)
          if (!equal(result, results.front()).value_or(false))
            return evaluator.warn("符合的规则结果不同，而决策表要求相同");
        return results.front();
      case Hit::priority:
        sort_by_priority(results);
        return results.front();
      case Hit::output_order:
        sort_by_priority(results);
        return Value(std::move(results));
      case Hit::collect:
        if (table.aggregate != Aggregate::none) return aggregate(results);
        return Value(std::move(results));
      default:
        return Value(std::move(results));
    }
  }

  Value run() const {
    read_inputs();
    const std::size_t traced = begin_trace();
    List results;
    for (std::uint32_t rule = 0; rule < table.rule_count; ++rule) {
      const std::uint32_t failed = failing(rule);
      if (traced != Trace::kNone) evaluator.trace_->table(traced).rules[rule] = failed;
      if (failed != Trace::kMatched) continue;
      Value result = result_of(rule);
      if (table.hit == Hit::first) return result;
      results.push_back(std::move(result));
    }
    if (results.empty()) {
      if (table.hit == Hit::collect && table.aggregate == Aggregate::count)
        return Value(std::int64_t{0});
      return fallback();
    }
    return combine(std::move(results));
  }
};

Value Evaluator::evaluate_table(const Node& node, const Frame& frame) {
  return TableRun{*this, frame.program.tables[node.a], frame}.run();
}

}  // namespace qinqing::dmn::feel
