// Filings as JSON, for the API and the staff pages.
//
// Thread-safety: as the Sql given.
#pragma once

#include <boost/json/object.hpp>

#include "contact/filings/filings.h"
#include "contact/filings/list.h"

namespace qinqing::contact {

// What a light says of a due day: ok · soon (today or tomorrow) · late · hold (paused).
std::string_view light_of(base::Date due, bool paused, base::Date today);

// One row of a list.
boost::json::object item_json(const Listed& item, const casework::Procedure& procedure,
                              base::Date today);

// The whole record as this caller may see it, with the acts that are open to the caller now.
boost::json::object record_json(store::Sql& sql, const Filings& filings, const FilingRecord& record,
                                const identity::Caller& caller);

}  // namespace qinqing::contact
