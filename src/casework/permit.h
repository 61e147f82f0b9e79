// Who may take which arrow now, and why not.
//
// Refusals are faults with one of the codes
//   "case.transition"  the procedure has no such arrow, or it is taken by itself
//   "case.state"       the case is in another state
//   "case.own"         the caller is a party of the case and may not decide it
//   "case.role"        nobody in the caller's place may
//   "case.guard"       not now; the sentence says why
// in this order. Thread-safety: pure functions of their arguments.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fault.h"
#include "casework/registry.h"

namespace qinqing::casework {

// The roles the caller has in the case: his parts, and that of his post where it is in scope and he
// is no party.
std::vector<std::string> roles_in(const Docket& docket, const identity::Caller& caller,
                                  const Registry& registry);

// The role in which the caller takes the arrow, or a refusal. Looks at everything but guards.
base::Result<std::string> role_for(const Docket& docket, std::string_view transition,
                                   const identity::Caller& caller, const Registry& registry);

// The first guard that says no.
std::optional<base::Fault> stopped(const std::vector<std::string>& guards, const Scene& scene,
                                   const Registry& registry);

// An arrow that the caller could take from the case's state, with the reason where he cannot now.
struct Offer {
  const Transition* transition = nullptr;
  std::string role;
  std::string why_not;  // "" = may be taken
};
std::vector<Offer> offers(const Docket& docket, const identity::Caller& caller,
                          const Registry& registry, store::Sql& sql);

}  // namespace qinqing::casework
