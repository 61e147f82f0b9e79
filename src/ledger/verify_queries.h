// What verification reads, page by page, so that its memory does not grow with the record. Internal
// to ledger.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ledger/rows.h"
#include "store/log_rows.h"
#include "store/sql.h"

namespace qinqing::ledger {

inline constexpr int kVerifyPage = 500;

// A measure as it stands, be it a day or not.
struct MeasureText {
  std::string event;
  std::int64_t n = 0;
  std::string kind;
  std::string place;
  std::string day;
  std::int64_t value = 0;
  std::string reverses;
};

// By size; a page of those that are larger.
std::vector<HeadRow> heads_after(store::Sql& sql, std::int64_t size);
std::vector<EntryRow> entries_from(store::Sql& sql, std::int64_t n);
std::vector<SubtreeRow> subtrees_of(store::Sql& sql, std::int64_t level, std::int64_t from);
std::int64_t count_of_subtrees(store::Sql& sql);

std::int64_t count_of(store::Sql& sql, const store::Table& table);
// As they stand, whatever their columns ought to hold.
void every_row(store::Sql& sql, const store::Table& table, const store::Sql::Each& each);

std::optional<std::vector<store::Value>> row_by_key(store::Sql& sql, const store::Table& table,
                                                    std::span<const store::Value> key);

std::int64_t count_of_events(store::Sql& sql);
std::vector<store::EventRow> events_after(store::Sql& sql, const std::string& id);
// Of the events after one up to another; last = "" for all that come after.
std::vector<store::EventPrivateRow> private_between(store::Sql& sql, const std::string& after,
                                                    const std::string& last);
std::vector<MeasureText> measures_between(store::Sql& sql, const std::string& after,
                                          const std::string& last);
// event → its entry.
std::map<std::string, EntryRow> entries_between(store::Sql& sql, const std::string& after,
                                                const std::string& last);
// The entry that has this leaf, if there is one.
std::optional<EntryRow> entry_of_leaf(store::Sql& sql, const std::string& leaf);
bool is_unsealed(store::Sql& sql, const std::string& event);
bool has_event(store::Sql& sql, const std::string& id);
// The id of the n-th in the order of events_after, from 0.
std::string nth_event(store::Sql& sql, std::uint64_t n);

}  // namespace qinqing::ledger
