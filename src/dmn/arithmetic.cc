#include "dmn/arithmetic.h"

#include <algorithm>
#include <optional>

#include "dmn/names.h"
#include "dmn/value_access.h"

namespace qinqing::dmn {

namespace {

using base::Decimal;

constexpr std::int64_t kExponentMax = 1'000'000'000;

// base::Decimal stops at the largest decimal128 where the standard has null.
bool is_saturated(const Decimal& value) {
  static const Decimal largest = *Decimal::parse("9999999999999999999999999999999999e6111");
  return value == largest || value == Decimal(0) - largest;
}

Value checked(const Decimal& value, Mistake& mistake) {
  if (!is_saturated(value)) return Value::number(value);
  mistake = Mistake::overflow;
  return {};
}

// By squaring; a negative power is the reciprocal, as the rounding of one division is the least.
Value power(const Decimal& base, const Decimal& exponent, Mistake& mistake) {
  const auto whole = exponent.to_int64();
  if (!whole || *whole > kExponentMax || *whole < -kExponentMax) {
    mistake = Mistake::exponent;
    return {};
  }
  Decimal result(1);
  Decimal square = base;
  for (std::int64_t left = std::abs(*whole); left > 0; left /= 2) {
    if (left % 2 == 1) result = result * square;
    if (left > 1) square = square * square;
  }
  if (*whole >= 0) return checked(result, mistake);
  const auto reciprocal = Decimal::divide(Decimal(1), result);
  if (reciprocal) return Value::number(*reciprocal);
  mistake = Mistake::division_by_zero;
  return {};
}

Value numeric(Node::Kind op, const Decimal& a, const Decimal& b, Mistake& mistake) {
  switch (op) {
    case Node::Kind::add:
      return checked(a + b, mistake);
    case Node::Kind::subtract:
      return checked(a - b, mistake);
    case Node::Kind::multiply:
      return checked(a * b, mistake);
    case Node::Kind::power:
      return power(a, b, mistake);
    default:
      break;
  }
  if (const auto quotient = Decimal::divide(a, b)) return checked(*quotient, mistake);
  mistake = Mistake::division_by_zero;
  return {};
}

}  // namespace

Value arithmetic(Node::Kind op, const Value& a, const Value& b, Mistake& mistake) {
  if (a.kind() == Value::Kind::number && b.kind() == Value::Kind::number)
    return numeric(op, a.as_number(), b.as_number(), mistake);
  if (op == Node::Kind::add && a.kind() == Value::Kind::string && b.kind() == Value::Kind::string) {
    if (ValueAccess::weight(a) + ValueAccess::weight(b) <= kWeightMax)
      return Value::string(std::string(a.as_string()).append(b.as_string()));
    mistake = Mistake::overflow;
    return {};
  }
  mistake = Mistake::kinds;
  return {};
}

Value negate(const Value& a, Mistake& mistake) {
  if (a.kind() == Value::Kind::number) return Value::number(Decimal(0) - a.as_number());
  mistake = Mistake::kinds;
  return {};
}

Value comparison(Comparison op, const Value& a, const Value& b, Mistake& mistake) {
  const Truth truth = compare(op, a, b);
  if (truth == Truth::null) mistake = Mistake::kinds;
  return value_of(truth);
}

Truth truth_of(const Value& value, Mistake& mistake) {
  if (value.kind() == Value::Kind::boolean) return value.as_boolean() ? Truth::yes : Truth::no;
  if (!value.is_null()) mistake = Mistake::kinds;
  return Truth::null;
}

Value value_of(Truth truth) {
  return truth == Truth::null ? Value() : Value::boolean(truth == Truth::yes);
}

const Value* member(const Value& context, std::string_view name, Mistake& mistake) {
  if (context.kind() == Value::Kind::context) {
    const auto entries = context.as_context();
    const auto found = std::ranges::find_if(
        entries, [name](const auto& entry) { return is_same_name(entry.first, name); });
    if (found != entries.end()) return &found->second;
  }
  mistake = Mistake::no_member;
  return nullptr;
}

std::string_view symbol_of(Node::Kind kind, Comparison comparison) {
  switch (kind) {
    case Node::Kind::add:
      return "+";
    case Node::Kind::subtract:
    case Node::Kind::negate:
      return "-";
    case Node::Kind::multiply:
      return "*";
    case Node::Kind::divide:
      return "/";
    case Node::Kind::power:
      return "**";
    case Node::Kind::logic_and:
      return "and";
    case Node::Kind::logic_or:
      return "or";
    case Node::Kind::logic_not:
      return "not";
    case Node::Kind::compare:
      break;
    default:
      return "";
  }
  switch (comparison) {
    case Comparison::eq:
      return "=";
    case Comparison::ne:
      return "!=";
    case Comparison::lt:
      return "<";
    case Comparison::le:
      return "<=";
    case Comparison::gt:
      return ">";
    case Comparison::ge:
      return ">=";
  }
  return "";
}

std::string_view kind_name(Value::Kind kind) {
  switch (kind) {
    case Value::Kind::null:
      return "null";
    case Value::Kind::boolean:
      return "布尔值";
    case Value::Kind::number:
      return "数字";
    case Value::Kind::string:
      return "字符串";
    case Value::Kind::date:
      return "日期";
    case Value::Kind::list:
      return "列表";
    case Value::Kind::context:
      return "上下文";
  }
  return "";
}

std::string describe(Mistake mistake, std::string_view symbol, const Value* a, const Value* b) {
  switch (mistake) {
    case Mistake::kinds: {
      std::string out(kind_name(a->kind()));
      if (b != nullptr) out.append("与").append(kind_name(b->kind()));
      return out.append("不能用 ").append(symbol);
    }
    case Mistake::division_by_zero:
      return "除数为 0";
    case Mistake::exponent:
      return "指数不是绝对值在十亿以内的整数";
    case Mistake::overflow:
      return "结果太大";
    case Mistake::no_member:
      return "没有成员 “" + std::string(symbol) + "”";
    case Mistake::none:
      break;
  }
  return "";
}

}  // namespace qinqing::dmn
