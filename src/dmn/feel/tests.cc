// Unary tests and the operator `in` (DMN 1.5 §10.3.2.8, table 55).
#include "dmn/feel/evaluator.h"

namespace qinqing::dmn::feel {
namespace {

using Kind = Value::Kind;

bool list_holds(const List& items, const Value& value) {
  const Walk walk;
  for (const Value& item : items) {
    if (equal(item, value).value_or(false)) return true;
    if (item.is(Kind::range) && item.as_range().includes(value).value_or(false)) return true;
  }
  return false;
}

// A null that is written is a value; one that came of a mistake decides nothing.
bool is_mistake(const Node& written, const Value& tested, const Value& value) {
  return tested.is_null() && written.op != Op::constant && !value.is_null();
}

}  // namespace

std::optional<bool> contains(const Value& collection, const Value& value) {
  if (collection.is(Kind::range)) {
    if (value.is(Kind::range)) return equal(collection, value);
    return collection.as_range().includes(value);
  }
  if (collection.is(Kind::list)) {
    if (list_holds(collection.as_list(), value)) return true;
    return equal(collection, value).value_or(false);
  }
  return equal(collection, value);
}

std::optional<bool> Evaluator::test(NodeId id, const Value& value, const Frame& frame) {
  const Node& node = frame.program.nodes[id];
  if (node.op == Op::test_any) return true;
  Value room;
  const Value& tested = operand(node.a, frame, room);
  // What speaks of the value by `?` is the answer itself; anything else, and a lone `?`, is a value
  // to compare with.
  if (node.flag == 1 && tested.is(Kind::boolean)) return tested.as_boolean();
  if (is_mistake(frame.program.nodes[node.a], tested, value)) return std::nullopt;
  return contains(tested, value);
}

Value Evaluator::evaluate_in(const Node& node, const Frame& frame) {
  const Value value = evaluate(node.a, frame);
  bool unknown = false;
  for (const NodeId one : frame.program.list(node.b)) {
    const NodeId id = frame.program.nodes[one].a;
    Value room;
    const Value& collection = operand(id, frame, room);
    if (is_mistake(frame.program.nodes[id], collection, value)) {
      unknown = true;
      continue;
    }
    const auto held = contains(collection, value);
    if (held.value_or(false)) return Value(true);
    unknown = unknown || !held;
  }
  if (unknown) return warn("in 的两边不能相比");
  return Value(false);
}

std::optional<bool> Evaluator::evaluate_tests(const Node& node, const Frame& frame) {
  Value room;
  const Value& value = operand(node.a, frame, room);
  const bool negated = (node.flag & 1U) != 0;
  bool unknown = false;
  for (const NodeId one : frame.program.list(node.b)) {
    const auto held = test(one, value, frame);
    if (held.value_or(false)) return !negated;
    unknown = unknown || !held;
  }
  if (unknown) return std::nullopt;
  return negated;
}

}  // namespace qinqing::dmn::feel
