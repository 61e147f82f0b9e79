#include "dmn/parser.h"

#include <algorithm>
#include <array>

#include "base/date.h"
#include "dmn/parser_impl.h"

namespace qinqing::dmn {

void Parser::unexpected(std::string right) {
  if (token_.kind == Token::Kind::end)
    lexer_.fail(token_.begin, "表达式没有写完", std::move(right));
  lexer_.fail(token_.begin, "这里不该是 “" + std::string(token_.text) + "”", std::move(right));
}

void Parser::expect_symbol(std::string_view symbol) {
  if (!take_symbol(symbol)) unexpected("这里应为 " + std::string(symbol));
}

Node Parser::make(Node::Kind kind, std::size_t begin, std::vector<Node> children) {
  Node node;
  node.kind = kind;
  node.begin = begin;
  for (const Node& child : children) node.depth = std::max(node.depth, child.depth + 1);
  if (node.depth > Node::kDepthMax) lexer_.fail(begin, "表达式太复杂", "拆成几个决策");
  node.children = std::move(children);
  return node;
}

Node Parser::literal(Value value) {
  Node node = make(Node::Kind::literal, token_.begin, {});
  node.literal = std::move(value);
  advance();
  return node;
}

Node Parser::disjunction() {
  Node left = conjunction();
  while (is_word("or")) {
    const std::size_t begin = token_.begin;
    advance();
    left = binary(Node::Kind::logic_or, begin, std::move(left), conjunction());
  }
  return left;
}

Node Parser::conjunction() {
  Node left = comparison();
  while (is_word("and")) {
    const std::size_t begin = token_.begin;
    advance();
    left = binary(Node::Kind::logic_and, begin, std::move(left), comparison());
  }
  return left;
}

std::optional<Comparison> Parser::comparison_symbol() const {
  static constexpr std::array<std::pair<std::string_view, Comparison>, 6> symbols = {{
      {"=", Comparison::eq},
      {"!=", Comparison::ne},
      {"<", Comparison::lt},
      {"<=", Comparison::le},
      {">", Comparison::gt},
      {">=", Comparison::ge},
  }};
  for (const auto& [symbol, comparison] : symbols)
    if (is_symbol(symbol)) return comparison;
  return std::nullopt;
}

Node Parser::comparison() {
  Node left = addition();
  const auto op = comparison_symbol();
  if (!op) return left;
  const std::size_t begin = token_.begin;
  advance();
  Node node = binary(Node::Kind::compare, begin, std::move(left), addition());
  node.comparison = *op;
  return node;
}

Node Parser::addition() {
  Node left = multiplication();
  while (is_symbol("+") || is_symbol("-")) {
    const auto kind = is_symbol("+") ? Node::Kind::add : Node::Kind::subtract;
    const std::size_t begin = token_.begin;
    advance();
    left = binary(kind, begin, std::move(left), multiplication());
  }
  return left;
}

Node Parser::multiplication() {
  Node left = exponentiation();
  while (is_symbol("*") || is_symbol("/")) {
    const auto kind = is_symbol("*") ? Node::Kind::multiply : Node::Kind::divide;
    const std::size_t begin = token_.begin;
    advance();
    left = binary(kind, begin, std::move(left), exponentiation());
  }
  return left;
}

Node Parser::exponentiation() {
  Node left = negation();
  while (is_symbol("**")) {
    const std::size_t begin = token_.begin;
    advance();
    left = binary(Node::Kind::power, begin, std::move(left), negation());
  }
  return left;
}

Node Parser::negation() {
  const Nesting nesting(*this);
  const std::size_t begin = token_.begin;
  if (!take_symbol("-")) return path();
  std::vector<Node> children;
  children.push_back(negation());
  return make(Node::Kind::negate, begin, std::move(children));
}

Node Parser::path() {
  Node node = primary();
  while (is_symbol(".")) {
    advance();
    if (token_.kind != Token::Kind::name && token_.kind != Token::Kind::word)
      unexpected("点号后应为成员的名称");
    const std::size_t begin = token_.begin;
    std::vector<Node> children;
    children.push_back(std::move(node));
    node = make(Node::Kind::member, begin, std::move(children));
    node.text = normal_name(token_.text);
    advance();
  }
  return node;
}

Node Parser::primary() {
  switch (token_.kind) {
    case Token::Kind::number:
    case Token::Kind::string:
      return literal(token_.value);
    case Token::Kind::name: {
      Node node = make(Node::Kind::name, token_.begin, {});
      node.slot = token_.slot;
      node.text = normal_name(token_.text);
      const std::string_view written = token_.text;
      const std::size_t begin = token_.begin;
      advance();
      return written == "date" && is_symbol("(") ? date_literal(begin) : node;
    }
    case Token::Kind::word:
      return word();
    case Token::Kind::symbol:
      if (is_symbol("(")) return parenthesized();
      if (is_symbol("[")) return list();
      break;
    case Token::Kind::end:
      break;
  }
  unexpected("这里应为值、名称或括号");
}

Node Parser::parenthesized() {
  advance();
  Node node = disjunction();
  expect_symbol(")");
  return node;
}

Node Parser::list() {
  const std::size_t begin = token_.begin;
  advance();
  std::vector<Node> items;
  if (!is_symbol("]")) {
    do {
      items.push_back(disjunction());
    } while (take_symbol(","));
  }
  expect_symbol("]");
  return make(Node::Kind::list, begin, std::move(items));
}

Node Parser::word() {
  if (is_word("true")) return literal(Value::boolean(true));
  if (is_word("false")) return literal(Value::boolean(false));
  if (is_word("null")) return literal(Value());
  if (is_word("not")) return negated_boolean();
  if (is_word("and") || is_word("or") || is_word("in") || is_word("between"))
    unexpected("这里应为值、名称或括号");
  const std::size_t begin = token_.begin;
  const bool date = is_word("date");
  Node node = unknown_name();
  if (!is_symbol("(")) return node;
  if (date && node.text == "date") return date_literal(begin);
  lexer_.fail(begin, "函数 “" + node.text + "” 不能用",
              "可用的函数是 date(\"年-月-日\") 和 not(…)");
}

// Words that no known name explains are one unknown name, so that the message shows it whole.
Node Parser::unknown_name() {
  Node node = make(Node::Kind::unknown_name, token_.begin, {});
  node.text = std::string(token_.text);
  advance();
  while (token_.kind == Token::Kind::word && !is_word("and") && !is_word("or") && !is_word("in") &&
         !is_word("between")) {
    node.text.append(" ").append(token_.text);
    advance();
  }
  return node;
}

Node Parser::date_literal(std::size_t begin) {
  expect_symbol("(");
  if (token_.kind != Token::Kind::string) unexpected("例如 date(\"2026-11-27\")");
  const auto date = base::Date::parse(token_.value.as_string());
  if (!date) {
    lexer_.fail(token_.begin, "没有 " + token_.value.to_feel() + " 这一天",
                "写成 date(\"2026-11-27\")，且这一天存在");
  }
  Node node = make(Node::Kind::literal, begin, {});
  node.literal = Value::date(*date);
  advance();
  expect_symbol(")");
  return node;
}

Node Parser::negated_boolean() {
  const std::size_t begin = token_.begin;
  advance();
  expect_symbol("(");
  std::vector<Node> children;
  children.push_back(disjunction());
  expect_symbol(")");
  return make(Node::Kind::logic_not, begin, std::move(children));
}

std::variant<Node, SyntaxError> parse_expression(std::string_view text, const Scope& scope) {
  try {
    return Parser(text, scope).expression();
  } catch (SyntaxError& error) {
    return std::move(error);
  }
}

}  // namespace qinqing::dmn
