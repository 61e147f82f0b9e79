// The schema's history. Internal to store.
#pragma once

#include <vector>

#include "base/fault.h"
#include "store/connection.h"

namespace qinqing::store {

// A migration that was applied. Its hash is of the statements as they ran.
struct MigrationRow {
  std::int64_t number = 0;
  std::string name;
  std::string hash;
  std::string applied_at;
  static constexpr TableInfo kTable{.name = "migration", .kind = TableKind::transient};
};
BOOST_DESCRIBE_STRUCT(MigrationRow, (), (number, name, hash, applied_at))

// Applies what is missing, each in a transaction. Faults: "db.newer", "db.changed".
base::Faults migrate(Connection& connection, const DatabaseOptions& options);

// All migrations of the options with their instants, and none applied.
std::vector<MigrationState> migration_states(Connection& connection,
                                             const DatabaseOptions& options);

// Compares every described table with what the database has. Faults: "db.columns".
base::Faults compare_tables(Connection& connection, const DatabaseOptions& options);

}  // namespace qinqing::store
