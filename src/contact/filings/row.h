// Keeps filing_row beside the filings.
#pragma once

#include <optional>

#include "casework/registry.h"
#include "contact/filings/model.h"
#include "identity/places.h"
#include "store/database.h"

namespace qinqing::contact {

inline constexpr std::size_t kPlaceLevels = 5;

// "r.place_2": the column of a filing_row `r` that holds the places of that depth, a root's
// being 1. Throws std::logic_error beyond kPlaceLevels.
std::string place_column(std::size_t depth);

// The row that a filing has as it stands.
FilingRow row_of(const Filing& filing, const casework::Docket& docket,
                 const identity::Places& places);

// Has the row found by its words from now on, and no longer by those it had before.
void find_by_words(store::Sql& sql, const FilingRow& row, const std::optional<FilingRow>& before);

// The same for every row there is, where none can be found by its words yet.
void find_all_by_words(store::Sql& sql);

// Follows the cases of filings and writes their rows. `places` must outlive the registry.
void keep_filing_rows(casework::Registry& registry, const identity::Places& places);

// Writes anew the places of rows whose place lies elsewhere than when they were written. Rows
// changed. To be called when places were taken over, before anybody asks.
std::int64_t place_rows_anew(store::Database& database, const identity::Places& places);

}  // namespace qinqing::contact
