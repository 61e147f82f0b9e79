// The one byte form of a record: RFC 8785 (JSON Canonicalization Scheme), and its hash.
//
// Object members are sorted by the UTF-16 code units of their keys, numbers are printed as
// ECMAScript prints doubles, strings escape only what they must. Our own records hold strings,
// integers, arrays and objects only; doubles are supported because the scheme has them and other
// programs may send them.
//
// Thread-safety: pure functions.
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>

#include "base/fault.h"

namespace qinqing::base {

// A number that is NaN or infinite, an integer beyond ±(2^53−1) and a string that is not UTF-8 have
// no canonical form and are faults. A double beyond 2^53 is written as RFC 8785 says, without a
// point; read back, it is an integer and refused: programs that send such numbers send strings.
Result<std::string> canonical_json(const boost::json::value& value);

// Appends `text` as a canonical JSON string with its quotes. Requires valid UTF-8.
void append_canonical_string(std::string& out, std::string_view text);

// Lower-case hex of SHA-256.
std::string sha256_hex(std::string_view bytes);
// "sha256:" + sha256_hex(bytes): the algorithm's name stands beside every hash.
std::string named_hash(std::string_view bytes);

}  // namespace qinqing::base
