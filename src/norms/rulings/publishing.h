// From the signed draft to the text that binds. Internal.
//
// Thread-safety: one thread at a time, as the unit given.
#pragma once

#include <string>
#include <vector>

#include "base/fault.h"
#include "casework/proceeding.h"
#include "identity/places.h"
#include "norms/precedents.h"
#include "norms/rulings/rulings.h"

namespace qinqing::norms {

// The answer as a draft keeps it.
RulingAnswer answer_of(const RulingDraft& draft);
// The precedent that a published ruling is; nullopt for one that is not published.
std::optional<Precedent> precedent_of(const Ruling& ruling);
// What the answer would be as a precedent, from its draft.
Precedent precedent_from(const Ruling& ruling, const RulingAnswer& answer);

// Those published, not revoked and not expired, that may speak to a situation of `precedent` too
// and answer it otherwise.
std::vector<Ruling> contrary(store::Sql& sql, const identity::Places& places,
                             const Precedent& precedent, base::Date today);

// Gives the ruling the text of its current draft from today on, and tells both offices of each
// ruling that contradicts it.
base::Faults write_text(casework::Proceeding& proceeding, const identity::Places& places,
                        Ruling& ruling);

}  // namespace qinqing::norms
