// Which handler answers which path.
//
//   Router router;
//   router.add(Method::get, "/api/v1/packs/{pack}",
//              {.action = "pack.read", .operation = {{"summary", "一个清单"}}}, show_pack);
//
// A pattern is "/" or segments after "/": literal text (as decoded), `{name}` for one segment, or
// as the last one `{name*}` for one or more. A literal is preferred to a parameter, a parameter to
// a tail. Every route names its action; access control is by action, so a route without one cannot
// be added.
//
// Thread-safety: add() all routes first; then everything const may be called from any thread.
#pragma once

#include <boost/json/object.hpp>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "http/request.h"
#include "http/response.h"

namespace qinqing::http {

// Runs on the connection's I/O thread (or, where blocking, on the pool): many run at the same time.
// What it throws becomes a 500; only the exception's type is logged, never its text.
using HandlerFn = std::function<Response(const Request&)>;

// NOLINTBEGIN(readability-redundant-member-init): without a `{}` callers may not leave a member out
struct RouteOptions {
  // What is done here, "<what>.<verb>": "check.ask", "pack.read". Required.
  std::string action;
  // Nobody learns that it was asked: no line in the access log, and no-store. For checks.
  bool quiet = false;
  // Browsers and proxies keep no copy. Quiet routes never do.
  bool no_store = false;
  // Bytes of a request body beyond which it is refused with 413, before it is read where its length
  // is announced.
  std::size_t body_max = std::size_t{1} << 20U;
  // Media types that a body may have ("application/json"); any other is refused with 415. Empty:
  // any.
  std::vector<std::string> content_types{};
  // The handler waits (disk, database) or computes for longer than a millisecond: it runs on the
  // pool and the I/O thread serves others meanwhile.
  bool blocking = false;
  // The OpenAPI 3.1 operation object; empty: not part of the API.
  boost::json::object operation{};
};
// NOLINTEND(readability-redundant-member-init)

struct Route {
  Method method;
  std::string pattern;
  RouteOptions options;
  HandlerFn handler;
};

// What the router found. `route` is nullptr where the path exists with other methods only, and
// where it does not exist.
struct Match {
  const Route* route = nullptr;
  std::string allow;   // the methods the path has, for the Allow header; "" = no such path
  bool quiet = false;  // some route of this path is quiet, whatever the method asked for
};

class Router {
 public:
  Router();
  ~Router();
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;

  // Throws std::logic_error for a malformed pattern, an empty action and a route that is there
  // already: these are mistakes in the program and show when it starts.
  void add(Method method, std::string pattern, RouteOptions options, HandlerFn handler);

  // Finds the route of request.method and request.target and sets request.params. HEAD is answered
  // by the route of GET.
  Match find(Request& request) const;

  // All routes, in the order added.
  const std::vector<std::unique_ptr<const Route>>& routes() const { return routes_; }

 private:
  struct Node;
  std::vector<std::unique_ptr<const Route>> routes_;
  std::unique_ptr<Node> root_;
};

}  // namespace qinqing::http
