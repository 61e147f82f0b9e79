#include <algorithm>
#include <array>
#include <limits>

#include "contact/filings/list.h"
#include "contact/filings/people.h"
#include "contact/filings/row.h"

namespace qinqing::contact {
namespace {

using store::ColumnType;
using store::Value;

constexpr std::string_view kColumns =
    "SELECT f.id, c.version, c.number, c.state, f.side, a.title, a.counterpart, f.verdict, "
    "f.binding, f.contact_on, f.filer, p.name, c.unit, o.name, c.opened_at, r.ordered, d.name, "
    "d.label, d.owed_by, d.state, d.due FROM (";
// What is owed first stands beside each; two that are due on that day are two rows.
constexpr std::string_view kTables =
    ") r JOIN filing f ON f.id = r.filing JOIN case_file c ON c.id = r.filing "
    "JOIN filing_account a ON a.filing = f.id AND a.n = f.accounts "
    "LEFT JOIN person p ON p.id = f.filer LEFT JOIN organisation o ON o.id = c.unit "
    "LEFT JOIN case_deadline d ON d.case_id = r.filing AND d.ended_on IS NULL AND d.due = r.due";
// What a page is ordered by, before the id.
std::string key_of(Sort sort) {
  switch (sort) {
    case Sort::contact_on:
      return "r.contact_on";
    case Sort::due:
      return "r.due";
    case Sort::opened_at:
      return "r.opened_at";
    case Sort::number:
      return "r.numbered";
  }
  return "";
}

constexpr std::string_view kHaveTheWords =
    "SELECT count(*) FROM (SELECT 1 FROM filing_search WHERE filing_search MATCH "
    "search_grams(:words) LIMIT :most) found";
// For this transaction: a plan that is made for any word is a bad one for a rare word.
constexpr std::string_view kPlanForTheseWords =
    "SELECT set_config('plan_cache_mode', 'force_custom_plan', true)";
constexpr char kByWords[] = "search_grams(r.words)";

// The rows of one page, by their ids. The planner of SQLite knows nothing of how many rows a
// condition leaves, so the way is chosen here. A narrow scope is looked up by its index, be it a
// unit, a rare state or a rare word. In a wide one the rows are first gone through in the order
// that is asked for, a few and then up to `probe` of them: what is common fills a page at once.
// Only where that does not do is every row looked at, which costs less than to look them all up in
// the order of an index.
class Statement {
 public:
  Statement(store::Sql& sql, const identity::Places& places, const identity::Caller& caller,
            const ListQuery& query)
      : query_(query), sqlite_(sql.dialect() == store::Dialect::sqlite) {
    of_view(sql, places, caller);
    // The rows of a state are in every order too, those of a verdict in that of their days.
    if (!query.state.empty())
      in_order_ = "r.state";
    else if (query.sort == Sort::contact_on && !query.verdict.empty())
      in_order_ = "r.verdict";
    // A rare state or verdict is a narrow scope too.
    if (wide_ && !query.state.empty()) take_scope(sql, "r.state", query.state);
    if (wide_ && !query.verdict.empty()) take_scope(sql, "r.verdict", query.verdict);
    if (!query.state.empty()) where("r.state", " = :state", query.state);
    if (!query.verdict.empty()) where("r.verdict", " = :verdict", query.verdict);
    if (query.from) where("r.contact_on", " >= :from_day", query.from->to_string());
    if (query.to) where("r.contact_on", " <= :to_day", query.to->to_string());
    if (query.sort == Sort::due || !query.due.empty()) where("r.due", " > :nothing", std::string());
    if (query.due == "late") where("r.due", " < :today", caller.today.to_string());
    if (query.due == "soon") {
      where("r.due", " >= :today", caller.today.to_string());
      where("r.due", " <= :soon", query.soon_until.to_string());
    }
    if (!query.search.empty()) of_words(sql);
  }

  bool wide() const { return wide_; }

