// FEEL's types (DMN 1.5 §10.3.2.9): what values conform to a type, and how a value is brought to
// one.
//
// Thread-safety: a Type is immutable once shared.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dmn/feel/value.h"

namespace qinqing::dmn::feel {

struct Type;
using TypeRef = std::shared_ptr<const Type>;

// The allowed values or the type constraint of an item definition (§7.3.3).
class Constraint {
 public:
  virtual ~Constraint() = default;
  virtual bool allows(const Value& value) const = 0;
};

struct Type {
  enum class Kind : std::uint8_t {
    any,
    null,
    boolean,
    number,
    string,
    date,
    time,
    date_time,
    days_duration,
    months_duration,
    list,
    context,
    range,
    function,
  };

  Kind kind = Kind::any;
  std::string name;                                      // of an item definition, else ""
  TypeRef element;                                       // of a list or range; a function's result
  std::vector<std::pair<std::string, TypeRef>> members;  // of a context; a function's parameters
  std::shared_ptr<const Constraint> constraint;          // nullptr: none

  const TypeRef* member(std::string_view key) const;  // nullptr where there is none
};

TypeRef simple_type(Type::Kind kind);
TypeRef list_of(TypeRef element);
TypeRef range_of(TypeRef element);
// "number", "date and time", "Any", also DMN's old spellings ("dateTime", "yearMonthDuration");
// nullptr where the language has no such type.
TypeRef type_named(std::string_view name);
// The type of a value as far as it says itself.
TypeRef type_of(const Value& value);

// FEEL's `instance of` (table 60): null is an instance of nothing but Null; allowed values are not
// asked.
bool is_instance(const Value& value, const Type& type);
// Whether every value of `a` is one of `b` (table 58).
bool conforms(const Type& a, const Type& b);

// Quickly: it is of a simple type without constraints that the value is of as it is.
inline bool is_plainly(const Value& value, const Type& type) {
  return !type.constraint && type.kind >= Type::Kind::boolean &&
         type.kind <= Type::Kind::months_duration &&
         static_cast<int>(value.kind()) ==
             static_cast<int>(type.kind) - static_cast<int>(Type::Kind::null);
}

// The implicit conversions of §10.3.2.9.4: a list of one for its item, an item for a list of one, a
// date for its midnight in UTC. Null conforms to every type. nullopt where the value does not
// conform.
std::optional<Value> coerced(const Value& value, const Type& type);

}  // namespace qinqing::dmn::feel
