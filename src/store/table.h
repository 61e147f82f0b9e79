// What a table is: its name, its kind, its columns. A row is a described C++ struct.
//
//   struct Place {
//     std::string id;
//     std::int64_t version = 0;
//     std::optional<std::string> parent;
//     std::string name;
//     static constexpr store::TableInfo kTable{.name = "place", .kind = store::TableKind::record};
//   };
//   BOOST_DESCRIBE_STRUCT(Place, (), (id, version, parent, name))
//
// Column names are the members' names (a last "_" is dropped). The first `keys` members are the
// primary key. A record row has a member `std::int64_t version`: 1 when it is inserted, one more at
// each update; HTTP shows it as ETag.
//
// Thread-safety: tables are made at first use and never change.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "store/value.h"

namespace qinqing::store {

// What verification makes of a table (the design's decision 3):
//   record     every row equals the after-image in the last event that touched it
//   log        events and what hangs on them: only ever added to
//   derived    recomputed from records and compared
//   transient  sessions, lockouts, leases: neither in events nor in an export
enum class TableKind { record, log, derived, transient };
std::string_view to_string(TableKind kind);

struct TableInfo {
  std::string_view name;
  TableKind kind = TableKind::record;
  std::size_t keys = 1;
  // Columns about a person, "name,phone": in events they stand as salted commitments, so that they
  // can be erased without breaking the ledger.
  std::string_view personal{};
};

struct Column {
  std::string name;
  ColumnType type = ColumnType::text;
  bool optional = false;
  bool personal = false;
  Value (*get)(const void* row) = nullptr;
  void (*set)(void* row, const Value& value) = nullptr;
};

struct Table {
  std::string name;
  TableKind kind = TableKind::record;
  std::size_t keys = 1;
  std::vector<Column> columns;
  int version_column = -1;           // index, or -1 where the table has none
  std::vector<std::size_t> by_name;  // columns in the order of their names' bytes

  // Statements that every table has. `columns_sql`: "id, version, name".
  std::string columns_sql, insert_sql, update_sql, upsert_sql, remove_sql, find_sql;

  // Fills by_name, version_column and the statements; throws std::logic_error for a description
  // that cannot be: a record without version, an optional key, an unknown personal column.
  void finish(std::string_view personal);
};

template <class Row>
const Table& table() {
  static const Table made = [] {
    Table out;
    out.name = Row::kTable.name;
    out.kind = Row::kTable.kind;
    out.keys = Row::kTable.keys;
    using Members = boost::describe::describe_members<Row, boost::describe::mod_public>;
    boost::mp11::mp_for_each<Members>([&](auto d) {
      using D = decltype(d);
      using T = std::remove_cvref_t<decltype(std::declval<Row&>().*D::pointer)>;
      std::string name = D::name;
      if (name.ends_with('_')) name.pop_back();
      out.columns.push_back({.name = std::move(name),
                             .type = Kept<T>::type,
                             .optional = kIsOptional<T>,
                             .get =
                                 [](const void* row) {
                                   return Kept<T>::to(static_cast<const Row*>(row)->*D::pointer);
                                 },
                             .set =
                                 [](void* row, const Value& value) {
                                   Kept<T>::from(value, static_cast<Row*>(row)->*D::pointer);
                                 }});
    });
    out.finish(Row::kTable.personal);
    return out;
  }();
  return made;
}

}  // namespace qinqing::store
