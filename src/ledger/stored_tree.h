// The tree as the database has it: the leaves of every event, the roots of some whole subtrees.
// Internal to ledger.
#pragma once

#include "ledger/tree.h"
#include "store/sql.h"

namespace qinqing::ledger {

class StoredTree {
 public:
  explicit StoredTree(store::Sql& sql) : sql_(sql) {}

  std::uint64_t size() const;
  // The tree at its size, to be grown. Throws Broken where its rows do not make one.
  Tree tree() const;
  // Of a subtree that lies within the tree; reads at most 2^kLevelStep rows. Throws Broken.
  Hash subtree(int level, std::uint64_t n) const;

  // A row that the tree needs is not there or is no hash.
  struct Broken : std::exception {
    const char* what() const noexcept override { return "the ledger's tree has a gap"; }
  };

 private:
  store::Sql& sql_;
};

}  // namespace qinqing::ledger
