#include "dmn/graph/boxed.h"

#include <algorithm>

#include "dmn/names.h"

namespace qinqing::dmn::graph {
namespace {

using feel::NodeId;
using feel::Op;
using feel::Type;
using feel::Typed;
using feel::TypeRef;
using Element = XmlTree::Element;

constexpr std::size_t kNestingMax = 60;

constexpr std::string_view kExpressions[] = {
    "literalExpression",  "decisionTable", "context", "list", "relation", "invocation",
    "functionDefinition", "conditional",   "filter",  "for",  "some",     "every"};

TypeRef or_any(TypeRef type) {
  return type ? type : feel::simple_type(Type::Kind::any);
}

}  // namespace

const Element* expression_in(const Element& element) {
  for (const Element* child : element.children)
    if (std::ranges::find(kExpressions, child->name) != std::end(kExpressions)) return child;
  return nullptr;
}

Typed BoxedCompiler::fault(const Element& element, std::string what) {
  const base::Fault problem = problem_at(tree_, element, std::move(what));
  problems_.add(problem);
  return {compiler_.failed(problem.pointer + "：" + problem.what), nullptr};
}

Typed BoxedCompiler::compile(const Element& expression, std::string_view self) {
  if (depth_ >= kNestingMax) return fault(expression, "嵌套太深");
  ++depth_;
  const Typed logic = compile_logic(expression, self);
  --depth_;
  // The type of a function definition is the function's, that of its result stands inside.
  if (expression.name == "functionDefinition") return logic;
  const TypeRef type = types_.resolve(expression.attribute("typeRef"), expression);
  return {compiler_.coerce(logic.node, type), type ? type : logic.type};
}

Typed BoxedCompiler::compile_inside(const Element& element, std::string_view self) {
  const Element* expression = expression_in(element);
  return expression == nullptr ? fault(element, "没有表达式") : compile(*expression, self);
}

Typed BoxedCompiler::compile_logic(const Element& expression, std::string_view self) {
  const std::string_view name = expression.name;
  if (name == "literalExpression") return literal(expression);
  if (name == "decisionTable") return table(expression);
  if (name == "context") return context(expression);
  if (name == "list") return list(expression);
  if (name == "relation") return relation(expression);
  if (name == "invocation") return invocation(expression);
  if (name == "functionDefinition") return function(expression, self);
  if (name == "conditional") return conditional(expression);
  if (name == "filter") return filter(expression);
  if (name == "for") return iterator(expression, Op::for_each);
  if (name == "some") return iterator(expression, Op::some);
  return iterator(expression, Op::every);
}

Typed BoxedCompiler::text_of(const Element& element) {
  const Element* text = element.child("text");
  if (text == nullptr || text->text().empty()) return {compiler_.constant(feel::Value()), nullptr};
  const std::string written = text->text();
  try {
    return compiler_.expression(written);
  } catch (const feel::SyntaxError& error) {
    return fault(element, "第 " + std::to_string(error.position + 1) + " 字节：" + error.what);
  }
}

Typed BoxedCompiler::literal(const Element& expression) {
  const std::string language = expression.attribute("expressionLanguage");
  if (!language.empty() && language.find("FEEL") == std::string::npos &&
      language.find("feel") == std::string::npos)
    return fault(expression, "不支持表达式语言 " + language);
  return text_of(expression);
}

Typed BoxedCompiler::context(const Element& expression) {
  compiler_.push_scope();
  std::vector<std::uint32_t> entries;
  Type type;
  type.kind = Type::Kind::context;
  Typed result;
  bool has_result = false;
  for (const Element* entry : expression.children) {
    if (entry->name != "contextEntry") continue;
    const Element* variable = entry->child("variable");
    if (variable == nullptr) {
      result = compile_inside(*entry);
      has_result = true;
      continue;
    }
    const std::string name = variable->attribute("name");
    Typed value = compile_inside(*entry, name);
    TypeRef own = types_.resolve(variable->attribute("typeRef"), *variable);
    // Old models give the type of a function's result where that of the function should stand.
    if (own && own->kind != Type::Kind::function && entry->child("functionDefinition") != nullptr)
      own = nullptr;
    value.node = compiler_.coerce(value.node, own);
    if (own) value.type = own;
    const std::uint32_t slot =
        is_usable_name(name) ? compiler_.declare(name, value.type) : compiler_.new_slot();
    entries.insert(entries.end(), {compiler_.name(name), value.node, slot});
    type.members.emplace_back(name, or_any(value.type));
  }
  compiler_.pop_scope();
  if (!has_result)
    return {compiler_.emit(Op::boxed_context, compiler_.list(entries)),
            std::make_shared<const Type>(std::move(type))};
  return {compiler_.emit(Op::boxed_context, compiler_.list(entries), feel::kNoNode, result.node),
          result.type};
}

Typed BoxedCompiler::list(const Element& expression) {
  std::vector<std::uint32_t> items;
  TypeRef item;
  for (const Element* child : expression.children) {
    if (std::ranges::find(kExpressions, child->name) == std::end(kExpressions)) continue;
    const Typed one = compile(*child);
    if (items.empty()) item = one.type;
    if (item && (!one.type || !feel::conforms(*one.type, *item))) item = nullptr;
    items.push_back(one.node);
  }
  return {compiler_.emit(Op::list, compiler_.list(items)), feel::list_of(or_any(item))};
}

Typed BoxedCompiler::relation(const Element& expression) {
  std::vector<std::pair<std::string, TypeRef>> columns;
  std::vector<std::uint32_t> rows;
  for (const Element* child : expression.children)
    if (child->name == "column")
      columns.emplace_back(child->attribute("name"),
                           types_.resolve(child->attribute("typeRef"), *child));
  for (const Element* row : expression.children) {
    if (row->name != "row") continue;
    std::vector<std::uint32_t> entries;
    std::size_t at = 0;
    for (const Element* cell : row->children) {
      if (std::ranges::find(kExpressions, cell->name) == std::end(kExpressions)) continue;
      if (at == columns.size()) return fault(*row, "这一行的格子比列多");
      const NodeId node = compiler_.coerce(compile(*cell).node, columns[at].second);
      entries.insert(entries.end(),
                     {compiler_.name(columns[at].first), node, compiler_.new_slot()});
      ++at;
    }
    rows.push_back(compiler_.emit(Op::boxed_context, compiler_.list(entries)));
  }
  Type type;
  type.kind = Type::Kind::context;
  for (const auto& [name, column] : columns) type.members.emplace_back(name, or_any(column));
  return {compiler_.emit(Op::list, compiler_.list(rows)),
          feel::list_of(std::make_shared<const Type>(std::move(type)))};
}

Typed BoxedCompiler::invocation(const Element& expression) {
  const Typed called = compile_inside(expression);
  std::vector<std::uint32_t> arguments;
  std::vector<std::string> names;
  for (const Element* binding : expression.children) {
    if (binding->name != "binding") continue;
    const Element* parameter = binding->child("parameter");
    if (parameter == nullptr) continue;
    names.push_back(parameter->attribute("name"));
    Typed value{compiler_.constant(feel::Value()), nullptr};
    if (const Element* inner = expression_in(*binding)) value = compile(*inner);
    const TypeRef type = types_.resolve(parameter->attribute("typeRef"), *parameter);
    arguments.push_back(compiler_.coerce(value.node, type));
  }
  const NodeId names_at =
      names.empty() ? feel::kNoNode : compiler_.argument_names(std::move(names));
  TypeRef result;
  if (called.type && called.type->kind == Type::Kind::function) result = called.type->element;
  return {compiler_.emit(Op::call, called.node, compiler_.list(arguments), names_at), result};
}

Typed BoxedCompiler::function(const Element& expression, std::string_view self) {
  const std::string kind = expression.attribute("kind");
  compiler_.begin_function(self);
  Type type;
  type.kind = Type::Kind::function;
  for (const Element* parameter : expression.children) {
    if (parameter->name != "formalParameter") continue;
    const std::string name = parameter->attribute("name");
    const TypeRef own = types_.resolve(parameter->attribute("typeRef"), *parameter);
    compiler_.declare_parameter(name, own);
    type.members.emplace_back(name, or_any(own));
  }
  Typed body;
  if (!kind.empty() && kind != "FEEL")
    body = fault(expression, "不支持 " + kind + " 函数");
  else
    body = compile_inside(expression);
  const TypeRef result = types_.resolve(expression.attribute("typeRef"), expression);
  // Old models give the function's own type here, newer ones the result's.
  const TypeRef returned =
      result && result->kind == Type::Kind::function ? result->element : result;
  type.element = or_any(returned ? returned : body.type);
  return {compiler_.end_function(body, returned), std::make_shared<const Type>(std::move(type))};
}

Typed BoxedCompiler::child(const Element& element, const char* name) {
  const Element* found = element.child(name);
  if (found == nullptr) return fault(element, std::string("没有 ") + name);
  const Typed inner = compile_inside(*found);
  const TypeRef type = types_.resolve(found->attribute("typeRef"), *found);
  return {compiler_.coerce(inner.node, type), type ? type : inner.type};
}

Typed BoxedCompiler::conditional(const Element& expression) {
  const Typed condition = child(expression, "if");
  const Typed yes = child(expression, "then");
  const Typed no = child(expression, "else");
  TypeRef type = yes.type && no.type && yes.type->kind == no.type->kind ? yes.type : nullptr;
  return {compiler_.emit(Op::conditional, condition.node, yes.node, no.node), std::move(type)};
}

Typed BoxedCompiler::filter(const Element& expression) {
  const Typed source = child(expression, "in");
  compiler_.begin_filter(source.type);
  const Typed condition = child(expression, "match");
  return compiler_.end_filter(source, condition);
}

Typed BoxedCompiler::iterator(const Element& expression, Op op) {
  const Typed domain = child(expression, "in");
  compiler_.push_scope();
  TypeRef item;
  if (domain.type &&
      (domain.type->kind == Type::Kind::list || domain.type->kind == Type::Kind::range))
    item = domain.type->element;
  feel::Iteration iteration;
  iteration.domain = domain.node;
  iteration.slot = compiler_.declare(expression.attribute("iteratorVariable"), item);
  const std::uint32_t iterations = compiler_.list({compiler_.iteration(iteration)});
  if (op != Op::for_each) {
    const Typed condition = child(expression, "satisfies");
    compiler_.pop_scope();
    return {compiler_.emit(op, iterations, condition.node), feel::simple_type(Type::Kind::boolean)};
  }
  const std::uint32_t partial = compiler_.declare("partial", feel::list_of(nullptr));
  const Typed body = child(expression, "return");
  compiler_.pop_scope();
  return {compiler_.emit(op, iterations, body.node, partial), feel::list_of(body.type)};
}

}  // namespace qinqing::dmn::graph
