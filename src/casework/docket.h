// One case with all that an act on it has to know, as it was read in one transaction.
//
// Lifetime: a plain value; `version` is shared and immutable.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "casework/procedure_load.h"
#include "casework/rows.h"
#include "identity/caller.h"

namespace qinqing::casework {

struct Docket {
  std::shared_ptr<const Version> version;  // the one the case was opened with
  CaseFile file;
  std::vector<CaseParty> parties;       // by seq
  std::vector<CaseDeadline> deadlines;  // by name and round

  const Procedure& procedure() const { return version->procedure; }

  // The last round of this name that is still owed; nullptr where there is none.
  const CaseDeadline* owed(std::string_view name) const;

  // Whether the caller, or the person whose post he acts for, is or ever was a party. Such a caller
  // acts as that party or not at all, whatever his post allows: nobody decides his own case, not
  // with another post, not by delegation, not after leaving it.
  bool is_party(const identity::Caller& caller) const;
};

// Whether post-holders of this role may act on the case by where they are. What a role that is not
// asked about is given is: the case's unit is the organisation of the caller's post.
bool of_the_unit(const Docket& docket, const identity::Caller& caller);

}  // namespace qinqing::casework
