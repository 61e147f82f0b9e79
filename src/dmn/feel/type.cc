#include "dmn/feel/type.h"

#include <algorithm>
#include <array>

#include "dmn/feel/function.h"
#include "dmn/feel/walk.h"

namespace qinqing::dmn::feel {
namespace {

using Kind = Type::Kind;

bool is_any(const TypeRef& type) {
  return !type || type->kind == Kind::any;
}

// Kinds of values and of types have the same order after null, any being one more.
Kind kind_of(const Value& value) {
  return static_cast<Kind>(static_cast<int>(value.kind()) + 1);
}

// A member may be null; what lacks a member is no instance.
bool member_fits(const Value* value, const TypeRef& type) {
  if (value == nullptr) return false;
  return value->is_null() || is_any(type) || is_instance(*value, *type);
}

bool fits_shape(const Value& value, const Type& type) {
  switch (type.kind) {
    case Kind::list:
      return is_any(type.element) || std::ranges::all_of(value.as_list(), [&](const Value& item) {
               return item.is_null() || is_instance(item, *type.element);
             });
    case Kind::context:
      return std::ranges::all_of(type.members, [&](const auto& member) {
        return member_fits(value.as_context().find(member.first), member.second);
      });
    case Kind::range: {
      if (is_any(type.element)) return true;
      const Range& range = value.as_range();
      return (range.start.is_null() || is_instance(range.start, *type.element)) &&
             (range.end.is_null() || is_instance(range.end, *type.element));
    }
    case Kind::function:
      return type.name == "function" || conforms(*type_of(value), type);
    default:
      return true;
  }
}

bool allowed(const Value& value, const Type& type) {
  return !type.constraint || type.constraint->allows(value);
}

std::optional<Value> coerced_members(const Value& value, const Type& type) {
  Context out;
  for (const auto& [key, held] : value.as_context().entries()) {
    const TypeRef* member = type.member(key);
    if (member == nullptr || is_any(*member)) {
      out.put(key, held);
      continue;
    }
    const auto brought = coerced(held, **member);
    if (!brought) return std::nullopt;
    out.put(key, *brought);
  }
  for (const auto& member : type.members)
    if (value.as_context().find(member.first) == nullptr) return std::nullopt;
  return Value(std::move(out));
}

std::optional<Value> coerced_items(const Value& value, const Type& type) {
  List out;
  for (const Value& item : value.as_list()) {
    const auto brought =
        is_any(type.element) ? std::optional<Value>(item) : coerced(item, *type.element);
    if (!brought) return std::nullopt;
    out.push_back(*brought);
  }
  return Value(std::move(out));
}

std::optional<Value> coerced_shape(const Value& value, const Type& type) {
  if (type.kind == Kind::any) return value;
  if (kind_of(value) != type.kind) {
    if (type.kind == Kind::date_time && value.is(Value::Kind::date))
      return Value(DateTime{value.as_date(), {0, 0, *Zone::offset(0)}});
    if (value.is(Value::Kind::list) && value.as_list().size() == 1 &&
        kind_of(value.as_list().front()) == type.kind)
      return coerced(value.as_list().front(), type);
    if (type.kind == Kind::list) return coerced_items(Value(List{value}), type);
    return std::nullopt;
  }
  if (type.kind == Kind::context) return coerced_members(value, type);
  if (type.kind == Kind::list) return coerced_items(value, type);
  if (!fits_shape(value, type)) return std::nullopt;
  return value;
}

}  // namespace

const TypeRef* Type::member(std::string_view key) const {
  for (const auto& entry : members)
    if (entry.first == key) return &entry.second;
  return nullptr;
}

TypeRef simple_type(Kind kind) {
  static const auto kTypes = [] {
    std::array<TypeRef, 14> out;
    for (std::size_t i = 0; i < out.size(); ++i) {
      Type type;
      type.kind = static_cast<Kind>(i);
      if (type.kind == Kind::function) type.name = "function";
      out[i] = std::make_shared<const Type>(std::move(type));
    }
    return out;
  }();
  return kTypes[static_cast<std::size_t>(kind)];
}

TypeRef list_of(TypeRef element) {
  Type type;
  type.kind = Kind::list;
  type.element = std::move(element);
  return std::make_shared<const Type>(std::move(type));
}

TypeRef range_of(TypeRef element) {
  Type type;
  type.kind = Kind::range;
  type.element = std::move(element);
  return std::make_shared<const Type>(std::move(type));
}

TypeRef type_named(std::string_view name) {
  static constexpr std::pair<std::string_view, Kind> kNames[] = {
      {"Any", Kind::any},
      {"any", Kind::any},
      {"Null", Kind::null},
      {"boolean", Kind::boolean},
      {"number", Kind::number},
      {"string", Kind::string},
      {"date", Kind::date},
      {"time", Kind::time},
      {"date and time", Kind::date_time},
      {"dateTime", Kind::date_time},
      {"days and time duration", Kind::days_duration},
      {"dayTimeDuration", Kind::days_duration},
      {"years and months duration", Kind::months_duration},
      {"yearMonthDuration", Kind::months_duration},
      {"list", Kind::list},
      {"context", Kind::context},
      {"range", Kind::range},
      {"function", Kind::function},
  };
  for (const auto& [known, kind] : kNames)
    if (known == name) return simple_type(kind);
  return nullptr;
}

TypeRef type_of(const Value& value) {
  const Walk walk;
  if (value.is(Value::Kind::function)) return value.as_function()->type();
  if (value.is(Value::Kind::list)) {
    TypeRef element;
    for (const Value& item : value.as_list()) {
      TypeRef type = type_of(item);
      if (element && (element->kind != type->kind || !conforms(*type, *element)))
        return list_of(simple_type(Kind::any));
      element = std::move(type);
    }
    return list_of(element ? element : simple_type(Kind::null));
  }
  if (value.is(Value::Kind::context)) {
    Type type;
    type.kind = Kind::context;
    for (const auto& [key, held] : value.as_context().entries())
      type.members.emplace_back(key, type_of(held));
    return std::make_shared<const Type>(std::move(type));
  }
  if (value.is(Value::Kind::range)) {
    const Range& range = value.as_range();
    return range_of(type_of(range.start.is_null() ? range.end : range.start));
  }
  return simple_type(kind_of(value));
}

bool is_instance(const Value& value, const Type& type) {
  const Walk walk;
  if (value.is_null()) return type.kind == Kind::null;
  if (type.kind == Kind::any) return true;
  return kind_of(value) == type.kind && fits_shape(value, type);
}

bool conforms(const Type& a, const Type& b) {
  if (b.kind == Kind::any || a.kind == Kind::null) return true;
  if (a.kind != b.kind) return false;
  const TypeRef any = simple_type(Kind::any);
  const auto or_any = [&any](const TypeRef& type) -> const Type& { return type ? *type : *any; };
  switch (a.kind) {
    case Kind::list:
    case Kind::range:
      return conforms(or_any(a.element), or_any(b.element));
    case Kind::context:
      return std::ranges::all_of(b.members, [&](const auto& member) {
        const TypeRef* own = a.member(member.first);
        return own != nullptr && conforms(or_any(*own), or_any(member.second));
      });
    case Kind::function: {
      if (b.name == "function") return true;
      if (a.members.size() != b.members.size()) return false;
      for (std::size_t i = 0; i < a.members.size(); ++i)
        if (!conforms(or_any(b.members[i].second), or_any(a.members[i].second))) return false;
      // What a function returns is often not known before it is called.
      return is_any(a.element) || conforms(*a.element, or_any(b.element));
    }
    default:
      return true;
  }
}

std::optional<Value> coerced(const Value& value, const Type& type) {
  const Walk walk;
  if (value.is_null()) return value;
  auto brought = coerced_shape(value, type);
  if (brought && !brought->is_null() && !allowed(*brought, type)) return std::nullopt;
  return brought;
}

}  // namespace qinqing::dmn::feel
