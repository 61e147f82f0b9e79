// The cells of a decision table: lists of tests, intervals, not(…).
#include "dmn/parser_impl.h"

namespace qinqing::dmn {

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
    if (tests.tests.size() == kTestsMax)
      lexer_.fail(token_.begin, "条件里的值太多", "至多 2000 个");
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

std::variant<UnaryTests, SyntaxError> parse_unary_tests(std::string_view text, const Scope& scope) {
  try {
    return Parser(text, scope).unary_tests();
  } catch (SyntaxError& error) {
    return std::move(error);
  }
}

}  // namespace qinqing::dmn
