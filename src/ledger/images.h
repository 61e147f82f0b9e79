// The last after-image of every record row, and whether the rows are that. Internal to ledger.
#pragma once

#include <boost/json/object.hpp>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "ledger/tree.h"
#include "ledger/verify.h"
#include "store/sql.h"
#include "store/table.h"

namespace qinqing::ledger {

class Images {
 public:
  explicit Images(std::span<const store::Table* const> tables);

  // Takes the image of one change of an event. `personal` are the event's personal values, the JSON
  // of each or nullopt where it is erased; `next` is the first that belongs to this change, and
  // afterwards the one after its last. False where the change is of no table that is known, or its
  // row not one of it.
  bool take(const boost::json::object& change, std::span<const std::optional<std::string>> personal,
            std::size_t& next);

  // Every row of every record table against its image; the count of rows goes to `rows`.
  std::optional<Finding> compare(store::Sql& sql, std::uint64_t& rows);

 private:
  struct Image {
    std::int64_t version = 0;  // the highest
    std::int64_t count = 0;    // images taken: as many as the version says, or one is gone
    Hash hash{};
  };
  using Key = std::string;

  std::optional<Finding> compare(store::Sql& sql, const store::Table& table, std::uint64_t& rows);

  std::map<std::string, const store::Table*, std::less<>> tables_;
  std::map<std::string, std::unordered_map<Key, Image>, std::less<>> images_;
};

}  // namespace qinqing::ledger
