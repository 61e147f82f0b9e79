#include "storms/record_check.h"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <map>

#include "base/json.h"
#include "casework/casework.h"
#include "contact/filings/model.h"
#include "store/log_rows.h"

namespace qinqing::storm {
namespace {

using boost::json::object;
using boost::json::value;

// table, then its key's columns
using Key = std::vector<std::string>;

std::string text_of(const store::Value& given) {
  if (const auto* number = std::get_if<std::int64_t>(&given)) return std::to_string(*number);
  const auto* text = std::get_if<std::string>(&given);
  return text != nullptr ? *text : "";
}

std::string text_of(const value& given) {
  return given.is_string() ? std::string(given.get_string()) : boost::json::serialize(given);
}

// The last after-image of every row, by the order in which versions rise.
std::map<Key, object> after_images(store::Sql& sql,
                                   const std::map<std::string, const store::Table*>& tables,
                                   std::vector<std::string>& faults) {
  std::map<Key, object> last;
  for (const auto& event : sql.select<store::EventRow>("ORDER BY id")) {
    const auto body = base::parse_json(event.body, {.bytes_max = std::size_t{16} << 20U});
    if (!body) {
      faults.push_back("event " + event.id + " cannot be read");
      continue;
    }
    for (const auto& change : body->at("changes").as_array()) {
      const auto& row = change.at("row").as_object();
      const std::string name(change.at("table").as_string());
      const store::Table& table = *tables.at(name);
      Key key{name};
      for (std::size_t i = 0; i < table.keys; ++i)
        key.push_back(text_of(row.at(table.columns[i].name)));
      auto& slot = last[key];
      if (slot.empty() || slot.at("version").as_int64() < row.at("version").as_int64()) slot = row;
    }
  }
  return last;
}

bool same(const store::Column& column, const store::Value& kept, const value& told) {
  if (std::holds_alternative<std::monostate>(kept)) return told.is_null();
  // Of a personal column the event holds a commitment: that there is one is compared.
  if (column.personal) return told.is_object();
  return text_of(kept) == text_of(told);
}

void compare(store::Sql& sql, const store::Table& table, std::map<Key, object>& images,
             std::vector<std::string>& faults) {
  std::vector<store::ColumnType> types;
  for (const auto& column : table.columns) types.push_back(column.type);
  sql.query("SELECT " + table.columns_sql + " FROM " + table.name, {}, types,
            [&](std::span<const store::Value> row) {
              Key key{table.name};
              for (std::size_t i = 0; i < table.keys; ++i) key.push_back(text_of(row[i]));
              const auto at = images.find(key);
              if (at == images.end()) {
                faults.push_back(table.name + " " + key[1] + ": a row without an event");
                return;
              }
              for (std::size_t i = 0; i < table.columns.size(); ++i)
                if (!same(table.columns[i], row[i], at->second.at(table.columns[i].name)))
                  faults.push_back(table.name + " " + key[1] + "." + table.columns[i].name +
                                   ": not as its last event says");
              images.erase(at);
            });
}

}  // namespace

std::vector<std::string> missing(store::Database& database,
                                 const std::vector<std::string>& answered) {
  return database.read([&](store::Sql& sql) {
    std::vector<std::string> gone;
    for (const std::string& id : answered) {
      const auto file = sql.find<casework::CaseFile>(id);
      const auto filing = sql.find<contact::Filing>(id);
      if (!file || !filing || !file->number ||
          !sql.find<contact::FilingAccount>(id, filing->accounts))
        gone.push_back(id);
    }
    return gone;
  });
}

std::vector<std::string> disagreements(store::Database& database) {
  std::map<std::string, const store::Table*> tables;
  for (const store::Table* table : database.tables()) tables[table->name] = table;
  return database.read([&](store::Sql& sql) {
    std::vector<std::string> faults;
    auto images = after_images(sql, tables, faults);
    for (const store::Table* table : database.tables())
      if (table->kind == store::TableKind::record) compare(sql, *table, images, faults);
    for (const auto& [key, image] : images)
      faults.push_back(key[0] + " " + key[1] + ": an event without its row");
    return faults;
  });
}

}  // namespace qinqing::storm
