// Signing in and what follows from it: who a request's cookie belongs to, and as what they act.
//
// A session ends two hours after its last request and twelve hours after it began; when its account
// is disabled or its password reset or changed elsewhere; and when it is revoked. The token is made
// anew at every sign-in, so that one put into somebody's browser beforehand is worth nothing.
//
// A session acts as one post. Whether its holder still holds that post is asked at every request:
// rights end with the post, not with the session.
//
// Thread-safety: any thread.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/fault.h"
#include "identity/caller.h"
#include "identity/directory.h"
#include "identity/lockout.h"
#include "identity/means.h"
#include "identity/model.h"
#include "identity/provider.h"

namespace qinqing::identity {

namespace queries {
struct SessionView;
}  // namespace queries

struct SessionPolicy {
  LockoutPolicy lockout;
  std::chrono::milliseconds idle = std::chrono::hours(2);
  std::chrono::milliseconds longest = std::chrono::hours(12);
  // Wrong passwords of all logins together, on this server.
  int burst = 100;
  std::chrono::milliseconds each{1000};
};

struct SignedIn {
  std::string token;  // for the cookie
  Caller caller;
};

struct SignInRefusal {
  enum class Why {
    wrong,      // no such login or not its password: which of the two is not said
    wait,       // too many failures; nothing was compared
    disabled,   // right, but the account is disabled
    no_account  // proved from outside, but bound to no account
  };
  Why why = Why::wrong;
  std::chrono::seconds retry_after{0};  // for `wait`
};
// In Chinese, for the sign-in page and the API.
std::string told(const SignInRefusal& refusal);

class Sessions {
 public:
  // Passwords are always a provider; `outside` are the others.
  Sessions(const Means& means, std::vector<std::shared_ptr<Provider>> outside = {},
           const SessionPolicy& policy = {});

  // `old_token` is the cookie that came with the request, "" = none: that session ends.
  std::variant<SignedIn, SignInRefusal> sign_in(const Attempt& attempt, std::string_view old_token);

  // Whose cookie this is; nullopt if nobody's any more. Notes that the session was used.
  std::optional<Caller> resolve(std::string_view token);

  void sign_out(std::string_view token);

  // The caller's own, the latest used first.
  std::vector<Session> list(const Caller& caller) const;
  // Ends one of the caller's own; false if there is none of that id.
  bool revoke(const Caller& caller, std::string_view id);

  // What the caller may act as today.
  std::vector<ActingPost> acting_posts(const Caller& caller) const;
  // False if the caller may not act as that post today. `delegation` "" = as its holder.
  bool act_as(const Caller& caller, std::string_view post, std::string_view delegation);

  // Ends all other sessions of the account and gives this one a new token. Faults: those of
  // check_password at "/next" · password.wrong at "/current" · password.same at "/next".
  // A wrong current password counts like a failed sign-in ("password.wait").
  base::Result<std::string> change_password(const Caller& caller, std::string_view current,
                                            std::string_view next);

  const SessionPolicy& policy() const { return policy_; }

 private:
  std::optional<std::chrono::seconds> charge(const std::string& login_hash);
  void succeeded(const std::string& login_hash);
  std::variant<SignedIn, SignInRefusal> begin(const Attempt& attempt, std::string_view subject,
                                              std::string_view old_token);
  Caller caller_of(store::Sql& sql, std::string id, const queries::SessionView& view) const;
  void act(store::Sql& sql, const queries::SessionView& view, Caller& caller) const;
  Provider* provider(std::string_view name) const;
  std::int64_t now_ms() const;

  Means means_;
  SessionPolicy policy_;
  std::vector<std::shared_ptr<Provider>> providers_;
  SignInRate rate_;
};

}  // namespace qinqing::identity
