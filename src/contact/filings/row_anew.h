// The rows of filing_row as they follow from the record: for whoever compares them.
#pragma once

#include <functional>

#include "contact/filings/model.h"
#include "store/sql.h"

namespace qinqing::contact {

// Calls `each` with the row of every filing, from what the database has and nothing else. Memory
// does not grow with the filings.
void each_row_anew(store::Sql& sql, const std::function<void(const FilingRow& row)>& each);

}  // namespace qinqing::contact
