#include "casework/docket.h"

#include <algorithm>

namespace qinqing::casework {

const CaseDeadline* Docket::owed(std::string_view name) const {
  const auto found = std::ranges::find_if(
      deadlines, [&](const CaseDeadline& row) { return row.name == name && !row.ended_on; });
  return found == deadlines.end() ? nullptr : &*found;
}

bool Docket::is_party(const identity::Caller& caller) const {
  return std::ranges::any_of(parties, [&](const CaseParty& party) {
    return !party.person.empty() &&
           (party.person == caller.person || party.person == caller.stands_for);
  });
}

bool of_the_unit(const Docket& docket, const identity::Caller& caller) {
  return !caller.organisation.empty() && caller.organisation == docket.file.unit;
}

}  // namespace qinqing::casework
