#include "base/decimal.h"

#include <limits>

#include "base/decimal_impl.h"

namespace qinqing::base {

namespace {

int digit_count(Uint128 value) {
  int count = 1;
  while (count < 39 && value >= kPowersOfTen[static_cast<std::size_t>(count)]) ++count;
  return count;
}

// The digits of a number being parsed: value, and how many stand after the point.
struct Mantissa {
  Uint128 value = 0;
  int digits = 0;            // significant ones in `value`
  std::int64_t dropped = 0;  // zeros after the 34th digit that are not in `value`
  std::int64_t scale = 0;    // digits after the point, dropped ones included
  std::size_t read = 0;      // characters that are digits
  bool lossy = false;        // a digit other than zero came after the 34th
};

void add_digit(Mantissa& mantissa, char c, bool after_point) {
  ++mantissa.read;
  if (after_point) ++mantissa.scale;
  if (mantissa.digits == 0 && c == '0') return;
  if (mantissa.digits < kDigitsMax) {
    mantissa.value = mantissa.value * 10 + static_cast<unsigned>(c - '0');
    ++mantissa.digits;
  } else if (c == '0') {
    ++mantissa.dropped;
  } else {
    mantissa.lossy = true;
  }
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

Mantissa take_mantissa(std::string_view& text) {
  Mantissa mantissa;
  bool after_point = false;
  std::size_t i = 0;
  for (; i < text.size(); ++i) {
    if (text[i] == '.' && !after_point)
      after_point = true;
    else if (is_digit(text[i]))
      add_digit(mantissa, text[i], after_point);
    else
      break;
  }
  // "1." is not a number: digits must follow the point.
  if (after_point && mantissa.scale == 0) mantissa.read = 0;
  text.remove_prefix(i);
  return mantissa;
}

// nullopt where `text` is neither empty nor an exponent. Saturates: no such exponent is valid.
std::optional<std::int64_t> exponent_of(std::string_view text) {
  if (text.empty()) return 0;
  if (text[0] != 'e' && text[0] != 'E') return std::nullopt;
  text.remove_prefix(1);
  const bool negative = !text.empty() && text[0] == '-';
  if (negative || (!text.empty() && text[0] == '+')) text.remove_prefix(1);
  if (text.empty()) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : text) {
    if (!is_digit(c)) return std::nullopt;
    if (value < 1'000'000'000) value = value * 10 + (c - '0');
  }
  return negative ? -value : value;
}

// Brings the exponent into decimal128's range where zeros on the right can do it.
bool fit(Uint128& coefficient, std::int64_t& exponent) {
  if (coefficient == 0) {
    if (exponent > kExponentMax) exponent = kExponentMax;
    return exponent >= kExponentMin;
  }
  if (exponent < kExponentMin) return false;
  if (exponent <= kExponentMax) return true;
  const std::int64_t padding = exponent - kExponentMax;
  if (digit_count(coefficient) + padding > kDigitsMax) return false;
  coefficient *= kPowersOfTen[static_cast<std::size_t>(padding)];
  exponent = kExponentMax;
  return true;
}

std::strong_ordering compare_signed(const Parts& a, const Parts& b) {
  const auto order = a.coefficient <=> b.coefficient;
  return a.negative ? 0 <=> order : order;
}

// True where the coefficient with the larger exponent can be brought to the smaller one in 128
// bits; then `a` and `b` have one exponent. So it is for every sum of money.
bool align(Parts& a, Parts& b) {
  Parts& upper = a.exponent > b.exponent ? a : b;
  const Parts& lower = a.exponent > b.exponent ? b : a;
  const auto shift = static_cast<std::size_t>(upper.exponent - lower.exponent);
  if (shift >= kPowersOfTen.size() || upper.coefficient > kUint128Max / kPowersOfTen[shift])
    return false;
  upper.coefficient *= kPowersOfTen[shift];
  upper.exponent = lower.exponent;
  return true;
}

std::string digits_of(Uint128 value) {
  std::array<char, 40> buffer{};
  std::size_t begin = buffer.size();
  do {
    buffer[--begin] = static_cast<char>('0' + static_cast<int>(value % 10));
    value /= 10;
  } while (value != 0);
  return {buffer.data() + begin, buffer.size() - begin};
}

}  // namespace

Decimal::Decimal() : Decimal(0) {}

Decimal::Decimal(std::int64_t value) : bits_{} {
  const auto magnitude = value < 0 ? Uint128{0} - static_cast<Uint128>(value) : Uint128(value);
  bits_ = pack({.negative = value < 0, .coefficient = magnitude, .exponent = 0});
}

std::optional<Decimal> Decimal::parse(std::string_view text) {
  const bool negative = !text.empty() && text[0] == '-';
  if (negative) text.remove_prefix(1);
  const Mantissa mantissa = take_mantissa(text);
  const std::optional<std::int64_t> written = exponent_of(text);
  if (mantissa.read == 0 || mantissa.lossy || !written) return std::nullopt;
  std::int64_t exponent = *written - mantissa.scale + mantissa.dropped;
  // Dropping zeros is exact for a whole number; of a fraction it would lose the scale.
  if (mantissa.dropped > 0 && *written < mantissa.scale) return std::nullopt;
  Uint128 coefficient = mantissa.value;
  if (!fit(coefficient, exponent)) return std::nullopt;
  return DecimalAccess::make(pack(
      {.negative = negative, .coefficient = coefficient, .exponent = static_cast<int>(exponent)}));
}

std::string Decimal::to_string() const {
  const Parts parts = unpack(bits_);
  std::string out = digits_of(parts.coefficient);
  if (parts.exponent > 0) {
    if (parts.coefficient != 0) out.append(static_cast<std::size_t>(parts.exponent), '0');
  } else if (parts.exponent < 0) {
    const auto after_point = static_cast<std::size_t>(-parts.exponent);
    if (out.size() <= after_point) out.insert(0, after_point + 1 - out.size(), '0');
    out.insert(out.size() - after_point, 1, '.');
  }
  if (parts.negative) out.insert(0, 1, '-');
  return out;
}

bool Decimal::is_integer() const {
  const Parts parts = unpack(bits_);
  if (parts.exponent >= 0 || parts.coefficient == 0) return true;
  const auto shift = static_cast<std::size_t>(-parts.exponent);
  return shift < kPowersOfTen.size() && parts.coefficient % kPowersOfTen[shift] == 0;
}

bool Decimal::is_negative() const {
  return (bits_[1] & kSignBit) != 0;
}

int Decimal::scale() const {
  const int exponent = unpack(bits_).exponent;
  return exponent < 0 ? -exponent : 0;
}

std::optional<std::int64_t> Decimal::to_int64() const {
  if (!is_integer()) return std::nullopt;
  Parts parts = unpack(bits_);
  if (parts.coefficient == 0) return 0;
  if (parts.exponent < 0) {
    parts.coefficient /= kPowersOfTen[static_cast<std::size_t>(-parts.exponent)];
  } else {
    const auto shift = static_cast<std::size_t>(parts.exponent);
    if (shift > 18 || parts.coefficient > kUint128Max / kPowersOfTen[shift]) return std::nullopt;
    parts.coefficient *= kPowersOfTen[shift];
  }
  constexpr Uint128 max = std::numeric_limits<std::int64_t>::max();
  if (parts.coefficient > max + (parts.negative ? 1 : 0)) return std::nullopt;
  const auto magnitude = static_cast<std::uint64_t>(parts.coefficient);
  return static_cast<std::int64_t>(parts.negative ? 0 - magnitude : magnitude);
}

Decimal operator+(const Decimal& a, const Decimal& b) {
  _IDEC_flags flags = 0;
  return DecimalAccess::make(from_intel(bid128_add(DecimalAccess::intel(a), DecimalAccess::intel(b),
                                                   BID_ROUNDING_TO_NEAREST, &flags)));
}

Decimal operator-(const Decimal& a, const Decimal& b) {
  _IDEC_flags flags = 0;
  return DecimalAccess::make(from_intel(bid128_sub(DecimalAccess::intel(a), DecimalAccess::intel(b),
                                                   BID_ROUNDING_TO_NEAREST, &flags)));
}

Decimal operator*(const Decimal& a, const Decimal& b) {
  _IDEC_flags flags = 0;
  return DecimalAccess::make(from_intel(bid128_mul(DecimalAccess::intel(a), DecimalAccess::intel(b),
                                                   BID_ROUNDING_TO_NEAREST, &flags)));
}

std::optional<Decimal> Decimal::divide(const Decimal& a, const Decimal& b) {
  if (DecimalAccess::parts(b).coefficient == 0) return std::nullopt;
  _IDEC_flags flags = 0;
  return DecimalAccess::make(from_intel(bid128_div(DecimalAccess::intel(a), DecimalAccess::intel(b),
                                                   BID_ROUNDING_TO_NEAREST, &flags)));
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
  Parts left = DecimalAccess::parts(a);
  Parts right = DecimalAccess::parts(b);
  if (left.negative != right.negative)
    return left.negative ? std::strong_ordering::less : std::strong_ordering::greater;
  if (left.exponent == right.exponent || align(left, right)) return compare_signed(left, right);
  _IDEC_flags flags = 0;
  const BID_UINT128 x = DecimalAccess::intel(a);
  const BID_UINT128 y = DecimalAccess::intel(b);
  if (bid128_quiet_equal(x, y, &flags) != 0) return std::strong_ordering::equal;
  return bid128_quiet_less(x, y, &flags) != 0 ? std::strong_ordering::less
                                              : std::strong_ordering::greater;
}

bool operator==(const Decimal& a, const Decimal& b) {
  return (a <=> b) == 0;
}

}  // namespace qinqing::base
