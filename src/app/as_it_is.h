// The database as it is, for commands that only look: nothing is made, migrated or filled.
#pragma once

#include <memory>

#include "app/context.h"
#include "app/house.h"
#include "base/clock.h"
#include "store/database.h"

namespace qinqing::app {

// Faults: "db.missing", "db.older" (this program's migrations are not all applied), and those of
// Database::open. `context` and `random` must outlive the database.
base::Result<std::unique_ptr<store::Database>> open_as_it_is(const Context& context,
                                                             const HouseOptions& options,
                                                             base::RandomSource& random);

}  // namespace qinqing::app
