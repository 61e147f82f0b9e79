#include "norms/json_schema.h"

#include <boost/json/array.hpp>
#include <utility>

namespace qinqing::norms {

using boost::json::array;
using boost::json::object;
using boost::json::value;

object text_schema(std::string_view description) {
  return {{"type", "string"}, {"description", description}};
}

object day_schema() {
  return {{"type", "string"}, {"format", "date"}};
}

object boolean_schema() {
  return {{"type", "boolean"}};
}

object list_of(value items) {
  return {{"type", "array"}, {"items", std::move(items)}};
}

object names(std::initializer_list<std::string_view> values, std::string_view title) {
  object schema{{"type", "string"}, {"enum", array(values.begin(), values.end())}};
  if (!title.empty()) schema["title"] = title;
  return schema;
}

object map_of(value schema) {
  return {{"type", "object"}, {"additionalProperties", std::move(schema)}};
}

object record(std::string_view title, object always, const object& sometimes) {
  array required;
  for (const auto& member : always) required.emplace_back(member.key());
  object properties = std::move(always);
  for (const auto& member : sometimes) properties[member.key()] = member.value();
  object schema{{"type", "object"},
                {"properties", std::move(properties)},
                {"required", std::move(required)},
                {"additionalProperties", false}};
  if (!title.empty()) schema["title"] = title;
  return schema;
}

}  // namespace qinqing::norms
