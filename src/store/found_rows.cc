#include "store/found_rows.h"

#include <cstdint>

namespace qinqing::store {
namespace {

constexpr std::size_t kRowsMax = 2000;  // then it begins anew: a transaction may read many

void append(std::string& to, std::uint64_t bits) {
  to.append(reinterpret_cast<const char*>(&bits), sizeof bits);
}

}  // namespace

void FoundRows::begin(bool snapshot) {
  on_ = snapshot;
  rows_.clear();
}

// Tables are made once and never move.
const std::string& FoundRows::key_of(const Table& table, std::span<const Value> keys) {
  key_.clear();
  append(key_, reinterpret_cast<std::uintptr_t>(&table));
  for (const Value& key : keys) {
    if (const auto* number = std::get_if<std::int64_t>(&key)) {
      key_ += 'i';
      append(key_, static_cast<std::uint64_t>(*number));
    } else if (const auto* text = std::get_if<std::string>(&key)) {
      key_ += 't';
      append(key_, text->size());
      key_ += *text;
    } else {
      key_ += 'n';
    }
  }
  return key_;
}

const std::vector<Value>* FoundRows::find(const Table& table, std::span<const Value> keys) {
  if (!on_) return nullptr;
  const auto found = rows_.find(key_of(table, keys));
  return found == rows_.end() ? nullptr : &found->second;
}

void FoundRows::keep(const Table& table, std::span<const Value> keys,
                     std::span<const Value> values) {
  if (!on_) return;
  if (rows_.size() >= kRowsMax) rows_.clear();
  rows_[key_of(table, keys)].assign(values.begin(), values.end());
}

}  // namespace qinqing::store
