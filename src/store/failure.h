// What can go wrong in the database, as the callers tell it apart. None of these says a value: not
// what() either, so that it may be logged.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace qinqing::store {

// Somebody changed the row since it was read. Nothing was written. Read again, show both.
struct Conflict : std::runtime_error {
  explicit Conflict(std::string table)
      : std::runtime_error("changed by somebody else: " + table), table(std::move(table)) {}
  std::string table;
};

// A row with that key, or with another value that must be the only one, is there already. Nothing
// was written.
struct Exists : std::runtime_error {
  explicit Exists(std::string table)
      : std::runtime_error("is there already: " + table), table(std::move(table)) {}
  std::string table;
};

// The database cannot do it now; the same unit may be tried again later. Nothing was written, but
// where `reason` is `lost`, when it is not known whether the commit arrived: a unit that inserts by
// a client's id can be retried safely all the same.
struct Unavailable : std::runtime_error {
  enum class Reason { full, lost, locked, read_only, damaged };
  explicit Unavailable(Reason reason);
  Reason reason;
  // In Chinese, for the person who waits: what is wrong and that nothing was kept.
  std::string_view told() const;
};

}  // namespace qinqing::store
