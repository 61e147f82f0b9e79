// Internal.
#pragma once

#include <string_view>

namespace qinqing::http {

// Without the spaces and tabs around it, HTTP's optional white space (RFC 9110 §5.6.3).
inline std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

}  // namespace qinqing::http
