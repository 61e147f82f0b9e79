// The last after-image of every record row, and whether the rows are that. Images come in the order
// of events and rows in that of their tables, so both are put into parts by their keys and compared
// part by part: memory does not grow with the record. Internal to ledger.
#pragma once

#include <boost/json/object.hpp>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ledger/spool.h"
#include "ledger/tree.h"
#include "ledger/verify.h"
#include "store/sql.h"
#include "store/table.h"

namespace qinqing::ledger {

class Images {
 public:
  // `events`: how many there are, about.
  Images(std::span<const store::Table* const> tables, std::uint64_t events);

  // The changes of the event that follows, in the order of their ids.
  void next_event();
  // Takes the image of one change of it. `personal` are the event's personal values, the JSON
  // of each or nullopt where it is erased; `next` is the first that belongs to this change, and
  // afterwards the one after its last. False where the change is of no table that is known, its row
  // not one of it, or an erasure that leaves something.
  bool take(const boost::json::object& change, std::span<const std::optional<std::string>> personal,
            std::size_t& next);

  // Every row of every record table against its image; the count of rows goes to `rows`.
  std::optional<Finding> compare(store::Sql& sql, std::uint64_t& rows);

 private:
  // What one change says of a row.
  struct Taken {
    Hash key{};  // of table and key
    Hash content{};
    std::uint64_t event = 0;  // counted from 0
    std::int64_t version = 0;
    std::int32_t change = 0;  // of the event, counted from 0
    std::int32_t open = -1;   // its first personal value that can be read; -1 = none
    std::int32_t lost = -1;   // its first that cannot
    std::int16_t table = 0;
    bool erases = false;
  };
  struct Row {
    Hash key{};
    Hash content{};
    std::int16_t table = 0;
  };
  struct Image;
  struct Part;
  struct Known {
    const store::Table* table = nullptr;
    std::int16_t at = 0;
  };

  std::size_t part_of(const Hash& key) const;
  void spool_rows(store::Sql& sql, const Known& known, std::uint64_t& rows);

  std::map<std::string, Known, std::less<>> tables_;
  std::size_t parts_;
  Spool<Taken> taken_;
  Spool<Row> rows_;
  std::uint64_t events_ = 0;
  std::int32_t changes_ = 0;  // of the last event
};

}  // namespace qinqing::ledger
