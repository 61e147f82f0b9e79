// std::to_chars (scientific, the fewest digits that read back) and std::from_chars of a double, which
// Debian's C++ library for WebAssembly lacks. Included before every source.
#pragma once

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace std {

inline to_chars_result to_chars(char* first, char* last, double value, chars_format) {
  for (int digits = 1;; ++digits) {
    const int n = snprintf(first, static_cast<size_t>(last - first), "%.*e", digits - 1, value);
    if (digits == 17 || strtod(first, nullptr) == value) return {first + n, errc()};
  }
}

inline from_chars_result from_chars(const char* first, const char* last, double& value) {
  const string text(first, last);
  char* end = nullptr;
  value = strtod(text.c_str(), &end);
  const auto read = end - text.c_str();
  return {first + read, read == 0 ? errc::invalid_argument : errc()};
}

}  // namespace std
