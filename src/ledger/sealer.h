// Puts events in order: the n-th sealed event is the n-th leaf of the tree, for ever.
//
//   Sealer sealer(database, clock, [&](std::string_view text) { return keys.sign(text); });
//   while (sealer.seal() > 0) {}
//   sealer.sign_head();
//
// An event is sealed after it was committed, so that an act never waits for it: in batches, each in
// a transaction of its own, in the order in which the batches find them (PostgreSQL's commit order
// is none: what was begun earlier may be committed later), within a batch by the events' ids. One
// sealer works at a time, whatever the number of servers: another finds the lock taken and goes
// away. One that dies leaves nothing half-done.
//
// Errors: what Database::aside throws; StoredTree::Broken where the tree has a gap, and then
// nothing is sealed: it is for `qinqing ledger verify` to say where. Thread-safety: one thread at a
// time.
#pragma once

#include "base/clock.h"
#include "ledger/head.h"
#include "store/database.h"

namespace qinqing::ledger {

class Sealer {
 public:
  Sealer(store::Database& database, const base::Clock& clock, Signer sign)
      : database_(database), clock_(clock), sign_(std::move(sign)) {}

  // Seals a batch of what is not sealed yet. How many events; 0 where there are none, or another
  // seals now.
  int seal();
  // Signs the head of all that is sealed, unless it is signed. Whether it did.
  bool sign_head();

 private:
  store::Database& database_;
  const base::Clock& clock_;
  Signer sign_;
};

// Whether every event has its place and a signed head covers it: what is under none can be held
// against nothing.
bool all_signed(store::Sql& sql);

}  // namespace qinqing::ledger
