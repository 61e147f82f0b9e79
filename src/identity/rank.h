// Who may give which post to whom, and whose account may be touched: never upward.
//
// The access table says how far an administrator reaches; this says how high. A unit's
// administrator gives the posts of a unit, not those that reach beyond it, and touches no account
// of somebody who also holds such a post, nor of the head of the own unit.
//
// Thread-safety: pure, but for the Sql that a Directory reads.
#pragma once

#include <string_view>

#include "identity/caller.h"
#include "identity/directory.h"

namespace qinqing::identity {

// Whether an administrator with the role `giver` may give posts with the role `given`.
bool may_give(Role giver, Role given);

// Throws Refused unless the caller may do `action` ("account.reset_password" …) to the account of
// this person, by every post that the person holds today.
void require_over(const Caller& caller, std::string_view action, const Directory& directory,
                  std::string_view person);

}  // namespace qinqing::identity
