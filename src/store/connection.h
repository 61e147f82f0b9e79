// One connection to one engine, with its prepared statements. Internal to store.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "store/database.h"
#include "store/found_rows.h"
#include "store/sql.h"

namespace qinqing::store {

class Connection : public Sql {
 public:
  // Runs a statement without arguments and without rows: BEGIN, COMMIT, CREATE …
  virtual void run(std::string_view statement) = 0;
  // False once it is known that nothing can be said on it any more; open another.
  virtual bool usable() const = 0;

  std::int64_t change(std::string_view statement, std::span<const Value> arguments) final {
    found_.clear();
    return change_beside(statement, arguments);
  }
  // Of the transaction that it is in.
  FoundRows& found() { return found_; }

 private:
  void find_into(const Table& table, std::span<const Value> keys,
                 const std::function<void*()>& add) final;

  FoundRows found_;
};

// Both throw Unavailable.
std::unique_ptr<Connection> connect_sqlite(const std::string& path, const DatabaseOptions& options,
                                           bool writes);
std::unique_ptr<Connection> connect_postgresql(const std::string& url);

// PostgreSQL: two transactions could not be put in an order; the unit is run again.
struct Unordered {};

}  // namespace qinqing::store
