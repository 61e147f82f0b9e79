// Session tokens, and the word that a form carries to show that it came from the session's pages.
//
// A token is 32 random bytes; the database keeps its SHA-256 only, so that who reads the database
// can sign in as nobody.
//
// Thread-safety: pure functions; `random` as it says itself.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"

namespace qinqing::identity {

// 43 characters of base64url.
std::string make_token(base::RandomSource& random);
// False for anything that make_token cannot have made; no database need be asked then.
bool is_token(std::string_view text);
// What the database keeps: 64 hex digits.
std::string token_hash(std::string_view token);

// HMAC-SHA-256 of a fixed label under the token, in base64url. A page of another site cannot know
// it; it changes with the session and is not the token, so that pages may hold it.
std::string csrf_word(std::string_view token);
// In constant time.
bool is_csrf_word(std::string_view word, std::string_view token);

// A first password for people to type once: four groups of four characters that are not mistaken
// for each other ("k7mp-3xqa-…"), 80 bits.
std::string make_first_password(base::RandomSource& random);

}  // namespace qinqing::identity
