#include "ledger/images.h"

#include <algorithm>

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

void Images::next_event(const std::string& id) {
  event_ = id;
  ++events_;
}

bool Images::take(const boost::json::object& change,
                  std::span<const std::optional<std::string>> personal, std::size_t& next) {
  const auto* name = change.if_contains("table");
  const auto* row = change.if_contains("row");
  const auto* erase = change.if_contains("erase");
  if (erase != nullptr && (!erase->is_bool() || !erase->get_bool())) return false;
  if (change.size() != (erase != nullptr ? 3 : 2) || name == nullptr || !name->is_string() ||
      row == nullptr || !row->is_object())
    return false;
  const auto found = tables_.find(std::string_view(name->get_string()));
  if (found == tables_.end()) return false;
  const Table& table = *found->second;
  const auto& values = row->get_object();
  std::vector<std::string> columns(table.columns.size());
  const std::size_t first = next;
  std::size_t known = 0;
  std::string text;
  for (const std::size_t i : table.by_name) {
    const Column& column = table.columns[i];
    const auto* held = values.if_contains(column.name);
    if (held != nullptr) ++known;
    if (erase != nullptr && column.personal && held != nullptr && !held->is_null() &&
        !held->is_object())
      return false;
    // A column that was added since is null in the rows that no event has written again: a
    // migration that fills a record's column has to say so by events.
    std::string json = "null";
    if (held != nullptr && held->is_object()) {
      if (next >= personal.size()) return false;
      const auto& value = personal[next++];
      if (erase != nullptr && value && *value != "\"\"") return false;
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
  if (known != values.size()) return false;
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
  if (erase != nullptr) image.erased = std::max(image.erased, n);
  note_parts(table.name, key, image, n, personal.first(next), first);
  return true;
}

void Images::note_parts(const std::string& table, const Key& key, Image& image,
                        std::int64_t version, std::span<const std::optional<std::string>> personal,
                        std::size_t first) {
  for (std::size_t n = first; n < personal.size(); ++n) {
    if (!personal[n]) {
      Lost& lost = lost_[table][key];
      if (version > lost.version)
        lost = {.version = version, .part = event_ + "/" + std::to_string(n)};
    } else if (image.open == 0 || version < image.open) {
      image.open = version;
      image.open_event = events_ - 1;
      image.open_part = static_cast<std::int64_t>(n);
    }
  }
}

std::optional<Finding> Images::compare_erased(store::Sql& sql, const std::string& table,
                                              const Key& key, const Image& image) const {
  if (const auto of_table = lost_.find(table); of_table != lost_.end())
    if (const auto lost = of_table->second.find(key);
        lost != of_table->second.end() && lost->second.version >= image.erased)
      return Finding{"event_private", lost->second.part, Wrong::removed};
  if (image.open != 0 && image.open < image.erased)
    return Finding{"event_private",
                   nth_event(sql, image.open_event) + "/" + std::to_string(image.open_part),
                   Wrong::added};
  return std::nullopt;
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
    // A value that is lost makes every row unlike its image: that it is lost is what there is to
    // say.
    wrong = compare_erased(sql, table.name, key, at->second);
    if (!wrong && leaf_hash(text) != at->second.hash)
      wrong = {table.name, key, Wrong::altered};
    else if (!wrong && at->second.count != at->second.version)
      wrong = {table.name, key, Wrong::removed};
    images.erase(at);
  });
  if (wrong) return wrong;
  if (!images.empty()) return Finding{table.name, images.begin()->first, Wrong::removed};
  return std::nullopt;
}

}  // namespace qinqing::ledger
