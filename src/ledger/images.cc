#include "ledger/images.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <unordered_map>

#include "base/canonical.h"
#include "base/text.h"
#include "ledger/event_check.h"
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

// How many events' changes a part should hold, and how many parts there may be.
constexpr std::uint64_t kEventsEach = 8192;
constexpr std::uint64_t kPartsMost = 2048;

Hash key_hash(const Table& table, std::string_view key) {
  return leaf_hash(table.name + "\n" + std::string(key));
}

std::string key_of(const Table& table, std::span<const store::Value> row) {
  std::string key;
  for (std::size_t i = 0; i < table.keys; ++i) key += (i == 0 ? "" : "/") + plain(json_of(row[i]));
  return key;
}

struct FirstBytes {
  std::size_t operator()(const Hash& hash) const {
    std::size_t first = 0;
    std::memcpy(&first, hash.data(), sizeof first);
    return first;
  }
};

// Of the row that an event's change is about.
std::string key_of_change(store::Sql& sql, const Table& table, const std::string& event,
                          std::int32_t change) {
  const auto row = row_in(sql.find<store::EventRow>(event).value().body, change);
  std::string key;
  for (std::size_t i = 0; i < table.keys; ++i)
    key += (i == 0 ? "" : "/") + plain(json_of(row.at(table.columns[i].name)).value());
  return key;
}

}  // namespace

// All that was taken of one row.
struct Images::Image {
  std::int64_t version = 0;  // the highest
  std::int64_t count = 0;    // images taken: as many as the version says, or one is gone
  Hash content{};
  std::uint64_t event = 0;
  std::int32_t change = 0;
  std::int16_t table = 0;
  std::int64_t erased = 0;  // the highest version that an erasure made; 0 = none did
  // Personal values that can be read: those of the lowest version; 0 = none.
  std::int64_t open = 0;
  std::uint64_t open_event = 0;
  std::int32_t open_part = 0;
  // And that cannot be read any more: those of the highest.
  std::int64_t lost = 0;
  std::uint64_t lost_event = 0;
  std::int32_t lost_part = 0;

  void add(const Taken& taken) {
    ++count;
    table = taken.table;
    if (taken.version > version) {
      version = taken.version;
      content = taken.content;
      event = taken.event;
      change = taken.change;
    }
    if (taken.erases) erased = std::max(erased, taken.version);
    if (taken.lost >= 0 && taken.version > lost) {
      lost = taken.version;
      lost_event = taken.event;
      lost_part = taken.lost;
    }
    if (taken.open >= 0 && (open == 0 || taken.version < open)) {
      open = taken.version;
      open_event = taken.event;
      open_part = taken.open;
    }
  }
};

// What is wrong with the rows of one part, the first of it by table and key.
struct Images::Part {
  enum class Kind { none, altered, added, gap, lost, unerased, removed };

  std::unordered_map<Hash, Image, FirstBytes> images;
  Kind kind = Kind::none;
  Hash key{};
  std::int16_t table = 0;
  Image image;

  void row(const Row& row) {
    const auto at = images.find(row.key);
    if (at == images.end()) {
      note(Kind::added, row.key, row.table, {});
      return;
    }
    const Image& image_of = at->second;
    // A value that is lost makes every row unlike its image: that it is lost is what there is to
    // say. Erased is what an erasure took, all of it and nothing else.
    if (image_of.lost != 0 && image_of.lost >= image_of.erased)
      note(Kind::lost, row.key, row.table, image_of);
    else if (image_of.open != 0 && image_of.open < image_of.erased)
      note(Kind::unerased, row.key, row.table, image_of);
    else if (row.content != image_of.content)
      note(Kind::altered, row.key, row.table, image_of);
    else if (image_of.count != image_of.version)
      note(Kind::gap, row.key, row.table, image_of);
    images.erase(at);
  }
  void left_over() {
    for (const auto& [key_of_it, image_of] : images)
      note(Kind::removed, key_of_it, image_of.table, image_of);
    images.clear();
  }
  // Rows that are not as they should be come before those that are not there.
  void note(Kind what, const Hash& key_of_it, std::int16_t table_of_it, const Image& image_of) {
    const auto place = [](Kind of, std::int16_t table_at, const Hash& at) {
      return std::tuple(table_at, of == Kind::removed, at);
    };
    if (kind != Kind::none && place(kind, table, key) <= place(what, table_of_it, key_of_it))
      return;
    kind = what;
    key = key_of_it;
    table = table_of_it;
    image = image_of;
  }
};

