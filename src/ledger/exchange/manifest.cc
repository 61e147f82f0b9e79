#include "ledger/exchange/manifest.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <functional>
#include <set>
#include <tuple>

#include "base/canonical.h"
#include "base/json.h"
#include "base/reader.h"
#include "ledger/tree.h"

namespace qinqing::ledger {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

constexpr std::string_view kFormat = "qinqing-export-1";
constexpr std::size_t kBytesMax = std::size_t{16} << 20U;

// Empty lists are said too.
value list_of(const auto& items) {
  array out;
  for (const auto& item : items) out.push_back(base::write(item));
  return out;
}

value json_of(const ExportedPack& pack) {
  return object{{"files", list_of(pack.files)}, {"hash", pack.hash}};
}

struct Form {
  std::vector<value> attachments;
  std::vector<ExportedCalendar> calendars;
  std::string format;
  value head;
  std::vector<ExportedPack> packs;
  std::vector<SchemaStep> schema;
  std::vector<ExportedTable> tables;
};
BOOST_DESCRIBE_STRUCT(Form, (), (attachments, calendars, format, head, packs, schema, tables))

template <class Item, class Key>
bool in_order(const std::vector<Item>& items, Key Item::* key) {
  return std::ranges::adjacent_find(items, std::ranges::greater_equal(), key) == items.end();
}

// What is wrong with it; "" = nothing.
std::string wrong_with(const Manifest& manifest) {
  if (!in_order(manifest.tables, &ExportedTable::name)) return "tables 没有按名字排，或者有重复";
  if (!in_order(manifest.packs, &ExportedPack::hash)) return "packs 没有按 hash 排，或者有重复";
  if (!in_order(manifest.calendars, &ExportedCalendar::hash))
    return "calendars 没有按 hash 排，或者有重复";
  if (std::ranges::count(manifest.calendars, true, &ExportedCalendar::in_force) != 1)
    return "calendars 里现行的应正好一个";
  for (const ExportedTable& table : manifest.tables)
    if (digits_of(table.sha256).empty()) return "表 " + table.name + " 的 sha256 不是散列值";
  for (const ExportedCalendar& calendar : manifest.calendars)
    if (digits_of(calendar.hash).empty()) return "calendars 里有一个 hash 不是散列值";
  for (const ExportedPack& pack : manifest.packs) {
    if (digits_of(pack.hash).empty()) return "packs 里有一个 hash 不是散列值";
    if (!in_order(pack.files, &ExportedFile::path))
      return "packs 的 files 没有按 path 排，或者有重复";
    for (const ExportedFile& file : pack.files) {
      if (!is_plain_path(file.path)) return "packs 里有一个 path 走出了它的文件夹";
      if (digits_of(file.sha256).empty()) return "packs 里有一个 sha256 不是散列值";
    }
    if (pack_hash_of(pack.files) != pack.hash) return "packs 里有一个 hash 和它的文件对不上";
  }
  return "";
}

}  // namespace

ExportedHead exported(const HeadRow& row) {
  return {.at = row.at,
          .format = "qinqing-head/1",
          .root = row.root,
          .signature = row.signature,
          .size = row.size};
}

std::vector<SchemaStep> steps_of(std::span<const store::Schema> schemas) {
  std::set<std::pair<std::int64_t, std::string>> all;
  for (const store::Schema& schema : schemas)
    for (const store::Migration& each : schema.migrations) all.emplace(each.number, each.name);
  std::vector<SchemaStep> steps;
  for (const auto& [number, name] : all) steps.push_back({.name = name, .number = number});
  return steps;
}

std::vector<const store::Table*> exported_tables(std::span<const store::Table* const> tables) {
  std::vector<const store::Table*> found;
  std::ranges::copy_if(tables, std::back_inserter(found), [](const store::Table* table) {
    return table->kind != store::TableKind::transient;
  });
  std::ranges::sort(found, {}, &store::Table::name);
  return found;
}

std::string digits_of(std::string_view named_hash) {
  const auto hash = hash_from_named(named_hash);
  return hash ? to_hex(*hash) : "";
}

bool is_plain_path(std::string_view path) {
  if (path.find_first_of(std::string_view("\\\0", 2)) != std::string_view::npos) return false;
  for (;;) {
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    if (part.empty() || part == "." || part == "..") return false;
    if (slash == std::string_view::npos) return true;
    path.remove_prefix(slash + 1);
  }
}

std::string pack_hash_of(const std::vector<ExportedFile>& files) {
  object named;
  for (const ExportedFile& file : files)
    if (!file.path.starts_with("tests/")) named[file.path] = digits_of(file.sha256);
  const auto text = base::canonical_json(named);
  return text ? base::named_hash(*text) : "";
}

std::string text_of(const Manifest& manifest) {
  array packs;
  for (const ExportedPack& pack : manifest.packs) packs.push_back(json_of(pack));
  array tables;
  for (const ExportedTable& table : manifest.tables) tables.push_back(base::write(table));
  const object out{
      {"attachments", array()},     {"calendars", list_of(manifest.calendars)},
      {"format", kFormat},          {"head", manifest.head ? base::write(*manifest.head) : value()},
      {"packs", std::move(packs)},  {"schema", list_of(manifest.schema)},
      {"tables", std::move(tables)}};
  return base::canonical_json(out).value() + "\n";
}

base::Result<Manifest> manifest_of(std::string_view text) {
  const auto fault = [](std::string what) {
    return base::Fault{.code = "import.manifest",
                       .pointer = "",
                       .what = std::move(what),
                       .right = "应是 qinqing export 写的原样",
                       .file = "manifest.json",
                       .line = 1};
  };
  const auto parsed = base::parse_json(text, {.bytes_max = kBytesMax});
  if (!parsed) return fault("不是 JSON：" + parsed.faults()[0].what);
  base::Faults faults;
  auto form = base::read<Form>(*parsed, "", faults);
  if (!faults.empty()) return fault(faults[0].pointer + " " + faults[0].what);
  if (form.format != kFormat) return fault("格式不是 " + std::string(kFormat));
  if (!form.attachments.empty()) return fault("有这个程序不认识的附件");
  Manifest manifest{.schema = std::move(form.schema),
                    .tables = std::move(form.tables),
                    .head = std::nullopt,
                    .packs = std::move(form.packs),
                    .calendars = std::move(form.calendars)};
  if (!form.head.is_null()) {
    manifest.head = base::read<ExportedHead>(form.head, "/head", faults);
    if (!faults.empty()) return fault(faults[0].pointer + " " + faults[0].what);
  }
  if (const std::string wrong = wrong_with(manifest); !wrong.empty()) return fault(wrong);
  if (text_of(manifest) != text) return fault("不是规范写法（RFC 8785，末尾一个换行）");
  return manifest;
}

}  // namespace qinqing::ledger
