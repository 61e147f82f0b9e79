// Identifiers that people carry: the resident identity number (GB 11643-1999) and the unified
// social credit code (GB 32100-2015), each with a check that says *which* rule failed, and UUIDv7
// (RFC 9562), the id of every record.
//
// Thread-safety: the checks are pure; a UuidSource may be used from any thread.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/fault.h"

namespace qinqing::base {

// nullopt if `number` is a well-formed resident identity number: 18 characters, 17 digits and a
// digit or X, a place code that begins with a province of GB/T 2260 (or with 83, which residents of
// Taiwan have on their residence permit), a birth day that exists and is not after `today`, and the
// check character of ISO 7064 MOD 11-2. Else the first rule broken,
// code "resident_id.length | .character | .place | .birth | .check". The number itself is never
// part of the message.
std::optional<Fault> check_resident_id(std::string_view number, Date today);

// nullopt if `code` is a well-formed unified social credit code: 18 characters of GB 32100's
// alphabet (no I, O, S, V, Z), a registering department and kind that the standard has, six digits
// of place, the organisation code's own check character (GB 11714) and the last check character
// (MOD 31-3). Else the first rule broken, code "credit_code.length | .character | .department |
// .place | .organisation_check | .check".
std::optional<Fault> check_credit_code(std::string_view code);

// Makes UUIDv7: 48 bits of milliseconds, then a counter that keeps ids of one source in order
// within a millisecond and when the clock steps back, then random bits.
class UuidSource {
 public:
  UuidSource(const Clock& clock, RandomSource& random) : clock_(clock), random_(random) {}
  std::string next();  // "0192f3c4-…", lower case

 private:
  const Clock& clock_;
  RandomSource& random_;
  std::mutex mutex_;
  std::int64_t last_ms_ = -1;
  std::uint16_t counter_ = 0;
};

// True for a lower-case UUID of version 7 and variant 10.
bool is_uuid_v7(std::string_view text);

}  // namespace qinqing::base
