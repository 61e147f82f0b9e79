// The record as commands find it that read it whole: opened as it is, with what verification asks.
#pragma once

#include <memory>

#include "app/house.h"
#include "ledger/verify.h"

namespace qinqing::app {

// Opens a database without changing it, not even its schema. Faults: "db.missing", "db.older" and
// those of Database::open.
base::Result<std::unique_ptr<store::Database>> open_as_it_is(const Context& context,
                                                             const HouseOptions& options,
                                                             base::RandomSource& random);

// The derived tables of the house and how they follow.
std::vector<ledger::Derived> derived_tables();

// Tells on stderr how far verification is, at every tenth.
std::function<void(std::uint64_t done, std::uint64_t all)> tell_progress();

}  // namespace qinqing::app
