// Statements of an import. Internal to ledger.
#pragma once

#include "store/sql.h"
#include "store/table.h"

namespace qinqing::ledger {

bool has_rows(store::Sql& sql, const store::Table& table);
// Events that have no entry wait for the sealer.
void note_unsealed(store::Sql& sql);

}  // namespace qinqing::ledger
