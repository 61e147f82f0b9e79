// How long a login must wait after wrong passwords.
//
// Kept by login and not by account, so that a login nobody has waits as long as one that somebody
// has, and not by address: none is kept here. Somebody else can therefore make a person wait, but
// at most an hour; that is the smaller evil.
//
// Thread-safety: a pure policy; SignInRate may be used from any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>

#include "base/clock.h"

namespace qinqing::identity {

struct LockoutPolicy {
  int free_failures = 5;               // the fifth wrong password in a row begins to cost
  std::chrono::seconds first{30};      // and doubles with each further one
  std::chrono::seconds longest{3600};  // up to this
  std::chrono::hours forgotten{24};    // so long after the last failure all is forgotten
};

// What is known of a login.
struct Failures {
  std::int64_t count = 0;
  base::Instant last{};
};

// Failures with one more at `now`.
Failures one_more(const LockoutPolicy& policy, Failures failures, base::Instant now);

// Until when no password is compared, nullopt if one may be now.
std::optional<base::Instant> locked_until(const LockoutPolicy& policy, const Failures& failures,
                                          base::Instant now);

// All logins of this server together: wrong passwords beyond this rate are answered with "later",
// whatever login they are for. It keeps one machine's guessing over many logins slow, and hashing
// from taking the server's time.
class SignInRate {
 public:
  // `burst` failures at once, then one each `each`.
  SignInRate(int burst, std::chrono::milliseconds each) : burst_(burst), each_(each) {}

  // nullopt if a sign-in may be tried; otherwise how long to wait.
  std::optional<std::chrono::milliseconds> wait(base::Instant now);
  void failed(base::Instant now);

 private:
  void refill(base::Instant now);

  const int burst_;
  const std::chrono::milliseconds each_;
  std::mutex mutex_;
  std::chrono::milliseconds owed_{0};  // what the failures so far have cost and time not yet paid
  base::Instant since_{};
};

}  // namespace qinqing::identity
