// if, for, some, every and functions.
#include "dmn/feel/compiler.h"

namespace qinqing::dmn::feel {

Typed Compiler::parse_if() {
  const Typed condition = parse_expression();
  expect_word("then");
  const Typed yes = parse_expression();
  expect_word("else");
  const Typed no = parse_expression();
  TypeRef type = yes.type && no.type && yes.type->kind == no.type->kind ? yes.type : nullptr;
  return {emit(Op::conditional, condition.node, yes.node, no.node), std::move(type)};
}

void Compiler::parse_iterations(std::vector<std::uint32_t>& iterations) {
  do {
    const std::string variable = declared_name("in", ",)]}\"");
    expect_word("in");
    Iteration one;
    const Typed domain = parse_expression();
    one.domain = domain.node;
    TypeRef item;
    if (domain.type &&
        (domain.type->kind == Type::Kind::list || domain.type->kind == Type::Kind::range))
      item = domain.type->element;
    if (take("..")) {
      one.range_end = parse_expression().node;
      item = domain.type;
    }
    one.slot = declare(variable, std::move(item));
    iterations.push_back(iteration(one));
  } while (take(","));
}

Typed Compiler::parse_for() {
  push_scope();
  std::vector<std::uint32_t> iterations;
  parse_iterations(iterations);
  expect_word("return");
  const std::uint32_t partial = declare("partial", list_of(nullptr));
  const bool outer = std::exchange(uses_partial_, false);
  const Typed body = parse_expression();
  const bool used = std::exchange(uses_partial_, outer);
  pop_scope();
  const NodeId node = emit(Op::for_each, list(iterations), body.node, used ? partial : kNoNode);
  return {node, list_of(body.type)};
}

Typed Compiler::parse_quantified(Op op) {
  push_scope();
  std::vector<std::uint32_t> iterations;
  parse_iterations(iterations);
  expect_word("satisfies");
  const Typed condition = parse_expression();
  pop_scope();
  return {emit(op, list(iterations), condition.node), simple_type(Type::Kind::boolean)};
}

Typed Compiler::parse_function() {
  const std::string self = std::exchange(self_, "");
  begin_function(self);
  expect("(");
  if (!take(")")) {
    do {
      const std::string parameter = declared_name({}, ":,)");
      TypeRef type;
      if (take(":")) type = parse_type();
      declare_parameter(parameter, std::move(type));
    } while (take(","));
    expect(")");
  }
  const bool external = take_word("external");
  Typed body = parse_expression();
  if (external) body = {failed("不支持外部函数"), nullptr};
  Type type;
  type.kind = Type::Kind::function;
  for (const Parameter& parameter : functions_.back().parameters)
    type.members.emplace_back(parameter.name,
                              parameter.type ? parameter.type : simple_type(Type::Kind::any));
  type.element = body.type;
  const NodeId node = end_function(body, nullptr);
  return {node, std::make_shared<const Type>(std::move(type))};
}

}  // namespace qinqing::dmn::feel
