// Tables that follow from the records: computed anew and compared. Internal to ledger but for
// Derived itself.
#pragma once

#include <functional>
#include <optional>

#include "ledger/finding.h"
#include "store/sql.h"
#include "store/table.h"

namespace qinqing::ledger {

// A derived table, and how its rows follow.
struct Derived {
  const store::Table* table = nullptr;
  // Calls `each` once with every row as it should be, a Row of that table, in any order.
  using Each = std::function<void(const void* row)>;
  std::function<void(store::Sql& sql, const Each& each)> rows;
};

std::optional<Finding> compare_derived(store::Sql& sql, const Derived& derived);

}  // namespace qinqing::ledger
