// Exact decimals: IEEE 754-2008 decimal128, 34 significant digits, the numbers of FEEL and of
// money.
//
// Money is never a double: 0.1 + 0.2 is 0.3 here, and ¥1,203.47 stays ¥1,203.47. A Decimal keeps
// the scale it was written with ("1.10" prints as "1.10") and compares by value (1.10 == 1.1).
// NaN and infinities do not exist: operations that would make one return nullopt or saturate as
// their comment says.
//
// The implementation is Intel's RDFP library; no header of it is seen from outside, since its
// symbols collide with gcc's own _Decimal128.
//
// Thread-safety: plain values, no global rounding mode (always half-even, as FEEL asks).
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace qinqing::base {

class Decimal {
 public:
  Decimal();                    // 0
  Decimal(std::int64_t value);  // NOLINT(google-explicit-constructor): exact, no loss possible

  // `-?digits[.digits][(e|E)[+-]?digits]` or `-?.digits`; at most 34 significant digits, |exponent|
  // within decimal128. Anything else, and any loss of digits, is nullopt.
  static std::optional<Decimal> parse(std::string_view text);

  // Plain notation without an exponent, the scale kept: "1203.47", "-0.5", "100.00".
  std::string to_string() const;

  bool is_integer() const;
  bool is_negative() const;                      // -0 is not negative
  int scale() const;                             // digits after the point as kept, 0 or more
  std::optional<std::int64_t> to_int64() const;  // nullopt if not whole or out of range

  friend Decimal operator+(const Decimal& a, const Decimal& b);
  friend Decimal operator-(const Decimal& a, const Decimal& b);
  friend Decimal operator*(const Decimal& a, const Decimal& b);
  // nullopt when b is zero.
  static std::optional<Decimal> divide(const Decimal& a, const Decimal& b);

  // By value: 1.10 == 1.1.
  friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);
  friend bool operator==(const Decimal& a, const Decimal& b);

 private:
  friend struct DecimalAccess;
  alignas(16) std::array<std::uint64_t, 2> bits_;
};

}  // namespace qinqing::base
