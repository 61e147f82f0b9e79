// The whole record as a folder of text, whatever the engine (docs/record-format.md): what a city
// keeps, hands on, or has others check.
//
//   const auto done = database.read([&](store::Sql& sql) {
//     return export_record(sql, database.tables(), folder, options);
//   });
//
// Read on one snapshot, so that a server may go on meanwhile; streamed, so that memory does not
// grow with the record. It is made beside `folder` and gets the name when all of it is on the disk:
// an export that was killed leaves none that looks whole. Keys, sessions and passwords are in none.
//
// Faults: "export.there" (nothing is ever replaced), "export.failed".
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/fault.h"
#include "ledger/exchange/manifest.h"
#include "store/sql.h"

namespace qinqing::ledger {

// What the record was made by and lies outside the database.
struct CarriedPack {
  std::map<std::string, std::string> files;  // path → bytes; they give its hash
};
struct CarriedCalendar {
  std::string text;  // canonical JSON; its hash is the calendar's
  bool in_force = false;
};

struct ExportOptions {
  std::vector<SchemaStep> schema;
  std::vector<CarriedPack> packs;
  std::vector<CarriedCalendar> calendars;
  // Called after each table.
  std::function<void(const std::string& table, std::uint64_t rows)> progress;
};

base::Result<Manifest> export_record(store::Sql& sql, std::span<const store::Table* const> tables,
                                     const std::filesystem::path& folder,
                                     const ExportOptions& options);

}  // namespace qinqing::ledger
