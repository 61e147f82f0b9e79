// "核验此记录": a filing's events with their proofs, checked in the reader's own browser against
// the head that is published, and the head to keep.
//
//   GET /filings/{filing}/ledger
//
// Whoever may read the filing may read it. Events that only say who looked are not shown: whom an
// inspector looked at is the inspector's to tell.
#pragma once

#include <string>

#include "contact/filings/pages.h"

namespace qinqing::contact {

// All must outlive the guard's router. `public_key` is what heads are checked with.
void add_filing_ledger_page(const identity::Guard& guard, Filings& filings,
                            const http::Templates& templates, Frame frame, std::string public_key);

}  // namespace qinqing::contact
