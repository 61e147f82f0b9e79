// The start page: what the caller has to do, by when, and what others owe the caller.
//
// Thread-safety: as the Sql given.
#pragma once

#include "contact/filings/answers.h"
#include "contact/filings/filings.h"

namespace qinqing::contact {

WorkJson work_json(store::Sql& sql, const Filings& filings, const identity::Caller& caller);

}  // namespace qinqing::contact
