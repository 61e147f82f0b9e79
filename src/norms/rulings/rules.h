// The guards and effects that the ruling procedure calls by name.
#pragma once

#include "casework/registry.h"
#include "identity/places.h"

namespace qinqing::norms {

// `places` must outlive the registry.
void add_ruling_rules(casework::Registry& registry, const identity::Places& places);

}  // namespace qinqing::norms
