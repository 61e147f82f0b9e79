// Who goes along, as a form without scripts tells it: names that were typed, and people who were
// ticked on the page before.
//
// Thread-safety: as the Sql given.
#pragma once

#include <boost/json/array.hpp>
#include <string>
#include <vector>

#include "base/fault.h"
#include "http/form.h"
#include "identity/caller.h"
#include "identity/directory.h"

namespace qinqing::contact {

struct AttendeesTold {
  std::vector<std::string> people;  // ticked, or the only one of a typed name; each once
  // {id, label, checked}: for the page that is shown again, those of a name that several have too.
  boost::json::array rows;
  std::string typed;    // what of the names is still to be mended
  base::Faults faults;  // a name that nobody or more than one has; by pointer "/attendees"
};

// Reads the fields `attendees` (names, set apart by 、 commas or spaces) and `attendee` (ids). Only
// people with a post today are found; the caller is left out, who goes anyway.
AttendeesTold read_attendees(store::Sql& sql, const identity::Directory& directory,
                             const identity::Caller& caller, const http::Form& sent);

}  // namespace qinqing::contact
