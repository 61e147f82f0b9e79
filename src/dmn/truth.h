// FEEL's three truth values and a fourth: what an absent input leaves open. Unknown is not null:
// null is what a mistake gives, unknown is what a person has not said yet.
//
// Thread-safety: pure functions.
#pragma once

#include <cstdint>

#include "dmn/dmn.h"

namespace qinqing::dmn {

enum class Truth : std::uint8_t { no, yes, null, unknown };

// DMN 1.5 table 48, with unknown: an unknown that could still turn out `no` (`yes`) decides.
constexpr Truth both(Truth a, Truth b) {
  if (a == Truth::no || b == Truth::no) return Truth::no;
  if (a == Truth::unknown || b == Truth::unknown) return Truth::unknown;
  return a == Truth::null || b == Truth::null ? Truth::null : Truth::yes;
}
constexpr Truth either(Truth a, Truth b) {
  if (a == Truth::yes || b == Truth::yes) return Truth::yes;
  if (a == Truth::unknown || b == Truth::unknown) return Truth::unknown;
  return a == Truth::null || b == Truth::null ? Truth::null : Truth::no;
}
constexpr Truth negation(Truth a) {
  if (a == Truth::yes) return Truth::no;
  return a == Truth::no ? Truth::yes : a;
}

enum class Comparison : std::uint8_t { eq, ne, lt, le, gt, ge };

// DMN 1.5 tables 50 and 51: `a op b`. Equality with null is yes or no, between other kinds null;
// order is null unless both are numbers, both strings (by code point) or both dates.
Truth compare(Comparison op, const Value& a, const Value& b);

// `value in (operand)` of a unary test without operator: equal, or contained where the operand is a
// list and the value none.
Truth equals_or_contains(const Value& value, const Value& operand);

}  // namespace qinqing::dmn
