// Private to base: how a Decimal lies in memory, and the way to Intel's library and back. Only
// decimal*.cc may include this, since the library's symbols collide with gcc's _Decimal128.
#pragma once

#include <wchar.h>

#include <array>
#include <bit>
#include <cstdint>

#include "base/decimal.h"

// The calling convention of the archive that is linked (000); the headers take it from here.
#define DECIMAL_CALL_BY_REFERENCE 0
#define DECIMAL_GLOBAL_ROUNDING 0
#define DECIMAL_GLOBAL_EXCEPTION_FLAGS 0
extern "C" {
#include <bid_conf.h>
#include <bid_functions.h>
}

namespace qinqing::base {

__extension__ using Uint128 = unsigned __int128;

// decimal128 in its binary integer encoding (IEEE 754-2008 §3.5.2): sign, 14 bits of exponent with
// this bias, 113 bits of coefficient. The second form of the encoding, for coefficients over 113
// bits, and the special values never stand in a Decimal.
inline constexpr int kBias = 6176;
inline constexpr int kExponentMin = -6176;
inline constexpr int kExponentMax = 6111;
inline constexpr int kDigitsMax = 34;
inline constexpr std::uint64_t kSignBit = 1ULL << 63;
inline constexpr std::uint64_t kCoefficientHighMask = (1ULL << 49) - 1;
inline constexpr std::uint64_t kSpecialMask = 0x7800'0000'0000'0000ULL;

constexpr std::array<Uint128, 39> powers_of_ten() {
  std::array<Uint128, 39> out{};
  Uint128 power = 1;
  for (Uint128& entry : out) {
    entry = power;
    power *= 10;
  }
  return out;
}
inline constexpr std::array<Uint128, 39> kPowersOfTen = powers_of_ten();
inline constexpr Uint128 kCoefficientMax = kPowersOfTen[kDigitsMax] - 1;
inline constexpr Uint128 kUint128Max = ~Uint128{0};

struct Parts {
  bool negative = false;
  Uint128 coefficient = 0;
  int exponent = 0;
};

using Bits = std::array<std::uint64_t, 2>;

inline Parts unpack(const Bits& bits) {
  return {.negative = (bits[1] & kSignBit) != 0,
          .coefficient = (Uint128{bits[1] & kCoefficientHighMask} << 64) | bits[0],
          .exponent = static_cast<int>((bits[1] >> 49) & 0x3fff) - kBias};
}

inline Bits pack(const Parts& parts) {
  Bits bits{};
  bits[0] = static_cast<std::uint64_t>(parts.coefficient);
  bits[1] = static_cast<std::uint64_t>(parts.coefficient >> 64) |
            (static_cast<std::uint64_t>(parts.exponent + kBias) << 49);
  if (parts.negative && parts.coefficient != 0) bits[1] |= kSignBit;
  return bits;
}

inline BID_UINT128 to_intel(const Bits& bits) {
  return std::bit_cast<BID_UINT128>(bits);
}

// Zero loses its sign; what overflowed becomes the largest number of its sign. NaN cannot come from
// finite operands of + − × and of a division by something other than zero.
inline Bits from_intel(BID_UINT128 value) {
  const Bits bits = std::bit_cast<Bits>(value);
  if ((bits[1] & kSpecialMask) == kSpecialMask)
    return pack({.negative = (bits[1] & kSignBit) != 0,
                 .coefficient = kCoefficientMax,
                 .exponent = kExponentMax});
  return pack(unpack(bits));
}

struct DecimalAccess {
  static const Bits& bits(const Decimal& value) { return value.bits_; }
  static Parts parts(const Decimal& value) { return unpack(value.bits_); }
  static BID_UINT128 intel(const Decimal& value) { return to_intel(value.bits_); }
  static Decimal make(const Bits& bits) {
    Decimal out;
    out.bits_ = bits;
    return out;
  }
};

}  // namespace qinqing::base
