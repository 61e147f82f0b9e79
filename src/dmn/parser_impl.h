// The parser itself, over two files: parser.cc (expressions) and unary_tests.cc (cells). Private to
// them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dmn/lexer.h"
#include "dmn/parser.h"
#include "dmn/tree.h"

namespace qinqing::dmn {

// Recursive descent. Throws SyntaxError.
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
  // Counts how deep the parser calls itself, which it only does through negation(): the stack must
  // survive hostile text.
  static constexpr std::size_t kNestingMax = 64;
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

}  // namespace qinqing::dmn
