// The initials of a name's pinyin, by which people find names quickly: 海曙区 → "hsq".
//
// Each Han character gives the first letter of its reading, each ASCII letter or digit itself, in
// lower case; everything else gives nothing. Readings are ICU's (CLDR Han-Latin), one a character
// and without regard to the word it stands in, so 长街 reads as "zj": search_initials adds the
// reading that names have (Han-Latin/Names: 单 shàn, 仇 qiú, 长 cháng).
//
// Thread-safety: pure functions; any thread (ICU's transliterators are stateless).
#pragma once

#include <string>
#include <string_view>

namespace qinqing::identity {

// With the common reading of every character.
std::string pinyin_initials(std::string_view text);

// What a search looks in: the initials by the common reading and, where it differs, by the reading
// that names have, separated by a space: 单雄 → "dx sx".
std::string search_initials(std::string_view text);

}  // namespace qinqing::identity
