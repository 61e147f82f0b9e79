// The one access policy: role × action × relation to the record, default deny.
//
//   const Target filing{.persons = {organiser, guest}, .organisation = unit,
//                       .organisation_above = bureau, .places = places.path(place)};
//   switch (may(caller, "filing.approve", filing, basis)) …
//
// The table itself is access_table.cc and nothing else; `qinqing access matrix --csv` prints it.
//
// Thread-safety: pure functions.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "identity/caller.h"

namespace qinqing::identity {

// How a caller may stand to a record. What a grant reaches is the records so related to the caller.
enum class Reach : std::uint8_t {
  public_,     // whoever asks, signed in or not
  own,         // the caller is one of the record's people
  unit,        // it belongs to the unit of the caller's acting post
  level_down,  // it belongs to a unit directly below that unit
  place,       // it lies in the place of the acting post or anywhere below
  any          // every record there is
};
// "public", "own", "unit", "level_down", "place", "any"
std::string_view name_of(Reach reach);
std::string_view title_of(Reach reach);

struct Action {
  std::string_view name;   // "filing.approve"
  std::string_view title;  // "批准报备"
  // Nobody does it to a record of their own, whatever else their post allows, nor to one of the
  // person for whom they act by delegation.
  bool never_own = false;
};

// A set of roles, one bit each.
using Roles = std::uint32_t;
constexpr Roles one(Role role) {
  return 1U << static_cast<unsigned>(role);
}

struct Grant {
  std::string_view action;
  Roles roles;
  Reach reach;
  bool needs_basis = false;  // only with a basis that is named and becomes an event

  bool covers(Role role) const { return (roles & one(role)) != 0; }
};

// The table, in the order in which it is written.
std::span<const Action> actions();
std::span<const Grant> grants();

// nullptr if there is no such action.
const Action* find_action(std::string_view name);
// All grants of this action to this role; empty: nothing is allowed.
std::vector<Grant> grants_of(Role role, std::string_view action);

// What a record says of itself to the policy. What is left empty relates to nobody.
struct Target {
  std::vector<std::string> persons;  // whose record it is
  std::string organisation;          // the unit that it belongs to
  std::string organisation_above;    // the unit directly above that one
  std::vector<std::string> places;   // its place and all places above (Places::path)
};

enum class Access {
  allowed,
  needs_basis,  // allowed once the caller says on what basis
  refused,      // the caller may see that the record exists, but not do this: 403
  hidden        // for this caller there is no such record: 404
};

// An unknown action is a mistake in the program: std::logic_error.
Access may(const Caller& caller, std::string_view action, const Target& target,
           std::string_view basis = "");

// Whether some record could be reached: what a route asks before the record is known.
bool could(const Caller& caller, std::string_view action);

// The table as CSV with the header role,action,reach: one line for each grant of each role, and one
// with the reach "none" where a role has none of an action. With a basis needed the reach ends in
// "+basis"; an action that is never one's own says so in the reach: "unit-own".
std::string access_csv();

}  // namespace qinqing::identity
