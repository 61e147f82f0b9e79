// The characters of FEEL (DMN 1.5, grammar rules 28–30 and 61): which may begin a name, which may
// go on in one, which are white space. Text is UTF-8 throughout.
//
// Thread-safety: pure functions.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace qinqing::dmn {

struct Character {
  char32_t code = 0;
  std::size_t length = 0;  // in bytes
};

// Requires valid UTF-8 and at < text.size().
Character character_at(std::string_view text, std::size_t at);

// No overlong forms, no surrogates, nothing beyond U+10FFFF.
bool is_utf8(std::string_view text);
void append_utf8(std::string& out, char32_t code);
std::size_t count_characters(std::string_view text);

bool is_space(char32_t code);
bool is_name_start(char32_t code);
bool is_name_part(char32_t code);
// Chinese punctuation that the standard takes for a part of a name; whoever types it in an
// expression meant its ASCII counterpart.
bool is_chinese_punctuation(char32_t code);

std::size_t skip_spaces(std::string_view text, std::size_t at);

}  // namespace qinqing::dmn
