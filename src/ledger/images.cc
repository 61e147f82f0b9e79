#include "ledger/images.h"

#include <boost/json/serialize.hpp>

#include "base/canonical.h"
#include "base/text.h"
#include "ledger/verify_queries.h"

namespace qinqing::ledger {
namespace {

using boost::json::value;
using store::Column;
using store::Table;

std::string json_of(const store::Value& given) {
  if (std::holds_alternative<std::monostate>(given)) return "null";
  if (const auto* number = std::get_if<std::int64_t>(&given)) return std::to_string(*number);
  const auto& held = std::get<std::string>(given);
  // What is not UTF-8 is no value of ours, and has no JSON.
  if (base::first_invalid_utf8(held)) return held;
  std::string text;
  base::append_canonical_string(text, held);
  return text;
}

// The JSON of a value that an event holds in the open; nullopt for what no event holds.
std::optional<std::string> json_of(const value& given) {
  if (given.is_null()) return "null";
  if (given.is_int64()) return std::to_string(given.get_int64());
  if (!given.is_string()) return std::nullopt;
  std::string text;
  base::append_canonical_string(text, given.get_string());
  return text;
}

std::string plain(std::string_view json) {
  return json.starts_with('"') ? std::string(json.substr(1, json.size() - 2)) : std::string(json);
}

}  // namespace

Images::Images(std::span<const Table* const> tables) {
  for (const Table* table : tables)
    if (table->kind == store::TableKind::record) tables_[table->name] = table;
}

bool Images::take(const boost::json::object& change,
                  std::span<const std::optional<std::string>> personal, std::size_t& next) {
  const auto* name = change.if_contains("table");
  const auto* row = change.if_contains("row");
  if (change.size() != 2 || name == nullptr || !name->is_string() || row == nullptr ||
      !row->is_object())
    return false;
  const auto found = tables_.find(std::string_view(name->get_string()));
  if (found == tables_.end()) return false;
  const Table& table = *found->second;
  const auto& values = row->get_object();
  std::vector<std::string> columns(table.columns.size());
  std::string text;
  for (const std::size_t i : table.by_name) {
    const Column& column = table.columns[i];
    const auto* held = values.if_contains(column.name);
    // A column that was added since is null in the rows that no event has written again: a
    // migration that fills a record's column has to say so by events.
    std::string json = "null";
    if (held != nullptr && held->is_object()) {
      if (next >= personal.size()) return false;
      const auto& value = personal[next++];
      json = value ? *value : "erased";
    } else if (held != nullptr) {
      auto open = json_of(*held);
      if (!open) return false;
      json = *std::move(open);
    }
    text += json;
    text += '\n';
    columns[i] = std::move(json);
  }
  Key key;
  for (std::size_t i = 0; i < table.keys; ++i) key += (i == 0 ? "" : "/") + plain(columns[i]);
  const auto& version = columns[static_cast<std::size_t>(table.version_column)];
  Image& image = images_[table.name][key];
  const std::int64_t n = std::strtoll(version.c_str(), nullptr, 10);
  ++image.count;
  if (n > image.version) {
    image.version = n;
    image.hash = leaf_hash(text);
  }
  return true;
}

std::optional<Finding> Images::compare(store::Sql& sql, std::uint64_t& rows) {
  for (const auto& [name, table] : tables_)
    if (auto wrong = compare(sql, *table, rows)) return wrong;
  return std::nullopt;
}

std::optional<Finding> Images::compare(store::Sql& sql, const Table& table, std::uint64_t& rows) {
  auto& images = images_[table.name];
  std::optional<Finding> wrong;
  every_row(sql, table, [&](std::span<const store::Value> row) {
    ++rows;
    if (wrong) return;
    Key key;
    for (std::size_t i = 0; i < table.keys; ++i)
      key += (i == 0 ? "" : "/") + plain(json_of(row[i]));
    const auto at = images.find(key);
    if (at == images.end()) {
      wrong = {table.name, key, Wrong::added};
      return;
    }
    std::string text;
    for (const std::size_t i : table.by_name) text += json_of(row[i]) + '\n';
    if (leaf_hash(text) != at->second.hash)
      wrong = {table.name, key, Wrong::altered};
    else if (at->second.count != at->second.version)
      wrong = {table.name, key, Wrong::removed};
    images.erase(at);
  });
  if (wrong) return wrong;
  if (!images.empty()) return Finding{table.name, images.begin()->first, Wrong::removed};
  return std::nullopt;
}

}  // namespace qinqing::ledger
