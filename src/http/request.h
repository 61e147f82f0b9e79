// A request as handlers see it: decoded, checked, whole.
//
// A Request is made by the server (or, in tests and for the server's own use, by make_request);
// a handler only reads it. What it shows of the header and the body are views into the connection's
// buffer: they live until the handler returns, so a handler copies what it keeps.
//
//   Response show(const Request& request) {
//     const std::string_view pack = request.param("pack");        // of "/packs/{pack}"
//     const auto after = request.target.query.first("after");     // of "?after=…"
//     const std::string_view tag = request.header("If-None-Match");
//
// Thread-safety: a handler has its request to itself.
#pragma once

#include <boost/json/value.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/fault.h"
#include "base/json.h"
#include "http/form.h"
#include "http/target.h"

namespace qinqing::http {

enum class Method { get, head, post, put, patch, delete_, options };

// "GET", "HEAD" …
std::string_view to_string(Method method);
// GET, HEAD and OPTIONS change nothing.
bool is_safe(Method method);

struct Header {
  std::string_view name;
  std::string_view value;
};

struct Request {
  Method method = Method::get;
  Target target;
  std::vector<Header> headers;  // in the order sent
  std::string_view body;        // without any transfer encoding

  // The value of the first header of that name (ASCII case does not matter), "" if there is none.
  std::string_view header(std::string_view name) const;

  // The path parameter of that name. The route's pattern must have it: std::logic_error otherwise.
  // A tail (`{name*}`) is its segments joined by "/".
  std::string_view param(std::string_view name) const;

  // The Content-Type in lower case without parameters: "application/json"; "" if there is none.
  std::string media_type() const;

  // The body as a form, by its Content-Type. Faults as http/form.h has them.
  base::Result<Form> form(const FormLimits& limits = {}) const;
  // The body as JSON. Faults as base/json.h has them.
  base::Result<boost::json::value> json(const base::JsonLimits& limits = {}) const;

  // True if the sender would rather read a page than JSON: Accept names text/html and does not
  // rank application/json above it. A program that says nothing gets JSON.
  bool prefers_html() const;

  // Set by the router: the names and values of the path's parameters.
  std::vector<std::pair<std::string, std::string>> params;

  // What the views point into where no connection holds it (make_request).
  std::shared_ptr<const void> backing;
};

// A request that owns its bytes. Faults: as parse_target has them.
base::Result<Request> make_request(Method method, std::string target,
                                   std::vector<std::pair<std::string, std::string>> headers = {},
                                   std::string body = "");

}  // namespace qinqing::http
