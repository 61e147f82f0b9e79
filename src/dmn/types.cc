#include "dmn/types.h"

#include <algorithm>
#include <array>

#include "dmn/arithmetic.h"
#include "dmn/expression_check.h"
#include "dmn/parser.h"

namespace qinqing::dmn {

namespace {

constexpr std::size_t kBaseChainMax = 100;

constexpr std::array<std::pair<std::string_view, TypeKind>, 18> kBuiltIn = {{
    {"Any", TypeKind::any},
    {"any", TypeKind::any},
    {"Null", TypeKind::null},
    {"boolean", TypeKind::boolean},
    {"number", TypeKind::number},
    {"string", TypeKind::string},
    {"date", TypeKind::date},
    {"list", TypeKind::list},
    {"context", TypeKind::context},
    {"time", TypeKind::unsupported},
    {"dateTime", TypeKind::unsupported},
    {"date and time", TypeKind::unsupported},
    {"dayTimeDuration", TypeKind::unsupported},
    {"days and time duration", TypeKind::unsupported},
    {"yearMonthDuration", TypeKind::unsupported},
    {"years and months duration", TypeKind::unsupported},
    {"function", TypeKind::unsupported},
    {"range", TypeKind::unsupported},
}};

base::Fault type_fault(const Place& place, std::string_view code, std::string what,
                       std::string right = "") {
  base::Fault fault;
  fault.code = code;
  fault.pointer = place.pointer;
  fault.what = std::move(what);
  fault.right = std::move(right);
  fault.line = place.line;
  return fault;
}

}  // namespace

// Ids for all names first, then what they refer to: definitions may come in any order.
class TypeTable::Builder {
 public:
  Builder(TypeTable& table, base::Faults& faults, base::Faults& unknown)
      : table_(table), faults_(faults), unknown_(unknown) {}

  void run(const std::vector<ItemDefinition>& definitions) {
    std::vector<TypeId> ids;
    for (const ItemDefinition& definition : definitions) {
      const TypeId id = add_type();
      ids.push_back(id);
      if (!definition.name.empty() && !table_.names_.emplace(definition.name, id).second)
        faults_.add(
            type_fault(definition.place, "duplicate", "类型 “" + definition.name + "” 定义了两次"));
    }
    for (std::size_t i = 0; i < definitions.size(); ++i) fill(ids[i], definitions[i]);
    for (std::size_t i = 0; i < definitions.size(); ++i) check_chain(ids[i], definitions[i]);
    for (TypeId id = table_.id_of(TypeKind::unsupported) + 1; id < table_.types_.size(); ++id)
      table_.types_[id].kind = root_kind(id);
  }

 private:
  TypeId add_type() {
    table_.types_.emplace_back();
    return static_cast<TypeId>(table_.types_.size() - 1);
  }

  void fill(TypeId id, const ItemDefinition& definition) {
    TypeId target = id;
    if (definition.is_collection) {
      target = add_type();
      table_.types_[id].base = id_of(TypeKind::list);
      table_.types_[id].element = target;
    }
    if (!definition.components.empty()) {
      table_.types_[target].base = id_of(TypeKind::context);
      for (const ItemDefinition& component : definition.components) {
        const TypeId component_id = add_type();
        fill(component_id, component);
        table_.types_[target].components.emplace_back(normal_name(component.name), component_id);
      }
    } else {
      table_.types_[target].base = resolve(definition);
    }
    if (definition.allowed) fill_allowed(target, *definition.allowed);
  }

  TypeId resolve(const ItemDefinition& definition) {
    const auto found = table_.find(definition.type_ref);
    if (!found)
      unknown_.add(type_fault(definition.place, "type",
                              "类型 “" + definition.type_ref + "” 没有定义",
                              "string、number、boolean、date 或 itemDefinition 的名称"));
    return found.value_or(kAnyType);
  }

  void fill_allowed(TypeId id, const ExpressionText& text) {
    ConstantTests parsed = parse_constant_tests(text);
    faults_.append(parsed.faults);
    if (parsed.tests) table_.types_[id].allowed = *std::move(parsed.tests);
  }

  void check_chain(TypeId id, const ItemDefinition& definition) {
    std::size_t length = 0;
    for (TypeId at = id; table_.types_[at].base != at; at = table_.types_[at].base) {
      if (++length <= kBaseChainMax) continue;
      faults_.add(type_fault(definition.place, "cycle",
                             "类型 “" + definition.name + "” 的定义绕回自己，或引用太深"));
      table_.types_[id].base = kAnyType;
      return;
    }
  }

  TypeKind root_kind(TypeId id) const {
    for (std::size_t length = 0; length <= kBaseChainMax; ++length) {
      const Type& type = table_.types_[id];
      if (type.base == id) return type.kind;
      id = type.base;
    }
    return TypeKind::any;
  }

