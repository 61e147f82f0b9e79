#include "store/connection.h"

namespace qinqing::store {
namespace {

std::vector<ColumnType> types_of(const Table& table) {
  std::vector<ColumnType> types;
  types.reserve(table.columns.size());
  for (const Column& column : table.columns) types.push_back(column.type);
  return types;
}

void set_all(const Table& table, void* row, std::span<const Value> values) {
  for (std::size_t i = 0; i < values.size(); ++i) table.columns[i].set(row, values[i]);
}

}  // namespace

void Sql::select_into(const Table& table, std::string_view tail, std::span<const Value> arguments,
                      const std::function<void*()>& add) {
  std::string statement = "SELECT " + table.columns_sql + " FROM " + table.name;
  statement.append(" ").append(tail);
  query(statement, arguments, types_of(table),
        [&](std::span<const Value> values) { set_all(table, add(), values); });
}

void Connection::find_into(const Table& table, std::span<const Value> keys,
                           const std::function<void*()>& add) {
  if (const auto* known = found_.find(table, keys)) {
    if (!known->empty()) set_all(table, add(), *known);
    return;
  }
  bool there = false;
  query(table.find_sql, keys, types_of(table), [&](std::span<const Value> values) {
    there = true;
    found_.keep(table, keys, values);
    set_all(table, add(), values);
  });
  if (!there) found_.keep(table, keys, {});
}

}  // namespace qinqing::store
