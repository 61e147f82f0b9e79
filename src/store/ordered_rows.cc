#include "store/ordered_rows.h"

namespace qinqing::store {
namespace {

constexpr int kPage = 1000;

// PostgreSQL orders text by the language of the database, unless it is told otherwise. SQLite
// orders it by bytes, and knows no "C".
std::string select_in_order(const Table& table, Dialect dialect) {
  std::string text = "SELECT " + table.columns_sql + " FROM " + table.name + " ORDER BY ";
  for (std::size_t i = 0; i < table.keys; ++i) {
    const Column& column = table.columns[i];
    text += (i == 0 ? "" : ", ") + column.name;
    if (dialect == Dialect::postgresql && column.type == ColumnType::text) text += " COLLATE \"C\"";
  }
  return text;
}

void each_found(Sql& sql, const Table& table, const std::string& select, const Sql::Each& each) {
  std::vector<ColumnType> types;
  for (const Column& column : table.columns) types.push_back(column.type);
  if (sql.dialect() == Dialect::sqlite) {
    sql.query(select, {}, types, each);
    return;
  }
  // Its library takes an answer whole into memory; a cursor gives it in pages.
  const std::string cursor = "every_" + table.name;
  sql.change_beside("DECLARE " + cursor + " NO SCROLL CURSOR FOR " + select, {});
  const std::string fetch = "FETCH " + std::to_string(kPage) + " FROM " + cursor;
  for (int found = kPage; found == kPage;) {
    found = 0;
    sql.query(fetch, {}, types, [&](std::span<const Value> row) {
      ++found;
      each(row);
    });
  }
  sql.change_beside("CLOSE " + cursor, {});
}

}  // namespace

void each_row_in_order(Sql& sql, const Table& table, const Sql::Each& each) {
  each_found(sql, table, select_in_order(table, sql.dialect()), each);
}

void each_row(Sql& sql, const Table& table, const Sql::Each& each) {
  each_found(sql, table, "SELECT " + table.columns_sql + " FROM " + table.name, each);
}

}  // namespace qinqing::store
