// The API of filings.
//
//   PUT  /api/v1/filings/{filing}        keep, or keep and submit; the id is the client's
//   GET  /api/v1/filings                 a list: view, filters, order, cursor
//   GET  /api/v1/filings/{filing}
//   POST /api/v1/filings/{filing}/acts   take one arrow of the procedure; If-Match
//   GET  /api/v1/filings.xlsx            the list as a spreadsheet
//   GET  /api/v1/work                    what is mine to do, and what I wait for
//   GET  /api/v1/filings/people          whom an organiser may name
#pragma once

#include "contact/filings/filings.h"
#include "identity/guard.h"

namespace qinqing::contact {

// `filings` must outlive the guard's router.
void add_filing_api(const identity::Guard& guard, Filings& filings);

}  // namespace qinqing::contact
