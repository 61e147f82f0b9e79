#include "base/decimal_math.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <string>

#include "base/decimal_impl.h"

namespace qinqing::base {
namespace {

std::optional<Decimal> checked(BID_UINT128 value) {
  const Bits bits = std::bit_cast<Bits>(value);
  if ((bits[1] & kSpecialMask) == kSpecialMask) return std::nullopt;
  return DecimalAccess::make(pack(unpack(bits)));
}

Decimal unit(int scale) {
  return DecimalAccess::make(pack({.negative = false, .coefficient = 1, .exponent = -scale}));
}

Decimal negate(const Decimal& value) {
  return Decimal(0) - value;
}

std::optional<Decimal> quantize(const Decimal& value, int scale, unsigned mode) {
  _IDEC_flags flags = 0;
  return checked(bid128_quantize(DecimalAccess::intel(value), DecimalAccess::intel(unit(scale)),
                                 mode, &flags));
}

std::optional<Decimal> whole_power(Decimal base, std::int64_t exponent) {
  const bool inverse = exponent < 0;
  Decimal result(1);
  for (auto left = static_cast<std::uint64_t>(std::llabs(exponent)); left != 0; left >>= 1U) {
    if ((left & 1U) != 0) {
      const auto next = checked_multiply(result, base);
      if (!next) return std::nullopt;
      result = *next;
    }
    if (left == 1) break;
    const auto square = checked_multiply(base, base);
    if (!square) return std::nullopt;
    base = *square;
  }
  return inverse ? checked_divide(Decimal(1), result) : std::optional<Decimal>(result);
}

Decimal round_half_down(const Decimal& value, int scale) {
  const auto truncated = quantize(value, scale, BID_ROUNDING_TO_ZERO);
  if (!truncated) return value;
  const Decimal rest = absolute(value - *truncated);
  if (rest + rest <= unit(scale)) return *truncated;
  return value.is_negative() ? *truncated - unit(scale) : *truncated + unit(scale);
}

unsigned mode_of(Rounding rounding, bool negative) {
  switch (rounding) {
    case Rounding::half_up:
      return BID_ROUNDING_TIES_AWAY;
    case Rounding::up:
      return negative ? BID_ROUNDING_DOWN : BID_ROUNDING_UP;
    case Rounding::down:
      return BID_ROUNDING_TO_ZERO;
    case Rounding::floor:
      return BID_ROUNDING_DOWN;
    case Rounding::ceiling:
      return BID_ROUNDING_UP;
    default:
      return BID_ROUNDING_TO_NEAREST;
  }
}

}  // namespace

std::optional<Decimal> checked_add(const Decimal& a, const Decimal& b) {
  _IDEC_flags flags = 0;
  return checked(bid128_add(DecimalAccess::intel(a), DecimalAccess::intel(b),
                            BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> checked_subtract(const Decimal& a, const Decimal& b) {
  _IDEC_flags flags = 0;
  return checked(bid128_sub(DecimalAccess::intel(a), DecimalAccess::intel(b),
                            BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> checked_multiply(const Decimal& a, const Decimal& b) {
  _IDEC_flags flags = 0;
  return checked(bid128_mul(DecimalAccess::intel(a), DecimalAccess::intel(b),
                            BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> checked_divide(const Decimal& a, const Decimal& b) {
  _IDEC_flags flags = 0;
  return checked(bid128_div(DecimalAccess::intel(a), DecimalAccess::intel(b),
                            BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> power(const Decimal& base, const Decimal& exponent) {
  const auto whole = exponent.to_int64();
  if (base == Decimal(0) && exponent.is_negative()) return std::nullopt;
  if (whole && std::llabs(*whole) < 10'000) return whole_power(base, *whole);
  _IDEC_flags flags = 0;
  return checked(bid128_pow(DecimalAccess::intel(base), DecimalAccess::intel(exponent),
                            BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> modulo(const Decimal& a, const Decimal& b) {
  if (b == Decimal(0)) return std::nullopt;
  _IDEC_flags flags = 0;
  const auto rest = checked(bid128_fmod(DecimalAccess::intel(a), DecimalAccess::intel(b), &flags));
  if (!rest || *rest == Decimal(0) || rest->is_negative() == b.is_negative()) return rest;
  return checked_add(*rest, b);
}

std::optional<Decimal> exponential(const Decimal& value) {
  _IDEC_flags flags = 0;
  return checked(bid128_exp(DecimalAccess::intel(value), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> logarithm(const Decimal& value) {
  if (value <= Decimal(0)) return std::nullopt;
  _IDEC_flags flags = 0;
  return checked(bid128_log(DecimalAccess::intel(value), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> square_root(const Decimal& value) {
  if (value.is_negative()) return std::nullopt;
  _IDEC_flags flags = 0;
  return checked(bid128_sqrt(DecimalAccess::intel(value), BID_ROUNDING_TO_NEAREST, &flags));
}

Decimal absolute(const Decimal& value) {
  return value.is_negative() ? negate(value) : value;
}

Decimal round_to(const Decimal& value, int scale, Rounding rounding) {
  if (scale > -kExponentMin || -scale > kExponentMax) return value;
  if (rounding == Rounding::half_down) return round_half_down(value, scale);
  return quantize(value, scale, mode_of(rounding, value.is_negative())).value_or(value);
}

Decimal without_trailing_zeros(const Decimal& value) {
  Parts parts = DecimalAccess::parts(value);
  if (parts.coefficient == 0) return Decimal(0);
  while (parts.exponent < 0 && parts.coefficient % 10 == 0) {
    parts.coefficient /= 10;
    ++parts.exponent;
  }
  return DecimalAccess::make(pack(parts));
}

namespace {

constexpr std::size_t kDigits = 34;

// The first 34 of the digits, rounded half-even by the rest; what was cut off or carried goes to
// the exponent.
void round_digits(std::string& digits, std::int64_t& exponent) {
  const std::string rest = digits.substr(kDigits);
  digits.resize(kDigits);
  exponent += static_cast<std::int64_t>(rest.size());
  const std::string half = "5" + std::string(rest.size() - 1, '0');
  const bool odd = (digits.back() - '0') % 2 != 0;
  if (rest < half || (rest == half && !odd)) return;
  std::size_t at = kDigits;
  while (at > 0 && digits[at - 1] == '9') digits[--at] = '0';
  if (at > 0) {
    ++digits[at - 1];
    return;
  }
  digits.insert(0, 1, '1');
  digits.pop_back();
  ++exponent;
}

}  // namespace

std::optional<Decimal> parse_rounded(std::string_view text) {
  if (auto exact = Decimal::parse(text)) return exact;
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const std::size_t mark = std::min(text.find_first_of("eE"), text.size());
  std::int64_t exponent = 0;
  if (mark < text.size()) {
    std::string_view written = text.substr(mark + 1);
    if (written.starts_with('+')) written.remove_prefix(1);
    const auto read = std::from_chars(written.data(), written.data() + written.size(), exponent);
    if (read.ec != std::errc() || read.ptr != written.data() + written.size()) return std::nullopt;
    if (std::abs(exponent) > 100'000'000) return std::nullopt;
  }
  std::string digits;
  bool point = false;
  for (const char c : text.substr(0, mark)) {
    if (c == '.' && !point) {
      point = true;
    } else if (c >= '0' && c <= '9') {
      if (c != '0' || !digits.empty()) digits.push_back(c);
      if (point) --exponent;
    } else {
      return std::nullopt;
    }
  }
  // Refused for another reason than its digits.
  if (digits.size() <= kDigits) return std::nullopt;
  round_digits(digits, exponent);
  return Decimal::parse((negative ? "-" : "") + digits + "e" + std::to_string(exponent));
}

}  // namespace qinqing::base
