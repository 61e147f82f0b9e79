// What one column of one row holds, the same on every engine.
//
// Whole numbers and text are all there is: dates are ISO text, money is text, truth is 0 or 1. So a
// value has one spelling, in a row, in an event and on either engine, and nothing is ever a double.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <variant>

#include <boost/describe.hpp>
#include <boost/mp11/algorithm.hpp>

#include "base/date.h"
#include "base/decimal.h"

namespace qinqing::store {

// NULL, a whole number or text.
using Value = std::variant<std::monostate, std::int64_t, std::string>;

enum class ColumnType { text, integer };

// How a member of a row type is kept. `from` throws std::runtime_error where the column holds what
// the member cannot: that is a damaged or foreign database, never a user's mistake.
template <class T, class = void>
struct Kept;

template <>
struct Kept<std::string> {
  static constexpr ColumnType type = ColumnType::text;
  static Value to(const std::string& text) { return text; }
  static void from(const Value& value, std::string& out) { out = std::get<std::string>(value); }
};

template <class T>
struct Kept<T, std::enable_if_t<std::is_same_v<T, std::int64_t> || std::is_same_v<T, bool>>> {
  static constexpr ColumnType type = ColumnType::integer;
  static Value to(T number) { return static_cast<std::int64_t>(number); }
  static void from(const Value& value, T& out) {
    out = static_cast<T>(std::get<std::int64_t>(value));
  }
};

template <>
struct Kept<base::Date> {
  static constexpr ColumnType type = ColumnType::text;
  static Value to(base::Date date) { return date.to_string(); }
  static void from(const Value& value, base::Date& out) {
    const auto date = base::Date::parse(std::get<std::string>(value));
    if (!date) throw std::runtime_error("a column holds no date");
    out = *date;
  }
};

template <>
struct Kept<base::Decimal> {
  static constexpr ColumnType type = ColumnType::text;
  static Value to(const base::Decimal& number) { return number.to_string(); }
  static void from(const Value& value, base::Decimal& out) {
    const auto number = base::Decimal::parse(std::get<std::string>(value));
    if (!number) throw std::runtime_error("a column holds no number");
    out = *number;
  }
};

// A described enumeration is kept by the name of its enumerator, without a last "_".
template <class E>
struct Kept<E, std::enable_if_t<std::is_enum_v<E>>> {
  static constexpr ColumnType type = ColumnType::text;
  static Value to(E value) {
    std::string name;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) {
      if (d.value == value) name = plain(d.name);
    });
    if (name.empty()) throw std::logic_error("an enumerator that is not described");
    return name;
  }
  static void from(const Value& value, E& out) {
    const auto& text = std::get<std::string>(value);
    bool found = false;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) {
      if (text == plain(d.name)) {
        out = d.value;
        found = true;
      }
    });
    if (!found) throw std::runtime_error("a column holds no known name");
  }

 private:
  static std::string plain(std::string name) {
    if (name.ends_with('_')) name.pop_back();
    return name;
  }
};

template <class T>
struct Kept<std::optional<T>> {
  static constexpr ColumnType type = Kept<T>::type;
  static Value to(const std::optional<T>& value) {
    return value ? Kept<T>::to(*value) : Value(std::monostate());
  }
  static void from(const Value& value, std::optional<T>& out) {
    if (std::holds_alternative<std::monostate>(value)) {
      out.reset();
    } else {
      Kept<T>::from(value, out.emplace());
    }
  }
};

template <class T>
inline constexpr bool kIsOptional = false;
template <class T>
inline constexpr bool kIsOptional<std::optional<T>> = true;

// An argument of a statement: anything that can be kept, and text and numbers as they are written.
template <class T>
Value as_value(const T& value) {
  if constexpr (std::is_same_v<T, Value>) {
    return value;
  } else if constexpr (std::is_convertible_v<T, std::string_view>) {
    return std::string(std::string_view(value));
  } else if constexpr (std::is_integral_v<T>) {
    return static_cast<std::int64_t>(value);
  } else {
    return Kept<T>::to(value);
  }
}

}  // namespace qinqing::store
