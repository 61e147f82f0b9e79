// The types of a model: FEEL's own and its item definitions, with allowed values.
//
// Types refer to one another by id, never by copy: a hostile model may name one big type a hundred
// thousand times.
//
// Thread-safety: const methods from any thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/fault.h"
#include "dmn/document.h"
#include "dmn/names.h"
#include "dmn/tree.h"

namespace qinqing::dmn {

using TypeId = std::uint32_t;

enum class TypeKind : std::uint8_t {
  any,
  null,
  boolean,
  number,
  string,
  date,
  list,
  context,
  unsupported,  // FEEL types without values in this engine: times, durations, functions
};

inline constexpr TypeId kAnyType = 0;

class TypeTable {
 public:
  TypeTable();

  // Adds the item definitions. Always faults: a definition twice, a circle, allowed values that
  // are no literals. Unknown types become `any`; `unknown` collects them for strict mode.
  void add(const std::vector<ItemDefinition>& definitions, base::Faults& faults,
           base::Faults& unknown);

  // A built-in type or an item definition; nullopt for a name that is neither, any for "".
  std::optional<TypeId> find(std::string_view name) const;
  static TypeId id_of(TypeKind kind) { return static_cast<TypeId>(kind); }

  TypeKind kind(TypeId type) const { return types_[type].kind; }
  // Of a context; nullopt where it has no such component, or declares none at all.
  std::optional<TypeId> component(TypeId type, std::string_view name) const;
  bool has_components(TypeId type) const;
  // Adds the names of all components of all types, for the lexer.
  void add_members(NameSet& members) const;
  // The built-in name behind a type: "number" for an item definition over numbers.
  std::string_view base_name(TypeId type) const;
  // The nearest allowed values of a simple type or, of a list, its items'; nullptr where any.
  const UnaryTests* allowed(TypeId type) const;

  // null conforms to every type. A context conforms if its components do; one without a component
  // has null for it, one with more is fine.
  bool conforms(const Value& value, TypeId type) const;
  // DMN 1.5 §10.3.2.9.4: as it is, a list of one as its item, an item as a list of one; nullopt
  // where none of these conforms.
  std::optional<Value> coerce(const Value& value, TypeId type) const;

 private:
  struct Type {
    TypeKind kind = TypeKind::any;
    TypeId base = kAnyType;             // what this one narrows; itself for built-in types
    TypeId element = kAnyType;          // of a list
    std::optional<UnaryTests> allowed;  // literals only
    std::vector<std::pair<std::string, TypeId>> components;
  };
  class Builder;

  bool conforms_here(const Value& value, const Type& type) const;

  std::vector<Type> types_;
  std::map<std::string, TypeId, std::less<>> names_;
};

// Both require tests whose operands are literals.
Truth holds(const UnaryTest& test, const Value& value);
Truth holds(const UnaryTests& tests, const Value& value);
// "字符串", "数字" …
std::string_view kind_name(TypeKind kind);
TypeKind type_kind_of(Value::Kind kind);

}  // namespace qinqing::dmn
