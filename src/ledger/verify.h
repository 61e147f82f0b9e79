// Whether the record is what its events say, and the events what was sealed and signed.
//
//   const Verified found = database.read(
//       [&](store::Sql& sql) { return verify(sql, database.tables(), options); });
//   if (found.wrong) …  // {table, key, kind}
//
// Reads everything and changes nothing: the heads and their signatures; every entry, with the tree
// computed anew; every event, its columns, leaf, personal values and measures against its body;
// every record row against the after-image of the last event that touched it; every row of the
// tree and of the derived tables that are told. It stops at the first fault it finds, in that
// order.
//
// What it cannot see: a record rewritten as a whole, with events, tree and heads signed by the
// server's own key. For that it is given a head that somebody else has kept (`against`).
//
// Errors: store/failure.h. Thread-safety: pure but for the database.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ledger/derived.h"
#include "ledger/finding.h"
#include "ledger/head.h"
#include "store/sql.h"
#include "store/table.h"

namespace qinqing::ledger {

struct Verified {
  std::optional<Finding> wrong;
  std::uint64_t events = 0;
  std::uint64_t sealed = 0;
  std::uint64_t rows = 0;  // of record tables
  std::uint64_t heads = 0;
  Hash root{};  // of all that is sealed
};

struct VerifyOptions {
  // Whether a head's text was signed by the server's key, the one in use or an older one.
  std::function<bool(std::string_view text, std::string_view signature)> is_signed;
  std::optional<Head> against;   // a head kept elsewhere
  std::vector<Derived> derived;  // of the folders above; the tree's own are known here
  // Called now and then with the events read so far and how many there are.
  std::function<void(std::uint64_t done, std::uint64_t all)> progress;
};

Verified verify(store::Sql& sql, std::span<const store::Table* const> tables,
                const VerifyOptions& options);

}  // namespace qinqing::ledger
