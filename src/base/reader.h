// Descriptions of types drive JSON and YAML in and out: a struct described once by Boost.Describe
// is read with every fault named by its JSON pointer, written, and turned into a JSON Schema.
//
//   struct Ask { std::string whom; std::optional<int> within_workdays; };
//   BOOST_DESCRIBE_STRUCT(Ask, (), (whom, within_workdays))
//
//   Faults faults;
//   Ask ask = read<Ask>(value, "", faults, Scalars::text);   // YAML: scalars are text
//   boost::json::value json = write(ask);
//   boost::json::value schema = json_schema<Ask>();
//
// Read: `std::optional<T>` may be absent, `std::vector<T>` and `std::map<std::string, T>` may be
// absent and are then empty, everything else must be present ("missing"). Unknown keys are refused
// ("unknown_key", with the nearest known key as `right`). null is refused for everything but
// optional. Members may be: bool, int, std::int64_t, std::string, base::Date ("YYYY-MM-DD"),
// base::Decimal (a string in JSON), described enums (by their names), described structs,
// optional/vector/map<string,…> of those, and boost::json::value (taken as it is).
// A member whose name is a C++ word ends with `_`, which its key does not (`class_` → "class").
//
// Faults: "type" (another kind of value stands there), "value" (the kind is right, the value is
// not: no such day, out of range, not one of an enum's names), "missing", "unknown_key", and
// "too_many" after the hundredth, where reading stops. No fault repeats a value, which may be
// somebody's secret; keys it does. Where there are faults the value that comes back is not to be
// used.
//
// Scalars in JSON (`typed`): an int is a JSON integer, a Decimal a string in plain notation, a bool
// true or false; nothing is converted. In YAML (`text`) all of them come as text, and ints are
// written without sign + and without leading zeros.
//
// Schema: JSON Schema draft 2020-12, complete in itself (no $defs, no $ref), so that it can stand
// inside an OpenAPI document. A record within itself is described as an object without more. A
// struct that has a `static constexpr std::string_view kTitle` gives its schema that title, by
// which an OpenAPI document names it (http/openapi.h). One that has a `static void describe(
// boost::json::object& properties)` says there what the types of its members do not: which words a
// string may be, what stands in a boost::json::value.
//
// Cost: the work is in a type-erased table walk (reader.cc); a described struct adds one constexpr
// table, not code for each member.
// Thread-safety: pure functions.
#pragma once

#include <array>
#include <boost/describe.hpp>
#include <boost/json/value.hpp>
#include <boost/mp11/algorithm.hpp>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "base/fault.h"

namespace qinqing::base {

enum class Scalars { typed, text };

// The tables behind read, write and json_schema. Not for use outside this header and reader.cc.
namespace reading {

enum class Shape {
  boolean,
  int32,
  int64,
  string,
  date,
  decimal,
  json,
  enumeration,
  record,
  optional,
  list,
  map
};

struct Type;

struct Member {
  std::string_view key;
  const Type* type;
  const void* (*in)(const void* record);
};

using Visit = void (*)(void* state, std::string_view key, const void* element);

// What a C++ type is. `void*` is always a pointer to an object of the type described.
struct Type {
  Shape shape = Shape::json;
  const Type* element = nullptr;                                // of optional, list, map
  std::span<const Member> members;                              // of a record
  std::string_view title;                                       // of a record; "" = it has none
  void (*describe)(boost::json::object& properties) = nullptr;  // of a record
  std::span<const std::string_view> names;                      // of an enumeration
  // Makes an element in an optional, list or map and returns it.
  void* (*add)(void* container, std::string_view key) = nullptr;
  void (*each)(const void* container, void* state, Visit visit) = nullptr;
  void (*set_index)(void* enumeration, std::size_t index) = nullptr;
  std::size_t (*index)(const void* enumeration) = nullptr;

