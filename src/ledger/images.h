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

  // An event's changes follow.
  void next_event(const std::string& id);
  // Takes the image of one change of it. `personal` are the event's personal values, the JSON
  // of each or nullopt where it is erased; `next` is the first that belongs to this change, and
  // afterwards the one after its last. False where the change is of no table that is known, its row
  // not one of it, or an erasure that leaves something.
  bool take(const boost::json::object& change, std::span<const std::optional<std::string>> personal,
            std::size_t& next);

  // Every row of every record table against its image; the count of rows goes to `rows`.
  std::optional<Finding> compare(store::Sql& sql, std::uint64_t& rows);

 private:
  struct Image {
    std::int64_t version = 0;  // the highest
    std::int64_t count = 0;    // images taken: as many as the version says, or one is gone
    Hash hash{};
    std::int64_t erased = 0;       // the highest version that an erasure made; 0 = none did
    std::int64_t open = 0;         // the lowest whose personal values can be read; 0 = none
    std::uint64_t open_event = 0;  // the event that has them, counted from 0
    std::int64_t open_part = 0;
  };
  // Personal values that cannot be read any more: the highest version of their row.
  struct Lost {
    std::int64_t version = 0;
    std::string part;  // "<event>/<n>"
  };
  using Key = std::string;

  // Of one image, by what it says of its personal values.
  void note_parts(const std::string& table, const Key& key, Image& image, std::int64_t version,
                  std::span<const std::optional<std::string>> personal, std::size_t first);
  // Erased is what an erasure took, all of it and nothing else.
  std::optional<Finding> compare_erased(store::Sql& sql, const std::string& table, const Key& key,
                                        const Image& image) const;
  std::optional<Finding> compare(store::Sql& sql, const store::Table& table, std::uint64_t& rows);

  std::map<std::string, const store::Table*, std::less<>> tables_;
  std::map<std::string, std::unordered_map<Key, Image>, std::less<>> images_;
  std::map<std::string, std::unordered_map<Key, Lost>, std::less<>> lost_;
  std::string event_;
  std::uint64_t events_ = 0;
};

}  // namespace qinqing::ledger
