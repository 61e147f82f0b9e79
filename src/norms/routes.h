// The lists over HTTP, as JSON: POST /api/v1/checks, GET /api/v1/packs….
//
// Asking leaves no trace: the check routes are quiet, and no route of this folder reads a session
// or sets a cookie.
#pragma once

#include "http/router.h"
#include "norms/norms.h"

namespace qinqing::norms {

// `norms` must outlive the router.
void add_api(http::Router& router, const Norms& norms);

}  // namespace qinqing::norms
