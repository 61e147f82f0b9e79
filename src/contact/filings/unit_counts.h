// How many filings of the caller's unit wait for it. A count of work, never a score of people.
#pragma once

#include <cstdint>

#include "identity/caller.h"
#include "store/sql.h"

namespace qinqing::contact {

struct UnitCounts {
  std::int64_t pending = 0;  // what the unit owes at all
  std::int64_t late = 0;     // of these: past
  std::int64_t soon = 0;     // of these: today or tomorrow
};
UnitCounts unit_counts(store::Sql& sql, const identity::Caller& caller);

}  // namespace qinqing::contact
