#include "dmn/kit/kit_values.h"

#include <algorithm>

#include "base/decimal_math.h"

namespace qinqing::dmn::kit {
namespace {

using feel::Value;
using Kind = Value::Kind;

std::string_view local(std::string_view name) {
  return name.substr(name.find(':') + 1);
}

std::string_view attribute(pugi::xml_node node, std::string_view name) {
  for (const pugi::xml_attribute one : node.attributes())
    if (local(one.name()) == name) return one.value();
  return {};
}

bool is_nil(pugi::xml_node node) {
  return attribute(node, "nil") == "true" || attribute(node, "nil") == "1";
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

Value duration(std::string_view text) {
  if (const auto months = feel::parse_months_duration(text)) return Value(*months);
  return Value::maybe(feel::parse_days_duration(text));
}

Value simple(pugi::xml_node node) {
  if (is_nil(node)) return {};
  const std::string raw = node.text().get();
  const std::string_view text = trimmed(raw);
  const std::string_view type = local(attribute(node, "type"));
  if (type == "boolean") return Value(text == "true" || text == "1");
  if (type == "date") return Value::maybe(feel::parse_date(text));
  if (type == "time") return Value::maybe(feel::parse_time(text));
  if (type == "dateTime") return Value::maybe(feel::parse_date_time(text));
  if (type.ends_with("uration")) return duration(text);
  static constexpr std::string_view kNumbers[] = {"decimal", "double", "float", "integer",
                                                  "int",     "long",   "short"};
  if (std::ranges::find(kNumbers, type) != std::end(kNumbers))
    return Value::maybe(base::Decimal::parse(text));
  return Value(raw);
}

bool close(const base::Decimal& a, const base::Decimal& b) {
  static const base::Decimal tolerance = *base::Decimal::parse("0.00000001");
  return base::absolute(a - b) < tolerance;
}

}  // namespace

std::vector<pugi::xml_node> children(pugi::xml_node node, std::string_view name) {
  std::vector<pugi::xml_node> out;
  for (const pugi::xml_node child : node.children())
    if (local(child.name()) == name) out.push_back(child);
  return out;
}

Value value_of(pugi::xml_node node) {
  const auto components = children(node, "component");
  if (!components.empty()) {
    feel::Context out;
    for (const pugi::xml_node component : components)
      out.put(attribute(component, "name"), value_of(component));
    return Value(std::move(out));
  }
  const auto lists = children(node, "list");
  if (!lists.empty()) {
    if (is_nil(lists.front())) return {};
    feel::List out;
    for (const pugi::xml_node item : children(lists.front(), "item")) out.push_back(value_of(item));
    return Value(std::move(out));
  }
  const auto values = children(node, "value");
  return values.empty() ? Value() : simple(values.front());
}

bool agrees(const Value& expected, const Value& actual) {
  if (expected.kind() != actual.kind()) return false;
  switch (expected.kind()) {
    case Kind::number:
      return close(expected.as_number(), actual.as_number());
    case Kind::list:
      return std::ranges::equal(expected.as_list(), actual.as_list(), agrees);
    case Kind::context:
      return expected.as_context().size() == actual.as_context().size() &&
             std::ranges::all_of(expected.as_context().entries(), [&](const auto& entry) {
               const Value* other = actual.as_context().find(entry.first);
               return other != nullptr && agrees(entry.second, *other);
             });
    default:
      return feel::identical(expected, actual) || feel::equal(expected, actual).value_or(false);
  }
}

}  // namespace qinqing::dmn::kit