  // `probe`: how many of the first rows in the order of the index are looked at; 0 = all rows.
  std::string text(std::int64_t probe) const {
    const std::string ordered = key_of(query_.sort);
    const std::string from = probe > 0
                                 ? "(SELECT * FROM filing_row r" + conditions(Part::in_order) +
                                       ordered_by(ordered, "r.filing") + " LIMIT :probed)"
                                 : "filing_row";
    return std::string(kColumns) + "SELECT r.filing, r.due, " + ordered + " AS ordered FROM " +
           from + " r" + conditions(probe > 0 ? Part::rest : Part::all) +
           ordered_by(probe > 0 ? ordered : key(), "r.filing") + " LIMIT :limit" +
           std::string(kTables) + ordered_by("r.ordered", "r.filing") + ", d.name";
  }

  // Whether `probe` rows are all there are in the order of the index.
  bool fewer_than(store::Sql& sql, std::int64_t probe) const {
    std::vector<Value> arguments;
    add_arguments(Part::in_order, arguments);
    arguments.emplace_back(probe);
    std::int64_t rows = 0;
    sql.query("SELECT count(*) FROM (SELECT 1 FROM filing_row r" + conditions(Part::in_order) +
                  " LIMIT :most) found",
              arguments, std::array{ColumnType::integer},
              [&](std::span<const Value> row) { rows = std::get<std::int64_t>(row[0]); });
    return rows < probe;
  }

  // How many rows there are, as far as `most`. Not of a wide scope that a condition narrows: there
  // may be few, to be looked for among all.
  std::optional<std::int64_t> counted(store::Sql& sql, std::int64_t most) const {
    const bool plain = conditions_.size() == 2;  // the scope, and not kept
    if (wide_ && !plain) return std::nullopt;
    std::vector<Value> arguments;
    add_arguments(Part::all, arguments);
    arguments.emplace_back(most);
    std::int64_t rows = 0;
    sql.query("SELECT count(*) FROM (SELECT 1 FROM filing_row r" + conditions(Part::all) +
                  " LIMIT :most) found",
              arguments, std::array{ColumnType::integer},
              [&](std::span<const Value> row) { rows = std::get<std::int64_t>(row[0]); });
    return rows;
  }

  std::vector<Value> arguments(std::int64_t probe) const {
    std::vector<Value> all;
    if (probe > 0) {
      add_arguments(Part::in_order, all);
      all.emplace_back(probe);
    }
    add_arguments(probe > 0 ? Part::rest : Part::all, all);
    all.emplace_back(query_.limit + 1);
    return all;
  }

 private:
  // Takes the rows that have the value as the scope if they are fewer than another scope's and few
  // enough that to look them up costs less than to look at all rows. It is narrow if that costs
  // less than to go through the first rows, too.
  void take_scope(store::Sql& sql, const std::string& column, const std::string& value) {
    const std::int64_t most = std::min(3 * query_.narrow, scope_rows_ - 1);
    const std::int64_t rows = sql.number("SELECT count(*) FROM (SELECT 1 FROM filing_row r WHERE " +
                                             column + " = :value LIMIT :most) found",
                                         value, most + 1);
    if (rows > most) return;
    scope_ = column;
    scope_rows_ = rows;
    wide_ = rows > query_.narrow;
  }

  // What has all grams of the words is found by an index; whether it has the words is looked at.
  void of_words(store::Sql& sql) {
    const std::string& words = query_.search;
    // Unlike LIKE these fold no letters: all are small ones already.
    where(sqlite_ ? "instr(r.words, :words)" : "strpos(r.words, :words)", " > 0", words);
    if (!sqlite_) {
      // Only where no scope finds less: a common word is in the index with all its rows.
      if (scope_.empty()) where(kByWords, " @> search_grams(:grams)", words);
      return;
    }
    // A word is looked up in two tables, so that it has to be rarer than a unit.
    const std::int64_t most = query_.narrow / 4;
    if (!wide_ || sql.number(kHaveTheWords, words, most + 1) > most) return;
    scope_ = "r.filing";
    where(scope_,
          " IN (SELECT filing FROM filing_search WHERE filing_search MATCH search_grams(:grams))",
          words);
    wide_ = false;
  }

