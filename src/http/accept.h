// What a client says it can read: Accept and Accept-Encoding (RFC 9110 §12.5).
//
// Thread-safety: pure functions.
#pragma once

#include <string_view>

namespace qinqing::http {

// How much the client wants `name`, a media type ("text/html") or a coding ("gzip"), in
// thousandths: 0 (not at all) … 1000. The most specific range counts: the name itself, then
// "text/*", then "*/*" or "*". An empty list, or one without a range that covers the name: 0. A
// malformed q counts as 0.
int quality(std::string_view list, std::string_view name);

enum class Coding { identity, gzip, brotli };

// The best of identity and the codings that are at hand. Brotli is taken before gzip where the
// client wants both alike; identity where it wants neither or says nothing.
Coding choose_coding(std::string_view accept_encoding, bool gzip_at_hand, bool brotli_at_hand);

}  // namespace qinqing::http
