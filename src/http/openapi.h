// The OpenAPI 3.1 document of a router: put together from what each route says of itself, so that
// it cannot say less or more than what is served.
//
//   router.add(Method::get, "/api/v1/packs/{pack}", {.action = "pack.read", .operation = {
//     {"summary", "一个清单"}, {"responses", {{"200",
//     json_answer("#/components/schemas/Pack")}}}}}, …);
//   const boost::json::object document = openapi(router, {.title = "亲清", .version = "0.1.0"});
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
// parameter of the path, and a `default` answer: the Problem schema, which is added to the schemas.
boost::json::object openapi(const Router& router, const ApiInfo& info);

// A response object whose content is JSON of the schema at `schema_ref`.
boost::json::object json_answer(std::string_view schema_ref, std::string_view description = "OK");
// A request body object, required, whose content is JSON of the schema at `schema_ref`.
boost::json::object json_body(std::string_view schema_ref);

}  // namespace qinqing::http
