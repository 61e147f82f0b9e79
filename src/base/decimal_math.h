// More arithmetic on decimals than money needs: what FEEL asks for (powers, roots, rounding in
// every direction). Results are decimal128; where a result would be no number or would overflow,
// there is none (nullopt) instead of a saturated one.
//
// Thread-safety: pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/decimal.h"

namespace qinqing::base {

std::optional<Decimal> checked_add(const Decimal& a, const Decimal& b);
std::optional<Decimal> checked_subtract(const Decimal& a, const Decimal& b);
std::optional<Decimal> checked_multiply(const Decimal& a, const Decimal& b);
// nullopt also where b is zero.
std::optional<Decimal> checked_divide(const Decimal& a, const Decimal& b);
// Whole exponents by repeated multiplication, so that 2 ** 10 is exact.
std::optional<Decimal> power(const Decimal& base, const Decimal& exponent);
// The remainder that has the sign of the divisor: modulo(-10, 4) is 2. nullopt where b is zero.
std::optional<Decimal> modulo(const Decimal& a, const Decimal& b);

std::optional<Decimal> exponential(const Decimal& value);
std::optional<Decimal> logarithm(const Decimal& value);    // natural; of positive numbers
std::optional<Decimal> square_root(const Decimal& value);  // of 0 and more
Decimal absolute(const Decimal& value);

enum class Rounding { half_even, half_up, half_down, up, down, floor, ceiling };

// To `scale` digits after the point (negative: before it). A number that has no more digits than
// that is returned as it is, with zeros added where 34 digits have room for them.
Decimal round_to(const Decimal& value, int scale, Rounding rounding);

// As Decimal::parse, but a number with more digits is rounded to 34, half-even. nullopt still where
// the text is no number or it is beyond decimal128.
std::optional<Decimal> parse_rounded(std::string_view text);

// The same number without zeros at the end of its fraction.
Decimal without_trailing_zeros(const Decimal& value);

}  // namespace qinqing::base
