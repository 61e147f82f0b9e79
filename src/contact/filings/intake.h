// From what is told to the rows that are kept: the check is made, the sides are put in their
// places, the people are looked up. Internal to filings.
//
// Thread-safety: as the Sql given.
#pragma once

#include <string>
#include <vector>

#include "contact/filings/filings.h"

namespace qinqing::contact {

struct Intake {
  Filing filing;                          // without id, version and the number of its account
  FilingAccount account;                  // the same
  std::vector<identity::Post> attendees;  // the posts in which they come along
};

// Faults by pointer into the telling: those of norms::check below "/check"; "side" where an
// official tells as an entrepreneur or the reverse; "missing", "too_long"; "unknown_id" of a unit,
// an organisation or a person.
base::Result<Intake> take_in(store::Sql& sql, const norms::Norms& norms,
                             const identity::Places& places, const identity::Caller& caller,
                             const Telling& telling);

}  // namespace qinqing::contact
