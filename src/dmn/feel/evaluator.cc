#include "dmn/feel/evaluator.h"

#include <algorithm>
#include <array>

#include "dmn/feel/closure.h"

namespace qinqing::dmn::feel {

namespace {

// The slots of a frame or the arguments of a call: few stand on the machine's stack.
class Slots {
 public:
  explicit Slots(std::size_t size) : size_(size) {
    if (size > kInside) more_.resize(size);
  }
  Value* data() { return size_ > kInside ? more_.data() : few_.data(); }
  std::span<Value> span() { return {data(), size_}; }

 private:
  static constexpr std::size_t kInside = 8;
  std::size_t size_;
  std::array<Value, kInside> few_;
  std::vector<Value> more_;
};

}  // namespace

class Evaluator::Depth {
 public:
  explicit Depth(Evaluator& evaluator) : evaluator_(evaluator) {
    if (++evaluator_.depth_ > evaluator_.limits_.depth) {
      --evaluator_.depth_;
      throw LimitExceeded{"嵌套太深"};
    }
  }
  ~Depth() { --evaluator_.depth_; }
  Depth(const Depth&) = delete;
  Depth& operator=(const Depth&) = delete;

 private:
  Evaluator& evaluator_;
};

Evaluator::Evaluator(Globals* globals, const Limits& limits)
    : globals_(globals), limits_(limits), steps_left_(limits.steps) {}

Value Evaluator::run(const Program& program, std::span<const Value> arguments) {
  Slots slots(std::max<std::size_t>(program.frame_size, arguments.size()));
  std::ranges::copy(arguments, slots.data());
  return evaluate(program.root, Frame{program, slots.data(), {}});
}

Value Evaluator::run(const Program& program, const Lambda& lambda, std::span<Value> arguments,
                     std::span<const Value> captures) {
  Slots slots(std::max<std::size_t>(lambda.frame_size, arguments.size()));
  std::ranges::move(arguments, slots.data());
  return evaluate(lambda.body, Frame{program, slots.data(), captures});
}

Value Evaluator::call(const Value& function, std::span<Value> arguments) {
  if (!function.is(Value::Kind::function))
    return warn(std::string(name_of(function.kind())) + " 不是函数，不能调用");
  return function.as_function()->call(*this, arguments, {});
}

Value Evaluator::warn(std::string cause) {
  if (limits_.strict) throw LimitExceeded{std::move(cause)};
  if (warnings_.size() < limits_.warnings) warnings_.push_back(std::move(cause));
  return {};
}

base::Instant Evaluator::now() const {
  return clock_ == nullptr ? base::SystemClock().now() : clock_->now();
}

void Evaluator::check_items(std::size_t items) const {
  if (items > limits_.items) throw LimitExceeded{"列表太长"};
}

void Evaluator::check_bytes(std::size_t bytes) const {
  if (bytes > limits_.bytes) throw LimitExceeded{"文字太长"};
}

Value Evaluator::evaluate(NodeId id, const Frame& frame) {
  const Depth depth(*this);
  spend(1);
  const Node& node = frame.program.nodes[id];
  switch (node.op) {
    case Op::constant:
      return frame.program.constants[node.a];
    case Op::local:
      return frame.slots[node.a];
    case Op::capture:
      return frame.captures[node.a];
    case Op::global:
      return globals_ == nullptr ? Value() : globals_->element(node.a, *this);
    case Op::member:
      return evaluate_member(node, frame);
    case Op::negate:
      return negate(*this, evaluate(node.a, frame));
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::power:
    case Op::less:
    case Op::at_most:
    case Op::greater:
    case Op::at_least:
    case Op::equal:
    case Op::not_equal:
      return evaluate_operator(node, frame);
    case Op::conjunction:
    case Op::disjunction:
    case Op::between:
      return evaluate_logic(node, frame);
    case Op::in:
      return evaluate_in(node, frame);
    case Op::conditional: {
      const Value condition = evaluate(node.a, frame);
      if (!condition.is(Value::Kind::boolean) && !condition.is_null())
        return warn("if 的条件不是 true 或 false");
      return evaluate(condition.is_true() ? node.b : node.c, frame);
    }
    case Op::for_each:
      return evaluate_for(node, frame);
    case Op::some:
    case Op::every:
      return evaluate_quantified(node, frame);
    case Op::filter:
      return evaluate_filter(node, frame);
    case Op::path:
      return property(*this, evaluate(node.a, frame), frame.program.names[node.b]);
    case Op::list:
      return evaluate_list(node, frame);
    case Op::context:
    case Op::boxed_context:
      return evaluate_context(node, frame);
    case Op::range:
      return evaluate_range(node, frame);
    case Op::unary_range:
      return evaluate_unary_range(node, frame);
    case Op::call:
      return evaluate_call(node, frame);
    case Op::instance_of:
      return Value(is_instance(evaluate(node.a, frame), *frame.program.types[node.b]));
    case Op::lambda:
      return evaluate_lambda(node, frame);
    case Op::coerce:
      return evaluate_coercion(node, frame);
    case Op::tests:
      return Value::maybe(evaluate_tests(node, frame));
    case Op::table:
      return evaluate_table(node, frame);
    case Op::failed:
      return warn(frame.program.names[node.a]);
    case Op::test_value:
    case Op::test_any:
      break;
  }
  return {};
}

const Value& Evaluator::operand(NodeId id, const Frame& frame, Value& room) {
  const Node& node = frame.program.nodes[id];
  // Both are steps like any other.
  if (node.op == Op::constant || node.op == Op::local) {
    spend(1);
    return node.op == Op::constant ? frame.program.constants[node.a] : frame.slots[node.a];
  }
  if (node.op == Op::global && globals_ != nullptr) {
    spend(1);
    return globals_->element(node.a, *this);
  }
  return room = evaluate(id, frame);
}

Value Evaluator::evaluate_operator(const Node& node, const Frame& frame) {
  Value room_a;
  Value room_b;
  const Value& a = operand(node.a, frame, room_a);
  const Value& b = operand(node.b, frame, room_b);
  switch (node.op) {
    case Op::add:
      return add(*this, a, b);
    case Op::subtract:
      return subtract(*this, a, b);
    case Op::multiply:
      return multiply(*this, a, b);
    case Op::divide:
      return divide(*this, a, b);
    case Op::power:
      return raise(*this, a, b);
    default:
      return compare_by(*this, node.op, a, b);
  }
}

Value Evaluator::evaluate_list(const Node& node, const Frame& frame) {
  List items;
  const auto nodes = frame.program.list(node.a);
  items.reserve(nodes.size());
  for (const NodeId item : nodes) items.push_back(evaluate(item, frame));
  return Value(std::move(items));
}

Value Evaluator::evaluate_context(const Node& node, const Frame& frame) {
  Context entries;
  const auto parts = frame.program.list(node.a);
  for (std::size_t i = 0; i + 2 < parts.size(); i += 3) {
    Value value = evaluate(parts[i + 1], frame);
    frame.slots[parts[i + 2]] = value;
    if (node.op == Op::context || node.c == kNoNode)
      entries.put(frame.program.names[parts[i]], std::move(value));
  }
  if (node.op == Op::boxed_context && node.c != kNoNode) return evaluate(node.c, frame);
  return Value(std::move(entries));
}

Value Evaluator::evaluate_member(const Node& node, const Frame& frame) {
  const std::string& name = frame.program.names[node.a];
  for (const NodeId holder : frame.program.list(node.b)) {
    const Value held = evaluate(holder, frame);
    if (held.is(Value::Kind::context))
      if (const Value* found = held.as_context().find(name)) return *found;
  }
  if (node.c != kNoNode) return evaluate(node.c, frame);
  return warn("没有叫 " + name + " 的名字");
}

// Kleene's three values; what is no boolean counts as null.
Value Evaluator::evaluate_logic(const Node& node, const Frame& frame) {
  if (node.op == Op::between) {
    const Value value = evaluate(node.a, frame);
    const Value low = compare_by(*this, Op::at_least, value, evaluate(node.b, frame));
    const Value high = compare_by(*this, Op::at_most, value, evaluate(node.c, frame));
    if (low.is_false() || high.is_false()) return Value(false);
    if (low.is_null() || high.is_null()) return {};
    return Value(true);
  }
  const bool deciding = node.op == Op::disjunction;
  const Value left = evaluate(node.a, frame);
  if (left.is(Value::Kind::boolean) && left.as_boolean() == deciding) return left;
  const Value right = evaluate(node.b, frame);
  if (right.is(Value::Kind::boolean) && right.as_boolean() == deciding) return right;
  if (left.is(Value::Kind::boolean) && right.is(Value::Kind::boolean)) return Value(!deciding);
  return {};
}

Value Evaluator::evaluate_range(const Node& node, const Frame& frame) {
  Value start = evaluate(node.a, frame);
  Value end = evaluate(node.b, frame);
  const bool comparable = compare(start, end).has_value();
  auto range = Range::between(std::move(start), (node.flag & 1U) != 0, std::move(end),
                              (node.flag & 2U) != 0);
  if (range) return Value(*std::move(range));
  return warn(comparable ? "区间的起点大于终点" : "区间两端不能相比");
}

Value Evaluator::evaluate_unary_range(const Node& node, const Frame& frame) {
  return Value(Range::unary(static_cast<Range::Form>(node.flag), evaluate(node.a, frame)));
}

Value Evaluator::evaluate_call(const Node& node, const Frame& frame) {
  const Value function = evaluate(node.a, frame);
  const auto nodes = frame.program.list(node.b);
  Slots arguments(nodes.size());
  for (std::size_t i = 0; i < nodes.size(); ++i) arguments.data()[i] = evaluate(nodes[i], frame);
  if (!function.is(Value::Kind::function))
    return warn(std::string(name_of(function.kind())) + " 不是函数，不能调用");
  std::span<const std::string> names;
  if (node.c != kNoNode) names = frame.program.argument_names[node.c];
  return function.as_function()->call(*this, arguments.span(), names);
}

Value Evaluator::evaluate_lambda(const Node& node, const Frame& frame) {
  const Lambda& lambda = frame.program.lambdas[node.a];
  std::vector<Value> captured;
  captured.reserve(lambda.captures.size());
  for (const Capture& capture : lambda.captures) {
    switch (capture.from) {
      case Capture::From::local:
        captured.push_back(frame.slots[capture.index]);
        break;
      case Capture::From::capture:
        captured.push_back(frame.captures[capture.index]);
        break;
      case Capture::From::global:
        captured.push_back(globals_ == nullptr ? Value() : globals_->element(capture.index, *this));
        break;
      case Capture::From::self:
        captured.emplace_back();
        break;
    }
  }
  return Value(std::make_shared<const Closure>(frame.program, lambda, std::move(captured)));
}

Value Evaluator::evaluate_coercion(const Node& node, const Frame& frame) {
  Value room;
  const Value& value = operand(node.a, frame, room);
  const Type& type = *frame.program.types[node.b];
  if (is_plainly(value, type)) return value;
  auto brought = coerced(value, type);
  if (brought) return *std::move(brought);
  return warn("值 " + value.to_feel().substr(0, 200) + " 不合类型 " +
              (type.name.empty() ? "要求" : type.name));
}

}  // namespace qinqing::dmn::feel
