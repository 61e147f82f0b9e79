#include "composite/elementary.h"

#include <cmath>
#include <cstdint>
#include <limits>

#include "composite/lanes.h"

// __builtin_bit_cast is std::bit_cast, which the C++ library for WebAssembly does not have yet.
namespace qinqing::composite {
namespace {

constexpr double kLn2High = 6.93147180369123816490e-01;  // 33 bits of ln 2
constexpr double kLn2Low = 1.90821492927058770002e-10;   // the rest
constexpr double kSmallestNormal = std::numeric_limits<double>::min();

// The logarithm of a normal positive number: x = 2^k · m with m in [√½, √2), f = m − 1,
// log m = f − (f²/2 − s·(f²/2 + R(s²))) with s = f / (2 + f).
inline double log_normal(double x) {
  const auto bits = __builtin_bit_cast(std::uint64_t, x);
  // Exponent plus 1023, counted from √½ instead of 1.
  const std::uint64_t biased = (bits - 0x3fe6a09e667f3bcdULL + 0x3ff0000000000000ULL) >> 52U;
  const double m = __builtin_bit_cast(double, bits - (biased << 52U) + 0x3ff0000000000000ULL);
  // biased as a double, without an integer conversion that vectors lack: 2^52 + biased is exact.
  const double k = __builtin_bit_cast(double, biased | 0x4330000000000000ULL) - (0x1p52 + 1023.0);
  const double f = m - 1.0;
  const double s = f / (2.0 + f);
  const double z = s * s;
  const double w = z * z;
  const double odd = w * (3.999999999940941908e-01 +
                          w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
  const double even = z * (6.666666666666735130e-01 +
                           w * (2.857142874366239149e-01 +
                                w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
  const double r = odd + even;
  const double half = 0.5 * f * f;
  return k * kLn2High - ((half - (s * (half + r) + k * kLn2Low)) - f);
}

// exp of x in [−708, 709]: x = k·ln 2 + r, |r| ≤ ln 2 / 2,
// exp r = 1 + r + r·c/(2 − c) with c = r − r²·P(r²).
inline double exp_near(double x) {
  constexpr double kShift = 0x1.8p52;  // adding it rounds to a whole number
  const double shifted = x * 1.44269504088896338700e+00 + kShift;
  const double k = shifted - kShift;
  const double high = x - k * kLn2High;
  const double low = k * kLn2Low;
  const double r = high - low;
  const double t = r * r;
  const double c =
      r - t * (1.66666666666666019037e-01 +
               t * (-2.77777777770155933842e-03 +
                    t * (6.61375632143793436117e-05 +
                         t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08))));
  const double y = 1.0 - ((low - (r * c) / (2.0 - c)) - high);
  // The low bits of `shifted` hold k in two's complement.
  const std::uint64_t scale = __builtin_bit_cast(std::uint64_t, shifted) << 52U;
  return __builtin_bit_cast(double, __builtin_bit_cast(std::uint64_t, y) + scale);
}

}  // namespace

double log_of(double x) {
  if (x != x || x < 0) return std::numeric_limits<double>::quiet_NaN();
  if (x == 0) return -std::numeric_limits<double>::infinity();
  if (std::isinf(x)) return x;
  if (x < kSmallestNormal) return (log_normal(x * 0x1p54) - 54 * kLn2Low) - 54 * kLn2High;
  return log_normal(x);
}

double exp_of(double x) {
  if (x != x) return x;
  if (x > 709.782712893383973096) return std::numeric_limits<double>::infinity();
  if (x < -708.396418532264106224) return 0;
  // 2^1024 has no double.
  if (x > 709) {
    const double half = exp_near(x * 0.5);
    return half * half;
  }
  return exp_near(x);
}

double power_of(double x, double p) {
  return exp_of(p * log_of(x));
}

QINQING_WIDE void log_all(std::span<double> x) {
  double* const at = x.data();
  const std::size_t n = x.size();
  for (std::size_t i = 0; i < n; ++i) {
    const double y = log_normal(at[i]);
    at[i] = at[i] == at[i] ? y : at[i];
  }
}

QINQING_WIDE void exp_all(std::span<double> x) {
  double* const at = x.data();
  const std::size_t n = x.size();
  bool near = true;
  for (std::size_t i = 0; i < n; ++i) near = near & !(at[i] > 709 || at[i] < -708);
  if (!near) {
    for (std::size_t i = 0; i < n; ++i) at[i] = exp_of(at[i]);
    return;
  }
  for (std::size_t i = 0; i < n; ++i) {
    const double y = exp_near(at[i]);
    at[i] = at[i] == at[i] ? y : at[i];
  }
}

}  // namespace qinqing::composite
