// Numbers of a data set: a double, or missing.
//
// A missing value is a NaN in memory, an empty field in a file. It is never zero and never drops
// out of a sum unless the method says that it may.
//
// Thread-safety: pure functions.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace qinqing::composite {

inline constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
inline bool is_missing(double x) {
  return x != x;
}

// A field of a CSV file: "" and NA and NaN are missing, Inf and -Inf are themselves; otherwise the
// whole field must be a decimal number (1.5, -2e3), read to the nearest double in every locale.
// nullopt: it is text.
std::optional<double> parse_number(std::string_view field);

// The shortest decimal that reads back as the same double; "" where missing; Inf, -Inf. -0 is "0".
std::string print_number(double x);

// The same after rounding to `digits` significant digits (1…17), half to even of the exact binary
// value. Published results carry 12.
std::string print_rounded(double x, int digits);
double rounded(double x, int digits);

}  // namespace qinqing::composite
