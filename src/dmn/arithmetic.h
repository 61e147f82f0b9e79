// What FEEL's operators do to values. A mistake gives null and says which; the caller makes a
// warning of it at run time, a fault of it in strict mode.
//
// Thread-safety: pure functions.
#pragma once

#include <cstdint>
#include <string>

#include "dmn/dmn.h"
#include "dmn/tree.h"

namespace qinqing::dmn {

enum class Mistake : std::uint8_t {
  none,
  kinds,             // operands of kinds the operator does not take, null included
  division_by_zero,  // also 0 to a negative power
  exponent,          // not a whole number, or larger than a billion
  overflow,          // beyond decimal128, or heavier than kWeightMax
  no_member,         // a path into a context without that member, or into no context
};

// Node::Kind add, subtract, multiply, divide or power.
Value arithmetic(Node::Kind op, const Value& a, const Value& b, Mistake& mistake);
Value negate(const Value& a, Mistake& mistake);
// Boolean or null; null with mistake `kinds` where only null follows from the kinds.
Value comparison(Comparison op, const Value& a, const Value& b, Mistake& mistake);
// Boolean as yes or no, everything else null; `kinds` where it is neither boolean nor null.
Truth truth_of(const Value& value, Mistake& mistake);
// Requires anything but unknown.
Value value_of(Truth truth);
// By the normal form of its name: the member's value, or null with `no_member`. nullptr stands for
// null.
const Value* member(const Value& context, std::string_view name, Mistake& mistake);

// "+", "**", "<=", "and" …
std::string_view symbol_of(Node::Kind kind, Comparison comparison);
// One Chinese sentence about a mistake in `a symbol b` (or of one operand).
std::string describe(Mistake mistake, std::string_view symbol, const Value* a, const Value* b);
// "字符串", "数字" …
std::string_view kind_name(Value::Kind kind);

}  // namespace qinqing::dmn
