// Places in the database: taken over from policy/places when the program starts.
//
// Thread-safety: as the database.
#pragma once

#include <cstddef>

#include "base/fault.h"
#include "identity/places.h"
#include "store/database.h"

namespace qinqing::identity {

// Makes the database's places those of the files: new ones are added, changed ones changed, one
// event a place, all in one unit. Places that the files no longer have stay: records belong to
// them. Returns how many rows changed. Throws as Database::write.
std::size_t adopt_places(store::Database& database, const Places& places);

// The database's places. Faults as Places::of: rows that somebody changed by hand.
base::Result<Places> stored_places(store::Database& database);

}  // namespace qinqing::identity
