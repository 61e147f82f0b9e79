// Passwords: what is good enough, how it is kept, how it is compared.
//
//   const Passwords passwords;                        // slow: costs time and memory on purpose
//   if (auto fault = check_password(typed, login)) return complain(*fault);
//   row.secret = passwords.hash(typed);
//   switch (passwords.compare(row.secret, typed)) …
//
// Kept by Argon2id (libsodium); the encoded string carries its parameters, so that they can rise:
// a password kept with lesser ones still opens, and compare() says that it should be kept anew.
// Comparison takes the same time wherever the difference is.
//
// Thread-safety: immutable; each call uses `memory_bytes` of memory while it runs.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/fault.h"

namespace qinqing::identity {

// nullopt if the password may be used for `login`. Otherwise the first rule broken:
//   password.short       fewer than 12 characters, where a Han character counts for two, so that
//                        a sentence of six characters is enough
//   password.long        more than 256 bytes
//   password.text        not text, or with control characters
//   password.simple      fewer than five different characters, or only a run along the alphabet,
//                        the digits or the keyboard
//   password.known       it holds the login, or is one of those that everybody tries first
// Nothing is asked about capitals or signs: length is what helps (NIST SP 800-63B §5.1.1.2).
// The password is in no message.
std::optional<base::Fault> check_password(std::string_view password, std::string_view login);

struct PasswordCost {
  unsigned long long operations = 3;
  std::size_t memory_bytes = std::size_t{64} << 20U;
};

enum class PasswordMatch {
  no,
  yes,
  yes_but_keep_anew,  // it was kept with other parameters than these
};

class Passwords {
 public:
  explicit Passwords(PasswordCost cost = {});

  // Throws std::runtime_error where there is no memory for it.
  std::string hash(std::string_view password) const;
  PasswordMatch compare(std::string_view kept, std::string_view password) const;
  // Takes as long as compare() with a wrong password: for logins that do not exist.
  void compare_with_nothing(std::string_view password) const;

 private:
  PasswordCost cost_;
  std::string nothing_;
};

}  // namespace qinqing::identity
