// Entity tags: answering "you have it already" (RFC 9110 §8.8.3, §13.1.2).
//
// Thread-safety: pure functions.
#pragma once

#include <string>
#include <string_view>

#include "http/request.h"
#include "http/response.h"

namespace qinqing::http {

// True if `if_none_match` (the header's value) names `etag` or is `*`. The comparison is the weak
// one, as the RFC asks for this header.
bool names_etag(std::string_view if_none_match, std::string_view etag);

// The strong tag of these bytes: 128 bits of their SHA-256, in quotes.
std::string etag_of(std::string_view bytes);

// Gives a 200 answer to GET or HEAD the tag of its body, or the tag it has already, and turns it
// into a 304 without body if the client holds that. Every other answer is returned as it is.
Response conditional(const Request& request, Response response);

}  // namespace qinqing::http
