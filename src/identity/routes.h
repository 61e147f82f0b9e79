// The JSON API of identity, under /api/v1: session, sessions, me/password, me/post, accounts,
// people, organisations, places, posts, delegations.
//
// Every route but signing in stands behind the Guard. Creation is PUT under a client's UUIDv7 with
// If-None-Match: *; the same creation again is answered with what it made.
#pragma once

#include "identity/guard.h"
#include "identity/identity.h"

namespace qinqing::identity {

struct ApiOptions {
  bool demonstration = false;  // its people and accounts are invented: sessions say so
};

// `identity` must outlive the guard's router.
void add_api(const Guard& guard, Identity& identity, const ApiOptions& options = {});

// Parts of it. Internal.
void add_session_routes(const Guard& guard, Identity& identity, bool demonstration);
void add_account_routes(const Guard& guard, Identity& identity);
void add_post_routes(const Guard& guard, Identity& identity);
void add_organisation_routes(const Guard& guard, Identity& identity);

}  // namespace qinqing::identity
