// The door of every route that knows who asks.
//
//   Guard guard(site.router(), sessions, clock, {.secure = true, .ask_to_sign_in = page});
//   guard.route(Method::post, "/api/v1/filings/{id}/approval", {.action = "filing.approve"},
//               [](const http::Request& request, const Caller& caller) { … });
//
// Before the handler runs the Guard has seen to it that
//   - the route's action stands in the access table (else std::logic_error when it is added);
//   - the cookie's session is alive, and its role has the action at all: otherwise 401 for
//   programs,
//     the sign-in page for browsers; 403, or 404 where the address names a record;
//   - a first password was changed, whatever else is asked for;
//   - a write carries the session's word: in the field `csrf` of a form or the header X-CSRF.
//     (That it comes from no other site's page, the Site has seen to already.)
// The handler asks require() (identity/refused.h) of the record itself.
//
// What a handler throws becomes an answer in Chinese: Refused 403 or 404, store::Conflict 412,
// store::Exists 409, store::Unavailable 503 with Retry-After.
//
// All routes wait for the database and are run on the pool. None is kept by browsers.
// Thread-safety: add all routes first.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "http/router.h"
#include "identity/caller.h"
#include "identity/sessions.h"

namespace qinqing::identity {

inline constexpr std::string_view kSessionCookie = "qinqing_session";

// NOLINTBEGIN(readability-redundant-member-init): without a `{}` callers may not leave a member out
struct GuardOptions {
  bool secure = false;  // the site is reached by https: the cookie is never sent without
  // The page that asks to sign in and carries what the request posted. Without it browsers that
  // post get the 401 that programs get.
  std::function<http::Response(const http::Request&)> ask_to_sign_in{};
};
// NOLINTEND(readability-redundant-member-init)

class Guard {
 public:
  using Handler = std::function<http::Response(const http::Request&, const Caller&)>;

  // `router`, `sessions` and `clock` must outlive the routes.
  Guard(http::Router& router, Sessions& sessions, const base::Clock& clock,
        GuardOptions options = {});

  // Throws std::logic_error as Router::add, and for an action that is not in the access table.
  // The patterns of programs begin with /api/; all others are pages.
  void route(http::Method method, std::string pattern, http::RouteOptions options,
             Handler handler) const;

  // The token that the request's cookie holds, "" without one.
  static std::string_view token_of(const http::Request& request);
  // Puts the cookie of a new token into the answer; "" takes it away.
  void set_cookie(http::Response& response, std::string_view token) const;

  Sessions& sessions() const { return sessions_; }
  const base::Clock& clock() const { return clock_; }
  http::Router& router() const { return router_; }

 private:
  http::Router& router_;
  Sessions& sessions_;
  const base::Clock& clock_;
  GuardOptions options_;
};

// `next` if it is a path of this site that may be gone to after signing in, else "/": one slash in
// front and no second, no backslash, printable ASCII, not the API and not signing in or out again.
std::string local_path(std::string_view next);

// The basis that the request names for reading another's case: the query's or the form's `basis`.
std::string basis_of(const http::Request& request);

}  // namespace qinqing::identity
