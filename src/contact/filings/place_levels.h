// A place and those above it, as filing_row holds them. Internal to filings.
#pragma once

#include <array>
#include <string>

#include "contact/filings/row.h"

namespace qinqing::contact {

using PlaceLevels = std::array<std::string, kPlaceLevels>;

// From the root down; "" below the place. All "" for an unknown place.
PlaceLevels place_levels(const identity::Places& places, const std::string& place);

}  // namespace qinqing::contact
