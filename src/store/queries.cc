#include "store/catalogue.h"

namespace qinqing::store {

const char* const kCreateMigrations =
    "CREATE TABLE IF NOT EXISTS migration (number bigint NOT NULL PRIMARY KEY, name text NOT NULL, "
    "hash text NOT NULL, applied_at text NOT NULL)";

namespace {

// A primary key's column cannot be null on either engine, but SQLite does not say so by itself.
constexpr std::string_view kColumnsSqlite =
    "SELECT name, lower(type), CASE WHEN \"notnull\" = 1 THEN 0 ELSE 1 END "
    "FROM pragma_table_info(:t)";
constexpr std::string_view kColumnsPostgresql =
    "SELECT CAST(column_name AS text), CAST(data_type AS text), "
    "CAST(CASE is_nullable WHEN 'NO' THEN 0 ELSE 1 END AS bigint) "
    "FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = :t";
constexpr std::string_view kLockPostgresql =
    "SELECT CAST(count(*) AS bigint) FROM (SELECT pg_advisory_xact_lock(7152871)) AS locked";

}  // namespace

std::vector<CatalogueColumn> columns_of(Connection& connection, std::string_view table) {
  const bool sqlite = connection.dialect() == Dialect::sqlite;
  std::vector<CatalogueColumn> columns;
  for (auto& [name, type, optional] : connection.rows<std::string, std::string, bool>(
           sqlite ? kColumnsSqlite : kColumnsPostgresql, table))
    columns.push_back({std::move(name), std::move(type), optional});
  return columns;
}

void lock_schema(Connection& connection) {
  // SQLite's BEGIN IMMEDIATE has done it.
  if (connection.dialect() == Dialect::postgresql) connection.number(kLockPostgresql);
}

}  // namespace qinqing::store
