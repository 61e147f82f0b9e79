// Whether what people typed about themselves can be taken, each with the rule that it breaks.
//
// Thread-safety: pure functions.
#pragma once

#include <string>
#include <string_view>

#include "base/date.h"
#include "base/fault.h"

namespace qinqing::identity {

// As it is kept and looked up: without spaces around it, ASCII letters in lower case.
std::string plain_login(std::string_view typed);

// The key under which failed sign-ins of a login are counted, whether or not anybody has it: a
// hash, since people type their passwords there too.
std::string lockout_key(std::string_view typed_login);

// Each adds its fault, if there is one, at `pointer`.
//   login.form: 2 to 40 of a–z, 0–9, ".", "_", "-", beginning with a letter or digit
void check_login(std::string_view login, std::string_view pointer, base::Faults& faults);
//   name.missing, name.long (over 60 characters), name.text (control characters)
void check_name(std::string_view name, std::string_view pointer, base::Faults& faults);
//   text.long, text.text; may be empty
void check_words(std::string_view text, std::size_t characters_max, std::string_view pointer,
                 base::Faults& faults);
//   phone.form: 7 to 20 digits, with + in front and - between allowed
void check_phone(std::string_view phone, std::string_view pointer, base::Faults& faults);
//   email.form: one @, something before it, a name with a dot behind it, at most 254 characters, no
//   space, quote, angle bracket or control character
void check_email(std::string_view email, std::string_view pointer, base::Faults& faults);
//   period.order: the last day before the first
void check_period(base::Date first, base::Date last, std::string_view pointer,
                  base::Faults& faults);

}  // namespace qinqing::identity
