// A row of a table as a line of an export: canonical JSON of column → value. Internal to ledger.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "store/table.h"

namespace qinqing::ledger {

// Without the line feed. Throws FileTrouble where a value has no such form: a whole number beyond
// ±(2^53−1), a text that is not UTF-8.
std::string row_text(const store::Table& table, std::span<const store::Value> row);

// What row_text gives, back, in the order of the columns; else what is wrong with it, in Chinese.
std::variant<std::vector<store::Value>, std::string> row_of_text(const store::Table& table,
                                                                 std::string_view line);

}  // namespace qinqing::ledger
