// What proofs and witnesses ask of the database. Internal to ledger.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/rows.h"
#include "store/log_rows.h"
#include "store/sql.h"

namespace qinqing::ledger {

std::optional<EntryRow> entry_of_event(store::Sql& sql, const std::string& event);
std::optional<HeadRow> last_head(store::Sql& sql);
// The text that was signed. Throws StoredTree::Broken where the row holds no root.
std::string text_of(const HeadRow& row);

}  // namespace qinqing::ledger
