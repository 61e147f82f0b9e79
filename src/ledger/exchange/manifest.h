// What an export says of itself: its manifest.json (docs/record-format.md, section 2).
//
// Thread-safety: pure functions.
#pragma once

#include <boost/describe.hpp>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/fault.h"
#include "ledger/rows.h"
#include "store/database.h"

namespace qinqing::ledger {

struct SchemaStep {
  std::string name;
  std::int64_t number = 0;
  friend bool operator==(const SchemaStep&, const SchemaStep&) = default;
};
BOOST_DESCRIBE_STRUCT(SchemaStep, (), (name, number))

struct ExportedTable {
  std::vector<std::string> key;
  std::string kind;
  std::string name;
  std::int64_t rows = 0;
  std::string sha256;
};
BOOST_DESCRIBE_STRUCT(ExportedTable, (), (key, kind, name, rows, sha256))

struct ExportedFile {
  std::string path;
  std::string sha256;
};
BOOST_DESCRIBE_STRUCT(ExportedFile, (), (path, sha256))

struct ExportedPack {
  std::vector<ExportedFile> files;
  std::string hash;
};
BOOST_DESCRIBE_STRUCT(ExportedPack, (), (files, hash))

struct ExportedCalendar {
  std::string hash;
  bool in_force = false;
};
BOOST_DESCRIBE_STRUCT(ExportedCalendar, (), (hash, in_force))

struct ExportedHead {
  std::string at;
  std::string format;
  std::string root;
  std::string signature;
  std::int64_t size = 0;
  friend bool operator==(const ExportedHead&, const ExportedHead&) = default;
};
BOOST_DESCRIBE_STRUCT(ExportedHead, (), (at, format, root, signature, size))

struct Manifest {
  std::vector<SchemaStep> schema;
  std::vector<ExportedTable> tables;
  std::optional<ExportedHead> head;
  std::vector<ExportedPack> packs;
  std::vector<ExportedCalendar> calendars;
};

ExportedHead exported(const HeadRow& row);

// The schema's history, the same whatever the engine.
std::vector<SchemaStep> steps_of(std::span<const store::Schema> schemas);
// The tables that an export has, by name.
std::vector<const store::Table*> exported_tables(std::span<const store::Table* const> tables);

// "sha256:<64 digits>" → the digits; "" for any other text.
std::string digits_of(std::string_view named_hash);
// Whether it stays below the folder that it is relative to.
bool is_plain_path(std::string_view path);
// The hash that a pack's files give it.
std::string pack_hash_of(const std::vector<ExportedFile>& files);

// With its line feed.
std::string text_of(const Manifest& manifest);
// Faults in Chinese, at manifest.json: not what text_of gives, another format, a path that leaves
// its folder, a hash that is none, lists out of order.
base::Result<Manifest> manifest_of(std::string_view text);

}  // namespace qinqing::ledger
