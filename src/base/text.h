// Bytes as text: whether they are UTF-8, and where in a text a byte stands, as people count.
//
// Thread-safety: pure functions.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace qinqing::base {

// The offset of the first byte that is not UTF-8 (RFC 3629: no overlong forms, no surrogates,
// nothing beyond U+10FFFF), or nullopt where all is.
std::optional<std::size_t> first_invalid_utf8(std::string_view bytes);

// The length in bytes of the UTF-8 character that begins with `lead`; 1 for a byte that begins
// none.
std::size_t utf8_length(unsigned char lead);

// 1-based; the column counts characters, not bytes.
struct TextPlace {
  int line = 1;
  int column = 1;
};
// `offset` may be the text's end; beyond it is taken as the end.
TextPlace text_place(std::string_view text, std::size_t offset);

// Drops a leading byte order mark, which editors on Windows write.
std::string_view without_byte_order_mark(std::string_view text);

// `text` as it is written within XML, SVG or HTML: between tags and in attributes in double quotes.
std::string escaped_for_markup(std::string_view text);

}  // namespace qinqing::base
