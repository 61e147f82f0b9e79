// The demonstration: invented units, firms and people, an account for every role, filings in every
// state. Its data is policy/demonstration/*.yaml; days in it count from today.
#pragma once

#include <filesystem>

#include "app/house.h"

namespace qinqing::app {

// Fills an empty database. Faults of the file, and what the services refuse: a demonstration that
// does not fit the rules is a defect.
base::Faults fill_with_demonstration(House& house, const std::filesystem::path& file);

// `--empty`: one organisation, one system administrator. Prints login and first password, once, to
// standard error.
base::Faults make_first_account(House& house);

}  // namespace qinqing::app
