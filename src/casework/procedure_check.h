// What must hold of a procedure before anything runs by it. The server does not start with one that
// fails.
//
// Thread-safety: pure functions.
#pragma once

#include <set>
#include <string>

#include "base/fault.h"
#include "casework/procedure.h"

namespace qinqing::casework {

// The names a procedure may use: what the program has functions for. nullptr: not checked, for
// looking at a procedure without the program that runs it.
struct Vocabulary {
  const std::set<std::string>* roles =
      nullptr;  // that come with a post; parties are the procedure's
  const std::set<std::string>* guards = nullptr;
  const std::set<std::string>* effects = nullptr;
  const std::set<std::string>* anchors = nullptr;  // beside "start"
};

// Every fault, by JSON pointer into the procedure. Codes:
//   "id" (not a lower-case word), "empty" (a label or sentence without text), "duplicate_id",
//   "unknown_state|role|guard|effect|field|transition|anchor" (with the nearest known name),
//   "unreachable_state", "no_way_out" (a state from which no final one can be reached), "no_final",
//   "automatic" (an arrow that is automatic and yet for people, or without guards), "nobody" (an
//   arrow that nobody may take), "nowhere" (an arrow that starts in no state), "unused_field",
//   "role_of_a_post" (a party called as a role that comes with a post), "choices" (of a field that
//   is no choice, or none where it is one), "max", "period", "starts", "never_met" (no arrow that
//   meets the deadline can be taken after it starts), "basis" (a deadline that names neither a text
//   nor itself the office's own, or both), "number".
base::Faults check_procedure(const Procedure& procedure, const Vocabulary& vocabulary);

}  // namespace qinqing::casework
