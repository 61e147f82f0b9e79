// Operators, by precedence (DMN 1.5 §10.3.1.2): or, and, comparisons, sums, products, powers,
// negation, then what follows a value: instance of, paths, filters, calls.
#include "dmn/characters.h"
#include "dmn/feel/compiler.h"
#include "dmn/feel/nesting.h"
#include "dmn/names.h"

namespace qinqing::dmn::feel {
namespace {

TypeRef boolean() {
  return simple_type(Type::Kind::boolean);
}

// The type of an arithmetic result, where both sides say it.
TypeRef joined(const TypeRef& a, const TypeRef& b) {
  if (a && b && a->kind == Type::Kind::number && b->kind == Type::Kind::number) return a;
  if (a && b && a->kind == Type::Kind::string && b->kind == Type::Kind::string) return a;
  return nullptr;
}

TypeRef item_type(const TypeRef& source) {
  if (!source || source->kind == Type::Kind::any) return nullptr;
  if (source->kind == Type::Kind::list || source->kind == Type::Kind::range) return source->element;
  return source;
}

TypeRef member_type(const TypeRef& holder, const std::string& name) {
  if (!holder) return nullptr;
  if (holder->kind == Type::Kind::list) {
    TypeRef inner = member_type(holder->element, name);
    return inner ? list_of(inner) : nullptr;
  }
  if (holder->kind != Type::Kind::context) return nullptr;
  const TypeRef* member = holder->member(name);
  return member == nullptr ? nullptr : *member;
}

}  // namespace

Typed Compiler::parse_expression() {
  const Nesting nesting(depth_, at_);
  return parse_disjunction();
}

Typed Compiler::parse_disjunction() {
  Typed left = parse_conjunction();
  while (take_word("or")) {
    const Typed right = parse_conjunction();
    left = {emit(Op::disjunction, left.node, right.node), boolean()};
  }
  return left;
}

Typed Compiler::parse_conjunction() {
  Typed left = parse_comparison();
  while (take_word("and")) {
    const Typed right = parse_comparison();
    left = {emit(Op::conjunction, left.node, right.node), boolean()};
  }
  return left;
}

Typed Compiler::parse_comparison() {
  static constexpr std::pair<std::string_view, Op> kOperators[] = {
      {"<=", Op::at_most}, {">=", Op::at_least}, {"!=", Op::not_equal},
      {"<", Op::less},     {">", Op::greater},   {"=", Op::equal},
  };
  Typed left = parse_sum();
  for (;;) {
    if (take_word("between")) {
      const Typed low = parse_sum();
      expect_word("and");
      const Typed high = parse_sum();
      left = {emit(Op::between, left.node, low.node, high.node), boolean()};
      continue;
    }
    if (take_word("in")) {
      left = parse_in(left.node);
      continue;
    }
    bool any = false;
    for (const auto& [symbol, op] : kOperators) {
      if (!take(symbol)) continue;
      const Typed right = parse_sum();
      left = {emit(op, left.node, right.node), boolean()};
      any = true;
      break;
    }
    if (!any) return left;
  }
}

// Tests in parentheses, as one list of values and ranges.
NodeId Compiler::parse_test_list() {
  expect("(");
  std::vector<std::uint32_t> items;
  do {
    const auto form = take_test_operator();
    NodeId node = form ? parse_sum().node : parse_expression().node;
    if (form)
      node = emit(Op::unary_range, node, kNoNode, kNoNode, static_cast<std::uint8_t>(*form));
    items.push_back(node);
  } while (take(","));
  expect(")");
  return emit(Op::list, list(items));
}

// One unary test: `< 5`, (1, < 5), or an expression.
NodeId Compiler::parse_test() {
  const bool outer = std::exchange(uses_subject_, false);
  const auto form = take_test_operator();
  const bool may_be_list = !form && peek("(");
  const std::size_t begin = at_;
  NodeId node = kNoNode;
  if (form) {
    node =
        emit(Op::unary_range, parse_sum().node, kNoNode, kNoNode, static_cast<std::uint8_t>(*form));
  } else {
    try {
      node = parse_expression().node;
    } catch (const SyntaxError&) {
      if (!may_be_list) throw;
      at_ = begin;
      node = parse_test_list();
    }
  }
  const bool is_subject =
      program_.nodes[node].op == Op::local || program_.nodes[node].op == Op::capture;
  const bool speaks = !form && uses_subject_ && !is_subject;
  uses_subject_ = outer || uses_subject_;
  return emit(Op::test_value, node, kNoNode, kNoNode, speaks ? 1 : 0);
}

// After `in`: tests in parentheses, or one test.
Typed Compiler::parse_in(NodeId value) {
  if (peek("(")) {
    const std::size_t begin = at_;
    try {
      expect("(");
      std::vector<std::uint32_t> tests;
      do tests.push_back(parse_test());
      while (take(","));
      expect(")");
      const bool goes_on =
          peek("+") || peek("-") || peek("*") || peek("/") || peek("[") || peek(".");
      if (!goes_on) return {emit(Op::in, value, list(tests)), boolean()};
    } catch (const SyntaxError&) {
      // Then it is one test that begins with a parenthesis: (2..4), (1) + 2.
    }
    at_ = begin;
  }
  const auto form = take_test_operator();
  NodeId node = parse_sum().node;
  if (form) node = emit(Op::unary_range, node, kNoNode, kNoNode, static_cast<std::uint8_t>(*form));
  return {emit(Op::in, value, list({emit(Op::test_value, node)})), boolean()};
}

Typed Compiler::parse_sum() {
  Typed left = parse_product();
  for (;;) {
    Op op = Op::add;
    if (take("+"))
      op = Op::add;
    else if (take("-"))
      op = Op::subtract;
    else
      return left;
    const Typed right = parse_product();
    left = {emit(op, left.node, right.node), joined(left.type, right.type)};
  }
}

Typed Compiler::parse_product() {
  Typed left = parse_power();
  for (;;) {
    Op op = Op::multiply;
    if (peek("**")) return left;
    if (take("*"))
      op = Op::multiply;
    else if (take("/"))
      op = Op::divide;
    else
      return left;
    const Typed right = parse_power();
    left = {emit(op, left.node, right.node), joined(left.type, right.type)};
  }
}

Typed Compiler::parse_power() {
  Typed left = parse_negation();
  while (take("**")) {
    const Typed right = parse_negation();
    left = {emit(Op::power, left.node, right.node), joined(left.type, right.type)};
  }
  return left;
}

Typed Compiler::parse_negation() {
  if (!take("-")) return parse_postfix();
  const Nesting nesting(depth_, at_);
  const Typed operand = parse_negation();
  return {emit(Op::negate, operand.node), operand.type};
}

Typed Compiler::parse_postfix() {
  Typed value = parse_primary();
  for (;;) {
    if (peek("..")) return value;
    if (take(".")) {
      std::string member = member_name(value.type);
      TypeRef type = member_type(value.type, member);
      value = {emit(Op::path, value.node, name(member)), std::move(type)};
    } else if (peek("[")) {
      const std::size_t begin = at_;
      const std::size_t scopes = scopes_.size();
      const std::size_t filters = filters_.size();
      const std::size_t functions = functions_.size();
      const bool may_end_range = in_range_end_;
      try {
        value = parse_filter(value);
      } catch (const SyntaxError&) {
        // [1..10[ ends with a bracket that opens nothing.
        if (!may_end_range) throw;
        in_range_end_ = true;
        at_ = begin;
        while (scopes_.size() > scopes) pop_scope();
        filters_.resize(filters);
        functions_.resize(functions);
        return value;
      }
    } else if (peek("(")) {
      value = parse_call(value);
    } else if (peek_word("instance")) {
      take_word("instance");
      expect_word("of");
      program_.types.push_back(parse_type());
      value = {emit(Op::instance_of, value.node, static_cast<NodeId>(program_.types.size()) - 1),
               boolean()};
    } else {
      return value;
    }
  }
}

std::uint32_t Compiler::begin_filter(const TypeRef& source) {
  TypeRef item = item_type(source);
  push_scope();
  const std::uint32_t slot = declare("item", item);
  // An entry of the item that is called `item` is nearer than the item itself.
  const std::size_t declared = bindings_.size();
  filters_.push_back(
      {slot, static_cast<std::uint32_t>(functions_.size()) - 1, declared, std::move(item)});
  return slot;
}

Typed Compiler::end_filter(const Typed& source, const Typed& condition) {
  const FilterScope filter = std::move(filters_.back());
  filters_.pop_back();
  pop_scope();
  const bool by_index = condition.type && condition.type->kind == Type::Kind::number;
  TypeRef type = by_index ? filter.item : (filter.item ? list_of(filter.item) : nullptr);
  return {emit(Op::filter, source.node, condition.node, filter.slot), std::move(type)};
}

Typed Compiler::parse_filter(Typed source) {
  expect("[");
  const bool outer = std::exchange(in_range_end_, false);
  begin_filter(source.type);
  const Typed condition = parse_expression();
  const Typed out = end_filter(source, condition);
  expect("]");
  in_range_end_ = outer;
  return out;
}

// Whether `name :` stands here.
bool Compiler::at_named_argument() const {
  std::size_t at = skip_spaces(text_, at_);
  if (at == text_.size() || !is_name_start(character_at(text_, at).code)) return false;
  for (; at < text_.size(); ++at) {
    if (text_[at] == ':') return true;
    if (std::string_view(",()[]{}\"@<>=").find(text_[at]) != std::string_view::npos) return false;
  }
  return false;
}

Typed Compiler::parse_call(Typed function) {
  expect("(");
  const bool outer = std::exchange(in_range_end_, false);
  std::vector<std::uint32_t> arguments;
  std::vector<std::string> names;
  const bool named = at_named_argument();
  if (!take(")")) {
    do {
      if (named) {
        names.push_back(declared_name({}, ":"));
        expect(":");
      }
      arguments.push_back(parse_expression().node);
    } while (take(","));
    expect(")");
  }
  in_range_end_ = outer;
  const NodeId names_at = named ? argument_names(std::move(names)) : kNoNode;
  TypeRef result;
  if (function.type && function.type->kind == Type::Kind::function) result = function.type->element;
  return {emit(Op::call, function.node, list(arguments), names_at), std::move(result)};
}

}  // namespace qinqing::dmn::feel
