// Whether the record is whole: every answered filing is there, none half, no event without its
// change, no change without its event.
#pragma once

#include <string>
#include <vector>

#include "store/database.h"

namespace qinqing::storm {

// Ids of `answered` that the database does not hold with case, account and number.
std::vector<std::string> missing(store::Database& database,
                                 const std::vector<std::string>& answered);

// Every record row against the after-image of the last event that touched it, and the reverse. One
// sentence for each that does not agree.
std::vector<std::string> disagreements(store::Database& database);

}  // namespace qinqing::storm
