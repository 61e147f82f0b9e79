// The one byte form of a calendar, whose hash names it: what a certificate is counted with, for
// another program to count with too.
//
//   {"years":{"2026":{"off":{"2026-01-01":"元旦",…},"provisional":false,"work":{…}},…}}
//
// Thread-safety: pure functions.
#pragma once

#include <map>
#include <string>

#include "base/calendar.h"

namespace qinqing::base {

// RFC 8785 JSON; "" where a name is not UTF-8, as the loader lets none be.
std::string calendar_bytes(const std::map<int, Calendar::Year>& years);

}  // namespace qinqing::base
