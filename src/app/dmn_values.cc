#include "app/dmn_values.h"

#include <algorithm>
#include <array>
#include <boost/json/serialize.hpp>
#include <charconv>
#include <utility>

namespace qinqing::app {
namespace {

using dmn::feel::Type;
using dmn::feel::TypeRef;
using dmn::feel::Value;

// The shortest decimal that reads as this double, which is what was written.
Value number_of(double number) {
  std::array<char, 40> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), number);
  return Value::maybe(base::Decimal::parse({text.data(), end.ptr}));
}

Value typed_text(std::string_view text, Type::Kind kind) {
  switch (kind) {
    case Type::Kind::number:
      return Value::maybe(base::Decimal::parse(text));
    case Type::Kind::date:
      return Value::maybe(dmn::feel::parse_date(text));
    case Type::Kind::time:
      return Value::maybe(dmn::feel::parse_time(text));
    case Type::Kind::date_time:
      return Value::maybe(dmn::feel::parse_date_time(text));
    case Type::Kind::days_duration:
      return Value::maybe(dmn::feel::parse_days_duration(text));
    case Type::Kind::months_duration:
      return Value::maybe(dmn::feel::parse_months_duration(text));
    default:
      return Value(std::string(text));
  }
}

const char* right_form(Type::Kind kind) {
  switch (kind) {
    case Type::Kind::number:
      return "例如 \"1200.00\"";
    case Type::Kind::date:
      return "例如 \"2026-11-27\"";
    case Type::Kind::time:
      return "例如 \"09:30:00\"";
    case Type::Kind::date_time:
      return "例如 \"2026-11-27T09:30:00+08:00\"";
    case Type::Kind::days_duration:
      return "例如 \"P3DT12H\"";
    default:
      return "例如 \"P1Y6M\"";
  }
}

Value from_object(const boost::json::object& object, const TypeRef& type,
                  const std::string& pointer, base::Faults& faults) {
  dmn::feel::Context out;
  for (const auto& entry : object) {
    const std::string_view key(entry.key().data(), entry.key().size());
    const TypeRef* member = type ? type->member(key) : nullptr;
    out.put(key, from_json(entry.value(), member == nullptr ? nullptr : *member,
                           base::pointer_to(pointer, key), faults));
  }
  return Value(std::move(out));
}

Value from_text(std::string_view text, const TypeRef& type, const std::string& pointer,
                base::Faults& faults) {
  const Type::Kind kind = type ? type->kind : Type::Kind::string;
  Value value = typed_text(text, kind);
  if (value.is_null())
    faults.add("type", pointer, "不是所要的值：" + std::string(text.substr(0, 100)),
               right_form(kind));
  return value;
}

}  // namespace

Value from_json(const boost::json::value& json, const TypeRef& type, const std::string& pointer,
                base::Faults& faults) {
  const TypeRef inner =
      type && type->kind == Type::Kind::list && !json.is_array() ? type->element : type;
  switch (json.kind()) {
    case boost::json::kind::bool_:
      return Value(json.get_bool());
    case boost::json::kind::int64:
      return Value(std::int64_t{json.get_int64()});
    case boost::json::kind::uint64:
      return Value::maybe(base::Decimal::parse(std::to_string(json.get_uint64())));
    case boost::json::kind::double_:
      return number_of(json.get_double());
    case boost::json::kind::string:
      return from_text(json.get_string(), inner, pointer, faults);
    case boost::json::kind::object:
      return from_object(json.get_object(), inner, pointer, faults);
    case boost::json::kind::array: {
      dmn::feel::List items;
      std::size_t at = 0;
      for (const auto& item : json.get_array())
        items.push_back(from_json(item,
                                  type && type->kind == Type::Kind::list ? type->element : type,
                                  base::pointer_to(pointer, at++), faults));
      return Value(std::move(items));
    }
    default:
      return {};
  }
}

void set_inputs(dmn::Session& session, const boost::json::object& given, base::Faults& faults) {
  for (const auto& entry : given) {
    const std::string_view key(entry.key().data(), entry.key().size());
    const auto* input = session.input(key);
    const std::string pointer = base::pointer_to("", key);
    if (input == nullptr) {
      faults.add("unknown_key", pointer, "模型没有这个输入");
      continue;
    }
    const Value value = from_json(entry.value(), input->type, pointer, faults);
    // Models that import each other may share a name.
    for (const auto& element : session.model().elements())
      if (element.kind == input->kind && element.name == input->name) session.set(element, value);
  }
}

void write_string(std::string_view text, std::string& out) {
  const auto plain = [](char c) {
    return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\';
  };
  if (std::ranges::all_of(text, plain))
    ((out += '"') += text) += '"';
  else
    out += boost::json::serialize(boost::json::string_view(text.data(), text.size()));
}

std::string json_string(std::string_view text) {
  std::string out;
  write_string(text, out);
  return out;
}

void write_json(const Value& value, std::string& out) {
  switch (value.kind()) {
    case Value::Kind::null:
      out += "null";
      return;
    case Value::Kind::boolean:
      out += value.as_boolean() ? "true" : "false";
      return;
    case Value::Kind::number:
      out += value.as_number().to_string();
      return;
    case Value::Kind::string:
      write_string(value.as_string(), out);
      return;
    case Value::Kind::list: {
      out += '[';
      bool first = true;
      for (const Value& item : value.as_list()) {
        if (!std::exchange(first, false)) out += ',';
        write_json(item, out);
      }
      out += ']';
      return;
    }
    case Value::Kind::context: {
      out += '{';
      bool first = true;
      for (const auto& [key, held] : value.as_context().entries()) {
        if (!std::exchange(first, false)) out += ',';
        write_string(key, out);
        out += ':';
        write_json(held, out);
      }
      out += '}';
      return;
    }
    default:
      write_string(*dmn::feel::to_text(value), out);
  }
}

std::string to_json(const Value& value) {
  std::string out;
  write_json(value, out);
  return out;
}

}  // namespace qinqing::app