  // Whether a record's member of this type may be absent.
  bool may_be_absent() const {
    return shape == Shape::optional || shape == Shape::list || shape == Shape::map;
  }
};

void read(const Type& type, void* target, const boost::json::value& value, std::string_view pointer,
          Faults& faults, Scalars scalars);
boost::json::value write(const Type& type, const void* source);
boost::json::value json_schema(const Type& type);

template <class T>
struct ElementOf {
  static constexpr Shape shape = Shape::json;
};
template <class T>
struct ElementOf<std::optional<T>> {
  using Element = T;
  static constexpr Shape shape = Shape::optional;
};
template <class T>
struct ElementOf<std::vector<T>> {
  using Element = T;
  static constexpr Shape shape = Shape::list;
};
template <class T>
struct ElementOf<std::map<std::string, T>> {
  using Element = T;
  static constexpr Shape shape = Shape::map;
};
template <class T>
constexpr bool kIsContainer = ElementOf<T>::shape != Shape::json;

template <class T>
constexpr Shape scalar_shape() {
  if constexpr (std::is_same_v<T, bool>) return Shape::boolean;
  if constexpr (std::is_same_v<T, int>) return Shape::int32;
  if constexpr (std::is_same_v<T, std::int64_t>) return Shape::int64;
  if constexpr (std::is_same_v<T, std::string>) return Shape::string;
  if constexpr (std::is_same_v<T, Date>) return Shape::date;
  if constexpr (std::is_same_v<T, Decimal>) return Shape::decimal;
  if constexpr (std::is_same_v<T, boost::json::value>) return Shape::json;
  return Shape::record;  // not a scalar
}

// `class_` → "class": C++ keeps some words for itself.
constexpr std::string_view key_of(std::string_view name) {
  return name.ends_with('_') ? name.substr(0, name.size() - 1) : name;
}

template <class T>
using Members = boost::describe::describe_members<T, boost::describe::mod_public |
                                                         boost::describe::mod_inherited>;
template <class T>
constexpr std::size_t kMemberCount = boost::mp11::mp_size<Members<T>>::value;

template <class T>
extern const Type kType;

template <class T, class... D>
constexpr std::array<Member, sizeof...(D)> member_rows(boost::mp11::mp_list<D...>) {
  return {Member{key_of(D::name),
                 &kType<std::remove_cvref_t<decltype(std::declval<T&>().*D::pointer)>>,
                 [](const void* record) -> const void* {
                   return &(static_cast<const T*>(record)->*D::pointer);
                 }}...};
}
template <class T>
inline constexpr std::array<Member, kMemberCount<T>> kMembers =
    member_rows<T>(boost::mp11::mp_rename<Members<T>, boost::mp11::mp_list>());

template <class E>
using Enumerators = boost::describe::describe_enumerators<E>;
template <class E>
constexpr std::size_t kEnumeratorCount = boost::mp11::mp_size<Enumerators<E>>::value;

template <class E, class... D>
constexpr std::array<std::string_view, sizeof...(D)> name_rows(boost::mp11::mp_list<D...>) {
  return {key_of(D::name)...};
}
template <class E, class... D>
constexpr std::array<E, sizeof...(D)> value_rows(boost::mp11::mp_list<D...>) {
  return {D::value...};
}
template <class E>
inline constexpr std::array<std::string_view, kEnumeratorCount<E>> kNames =
    name_rows<E>(boost::mp11::mp_rename<Enumerators<E>, boost::mp11::mp_list>());
template <class E>
inline constexpr std::array<E, kEnumeratorCount<E>> kValues =
    value_rows<E>(boost::mp11::mp_rename<Enumerators<E>, boost::mp11::mp_list>());

template <class C>
void* add_element(void* container, [[maybe_unused]] std::string_view key) {
  auto& target = *static_cast<C*>(container);
  if constexpr (ElementOf<C>::shape == Shape::map)
    return &target[std::string(key)];
  else if constexpr (ElementOf<C>::shape == Shape::list)
    return &target.emplace_back();
  else
    return &target.emplace();
}

template <class C>
void visit_elements(const void* container, void* state, Visit visit) {
  const auto& source = *static_cast<const C*>(container);
  if constexpr (ElementOf<C>::shape == Shape::map) {
    for (const auto& [key, element] : source) visit(state, key, &element);
  } else if constexpr (ElementOf<C>::shape == Shape::list) {
    for (const auto& element : source) visit(state, {}, &element);
  } else {
    if (source) visit(state, {}, &*source);
  }
}

template <class E>
std::size_t index_of(const void* enumeration) {
  std::size_t index = 0;
  while (index < kEnumeratorCount<E> && kValues<E>[index] != *static_cast<const E*>(enumeration))
    ++index;
  return index;
}

template <class T>
constexpr Type make_type() {
  Type type;
  if constexpr (kIsContainer<T>) {
    static_assert(!std::is_same_v<T, std::vector<bool>>,
                  "vector<bool> has no elements to point at");
    type.shape = ElementOf<T>::shape;
    type.element = &kType<typename ElementOf<T>::Element>;
    type.add = &add_element<T>;
    type.each = &visit_elements<T>;
  } else if constexpr (std::is_enum_v<T>) {
    static_assert(boost::describe::has_describe_enumerators<T>::value,
                  "describe the enum: BOOST_DESCRIBE_ENUM");
    type.shape = Shape::enumeration;
    type.names = kNames<T>;
    type.set_index = [](void* target, std::size_t i) { *static_cast<T*>(target) = kValues<T>[i]; };
    type.index = &index_of<T>;
  } else if constexpr (scalar_shape<T>() != Shape::record) {
    type.shape = scalar_shape<T>();
  } else {
    static_assert(boost::describe::has_describe_members<T>::value,
                  "describe the struct: BOOST_DESCRIBE_STRUCT");
    static_assert(kMemberCount<T> <= 64, "reader.cc marks the members it has seen in 64 bits");
    type.shape = Shape::record;
    type.members = kMembers<T>;
    if constexpr (requires { T::kTitle; }) type.title = T::kTitle;
    if constexpr (requires { &T::describe; }) type.describe = &T::describe;
  }
  return type;
}

template <class T>
inline constexpr Type kType = make_type<T>();

}  // namespace reading

// Reads `value` as a T. `pointer` is where `value` stands in the input, the prefix of every fault's
// pointer.
template <class T>
T read(const boost::json::value& value, std::string_view pointer, Faults& faults,
       Scalars scalars = Scalars::typed) {
  T target{};
  reading::read(reading::kType<T>, &target, value, pointer, faults, scalars);
  return target;
}

// Members in the order of their description; an absent optional is left out, empty lists and maps
// are written. What write gives, read<T> in typed mode takes and gives an equal value.
template <class T>
boost::json::value write(const T& source) {
  return reading::write(reading::kType<T>, &source);
}

template <class T>
boost::json::value json_schema() {
  return reading::json_schema(reading::kType<T>);
}

}  // namespace qinqing::base
