// What adoption gives the procedures: the guards and effects that adoption.yaml calls by name.
//
// Thread-safety: as the registry.
#pragma once

#include "casework/registry.h"
#include "identity/places.h"
#include "norms/adoption/proving.h"
#include "norms/norms.h"

namespace qinqing::norms {

inline constexpr const char* kAdoptionProcedure = "adoption";

// All must outlive the registry.
void add_adoption_rules(casework::Registry& registry, Proving& proving, const Norms& norms,
                        const identity::Places& places);

}  // namespace qinqing::norms
