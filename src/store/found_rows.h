// The rows that a transaction has read or written by their whole key. Guards, effects and followers
// of one unit each read the same filing, post and organisation for themselves; within a transaction
// on a snapshot the second answer is the first. Internal to store.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "store/table.h"
#include "store/value.h"

namespace qinqing::store {

// Off until `begin`. Thread-safety: one thread at a time.
class FoundRows {
 public:
  // A transaction begins. `snapshot`: it sees nothing that others commit meanwhile; else nothing is
  // kept.
  void begin(bool snapshot);
  void end() { begin(false); }
  // What was written can no longer be told: a savepoint was rolled back, a statement changed rows.
  void clear() { rows_.clear(); }

  // The row's values; an empty vector where it is known that there is none; null if not known.
  const std::vector<Value>* find(const Table& table, std::span<const Value> keys);
  // `values` of the whole row, or none where there is none.
  void keep(const Table& table, std::span<const Value> keys, std::span<const Value> values);

 private:
  const std::string& key_of(const Table& table, std::span<const Value> keys);

  bool on_ = false;
  std::string key_;  // of the last question
  std::unordered_map<std::string, std::vector<Value>> rows_;
};

}  // namespace qinqing::store