Images::Images(std::span<const Table* const> tables, std::uint64_t events)
    : parts_(std::bit_ceil(std::clamp<std::uint64_t>(events / kEventsEach, 1, kPartsMost))),
      taken_(parts_),
      rows_(parts_) {
  for (const Table* table : tables)
    if (table->kind == store::TableKind::record) tables_[table->name].table = table;
  std::int16_t at = 0;
  for (auto& [name, known] : tables_) known.at = at++;
}

std::size_t Images::part_of(const Hash& key) const {
  return FirstBytes()(key) & (parts_ - 1);
}

void Images::next_event() {
  ++events_;
  changes_ = 0;
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
  const Table& table = *found->second.table;
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
  std::string key;
  for (std::size_t i = 0; i < table.keys; ++i) key += (i == 0 ? "" : "/") + plain(columns[i]);
  const auto& version = columns[static_cast<std::size_t>(table.version_column)];
  Taken taken{.key = key_hash(table, key),
              .content = leaf_hash(text),
              .event = events_ - 1,
              .version = std::strtoll(version.c_str(), nullptr, 10),
              .change = changes_++,
              .table = found->second.at,
              .erases = erase != nullptr};
  for (std::size_t n = next; n-- > first;)
    (personal[n] ? taken.open : taken.lost) = static_cast<std::int32_t>(n);
  taken_.add(part_of(taken.key), taken);
  return true;
}

void Images::spool_rows(store::Sql& sql, const Known& known, std::uint64_t& rows) {
  const Table& table = *known.table;
  every_row(sql, table, [&](std::span<const store::Value> row) {
    ++rows;
    std::string text;
    for (const std::size_t i : table.by_name) text += json_of(row[i]) + '\n';
    const Row spooled{
        .key = key_hash(table, key_of(table, row)), .content = leaf_hash(text), .table = known.at};
    rows_.add(part_of(spooled.key), spooled);
  });
}

std::optional<Finding> Images::compare(store::Sql& sql, std::uint64_t& rows) {
  for (const auto& [name, known] : tables_) spool_rows(sql, known, rows);
  Part first;
  for (std::size_t part = 0; part < parts_; ++part) {
    taken_.each(part, [&](const Taken& taken) { first.images[taken.key].add(taken); });
    rows_.each(part, [&](const Row& row) { first.row(row); });
    first.left_over();
  }
  if (first.kind == Part::Kind::none) return std::nullopt;

  const auto part_key = [&](std::uint64_t event, std::int32_t n) {
    return nth_event(sql, event) + "/" + std::to_string(n);
  };
  const Image& image = first.image;
  if (first.kind == Part::Kind::lost)
    return Finding{"event_private", part_key(image.lost_event, image.lost_part), Wrong::removed};
  if (first.kind == Part::Kind::unerased)
    return Finding{"event_private", part_key(image.open_event, image.open_part), Wrong::added};
  const Table& table = *std::ranges::find(tables_, first.table, [](const auto& each) {
                          return each.second.at;
                        })->second.table;
  if (first.kind == Part::Kind::removed)
    return Finding{table.name, key_of_change(sql, table, nth_event(sql, image.event), image.change),
                   Wrong::removed};
  Finding found{table.name, "",
                first.kind == Part::Kind::added     ? Wrong::added
                : first.kind == Part::Kind::altered ? Wrong::altered
                                                    : Wrong::removed};
  every_row(sql, table, [&](std::span<const store::Value> row) {
    std::string key = key_of(table, row);
    if (key_hash(table, key) == first.key) found.key = std::move(key);
  });
  return found;
}

}  // namespace qinqing::ledger
