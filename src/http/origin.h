// Writes from other sites: a page elsewhere must not make a visitor's browser write here.
//
// Browsers say where a request comes from (Sec-Fetch-Site on https and localhost, Origin on every
// write); programs say nothing and carry no cookies that could be abused, so silence is allowed.
// The pages of this house send `Referrer-Policy: same-origin` and not no-referrer, because under
// the latter browsers send `Origin: null` even with the site's own forms (Fetch, "append a request
// `Origin` header"), which over plain http could not be told from a foreign page.
//
// Thread-safety: a pure function.
#pragma once

#include <string_view>

#include "http/request.h"

namespace qinqing::http {

// True if the browser says that another site (or a sandboxed page) made this request. `public_url`
// is what links to this server read, "" where that is the Host header's matter: a proxy may have
// changed the Host.
bool from_another_site(const Request& request, std::string_view public_url);

}  // namespace qinqing::http
