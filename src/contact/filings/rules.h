// What filings give the procedures: the guards, effects and days that filing.yaml calls by name.
//
//   guards   filing_complete, awaits_approval, awaits_receipt, contact_over, accounts_agree,
//            accounts_differ, confirmation_overdue, duties_met
//   effects  route_unit, take_check, owe_duties, meet_duty, stand_by
//   days     contact_on
//
// Thread-safety: registered once, then called from any thread.
#pragma once

#include "casework/registry.h"
#include "identity/places.h"
#include "norms/norms.h"

namespace qinqing::contact {

// `norms` and `places` must outlive the registry.
void add_filing_rules(casework::Registry& registry, const norms::Norms& norms,
                      const identity::Places& places);

}  // namespace qinqing::contact
