// The two ways out of a description: a value as JSON, and the type as a JSON Schema.
#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>
#include <limits>

#include "base/reader.h"

namespace qinqing::base::reading {

namespace json = boost::json;

namespace {

json::object integer_schema(std::int64_t min, std::int64_t max) {
  return {{"type", "integer"}, {"minimum", min}, {"maximum", max}};
}

json::value schema_of(const Type& type, std::vector<const Type*>& open);

json::value record_schema(const Type& type, std::vector<const Type*>& open) {
  json::object schema{{"type", "object"}};
  if (!type.title.empty()) schema["title"] = type.title;
  if (std::find(open.begin(), open.end(), &type) != open.end()) return schema;
  open.push_back(&type);
  json::object properties;
  json::array required;
  for (const Member& member : type.members) {
    properties[member.key] = schema_of(*member.type, open);
    if (!member.type->may_be_absent()) required.emplace_back(member.key);
  }
  open.pop_back();
  if (type.describe != nullptr) type.describe(properties);
  schema["properties"] = std::move(properties);
  if (!required.empty()) schema["required"] = std::move(required);
  schema["additionalProperties"] = false;
  return schema;
}

json::value schema_of(const Type& type, std::vector<const Type*>& open) {
  switch (type.shape) {
    case Shape::boolean:
      return {{"type", "boolean"}};
    case Shape::int32:
      return integer_schema(std::numeric_limits<int>::min(), std::numeric_limits<int>::max());
    case Shape::int64:
      return {{"type", "integer"}, {"format", "int64"}};
    case Shape::string:
      return {{"type", "string"}};
    case Shape::date:
      return {{"type", "string"}, {"format", "date"}, {"pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}};
    case Shape::decimal:
      return {{"type", "string"}, {"pattern", "^-?[0-9]+(\\.[0-9]+)?$"}};
    case Shape::json:
      return json::object();
    case Shape::enumeration:
      return {{"type", "string"}, {"enum", json::array(type.names.begin(), type.names.end())}};
    case Shape::record:
      return record_schema(type, open);
    case Shape::optional:
      return {{"anyOf", json::array{schema_of(*type.element, open), {{"type", "null"}}}}};
    case Shape::list:
      return {{"type", "array"}, {"items", schema_of(*type.element, open)}};
    case Shape::map:
      return {{"type", "object"}, {"additionalProperties", schema_of(*type.element, open)}};
  }
  return nullptr;
}

json::value write_list(const Type& type, const void* source) {
  struct State {
    const Type* element;
    json::array out;
  } state{type.element, {}};
  type.each(source, &state, [](void* erased, std::string_view, const void* element) {
    auto& into = *static_cast<State*>(erased);
    into.out.push_back(write(*into.element, element));
  });
  return std::move(state.out);
}

json::value write_map(const Type& type, const void* source) {
  struct State {
    const Type* element;
    json::object out;
  } state{type.element, {}};
  type.each(source, &state, [](void* erased, std::string_view key, const void* element) {
    auto& into = *static_cast<State*>(erased);
    into.out.emplace(key, write(*into.element, element));
  });
  return std::move(state.out);
}

// nullptr for an optional without value.
const void* held(const Type& type, const void* source) {
  const void* inner = nullptr;
  type.each(source, static_cast<void*>(&inner),
            [](void* erased, std::string_view, const void* element) {
              *static_cast<const void**>(erased) = element;
            });
  return inner;
}

json::value write_record(const Type& type, const void* source) {
  json::object out;
  out.reserve(type.members.size());
  for (const Member& member : type.members) {
    const void* inner = member.in(source);
    if (member.type->shape == Shape::optional && held(*member.type, inner) == nullptr) continue;
    out.emplace(member.key, write(*member.type, inner));
  }
  return out;
}

}  // namespace

json::value write(const Type& type, const void* source) {
  switch (type.shape) {
    case Shape::boolean:
      return *static_cast<const bool*>(source);
    case Shape::int32:
      return *static_cast<const int*>(source);
    case Shape::int64:
      return *static_cast<const std::int64_t*>(source);
    case Shape::string:
      return json::string(*static_cast<const std::string*>(source));
    case Shape::date:
      return json::string(static_cast<const Date*>(source)->to_string());
    case Shape::decimal:
      return json::string(static_cast<const Decimal*>(source)->to_string());
    case Shape::json:
      return *static_cast<const json::value*>(source);
    case Shape::enumeration: {
      const std::size_t index = type.index(source);
      return index < type.names.size() ? json::value(json::string(type.names[index])) : nullptr;
    }
    case Shape::record:
      return write_record(type, source);
    case Shape::optional: {
      const void* inner = held(type, source);
      return inner == nullptr ? json::value(nullptr) : write(*type.element, inner);
    }
    case Shape::list:
      return write_list(type, source);
    case Shape::map:
      return write_map(type, source);
  }
  return nullptr;
}

json::value json_schema(const Type& type) {
  std::vector<const Type*> open;
  const json::value inner = schema_of(type, open);
  json::object schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"}};
  for (const json::key_value_pair& entry : inner.get_object())
    schema.emplace(entry.key(), entry.value());
  return schema;
}

}  // namespace qinqing::base::reading
