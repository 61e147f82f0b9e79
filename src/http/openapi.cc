#include "http/openapi.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <map>
#include <stdexcept>
#include <utility>
#include <vector>

#include "http/ascii.h"

namespace qinqing::http {
namespace {

namespace json = boost::json;

json::object reference_to(std::string_view schema_ref) {
  return {{"$ref", schema_ref}};
}

json::object content(std::string_view media_type, json::object schema) {
  return {{media_type, json::object{{"schema", std::move(schema)}}}};
}

json::object text_schema(std::string_view description) {
  return {{"type", "string"}, {"description", description}};
}

// As problem.h prints it.
json::object problem_schema() {
  const json::object fault = {
      {"title", "Fault"},
      {"type", "object"},
      {"additionalProperties", false},
      {"required", {"pointer", "code", "detail"}},
      {"properties", json::object{{"pointer", text_schema("JSON pointer into what was sent")},
                                  {"code", text_schema("which rule was broken")},
                                  {"detail", text_schema("what is wrong")},
                                  {"right", text_schema("what would be right")}}}};
  return {
      {"title", "Problem"},
      {"type", "object"},
      {"additionalProperties", false},
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
  responses.get_object()["default"] = problem_answer("Problem");
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

// The schemas that have a name, taken out of the operations.
class Components {
 public:
  explicit Components(const json::object& given) {
    for (const auto& [name, schema] : given) schemas_[name] = schema;
  }

  // The value with a reference in the place of each.
  json::value without(json::value value) {
    if (json::array* list = value.if_array())
      for (json::value& item : *list) item = without(std::move(item));
    json::object* object = value.if_object();
    if (object == nullptr) return value;
    for (auto& member : *object) member.value() = without(std::move(member.value()));
    const std::string name = name_of(*object);
    if (name.empty()) return value;
    object->erase("title");
    const auto [at, is_new] = schemas_.try_emplace(name, value);
    if (!is_new && at->second != value)
      throw std::logic_error("two schemas are called " + name + " and differ");
    return reference_to("#/components/schemas/" + name);
  }

  json::object all() const {
    json::object out;
    for (const auto& [name, schema] : schemas_) out[name] = schema;
    return out;
  }

 private:
  // "" where it has none. A property that is called "title" is no text.
  static std::string name_of(const json::object& schema) {
    const json::value* title = schema.if_contains("title");
    if (title == nullptr || !title->is_string() || title->get_string().empty()) return "";
    const std::string name(title->get_string());
    const bool is_name = std::ranges::all_of(name, [](char c) {
      return (c >= '0' && c <= '9') || (to_lower(c) >= 'a' && to_lower(c) <= 'z');
    });
    return is_name && name.front() >= 'A' && name.front() <= 'Z' ? name : "";
  }

  std::map<std::string, json::value, std::less<>> schemas_;
};

json::object paths_of(const Router& router, Components& components) {
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
    path.get_object()[method] = components.without(operation_of(*route, id));
  }
  return paths;
}

}  // namespace

json::object json_answer(std::string_view schema_ref, std::string_view description) {
  return {{"description", description},
          {"content", content("application/json", reference_to(schema_ref))}};
}

json::object problem_answer(std::string_view description) {
  return {{"description", description},
          {"content", content("application/problem+json", problem_schema())}};
}

json::object json_body(std::string_view schema_ref) {
  return {{"required", true}, {"content", content("application/json", reference_to(schema_ref))}};
}

json::object openapi(const Router& router, const ApiInfo& info) {
  json::object about = {{"title", info.title}, {"version", info.version}};
  if (!info.description.empty()) about["description"] = info.description;
  Components components(info.schemas);
  json::object document = {{"openapi", "3.1.0"}, {"info", std::move(about)}};
  if (!info.server_url.empty()) {
    document["servers"] = json::array{json::object{{"url", info.server_url}}};
  }
  document["paths"] = paths_of(router, components);
  document["components"] = json::object{{"schemas", components.all()}};
  return document;
}

}  // namespace qinqing::http
