// A list of filings as a spreadsheet (.xlsx), as a clerk wants to have it.
//
// Thread-safety: any thread.
#pragma once

#include <string>
#include <vector>

#include "casework/procedure.h"
#include "contact/filings/list.h"

namespace qinqing::contact {

// The file's bytes: a header row that stays, dates as dates, columns as wide as what they hold.
// Throws std::runtime_error where it cannot be made.
std::string spreadsheet(const std::vector<Listed>& rows, const casework::Procedure& procedure);

}  // namespace qinqing::contact
