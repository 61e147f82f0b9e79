// The OpenAPI 3.1 document of a router: put together from what each route says of itself, so that
// it cannot say less or more than what is served.
//
//   router.add(Method::get, "/api/v1/packs/{pack}", {.action = "pack.read", .operation = {
//     {"summary", "一个清单"}, {"responses", {{"200",
//     json_answer("#/components/schemas/Pack")}}}}}, …);
//   const boost::json::object document = openapi(router, {.title = "亲清", .version = "0.1.0"});
//
// An operation writes its schemas out where they belong. One whose `title` is a name (letters and
// digits, a capital first) is moved to components/schemas under that name, without the title, and
// referred to from wherever it stood, also from within another. So a struct is described once, and
// programs that read the document get a type of that name.
//
// Thread-safety: pure functions.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>

#include "http/router.h"

namespace qinqing::http {

// NOLINTBEGIN(readability-redundant-member-init): without a `{}` callers may not leave a member out
struct ApiInfo {
  std::string title;
  std::string version;
  std::string description{};
  std::string server_url{};       // --public-url; "" = the document's own host
  boost::json::object schemas{};  // components/schemas
};
// NOLINTEND(readability-redundant-member-init)

// Only routes with an operation are in it. Each operation gets, where it does not have it, an
// operationId (the action, with the method where two routes share it), a parameter object for each
// parameter of the path, and a `default` answer: a problem. Schemas stand in the order of their
// names. Throws std::logic_error where two that differ have one name: this is a mistake in the
// program and shows when it starts.
boost::json::object openapi(const Router& router, const ApiInfo& info);

// A response object whose content is JSON of the schema at `schema_ref`.
boost::json::object json_answer(std::string_view schema_ref, std::string_view description = "OK");
// A response object of problem details (problem.h).
boost::json::object problem_answer(std::string_view description);
// A request body object, required, whose content is JSON of the schema at `schema_ref`.
boost::json::object json_body(std::string_view schema_ref);

}  // namespace qinqing::http
