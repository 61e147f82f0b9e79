// Numbers of people as they are shown: enough to recognise one's own, too little to learn
// another's.
//
// Thread-safety: pure functions.
#pragma once

#include <string>
#include <string_view>

namespace qinqing::identity {

// 18 characters → "3302************34": the first four and the last two. Anything else is all
// stars.
std::string masked_resident_id(std::string_view number);
// Eleven digits → "138****5678"; anything else keeps at most its last two characters.
std::string masked_phone(std::string_view number);

}  // namespace qinqing::identity
