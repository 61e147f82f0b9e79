// What the system does to cases by itself goes through them in the order of their ids, each in a
// unit of work of its own: safe to repeat, and to run in two servers. Internal to casework.
#pragma once

#include <stop_token>
#include <string>

#include "base/clock.h"
#include "identity/caller.h"
#include "store/database.h"

namespace qinqing::casework {

inline constexpr int kCasesAtOnce = 500;  // found by one statement

// Calls `each` for the id of every case that `next(sql, after)` finds, at most kCasesAtOnce a time,
// until it is asked to stop: what is left is found again the next time.
template <class Next, class Each>
void for_cases(store::Database& database, const std::stop_token& stop, Next next, Each each) {
  std::string after;
  while (true) {
    const auto ids = database.read([&](store::Sql& sql) { return next(sql, after); });
    for (const std::string& id : ids) {
      if (stop.stop_requested()) return;
      each(id);
    }
    if (ids.size() < kCasesAtOnce) return;
    after = ids.back();
  }
}

inline identity::Caller the_system(base::Instant now) {
  identity::Caller caller;
  caller.system = true;
  caller.now = now;
  caller.today = base::Clock::day_of(now);
  return caller;
}

}  // namespace qinqing::casework
