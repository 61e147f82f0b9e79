// The ledger as the public sees it: the last head, the key that signs, and how each witness stands.
//
//   GET /ledger          the page
//   GET /api/v1/ledger   {head, signature, key, witnesses: [{url, size, cosigned, problem, since}]}
//
// Lifetime: what it is given must outlive the router's routes.
#pragma once

#include <string>

#include "base/clock.h"
#include "http/router.h"
#include "http/templates.h"
#include "identity/pages.h"
#include "store/database.h"

namespace qinqing::app {

void add_ledger_page(http::Router& router, store::Database& database,
                     const http::Templates& templates, const identity::Frame& frame,
                     const base::Clock& clock, std::string public_key);

}  // namespace qinqing::app
