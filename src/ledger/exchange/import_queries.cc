#include "ledger/exchange/import_queries.h"

namespace qinqing::ledger {

bool has_rows(store::Sql& sql, const store::Table& table) {
  return !sql.rows<std::int64_t>("SELECT CAST(1 AS bigint) FROM " + table.name + " LIMIT 1")
              .empty();
}

void note_unsealed(store::Sql& sql) {
  sql.change(
      "INSERT INTO event_unsealed (event) SELECT id FROM event WHERE NOT EXISTS (SELECT 1 FROM "
      "ledger_entry WHERE ledger_entry.event = event.id)",
      {});
}

}  // namespace qinqing::ledger
