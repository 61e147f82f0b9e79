// What HTTP means by white space and by equal names. Internal.
//
// Not Beast's iequals: where two texts differ only in case, 1.81's reads one byte past their ends.
#pragma once

#include <algorithm>
#include <string_view>

namespace qinqing::http {

// Without the spaces and tabs around it (RFC 9110 §5.6.3).
inline std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

inline char to_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Equal but for the case of ASCII letters.
inline bool iequals(std::string_view left, std::string_view right) {
  return std::ranges::equal(left, right, {}, to_lower, to_lower);
}

}  // namespace qinqing::http
