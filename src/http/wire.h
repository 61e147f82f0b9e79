// An answer as bytes on the wire. Internal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "http/response.h"

namespace qinqing::http {

// NOLINTBEGIN(readability-redundant-member-init): without a `{}` callers may not leave a member out
struct Framing {
  std::string_view date{};  // the Date header's value, "" = none
  bool head_only = false;   // an answer to HEAD: lengths, but no body
  bool keep_alive = true;   // else "Connection: close"
  bool http_1_0 = false;    // keep-alive has to be said
};
// NOLINTEND(readability-redundant-member-init)

// Appends the status line, the headers (those of the answer, the security headers of every answer,
// the framing) and the body to `out`, and returns what of the body is to be written after it: bytes
// that last and are large are not copied.
std::string_view append_wire(std::string& out, const Response& response, const Framing& framing);

// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110 §5.6.7).
std::string http_date(std::int64_t unix_seconds);

}  // namespace qinqing::http
