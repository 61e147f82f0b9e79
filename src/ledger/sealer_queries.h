// The sealer's statements. Internal to ledger.
#pragma once

#include <string>
#include <tuple>
#include <vector>

#include "ledger/rows.h"
#include "store/sql.h"

namespace qinqing::ledger {

// For the rest of this transaction no other seals. False where another does now.
bool take_turn(store::Sql& sql);

// {id, body} of events that have no place yet, by id.
std::vector<std::tuple<std::string, std::string>> unsealed(store::Sql& sql, int limit);
// Those from the first-th entry on have one.
void forget_unsealed(store::Sql& sql, std::int64_t first);

void add(store::Sql& sql, const std::vector<EntryRow>& rows);
void add(store::Sql& sql, const std::vector<SubtreeRow>& rows);
void add(store::Sql& sql, const HeadRow& row);

std::uint64_t count_of_entries(store::Sql& sql);
std::uint64_t last_head_size(store::Sql& sql);  // 0 where none is signed

}  // namespace qinqing::ledger
