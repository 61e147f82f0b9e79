#include "identity/lockout.h"

#include <algorithm>

namespace qinqing::identity {
namespace {

std::chrono::seconds delay(const LockoutPolicy& policy, std::int64_t count) {
  std::chrono::seconds delay = policy.first;
  for (std::int64_t i = policy.free_failures; i < count && delay < policy.longest; ++i) delay *= 2;
  return std::min(delay, policy.longest);
}

}  // namespace

Failures one_more(const LockoutPolicy& policy, Failures failures, base::Instant now) {
  if (now - failures.last > policy.forgotten) failures.count = 0;
  return {.count = failures.count + 1, .last = now};
}

std::optional<base::Instant> locked_until(const LockoutPolicy& policy, const Failures& failures,
                                          base::Instant now) {
  if (failures.count < policy.free_failures) return std::nullopt;
  const base::Instant until = failures.last + delay(policy, failures.count);
  if (until <= now) return std::nullopt;
  return until;
}

std::optional<std::chrono::milliseconds> SignInRate::wait(base::Instant now) {
  const std::scoped_lock lock(mutex_);
  refill(now);
  const auto allowed = each_ * (burst_ - 1);
  if (owed_ <= allowed) return std::nullopt;
  return owed_ - allowed;
}

void SignInRate::failed(base::Instant now) {
  const std::scoped_lock lock(mutex_);
  refill(now);
  owed_ += each_;
}

void SignInRate::refill(base::Instant now) {
  // A clock that steps back pays nothing, and is not owed the step when it comes forward again.
  if (now > since_) owed_ -= std::min(owed_, now - since_);
  since_ = now;
}

}  // namespace qinqing::identity
