#include <array>

#include "casework/casework.h"
#include "contact/filings/list.h"
#include "contact/filings/people.h"

namespace qinqing::contact {
namespace {

using store::ColumnType;
using store::Value;

constexpr std::string_view kColumns =
    "SELECT f.id, c.version, c.number, c.state, f.side, a.title, a.counterpart, f.verdict, "
    "f.binding, f.contact_on, f.filer, p.name, c.unit, o.name, c.opened_at, ";
constexpr std::string_view kTables =
    " FROM filing f JOIN case_file c ON c.id = f.id "
    "JOIN filing_account a ON a.filing = f.id AND a.n = f.accounts "
    "LEFT JOIN person p ON p.id = f.filer LEFT JOIN organisation o ON o.id = c.unit";
// What is owed first in each case.
constexpr std::string_view kDue =
    " JOIN (SELECT case_id, min(due) AS due FROM case_deadline "
    "WHERE ended_on IS NULL GROUP BY case_id) d ON d.case_id = f.id";
constexpr std::string_view kBelow =
    "c.place IN (WITH RECURSIVE below(id) AS (SELECT CAST(:place AS text) UNION ALL "
    "SELECT x.id FROM place x JOIN below b ON x.parent = b.id) SELECT id FROM below)";

// What a page is ordered by, before the id.
std::string_view key_of(Sort sort) {
  switch (sort) {
    case Sort::contact_on:
      return "f.contact_on";
    case Sort::due:
      return "d.due";
    case Sort::opened_at:
      return "c.opened_at";
    case Sort::number:
      return "coalesce(c.number, '')";
  }
  return "";
}

class Statement {
 public:
  Statement(const identity::Caller& caller, const ListQuery& query) : query_(query) {
    of_view(caller);
    if (!query.state.empty()) where("c.state = :state", query.state);
    if (!query.verdict.empty()) where("f.verdict = :verdict", query.verdict);
    if (query.from) where("f.contact_on >= :from_day", query.from->to_string());
    if (query.to) where("f.contact_on <= :to_day", query.to->to_string());
    if (query.due == "late") where("d.due < :today", caller.today.to_string());
    if (query.due == "soon") {
      where("d.due >= :today", caller.today.to_string());
      where("d.due <= :soon", query.soon_until.to_string());
    }
    if (!query.search.empty())
      where("f.words LIKE :words ESCAPE '!'", "%" + like_part(query.search) + "%");
    from_cursor();
  }

  std::string text() const {
    const std::string key(key_of(query_.sort));
    const bool due = query_.sort == Sort::due || !query_.due.empty();
    const char* direction = query_.descending ? " DESC" : "";
    return std::string(kColumns) + key + std::string(kTables) + (due ? std::string(kDue) : "") +
           where_ + " ORDER BY " + key + direction + ", f.id" + direction + " LIMIT :limit";
  }

  std::vector<Value> arguments() const {
    std::vector<Value> all = arguments_;
    all.emplace_back(query_.limit + 1);
    return all;
  }

 private:
  void where(std::string_view condition, Value argument) {
    where_.append(where_.empty() ? " WHERE " : " AND ").append(condition);
    arguments_.push_back(std::move(argument));
  }

  // What was kept and not submitted is in its filer's list only.
  void of_view(const identity::Caller& caller) {
    switch (query_.view) {
      case View::mine:
        where("f.id IN (SELECT case_id FROM case_party WHERE person = :person)", caller.person);
        where("(c.state <> 'draft' OR f.filer = :filer)", caller.person);
        return;
      case View::unit:
        where("c.unit = :unit", caller.organisation);
        where("c.state <> :draft", std::string("draft"));
        return;
      case View::place:
        where(kBelow, caller.place);
        where("c.state <> :draft", std::string("draft"));
        return;
    }
  }

  void from_cursor() {
    if (query_.after.empty()) return;
    const std::size_t mark = query_.after.rfind('~');
    const std::string key(key_of(query_.sort));
    where_.append(where_.empty() ? " WHERE (" : " AND (").append(key);
    where_.append(query_.descending ? ", f.id) < (:after_key, :after_id)"
                                    : ", f.id) > (:after_key, :after_id)");
    arguments_.emplace_back(query_.after.substr(0, mark));
    arguments_.emplace_back(query_.after.substr(mark + 1));
  }

  const ListQuery& query_;
  std::string where_;
  std::vector<Value> arguments_;
};

constexpr std::array<ColumnType, 16> kTypes{
    ColumnType::text,    ColumnType::integer, ColumnType::text, ColumnType::text,
    ColumnType::text,    ColumnType::text,    ColumnType::text, ColumnType::text,
    ColumnType::integer, ColumnType::text,    ColumnType::text, ColumnType::text,
    ColumnType::text,    ColumnType::text,    ColumnType::text, ColumnType::text};

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

std::optional<ListedDue> first_due(store::Sql& sql, const std::string& id) {
  std::optional<ListedDue> first;
  for (const auto& row : casework::deadlines_of(sql, id)) {
    if (row.ended_on || (first && first->due <= row.due)) continue;
    first = {.name = row.name,
             .label = row.label,
             .owed_by = row.owed_by,
             .state = text_of(store::as_value(row.state)),
             .due = row.due};
  }
  return first;
}

}  // namespace

ListPage list_filings(store::Sql& sql, const identity::Caller& caller, const ListQuery& query) {
  const Statement statement(caller, query);
  ListPage page;
  std::string last_key;
  sql.query(statement.text(), statement.arguments(), kTypes, [&](std::span<const Value> row) {
    if (static_cast<std::int64_t>(page.items.size()) == query.limit) {
      page.next = last_key + "~" + page.items.back().id;
      return;
    }
    last_key = text_of(row[15]);
    page.items.push_back(listed(row));
  });
  for (Listed& item : page.items) item.due = first_due(sql, item.id);
  return page;
}

}  // namespace qinqing::contact
