#include "dmn/parser.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/date.h"
#include "dmn/characters.h"

namespace qinqing::dmn {

namespace {

constexpr std::size_t kNestingMax = 64;

class Parser {
 public:
  Parser(std::string_view text, const Scope& scope) : lexer_(text, scope.names, *scope.members) {
    if (text.size() > kExpressionBytesMax) lexer_.fail(0, "表达式太长", "至多 65536 字节");
    advance();
  }

  Node expression() {
    Node node = disjunction();
    expect_end();
    return node;
  }

  UnaryTests unary_tests();

 private:
  // Counts how deep the parser calls itself; the stack must survive hostile text.
  class Nesting {
   public:
    explicit Nesting(Parser& parser) : parser_(parser) {
      if (++parser_.nesting_ > kNestingMax)
        parser_.lexer_.fail(parser_.token_.begin, "表达式嵌套太深", "至多 64 层");
    }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;
    ~Nesting() { --parser_.nesting_; }

   private:
    Parser& parser_;
  };

  Node disjunction();
  Node conjunction();
  Node comparison();
  Node addition();
  Node multiplication();
  Node exponentiation();
  Node negation();
  Node path();
  Node primary();
  Node parenthesized();
  Node list();
  Node word();
  Node unknown_name();
  Node date_literal(std::size_t begin);
  Node negated_boolean();
  Node literal(Value value);

  UnaryTest unary_test();
  void bracketed_test(UnaryTest& test);
  void interval_rest(UnaryTest& test, bool low_open);

  std::optional<Comparison> comparison_symbol() const;
  bool is_symbol(std::string_view symbol) const {
    return token_.kind == Token::Kind::symbol && token_.text == symbol;
  }
  bool is_word(std::string_view text) const {
    return token_.kind == Token::Kind::word && token_.text == text;
  }
  bool take_symbol(std::string_view symbol) {
    if (!is_symbol(symbol)) return false;
    advance();
    return true;
  }
  void expect_symbol(std::string_view symbol);
  void expect_end() {
    if (token_.kind != Token::Kind::end) unexpected();
  }
  [[noreturn]] void unexpected(std::string right = "");
  void advance() {
    previous_end_ = token_.end;
    token_ = lexer_.next();
  }
  Node make(Node::Kind kind, std::size_t begin, std::vector<Node> children);
  Node binary(Node::Kind kind, std::size_t begin, Node left, Node right) {
    std::vector<Node> children;
    children.push_back(std::move(left));
    children.push_back(std::move(right));
    return make(kind, begin, std::move(children));
  }

  Lexer lexer_;
  Token token_;
  std::size_t previous_end_ = 0;
  std::size_t nesting_ = 0;
};

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
  const Nesting nesting(*this);
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

UnaryTests Parser::unary_tests() {
  UnaryTests tests;
  // Modelers leave the cell empty where the standard writes "-".
  if (token_.kind == Token::Kind::end) {
    tests.any = true;
    return tests;
  }
  if (is_symbol("-")) {
    // "-" alone is any value; "-5" and "-x" are tests.
    Lexer ahead = lexer_;
    if (ahead.next().kind == Token::Kind::end) {
      tests.any = true;
      return tests;
    }
  }
  if (is_word("not")) {
    advance();
    expect_symbol("(");
    tests.negated = true;
  }
  do {
    tests.tests.push_back(unary_test());
  } while (take_symbol(","));
  if (tests.negated) expect_symbol(")");
  expect_end();
  return tests;
}

UnaryTest Parser::unary_test() {
  UnaryTest test;
  const std::size_t begin = token_.begin;
  if (const auto op = comparison_symbol()) {
    advance();
    test.low = {.comparison = *op, .operand = addition()};
  } else if (is_symbol("[") || is_symbol("]") || is_symbol("(")) {
    bracketed_test(test);
  } else {
    test.low.operand = addition();
  }
  test.text = std::string(lexer_.text().substr(begin, previous_end_ - begin));
  return test;
}

// An interval, or an expression that begins with a parenthesis: only ".." tells.
void Parser::bracketed_test(UnaryTest& test) {
  const Lexer lexer_before = lexer_;
  const Token token_before = token_;
  const bool low_open = !is_symbol("[");
  const bool parenthesis = is_symbol("(");
  advance();
  test.low.operand = addition();
  if (take_symbol("..")) {
    interval_rest(test, low_open);
  } else if (parenthesis) {
    lexer_.rewind_to(lexer_before);
    token_ = token_before;
    test.low.operand = addition();
  } else {
    unexpected("区间写成 [下端..上端]");
  }
}

void Parser::interval_rest(UnaryTest& test, bool low_open) {
  test.low.comparison = low_open ? Comparison::gt : Comparison::ge;
  test.high = TestBound{.comparison = Comparison::le, .operand = addition()};
  if (is_symbol(")") || is_symbol("[")) test.high->comparison = Comparison::lt;
  if (!take_symbol(")") && !take_symbol("[") && !take_symbol("]"))
    unexpected("区间以 ] 、) 或 [ 结束");
}

}  // namespace

std::variant<Node, SyntaxError> parse_expression(std::string_view text, const Scope& scope) {
  try {
    return Parser(text, scope).expression();
  } catch (SyntaxError& error) {
    return std::move(error);
  }
}

std::variant<UnaryTests, SyntaxError> parse_unary_tests(std::string_view text, const Scope& scope) {
  try {
    return Parser(text, scope).unary_tests();
  } catch (SyntaxError& error) {
    return std::move(error);
  }
}

}  // namespace qinqing::dmn
