// Who somebody is, as something that knows it says: our own passwords, or a sign-in from outside
// (a city's unified identity platform, 浙政钉), which proves a subject that a credential binds to
// an account.
//
// Thread-safety: any thread; may wait.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "identity/means.h"

namespace qinqing::identity {

struct Attempt {
  std::string provider = "password";
  std::string login;   // as typed; "" where the outside names the subject
  std::string secret;  // the password, or the one-time code that came back from outside
};

class Provider {
 public:
  virtual ~Provider() = default;
  // "password", "zwding" …: what Attempt::provider and Credential::provider say.
  virtual std::string_view name() const = 0;
  // The subject that the attempt proves, nullopt if it proves none. Takes as long for one that
  // does not exist as for one whose secret is wrong.
  virtual std::optional<std::string> subject_of(const Attempt& attempt) = 0;
};

// Passwords kept here. One kept with lesser parameters than today's is kept anew on the way.
class PasswordProvider final : public Provider {
 public:
  explicit PasswordProvider(const Means& means) : means_(means) {}
  std::string_view name() const override { return "password"; }
  std::optional<std::string> subject_of(const Attempt& attempt) override;

 private:
  Means means_;
};

}  // namespace qinqing::identity
