#include "http/openapi.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <map>
#include <utility>
#include <vector>

#include "http/ascii.h"

namespace qinqing::http {
namespace {

namespace json = boost::json;

constexpr std::string_view kProblemRef = "#/components/schemas/Problem";

json::object content(std::string_view media_type, std::string_view schema_ref) {
  return {{media_type, json::object{{"schema", json::object{{"$ref", schema_ref}}}}}};
}

json::object text_schema(std::string_view description) {
  return {{"type", "string"}, {"description", description}};
}

// As problem.h prints it.
json::object problem_schema() {
  const json::object fault = {
      {"type", "object"},
      {"required", {"pointer", "code", "detail"}},
      {"properties", json::object{{"pointer", text_schema("JSON pointer into what was sent")},
                                  {"code", text_schema("which rule was broken")},
                                  {"detail", text_schema("what is wrong")},
                                  {"right", text_schema("what would be right")}}}};
  return {
      {"type", "object"},
      {"description", "RFC 9457 problem details"},
      {"required", {"type", "title", "status", "code"}},
      {"properties", json::object{{"type", text_schema("about:blank")},
                                  {"title", text_schema("what the status means")},
                                  {"status", json::object{{"type", "integer"}}},
                                  {"code", text_schema("stable, for programs")},
                                  {"detail", text_schema("what happened here")},
                                  {"errors", json::object{{"type", "array"}, {"items", fault}}}}}};
}

std::vector<std::string> path_parameters(std::string_view pattern) {
  std::vector<std::string> names;
  while (true) {
    const std::size_t open = pattern.find('{');
    if (open == std::string_view::npos) return names;
    const std::size_t close = pattern.find('}', open);
    std::string name(pattern.substr(open + 1, close - open - 1));
    if (name.ends_with('*')) name.pop_back();
    names.push_back(std::move(name));
    pattern.remove_prefix(close);
  }
}

bool describes(const json::array& parameters, std::string_view name) {
  for (const json::value& parameter : parameters) {
    const json::object* object = parameter.if_object();
    if (object == nullptr || !object->contains("name") || !object->contains("in")) continue;
    if (object->at("name") == json::string_view(name) && object->at("in") == "path") return true;
  }
  return false;
}

void add_parameters(std::string_view pattern, json::object& operation) {
  const auto names = path_parameters(pattern);
  if (names.empty()) return;
  json::value& list = operation["parameters"];
  if (!list.is_array()) list.emplace_array();
  for (const std::string& name : names) {
    if (describes(list.get_array(), name)) continue;
    list.get_array().push_back(json::object{{"name", name},
                                            {"in", "path"},
                                            {"required", true},
                                            {"schema", json::object{{"type", "string"}}}});
  }
}

void add_default_answer(json::object& operation) {
  json::value& responses = operation["responses"];
  if (!responses.is_object()) responses.emplace_object();
  if (responses.get_object().contains("default")) return;
  responses.get_object()["default"] = json::object{
      {"description", "Problem"}, {"content", content("application/problem+json", kProblemRef)}};
}

std::string lower(std::string_view method) {
  std::string text(method);
  std::ranges::transform(text, text.begin(), to_lower);
  return text;
}

// "{name*}" is written "{name}" in OpenAPI.
std::string path_of(std::string pattern) {
  const std::size_t star = pattern.find("*}");
  if (star != std::string::npos) pattern.erase(star, 1);
  return pattern;
}

// What the route says of itself, with what every operation has. `id` is used where it names none.
json::object operation_of(const Route& route, std::string_view id) {
  json::object operation = route.options.operation;
  if (!operation.contains("operationId")) operation["operationId"] = id;
  add_parameters(route.pattern, operation);
  add_default_answer(operation);
  return operation;
}

json::object paths_of(const Router& router) {
  std::map<std::string, int> routes_of_action;
  for (const auto& route : router.routes()) {
    if (!route->options.operation.empty()) ++routes_of_action[route->options.action];
  }
  json::object paths;
  for (const auto& route : router.routes()) {
    if (route->options.operation.empty()) continue;
    const std::string& action = route->options.action;
    const std::string method = lower(to_string(route->method));
    const std::string pattern = path_of(route->pattern);
    std::string id = action;
    if (routes_of_action[action] > 1) id.assign(method).append(" ").append(pattern);
    json::value& path = paths[pattern];
    if (!path.is_object()) path.emplace_object();
    path.get_object()[method] = operation_of(*route, id);
  }
  return paths;
}

}  // namespace

json::object json_answer(std::string_view schema_ref, std::string_view description) {
  return {{"description", description}, {"content", content("application/json", schema_ref)}};
}

json::object json_body(std::string_view schema_ref) {
  return {{"required", true}, {"content", content("application/json", schema_ref)}};
}

json::object openapi(const Router& router, const ApiInfo& info) {
  json::object about = {{"title", info.title}, {"version", info.version}};
  if (!info.description.empty()) about["description"] = info.description;
  json::object schemas = info.schemas;
  if (!schemas.contains("Problem")) schemas["Problem"] = problem_schema();
  json::object document = {{"openapi", "3.1.0"}, {"info", std::move(about)}};
  if (!info.server_url.empty()) {
    document["servers"] = json::array{json::object{{"url", info.server_url}}};
  }
  document["paths"] = paths_of(router);
  document["components"] = json::object{{"schemas", std::move(schemas)}};
  return document;
}

}  // namespace qinqing::http
