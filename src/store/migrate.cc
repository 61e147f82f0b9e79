#include "store/migrate.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <stdexcept>

#include "base/canonical.h"
#include "store/catalogue.h"
#include "store/engine.h"
#include "store/event_body.h"

namespace qinqing::store {
namespace {

std::vector<Migration> sorted(const DatabaseOptions& options, Dialect dialect) {
  std::vector<Migration> all;
  for (const Schema& schema : options.schemas)
    std::ranges::copy_if(schema.migrations, std::back_inserter(all), [&](const Migration& each) {
      return each.only.value_or(dialect) == dialect;
    });
  std::ranges::sort(all, {}, &Migration::number);
  const auto twice = std::ranges::adjacent_find(all, {}, &Migration::number);
  if (twice != all.end()) throw std::logic_error("two migrations have one number");
  return all;
}

std::map<std::int64_t, MigrationRow> applied(Connection& connection) {
  std::map<std::int64_t, MigrationRow> rows;
  for (MigrationRow& row : connection.select<MigrationRow>("ORDER BY number"))
    rows.emplace(row.number, std::move(row));
  return rows;
}

// Statements end with ";" at a line's end.
void run_statements(Connection& connection, std::string_view sql) {
  while (true) {
    const std::size_t end = sql.find(";\n");
    if (end == std::string_view::npos) break;
    connection.run(sql.substr(0, end));
    sql.remove_prefix(end + 2);
  }
  if (sql.find_first_not_of(" \n\t") != std::string_view::npos)
    throw std::logic_error("a migration's last statement has no end");
}

std::string_view begin(const Connection& connection) {
  return connection.dialect() == Dialect::sqlite ? "BEGIN IMMEDIATE" : "BEGIN";
}

base::Faults unlike(const std::vector<Migration>& known,
                    const std::map<std::int64_t, MigrationRow>& have) {
  base::Faults faults;
  for (const auto& [number, row] : have) {
    const auto at = std::ranges::find(known, number, &Migration::number);
    if (at == known.end()) {
      faults.add(
          "db.newer", "",
          "数据库已升级到第 " + std::to_string(number) + " 步（" + row.name + "），这个程序不认识",
          "用新版程序打开");
    } else if (base::named_hash(at->sql) != row.hash) {
      faults.add("db.changed", "",
                 "升级步骤 " + std::to_string(number) + "（" + row.name + "）和当初执行的不一样",
                 "用当初的程序，或者恢复备份");
    }
  }
  return faults;
}

}  // namespace

base::Faults migrate(Connection& connection, const DatabaseOptions& options) {
  const auto known = sorted(options, connection.dialect());
  Transaction first(connection, begin(connection));
  lock_schema(connection);
  connection.run(kCreateMigrations);
  const auto have = applied(connection);
  base::Faults faults = unlike(known, have);
  if (!faults.empty()) return faults;
  for (const Migration& migration : known) {
    if (have.contains(migration.number)) continue;
    run_statements(connection, migration.sql);
    const MigrationRow row{migration.number, std::string(migration.name),
                           base::named_hash(migration.sql), instant_text(options.clock->now())};
    const Table& table = store::table<MigrationRow>();
    std::vector<Value> values;
    for (const Column& column : table.columns) values.push_back(column.get(&row));
    connection.change(table.insert_sql, values);
  }
  first.commit();
  return {};
}

std::vector<MigrationState> migration_states(Connection& connection,
                                             const DatabaseOptions& options) {
  std::map<std::int64_t, MigrationRow> have;
  if (!columns_of(connection, "migration").empty()) have = applied(connection);
  std::vector<MigrationState> states;
  for (const Migration& migration : sorted(options, connection.dialect())) {
    const auto at = have.find(migration.number);
    states.push_back({migration.number, std::string(migration.name),
                      at == have.end() ? "" : at->second.applied_at});
  }
  return states;
}

base::Faults compare_tables(Connection& connection, const DatabaseOptions& options) {
  base::Faults faults;
  for (const Schema& schema : options.schemas) {
    for (const Table* table : schema.tables) {
      auto have = columns_of(connection, table->name);
      std::vector<CatalogueColumn> want;
      for (const Column& column : table->columns)
        want.push_back(
            {column.name, column.type == ColumnType::text ? "text" : "bigint", column.optional});
      std::ranges::sort(have);
      std::ranges::sort(want);
      if (have == want) continue;
      std::string names;
      std::vector<CatalogueColumn> differ;
      std::ranges::set_symmetric_difference(have, want, std::back_inserter(differ));
      for (const CatalogueColumn& column : differ)
        names.append(names.empty() ? "" : "、").append(column.name);
      faults.add("db.columns", "", "数据库里的表 " + table->name + " 与程序不一致：" + names,
                 "由升级步骤来改表，不要手工改");
    }
  }
  return faults;
}

}  // namespace qinqing::store
