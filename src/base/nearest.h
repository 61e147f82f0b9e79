// The known word that a mistyped one was most likely meant to be.
//
// Thread-safety: pure functions.
#pragma once

#include <span>
#include <string_view>

namespace qinqing::base {

// The word of `known` within two edits (insert, drop or replace a character; characters are UTF-8
// code points) of `written`, the first of the nearest; "" where there is none. A word that would
// be changed in every character is not near, and more than 64 characters are never compared.
std::string_view nearest_word(std::string_view written, std::span<const std::string_view> known);

}  // namespace qinqing::base
