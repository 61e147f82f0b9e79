// Filings as the API answers them (answers.h), for the API and for the pages that are made here.
//
// Thread-safety: as the Sql given.
#pragma once

#include "contact/filings/answers.h"
#include "contact/filings/filings.h"
#include "contact/filings/list.h"

namespace qinqing::contact {

// One row of a list.
ItemJson item_json(const Listed& item, const casework::Procedure& procedure, base::Date today);

// The whole record as this caller may see it, with the acts that are open to the caller now.
FilingJson record_json(store::Sql& sql, const Filings& filings, const FilingRecord& record,
                       const identity::Caller& caller);

}  // namespace qinqing::contact
