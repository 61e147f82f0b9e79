#include "dmn/truth.h"

#include <compare>
#include <optional>

namespace qinqing::dmn {

namespace {

Truth truth(bool value) {
  return value ? Truth::yes : Truth::no;
}

Truth equality(const Value& a, const Value& b) {
  if (a.kind() == b.kind()) return truth(a == b);
  return a.is_null() || b.is_null() ? Truth::no : Truth::null;
}

std::optional<std::strong_ordering> order(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return std::nullopt;
  switch (a.kind()) {
    case Value::Kind::number:
      return a.as_number() <=> b.as_number();
    case Value::Kind::string:
      return a.as_string() <=> b.as_string();  // UTF-8: by code point
    case Value::Kind::date:
      return a.as_date() <=> b.as_date();
    default:
      return std::nullopt;
  }
}

bool holds(Comparison op, std::strong_ordering order) {
  switch (op) {
    case Comparison::lt:
      return order < 0;
    case Comparison::le:
      return order <= 0;
    case Comparison::gt:
      return order > 0;
    case Comparison::ge:
      return order >= 0;
    case Comparison::eq:
      return order == 0;
    case Comparison::ne:
      return order != 0;
  }
  return false;
}

}  // namespace

Truth compare(Comparison op, const Value& a, const Value& b) {
  if (op == Comparison::eq) return equality(a, b);
  if (op == Comparison::ne) return negation(equality(a, b));
  const auto known = order(a, b);
  return known ? truth(holds(op, *known)) : Truth::null;
}

Truth equals_or_contains(const Value& value, const Value& operand) {
  if (operand.kind() != Value::Kind::list || value.kind() == Value::Kind::list)
    return compare(Comparison::eq, value, operand);
  for (const Value& item : operand.as_list())
    if (compare(Comparison::eq, value, item) == Truth::yes) return Truth::yes;
  return Truth::no;
}

}  // namespace qinqing::dmn