  TypeTable& table_;
  base::Faults& faults_;
  base::Faults& unknown_;
};

TypeTable::TypeTable() {
  for (TypeId id = 0; id <= id_of(TypeKind::unsupported); ++id) {
    Type& type = types_.emplace_back();
    type.kind = static_cast<TypeKind>(id);
    type.base = id;
  }
}

void TypeTable::add(const std::vector<ItemDefinition>& definitions, base::Faults& faults,
                    base::Faults& unknown) {
  Builder(*this, faults, unknown).run(definitions);
}

std::optional<TypeId> TypeTable::find(std::string_view name) const {
  if (name.empty()) return kAnyType;
  if (const auto found = names_.find(name); found != names_.end()) return found->second;
  const auto* const built_in =
      std::ranges::find(kBuiltIn, name, &std::pair<std::string_view, TypeKind>::first);
  if (built_in == kBuiltIn.end()) return std::nullopt;
  return id_of(built_in->second);
}

std::optional<TypeId> TypeTable::component(TypeId type, std::string_view name) const {
  while (true) {
    const Type& at = types_[type];
    const auto found = std::ranges::find(at.components, name, [](const auto& component) {
      return std::string_view(component.first);
    });
    if (found != at.components.end()) return found->second;
    if (at.base == type) return std::nullopt;
    type = at.base;
  }
}

bool TypeTable::has_components(TypeId type) const {
  while (types_[type].components.empty() && types_[type].base != type) type = types_[type].base;
  return !types_[type].components.empty();
}

std::string_view TypeTable::base_name(TypeId type) const {
  switch (kind(type)) {
    case TypeKind::boolean:
      return "boolean";
    case TypeKind::number:
      return "number";
    case TypeKind::string:
      return "string";
    case TypeKind::date:
      return "date";
    case TypeKind::list:
      return "list";
    case TypeKind::context:
      return "context";
    default:
      return "";
  }
}

const UnaryTests* TypeTable::allowed(TypeId type) const {
  // Bounded, since a list may be a list of itself.
  for (std::size_t length = 0; length <= kBaseChainMax; ++length) {
    const Type& at = types_[type];
    if (at.allowed) return &*at.allowed;
    type = at.element != kAnyType ? at.element : at.base;
  }
  return nullptr;
}

void TypeTable::add_members(NameSet& members) const {
  for (const Type& type : types_)
    for (const auto& component : type.components) members.add(component.first, 0);
}

bool TypeTable::conforms_here(const Value& value, const Type& type) const {
  if (type.allowed && holds(*type.allowed, value) != Truth::yes) return false;
  if (type.element != kAnyType && !std::ranges::all_of(value.as_list(), [&](const Value& item) {
        return conforms(item, type.element);
      }))
    return false;
  return std::ranges::all_of(type.components, [&](const auto& component) {
    const auto entries = value.as_context();
    const auto found = std::ranges::find_if(
        entries, [&](const auto& entry) { return is_same_name(entry.first, component.first); });
    return found == entries.end() || conforms(found->second, component.second);
  });
}

bool TypeTable::conforms(const Value& value, TypeId type) const {
  if (value.is_null()) return true;
  const TypeKind wanted = kind(type);
  if (wanted != TypeKind::any && wanted != type_kind_of(value.kind())) return false;
  for (TypeId at = type;; at = types_[at].base) {
    if (!conforms_here(value, types_[at])) return false;
    if (types_[at].base == at) return true;
  }
}

std::optional<Value> TypeTable::coerce(const Value& value, TypeId type) const {
  if (conforms(value, type)) return value;
  if (value.kind() == Value::Kind::list && value.as_list().size() == 1 &&
      conforms(value.as_list().front(), type))
    return value.as_list().front();
  if (kind(type) == TypeKind::list && value.kind() != Value::Kind::list) {
    Value wrapped = Value::list({value});
    if (conforms(wrapped, type)) return wrapped;
  }
  return std::nullopt;
}

Truth holds(const UnaryTest& test, const Value& value) {
  const Truth low = compare(test.low.comparison, value, test.low.operand.literal);
  if (!test.high) return low;
  return both(low, compare(test.high->comparison, value, test.high->operand.literal));
}

Truth holds(const UnaryTests& tests, const Value& value) {
  if (tests.any) return Truth::yes;
  Truth result = Truth::no;
  for (const UnaryTest& test : tests.tests) result = either(result, holds(test, value));
  return tests.negated ? negation(result) : result;
}

std::string_view kind_name(TypeKind kind) {
  switch (kind) {
    case TypeKind::any:
      return "任意值";
    case TypeKind::null:
      return "null";
    case TypeKind::boolean:
      return "布尔值";
    case TypeKind::number:
      return "数字";
    case TypeKind::string:
      return "字符串";
    case TypeKind::date:
      return "日期";
    case TypeKind::list:
      return "列表";
    case TypeKind::context:
      return "上下文";
    case TypeKind::unsupported:
      return "尚不支持的类型";
  }
  return "";
}

TypeKind type_kind_of(Value::Kind kind) {
  switch (kind) {
    case Value::Kind::null:
      return TypeKind::null;
    case Value::Kind::boolean:
      return TypeKind::boolean;
    case Value::Kind::number:
      return TypeKind::number;
    case Value::Kind::string:
      return TypeKind::string;
    case Value::Kind::date:
      return TypeKind::date;
    case Value::Kind::list:
      return TypeKind::list;
    case Value::Kind::context:
      return TypeKind::context;
  }
  return TypeKind::any;
}

}  // namespace qinqing::dmn
