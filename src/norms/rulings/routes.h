// Rulings over HTTP, as JSON.
//
//   PUT  /api/v1/rulings/{ruling}             ask, by name
//   GET  /api/v1/rulings?view=, /{ruling}     what is asked here, or what I asked
//   POST /api/v1/rulings/{ruling}/acts        draft, cosign, publish …
//   GET  /api/v1/rulings/{ruling}/rule        the published ruling as a rule
//   PUT  /api/v1/anonymous-rulings/{ruling}   ask without a name
//   POST /api/v1/anonymous-rulings/answer     what became of it, by the code
//   GET  /api/v1/published-rulings, /{ruling}
//
// Those of anonymous askers are quiet: they read no session, set no cookie, log nothing.
#pragma once

#include "http/router.h"
#include "identity/guard.h"
#include "norms/rulings/rulings.h"

namespace qinqing::norms {

// All must outlive the router.
void add_ruling_api(const identity::Guard& guard, http::Router& router, Rulings& rulings);

}  // namespace qinqing::norms