  // PostgreSQL's planner knows what rows there are and is left to it, but for the order.
  std::string without_index(const std::string& column) const {
    return sqlite_ && column.starts_with("r.") ? "+" + column : column;
  }
  std::string key() const {
    const std::string plain = key_of(query_.sort);
    return sqlite_ ? "+" + plain : "(" + plain + " || '')";
  }

  std::string ordered_by(const std::string& key, const std::string& id) const {
    const std::string direction = query_.descending ? " DESC" : "";
    return " ORDER BY " + key + direction + ", " + id + direction;
  }

  // in_order: what the index of the order finds, with what follows the cursor.
  enum class Part { in_order, rest, all };
  struct Condition {
    std::string column, test;
    Value argument;
  };

  void where(std::string column, std::string test, Value argument) {
    conditions_.push_back({std::move(column), std::move(test), std::move(argument)});
  }
  bool belongs(const Condition& condition, Part part) const {
    // Reckoned only to be found by its index.
    if (condition.column == kByWords) return part == Part::all;
    const bool in_order = condition.column == "r.kept" || condition.column == in_order_ ||
                          condition.column == key_of(query_.sort);
    return part == Part::all || in_order == (part == Part::in_order);
  }
  // SQLite's planner would take the first index that has the order, not the one that leaves less.
  bool beside_the_order(const Condition& condition) const {
    return condition.column == "r.kept" && !in_order_.empty();
  }
  std::string conditions(Part part) const {
    std::string text;
    const auto add = [&](const std::string& condition) {
      text.append(text.empty() ? " WHERE " : " AND ").append(condition);
    };
    for (const Condition& each : conditions_) {
      if (!belongs(each, part)) continue;
      const bool by_index = (part == Part::in_order && !beside_the_order(each)) ||
                            (part == Part::all && each.column == scope_);
      add((by_index ? each.column : without_index(each.column)) + each.test);
    }
    if (!query_.after.empty() && part != Part::rest)
      add("(" + (part == Part::in_order ? key_of(query_.sort) : key()) +
          (query_.descending ? ", r.filing) < (:after_key, :after_id)"
                             : ", r.filing) > (:after_key, :after_id)"));
    return text;
  }
  void add_arguments(Part part, std::vector<Value>& into) const {
    for (const Condition& each : conditions_)
      if (belongs(each, part)) into.push_back(each.argument);
    if (query_.after.empty() || part == Part::rest) return;
    const std::size_t mark = query_.after.rfind('~');
    into.emplace_back(query_.after.substr(0, mark));
    into.emplace_back(query_.after.substr(mark + 1));
  }

  // What was kept and not submitted is in its filer's list only.
  void of_view(store::Sql& sql, const identity::Places& places, const identity::Caller& caller) {
    if (query_.view == View::mine) {
      scope_ = "r.filing";
      wide_ = false;
      where(scope_, " IN (SELECT case_id FROM case_party WHERE person = :person)", caller.person);
      where("(r.kept = 0 OR r.filer", " = :filer)", caller.person);
      return;
    }
    const bool of_unit = query_.view == View::unit;
    // Nobody is in an unknown place: his list is empty.
    const std::size_t depth = std::max<std::size_t>(places.path(caller.place).size(), 1);
    const std::string column = of_unit ? "r.unit" : place_column(depth);
    const std::string& value = of_unit ? caller.organisation : caller.place;
    take_scope(sql, column, value);
    where(column, " = :scope", value);
    where("r.kept", " = :kept", std::int64_t{0});
  }

