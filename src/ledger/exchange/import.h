// An export brought into an empty database of either engine: the same record, the same root. It
// writes no event.
//
//   const auto checked = check_export(folder, tables, schema);     // before any database is opened
//   const auto root = database.write([&](store::Unit& unit) {
//     return import_record(unit.sql(), database.tables(), *checked, options);
//   });
//
// An export is a stranger's until it is checked: every file is looked through first, and read again
// with its hash when it is loaded. All is loaded in one transaction, which ends in verification:
// where anything is wrong nothing stays.
//
// Faults, with file and line: "import.manifest", "import.format" (another schema), "import.files"
// (one that is missing, one too many), "import.line", "import.order", "import.hash",
// "import.not_empty", "import.wrong" (verification found something).
#pragma once

#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/fault.h"
#include "ledger/exchange/manifest.h"
#include "ledger/verify.h"
#include "store/sql.h"

namespace qinqing::ledger {

struct CheckedExport {
  std::filesystem::path folder;
  Manifest manifest;
};

using Progress = std::function<void(const std::string& table, std::uint64_t rows)>;

// Reads every file; `tables` and `schema` are those of this program.
base::Result<CheckedExport> check_export(const std::filesystem::path& folder,
                                         std::span<const store::Table* const> tables,
                                         const std::vector<SchemaStep>& schema,
                                         const Progress& progress = {});

struct ImportOptions {
  VerifyOptions verify;
  // Makes anew what no Row describes, such as an index of words.
  std::function<void(store::Sql& sql)> rebuild;
  Progress progress;  // after each table
};

// In a transaction that is rolled back where there are faults. May run more than once.
base::Result<Verified> import_record(store::Sql& sql, std::span<const store::Table* const> tables,
                                     const CheckedExport& checked, const ImportOptions& options);

}  // namespace qinqing::ledger
