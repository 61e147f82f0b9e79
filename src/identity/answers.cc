#include "identity/answers.h"

#include <string>

#include "identity/versions.h"

namespace qinqing::identity {

namespace json = boost::json;

namespace {

json::object content(const json::value& schema) {
  return {{"application/json", json::object{{"schema", schema}}}};
}

// The schema of an optional's value, or the schema itself.
const json::object* without_null(const json::object& schema) {
  const json::value* choices = schema.if_contains("anyOf");
  return choices == nullptr ? &schema : choices->as_array().at(0).if_object();
}

}  // namespace

json::object plain_schema(const json::value& schema) {
  json::object plain = schema.as_object();
  plain.erase("$schema");
  return plain;
}

json::object answer_schema(const json::value& schema) {
  json::object out = plain_schema(schema);
  if (json::value* choices = out.if_contains("anyOf"))
    choices->as_array().at(0) = answer_schema(choices->as_array().at(0));
  if (json::value* items = out.if_contains("items")) *items = answer_schema(*items);
  json::value* properties = out.if_contains("properties");
  if (properties == nullptr) return out;
  json::array required;
  for (auto& member : properties->as_object()) {
    required.emplace_back(member.key());
    member.value() = answer_schema(member.value());
  }
  out["required"] = std::move(required);
  return out;
}

json::value null_filled(json::value value, const json::object& schema) {
  if (json::array* list = value.if_array()) {
    const json::value* items = schema.if_contains("items");
    for (json::value& item : *list)
      if (items != nullptr) item = null_filled(std::move(item), items->as_object());
    return value;
  }
  const json::object* inner = without_null(schema);
  const json::value* properties = inner == nullptr ? nullptr : inner->if_contains("properties");
  json::object* object = value.if_object();
  if (object == nullptr || properties == nullptr) return value;
  for (const auto& member : properties->as_object()) {
    json::value& place = (*object)[member.key()];
    place = null_filled(std::move(place), member.value().as_object());
  }
  return value;
}

http::Response versioned(const json::value& answer, std::int64_t version, int status) {
  http::Response response = http::Response::json(answer, status);
  response.set("ETag", version_etag(version));
  return response;
}

json::object object_schema(json::object properties, std::string_view title) {
  json::array required;
  for (const auto& member : properties) required.emplace_back(member.key());
  json::object schema{{"type", "object"},
                      {"properties", std::move(properties)},
                      {"required", std::move(required)},
                      {"additionalProperties", false}};
  if (!title.empty()) schema["title"] = title;
  return schema;
}

json::object list_schema(const json::object& item) {
  return {{"type", "array"}, {"items", item}};
}

json::object items_schema(const json::object& item, std::string_view title) {
  return object_schema({{"items", list_schema(item)}}, title);
}

json::object pages_schema(const json::object& item, std::string_view title) {
  return object_schema(
      {{"items", list_schema(item)}, {"next", nullable_schema({{"type", "string"}})}}, title);
}

json::object words_schema(std::initializer_list<std::string_view> words) {
  return {{"type", "string"}, {"enum", json::array(words.begin(), words.end())}};
}

json::object nullable_schema(const json::object& schema) {
  return {{"anyOf", json::array{schema, json::object{{"type", "null"}}}}};
}

Operation::Operation(std::string_view id, std::string_view summary, std::string_view tag)
    : operation_{{"operationId", id},
                 {"summary", summary},
                 {"tags", json::array{json::string(tag)}},
                 {"parameters", json::array{}},
                 {"responses", json::object{}}} {}

Operation& Operation::takes(const json::value& schema) {
  operation_["requestBody"] =
      json::object{{"required", true}, {"content", content(plain_schema(schema))}};
  return *this;
}

void Operation::parameter(std::string_view in, std::string_view name, std::string_view description,
                          bool required, const json::object& schema) {
  operation_["parameters"].as_array().push_back(json::object{{"name", name},
                                                             {"in", in},
                                                             {"description", description},
                                                             {"required", required},
                                                             {"schema", schema}});
}

Operation& Operation::query(std::string_view name, std::string_view description, bool required) {
  parameter("query", name, description, required, {{"type", "string"}});
  return *this;
}

Operation& Operation::query(std::string_view name, std::string_view description,
                            const json::object& schema) {
  parameter("query", name, description, false, schema);
  return *this;
}

Operation& Operation::header(std::string_view name, std::string_view description) {
  parameter("header", name, description, true, {{"type", "string"}});
  return *this;
}

Operation& Operation::pages() {
  return query("after", "上一页的 next")
      .query("limit", "1 到 200", json::object{{"type", "integer"}});
}

Operation& Operation::answers(int status, const json::object& schema,
                              std::string_view description) {
  operation_["responses"].as_object()[std::to_string(status)] =
      json::object{{"description", description}, {"content", content(schema)}};
  return *this;
}

Operation& Operation::answers_nothing() {
  operation_["responses"].as_object()["204"] = json::object{{"description", "好了"}};
  return *this;
}

Operation& Operation::answers_file(std::string_view media_type) {
  json::object file;
  file["schema"] = json::object{{"type", "string"}, {"format", "binary"}};
  json::object content;
  content[media_type] = std::move(file);
  operation_["responses"].as_object()["200"] =
      json::object{{"description", "好了"}, {"content", std::move(content)}};
  return *this;
}

}  // namespace qinqing::identity
