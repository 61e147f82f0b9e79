#include "ledger/sealer_queries.h"

namespace qinqing::ledger {
namespace {

// One number for the house; the schema's own is its neighbour (store/queries.cc).
constexpr std::string_view kTakeTurn =
    "SELECT CAST(CASE WHEN pg_try_advisory_xact_lock(7152872) THEN 1 ELSE 0 END AS bigint)";
constexpr std::string_view kUnsealed =
    "SELECT e.id, e.body FROM event_unsealed u JOIN event e ON e.id = u.event ORDER BY u.event "
    "LIMIT :limit";
// Not those up to the last id: an event with an earlier one may have been committed since.
constexpr std::string_view kForget =
    "DELETE FROM event_unsealed WHERE event IN (SELECT event FROM ledger_entry WHERE n >= :first)";

template <class Row>
void add_row(store::Sql& sql, const Row& row) {
  const store::Table& table = store::table<Row>();
  std::vector<store::Value> values;
  for (const store::Column& column : table.columns) values.push_back(column.get(&row));
  sql.change(table.insert_sql, values);
}

}  // namespace

bool take_turn(store::Sql& sql) {
  return sql.dialect() == store::Dialect::sqlite || sql.number(kTakeTurn) == 1;
}

std::vector<std::tuple<std::string, std::string>> unsealed(store::Sql& sql, int limit) {
  return sql.rows<std::string, std::string>(kUnsealed, limit);
}

void forget_unsealed(store::Sql& sql, std::int64_t first) {
  sql.change(kForget, std::array<store::Value, 1>{first});
}

void add(store::Sql& sql, const std::vector<EntryRow>& rows) {
  for (const EntryRow& row : rows) add_row(sql, row);
}
void add(store::Sql& sql, const std::vector<SubtreeRow>& rows) {
  for (const SubtreeRow& row : rows) add_row(sql, row);
}
void add(store::Sql& sql, const HeadRow& row) {
  add_row(sql, row);
}

std::uint64_t count_of_entries(store::Sql& sql) {
  return static_cast<std::uint64_t>(sql.number("SELECT max(n) + 1 FROM ledger_entry"));
}

std::uint64_t last_head_size(store::Sql& sql) {
  return static_cast<std::uint64_t>(sql.number("SELECT max(size) FROM ledger_head"));
}

}  // namespace qinqing::ledger
