// One table's file of an export, read and held against what the manifest says of it. Internal to
// ledger.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <span>

#include "base/fault.h"
#include "ledger/exchange/files.h"
#include "ledger/exchange/manifest.h"
#include "store/table.h"

namespace qinqing::ledger {

// Calls `each` with every row up to the first that is wrong, which it says. Throws FileTrouble.
std::optional<base::Fault> read_table(
    const std::filesystem::path& folder, const ExportedTable& said, const store::Table& table,
    const std::function<void(std::span<const store::Value> row)>& each);

}  // namespace qinqing::ledger