  const ListQuery& query_;
  bool sqlite_;
  bool wide_ = true;
  std::string scope_;  // the column whose index finds the scope; "" = all rows are looked at
  std::int64_t scope_rows_ = std::numeric_limits<std::int64_t>::max();
  std::string in_order_;  // a column whose index has the order within each value
  std::vector<Condition> conditions_;
};

constexpr std::array<ColumnType, 21> kTypes{
    ColumnType::text, ColumnType::integer, ColumnType::text, ColumnType::text,    ColumnType::text,
    ColumnType::text, ColumnType::text,    ColumnType::text, ColumnType::integer, ColumnType::text,
    ColumnType::text, ColumnType::text,    ColumnType::text, ColumnType::text,    ColumnType::text,
    ColumnType::text, ColumnType::text,    ColumnType::text, ColumnType::text,    ColumnType::text,
    ColumnType::text};

std::string text_of(const Value& value) {
  const auto* text = std::get_if<std::string>(&value);
  return text != nullptr ? *text : std::string();
}

Listed listed(std::span<const Value> row) {
  Listed item;
  item.id = text_of(row[0]);
  item.version = std::get<std::int64_t>(row[1]);
  if (!std::holds_alternative<std::monostate>(row[2])) item.number = text_of(row[2]);
  item.state = text_of(row[3]);
  item.side = text_of(row[4]);
  item.title = text_of(row[5]);
  item.counterpart = text_of(row[6]);
  item.verdict = text_of(row[7]);
  item.binding = std::get<std::int64_t>(row[8]) != 0;
  store::Kept<base::Date>::from(row[9], item.contact_on);
  item.filer = text_of(row[10]);
  item.filer_name = text_of(row[11]);
  item.unit = text_of(row[12]);
  item.unit_name = text_of(row[13]);
  item.opened_at = text_of(row[14]);
  return item;
}

std::optional<ListedDue> due_in(std::span<const Value> row) {
  if (std::holds_alternative<std::monostate>(row[16])) return std::nullopt;
  ListedDue due{.name = text_of(row[16]),
                .label = text_of(row[17]),
                .owed_by = text_of(row[18]),
                .state = text_of(row[19]),
                .due = {}};
  store::Kept<base::Date>::from(row[20], due.due);
  return due;
}

ListPage page_of(store::Sql& sql, const Statement& statement, std::int64_t limit,
                 std::int64_t probe) {
  ListPage page;
  std::string last_key;
  sql.query(statement.text(probe), statement.arguments(probe), kTypes,
            [&](std::span<const Value> row) {
              if (!page.items.empty() && page.items.back().id == text_of(row[0])) return;
              if (static_cast<std::int64_t>(page.items.size()) == limit) {
                page.next = last_key + "~" + page.items.back().id;
                return;
              }
              last_key = text_of(row[15]);
              page.items.push_back(listed(row));
              page.items.back().due = due_in(row);
            });
  return page;
}

ListPage first_found(store::Sql& sql, const Statement& statement, const ListQuery& query) {
  if (statement.wide()) {
    for (const std::int64_t probe : {query.probe / 20, query.probe}) {
      if (probe == 0) continue;
      ListPage page = page_of(sql, statement, query.limit, probe);
      if (!page.next.empty() || statement.fewer_than(sql, probe)) return page;
    }
  }
  return page_of(sql, statement, query.limit, 0);
}

}  // namespace

ListPage list_filings(store::Sql& sql, const identity::Places& places,
                      const identity::Caller& caller, const ListQuery& query) {
  if (sql.dialect() == store::Dialect::postgresql) sql.row<std::string>(kPlanForTheseWords);
  const Statement statement(sql, places, caller, query);
  ListPage page = first_found(sql, statement, query);
  if (query.count_to == 0 || !query.after.empty()) return page;
  if (page.next.empty())
    page.counted = static_cast<std::int64_t>(page.items.size());
  else
    page.counted = statement.counted(sql, query.count_to);
  return page;
}

}  // namespace qinqing::contact
