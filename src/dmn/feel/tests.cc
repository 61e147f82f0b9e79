// Unary tests and the operator `in` (DMN 1.5 §10.3.2.8, table 55).
#include "dmn/feel/evaluator.h"

namespace qinqing::dmn::feel {
namespace {

using Kind = Value::Kind;

Value truth(std::optional<bool> value) {
  return value ? Value(*value) : Value();
}

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

Value contains(const Value& collection, const Value& value) {
  if (collection.is(Kind::range)) {
    if (value.is(Kind::range)) return truth(equal(collection, value));
    return truth(collection.as_range().includes(value));
  }
  if (collection.is(Kind::list)) {
    if (list_holds(collection.as_list(), value)) return Value(true);
    return Value(equal(collection, value).value_or(false));
  }
  return truth(equal(collection, value));
}

Value Evaluator::test(NodeId id, const Value& value, const Frame& frame) {
  const Node& node = frame.program.nodes[id];
  if (node.op == Op::test_any) return Value(true);
  const Value tested = evaluate(node.a, frame);
  // What speaks of the value by `?` is the answer itself; anything else, and a lone `?`, is a value
  // to compare with.
  if (node.flag == 1 && tested.is(Kind::boolean)) return tested;
  if (is_mistake(frame.program.nodes[node.a], tested, value)) return {};
  return contains(tested, value);
}

Value Evaluator::evaluate_in(const Node& node, const Frame& frame) {
  const Value value = evaluate(node.a, frame);
  const auto tests = frame.program.list(node.b);
  bool unknown = false;
  for (const NodeId one : tests) {
    const NodeId id = frame.program.nodes[one].a;
    const Value collection = evaluate(id, frame);
    const bool mistake = is_mistake(frame.program.nodes[id], collection, value);
    const Value held = mistake ? Value() : contains(collection, value);
    if (held.is_true()) return held;
    unknown = unknown || held.is_null();
  }
  if (unknown) return warn("in 的两边不能相比");
  return Value(false);
}

Value Evaluator::evaluate_tests(const Node& node, const Frame& frame) {
  const Value value = evaluate(node.a, frame);
  const bool negated = (node.flag & 1U) != 0;
  bool unknown = false;
  for (const NodeId one : frame.program.list(node.b)) {
    const Value held = test(one, value, frame);
    if (held.is_true()) return Value(!negated);
    unknown = unknown || !held.is(Kind::boolean);
  }
  if (unknown) return {};
  return Value(negated);
}

}  // namespace qinqing::dmn::feel
