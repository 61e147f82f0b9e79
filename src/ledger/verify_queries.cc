#include "ledger/verify_queries.h"

#include "store/ordered_rows.h"

namespace qinqing::ledger {
namespace {

// "WHERE event > :after AND event <= :last ORDER BY event, …"
template <class Row>
std::vector<Row> between(store::Sql& sql, const std::string& order, const std::string& after,
                         const std::string& last) {
  if (last.empty()) return sql.select<Row>("WHERE event > :after ORDER BY " + order, after);
  return sql.select<Row>("WHERE event > :after AND event <= :last ORDER BY " + order, after, last);
}

std::vector<store::ColumnType> types_of(const store::Table& table) {
  std::vector<store::ColumnType> types;
  for (const store::Column& column : table.columns) types.push_back(column.type);
  return types;
}

}  // namespace

std::vector<HeadRow> heads_after(store::Sql& sql, std::int64_t size) {
  return sql.select<HeadRow>("WHERE size > :size ORDER BY size LIMIT :limit", size, kVerifyPage);
}

std::vector<EntryRow> entries_from(store::Sql& sql, std::int64_t n) {
  return sql.select<EntryRow>("WHERE n >= :n ORDER BY n LIMIT :limit", n, kVerifyPage);
}

std::vector<SubtreeRow> subtrees_of(store::Sql& sql, std::int64_t level, std::int64_t from) {
  return sql.select<SubtreeRow>("WHERE level = :level AND n >= :n ORDER BY n LIMIT :limit", level,
                                from, kVerifyPage);
}

std::int64_t count_of_subtrees(store::Sql& sql) {
  return sql.number("SELECT count(*) FROM ledger_subtree");
}

std::optional<std::vector<store::Value>> row_by_key(store::Sql& sql, const store::Table& table,
                                                    std::span<const store::Value> key) {
  std::optional<std::vector<store::Value>> found;
  sql.query(table.find_sql, key, types_of(table),
            [&](std::span<const store::Value> row) { found.emplace(row.begin(), row.end()); });
  return found;
}

std::int64_t count_of(store::Sql& sql, const store::Table& table) {
  return sql.number("SELECT count(*) FROM " + table.name);
}

void every_row(store::Sql& sql, const store::Table& table, const store::Sql::Each& each) {
  store::each_row(sql, table, each);
}

std::int64_t count_of_events(store::Sql& sql) {
  return sql.number("SELECT count(*) FROM event");
}

std::vector<store::EventRow> events_after(store::Sql& sql, const std::string& id) {
  return sql.select<store::EventRow>("WHERE id > :id ORDER BY id LIMIT :limit", id, kVerifyPage);
}

std::vector<store::EventPrivateRow> private_between(store::Sql& sql, const std::string& after,
                                                    const std::string& last) {
  return between<store::EventPrivateRow>(sql, "event, n", after, last);
}

std::vector<MeasureText> measures_between(store::Sql& sql, const std::string& after,
                                          const std::string& last) {
  std::vector<MeasureText> found;
  using Text = std::string;
  const std::string statement =
      "SELECT event, n, kind, place, day, value, reverses FROM measure WHERE event > :after" +
      std::string(last.empty() ? "" : " AND event <= :last") + " ORDER BY event, n";
  const auto rows =
      last.empty()
          ? sql.rows<Text, std::int64_t, Text, Text, Text, std::int64_t, Text>(statement, after)
          : sql.rows<Text, std::int64_t, Text, Text, Text, std::int64_t, Text>(statement, after,
                                                                               last);
  for (const auto& row : rows)
    found.push_back(std::apply([](const auto&... column) { return MeasureText{column...}; }, row));
  return found;
}

std::map<std::string, EntryRow> entries_between(store::Sql& sql, const std::string& after,
                                                const std::string& last) {
  std::map<std::string, EntryRow> found;
  for (EntryRow& row : between<EntryRow>(sql, "event", after, last)) {
    std::string event = row.event;
    found.emplace(std::move(event), std::move(row));
  }
  return found;
}

std::optional<EntryRow> entry_of_leaf(store::Sql& sql, const std::string& leaf) {
  auto found = sql.select<EntryRow>("WHERE leaf = :leaf LIMIT 1", leaf);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

bool is_unsealed(store::Sql& sql, const std::string& event) {
  return sql.find<store::UnsealedRow>(event).has_value();
}

std::string nth_event(store::Sql& sql, std::uint64_t n) {
  const auto found = sql.row<std::string>("SELECT id FROM event ORDER BY id LIMIT 1 OFFSET :n", n);
  return found ? std::get<0>(*found) : "";
}

bool has_event(store::Sql& sql, const std::string& id) {
  return sql.number("SELECT count(*) FROM event WHERE id = :id", id) == 1;
}

}  // namespace qinqing::ledger
