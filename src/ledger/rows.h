// What the ledger keeps beside the events: their order, the tree over it, and the signed heads.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string>

#include "store/database.h"
#include "store/table.h"

namespace qinqing::ledger {

// The n-th event, from 0. The order is that of sealing: batch after batch, within a batch by id.
struct EntryRow {
  std::int64_t n = 0;
  std::string event;
  std::string leaf;  // leaf_hash of the event's body, in hex
  static constexpr store::TableInfo kTable{.name = "ledger_entry", .kind = store::TableKind::log};
};
BOOST_DESCRIBE_STRUCT(EntryRow, (), (n, event, leaf))

// The n-th whole subtree of 2^level leaves, for every kLevelStep-th level above the leaves: enough
// to give any proof from a few hundred hashes.
inline constexpr int kLevelStep = 8;
struct SubtreeRow {
  std::int64_t level = 0;
  std::int64_t n = 0;
  std::string root;
  static constexpr store::TableInfo kTable{
      .name = "ledger_subtree", .kind = store::TableKind::derived, .keys = 2};
};
BOOST_DESCRIBE_STRUCT(SubtreeRow, (), (level, n, root))

// A head as it was signed (ledger/head.h).
struct HeadRow {
  std::int64_t size = 0;
  std::string root;
  std::string at;
  std::string signature;
  static constexpr store::TableInfo kTable{.name = "ledger_head", .kind = store::TableKind::log};
};
BOOST_DESCRIBE_STRUCT(HeadRow, (), (size, root, at, signature))

// How a configured witness stands. What it signed is evidence where it is kept by others, not here.
struct WitnessRow {
  std::string url;
  std::int64_t size = 0;      // of the head that it co-signed last; 0 = none yet
  std::string cosigned;       // ledger/witness.h; "" = none yet
  std::string said_at;        // when it was last asked and answered
  std::string problem;        // "", or why it does not sign: a fault's code
  std::string problem_since;  // when that began, "" where there is none
  static constexpr store::TableInfo kTable{.name = "ledger_witness",
                                           .kind = store::TableKind::transient};
};
BOOST_DESCRIBE_STRUCT(WitnessRow, (), (url, size, cosigned, said_at, problem, problem_since))

store::Schema schema();

}  // namespace qinqing::ledger
