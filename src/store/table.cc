#include "store/table.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>

namespace qinqing::store {
namespace {

std::string joined(const std::vector<Column>& columns, std::size_t from, std::size_t to,
                   std::string_view before, std::string_view between, bool compared) {
  std::string out;
  for (std::size_t i = from; i < to; ++i) {
    if (i > from) out += between;
    if (compared) out.append(columns[i].name).append(" = ");
    out.append(before).append(columns[i].name);
  }
  return out;
}

bool names(std::string_view list, std::string_view name) {
  while (!list.empty()) {
    const std::size_t comma = list.find(',');
    if (list.substr(0, comma) == name) return true;
    if (comma == std::string_view::npos) return false;
    list.remove_prefix(comma + 1);
  }
  return false;
}

std::size_t length_of(std::string_view list) {
  return list.empty() ? 0 : 1 + static_cast<std::size_t>(std::ranges::count(list, ','));
}

}  // namespace

std::string_view to_string(TableKind kind) {
  switch (kind) {
    case TableKind::record:
      return "record";
    case TableKind::log:
      return "log";
    case TableKind::derived:
      return "derived";
    case TableKind::transient:
      return "transient";
  }
  return "";
}

void Table::finish(std::string_view personal) {
  std::size_t marked = 0;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    Column& column = columns[i];
    column.personal = names(personal, column.name);
    if (column.personal) ++marked;
    if (column.name == "version") version_column = static_cast<int>(i);
    if (i < keys && (column.optional || column.personal))
      throw std::logic_error(name + ": a key is neither optional nor personal");
  }
  if (keys == 0 || keys > columns.size() || marked != length_of(personal))
    throw std::logic_error(name + ": the keys or the personal columns are not its columns");
  if (kind == TableKind::record && version_column < static_cast<int>(keys))
    throw std::logic_error(name + ": a record has a version, after its key");
  by_name.resize(columns.size());
  std::iota(by_name.begin(), by_name.end(), std::size_t{0});
  std::ranges::sort(by_name, {}, [&](std::size_t i) { return columns[i].name; });

  const std::size_t n = columns.size();
  columns_sql = joined(columns, 0, n, "", ", ", false);
  const std::string where = " WHERE " + joined(columns, 0, keys, ":", " AND ", true);
  insert_sql = "INSERT INTO " + name + " (" + columns_sql + ") VALUES (" +
               joined(columns, 0, n, ":", ", ", false) + ")";
  find_sql = "SELECT " + columns_sql + " FROM " + name + where;
  remove_sql = "DELETE FROM " + name + where;
  upsert_sql = insert_sql + " ON CONFLICT (" + joined(columns, 0, keys, "", ", ", false) + ") DO ";
  if (n == keys) {
    upsert_sql += "NOTHING";
    return;
  }
  upsert_sql += "UPDATE SET " + joined(columns, keys, n, "excluded.", ", ", true);
  update_sql = "UPDATE " + name + " SET " + joined(columns, keys, n, ":", ", ", true) + where;
  if (version_column >= 0) update_sql += " AND version = :version_read";
}

}  // namespace qinqing::store
