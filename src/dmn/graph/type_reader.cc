#include "dmn/graph/type_reader.h"

#include <algorithm>

#include "dmn/feel/evaluator.h"
#include "dmn/names.h"

namespace qinqing::dmn::graph {
namespace {

using feel::Type;
using feel::TypeRef;

// Unary tests over `?`.
class TestsConstraint final : public feel::Constraint {
 public:
  explicit TestsConstraint(feel::Program program) : program_(std::move(program)) {}

  bool allows(const feel::Value& value) const override {
    feel::Deadline::check();
    feel::Evaluator evaluator(nullptr, {.steps = 100'000});
    const feel::Value arguments[] = {value};
    return evaluator.run(program_, arguments).is_true();
  }

 private:
  feel::Program program_;
};

std::string child_text(const XmlTree::Element& element, const char* name) {
  const auto* child = element.child(name);
  return child == nullptr ? "" : child->text();
}

}  // namespace

base::Fault problem_at(const XmlTree& tree, const XmlTree::Element& element, std::string what) {
  const Place place = tree.place(element);
  base::Fault fault;
  fault.code = "expression";
  fault.pointer = place.pointer;
  fault.what = std::move(what);
  fault.line = place.line;
  return fault;
}

std::string_view without_prefix(std::string_view type_ref) {
  const std::size_t colon = type_ref.find(':');
  return colon == std::string_view::npos ? type_ref : type_ref.substr(colon + 1);
}

void TypeReader::read_all() {
  for (const auto* child : tree_.root().children)
    if (child->name == "itemDefinition")
      definitions_.emplace(normal_name(child->attribute("name")), child);
  for (const auto& [name, definition] : definitions_)
    if (!dictionary_.types.contains(name))
      (void)resolve(definition->attribute("name"), *definition);
}

TypeRef TypeReader::resolve(std::string_view type_ref, const XmlTree::Element& where) {
  if (type_ref.empty()) return nullptr;
  for (const std::string_view written : {type_ref, without_prefix(type_ref)}) {
    const std::string normal = normal_name(written);
    if (const auto known = dictionary_.types.find(normal); known != dictionary_.types.end())
      return known->second;
    if (const auto found = definitions_.find(normal); found != definitions_.end()) {
      if (std::ranges::find(open_, normal) != open_.end()) {
        problems_.add(problem_at(tree_, where, "类型 " + std::string(written) + " 含有它自己"));
        return nullptr;
      }
      open_.push_back(normal);
      TypeRef type = read(*found->second);
      open_.pop_back();
      if (type) dictionary_.types.emplace(normal, type);
      return type;
    }
    if (TypeRef known = feel::type_named(normal))
      return known->kind == Type::Kind::any ? nullptr : known;
  }
  problems_.add(problem_at(tree_, where, "没有类型 " + std::string(type_ref)));
  return nullptr;
}

TypeRef TypeReader::base_of(const XmlTree::Element& definition) {
  if (const auto* function = definition.child("functionItem")) return function_of(*function);
  if (definition.child("itemComponent") == nullptr) {
    TypeRef base = resolve(child_text(definition, "typeRef"), definition);
    return base ? base : feel::simple_type(Type::Kind::any);
  }
  Type type;
  type.kind = Type::Kind::context;
  for (const auto* component : definition.children) {
    if (component->name != "itemComponent") continue;
    const std::string name = component->attribute("name");
    dictionary_.add_member(name);
    type.members.emplace_back(name, read(*component));
  }
  return std::make_shared<const Type>(std::move(type));
}

TypeRef TypeReader::function_of(const XmlTree::Element& item) {
  const TypeRef any = feel::simple_type(Type::Kind::any);
  Type type;
  type.kind = Type::Kind::function;
  for (const auto* parameter : item.children) {
    if (parameter->name != "parameters") continue;
    TypeRef own = resolve(parameter->attribute("typeRef"), *parameter);
    type.members.emplace_back(parameter->attribute("name"), own ? own : any);
  }
  TypeRef result = resolve(item.attribute("outputTypeRef"), item);
  type.element = result ? result : any;
  return std::make_shared<const Type>(std::move(type));
}

TypeRef TypeReader::constrained(TypeRef type, const XmlTree::Element& definition,
                                const char* child) {
  const std::string text =
      definition.child(child) == nullptr ? "" : child_text(*definition.child(child), "text");
  if (text.empty()) return type;
  feel::Program program;
  feel::Compiler compiler(program, dictionary_);
  const std::uint32_t slot = compiler.declare("?", type);
  try {
    compiler.finish(compiler.tests(text, compiler.local(slot)));
  } catch (const feel::SyntaxError& error) {
    problems_.add(problem_at(tree_, *definition.child(child), "允许的值写得不对：" + error.what));
    return type;
  }
  Type narrowed = *type;
  // Its own allowed values stand instead of those of the type it is based on.
  narrowed.constraint = std::make_shared<const TestsConstraint>(std::move(program));
  return std::make_shared<const Type>(std::move(narrowed));
}

TypeRef TypeReader::read(const XmlTree::Element& definition) {
  TypeRef type = base_of(definition);
  const bool is_collection = definition.attribute("isCollection") == "true";
  // Allowed values speak of items, a type constraint of the whole.
  const bool holds_list = !is_collection && type->kind == Type::Kind::list && type->element;
  if (holds_list) {
    Type list = *type;
    list.element = constrained(type->element, definition, "allowedValues");
    type = std::make_shared<const Type>(std::move(list));
  } else {
    type = constrained(std::move(type), definition, "allowedValues");
  }
  if (is_collection) type = feel::list_of(std::move(type));
  type = constrained(std::move(type), definition, "typeConstraint");
  Type named = *type;
  named.name = definition.attribute("name");
  return std::make_shared<const Type>(std::move(named));
}

}  // namespace qinqing::dmn::graph
