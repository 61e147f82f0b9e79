// The language by itself: what expressions mean, where engines differ.
#include <gtest/gtest.h>

#include <string>

#include "dmn/feel/compiler.h"
#include "dmn/feel/evaluator.h"

namespace qinqing::dmn::feel {
namespace {

// The value as FEEL writes it, or "!" and what is wrong with the text.
std::string eval(std::string_view text) {
  const Dictionary dictionary;
  Program program;
  Compiler compiler(program, dictionary);
  try {
    compiler.finish(compiler.expression(text).node);
  } catch (const SyntaxError& error) {
    return "!" + error.what;
  }
  Evaluator evaluator;
  return evaluator.run(program).to_feel();
}

struct Case {
  const char* text;
  const char* value;
};

void expect_all(std::initializer_list<Case> cases) {
  for (const Case& one : cases) EXPECT_EQ(eval(one.text), one.value) << one.text;
}

TEST(Feel, PrecedenceIsTheStandards) {
  expect_all({{"1 + 2 * 3", "7"},
              {"-2 ** 2", "4"},
              {"3 ** 4 ** 5", "3486784401"},
              {"10 - 4 - 3", "3"},
              {"not(true) or true", "true"},
              {"1 < 2 and 2 in [1..3]", "true"},
              {"5 between 1 and 5 and true", "true"}});
}

TEST(Feel, NumbersOfMoreDigitsAreRoundedTo34) {
  expect_all(
      {{"12345678901234567890123456789012345", "12345678901234567890123456789012340"},
       {"3.14159265358979323846264338327950288419", "3.141592653589793238462643383279503"},
       {"number(\"0.99999999999999999999999999999999999\")", "1.000000000000000000000000000000000"},
       {"1e7000", "!这个数超出范围"}});
}

TEST(Feel, LogicHasThreeValues) {
  expect_all({{"true or null", "true"},
              {"null and false", "false"},
              {"true and null", "null"},
              {"false or 1", "null"},
              {"not(null)", "null"},
              {"not([false])", "true"},
              {"1 between 2 and null", "false"},
              {"3 between null and 2", "false"},
              {"1 between null and 2", "null"}});
}

TEST(Feel, WhatCannotBeComparedIsNull) {
  expect_all({{"1 = \"1\"", "null"},
              {"1 = null", "false"},
              {"null = null", "true"},
              {"\"a\" < 1", "null"},
              {"[1, \"a\"] = [1, 2]", "false"},
              {"1 in [[1, 2], 3]", "false"},
              {"5 in (null)", "false"},
              {"duration(\"P1Y\") = duration(\"P365D\")", "null"}});
}

TEST(Feel, ATestThatIsNullIsAValueIfWritten) {
  const auto passes = [](std::string_view tests, const Value& value) {
    const Dictionary dictionary;
    Program program;
    Compiler compiler(program, dictionary);
    compiler.push_scope();
    compiler.finish(compiler.tests(tests, compiler.local(compiler.declare("?", nullptr))));
    return Evaluator().run(program, std::span(&value, 1)).to_feel();
  };
  EXPECT_EQ(passes("not(null)", Value(true)), "true");
  EXPECT_EQ(passes("not(null)", Value()), "false");
  EXPECT_EQ(passes("null", Value()), "true");
  EXPECT_EQ(passes("not(1 + \"a\")", Value(true)), "null");
}

TEST(Feel, NamesMayHoldSpacesAndOperators) {
  expect_all({{"{a b: 1, a: 2, b: 3, c: a b + a}.c", "3"},
              {"{a-b: 5, a: 9, r: a-b}.r", "5"},
              {"for my item in [1, 2] return my item * 2", "[2, 4]"},
              {"{x: 1, y: x + 1}", "{x: 1, y: 2}"},
              {"nothing here", "!没有叫 nothing 的名字"}});
}

TEST(Feel, FiltersNameTheEntriesOfItems) {
  expect_all({{"[{a: 1, b: 2}, {a: 3, b: 4}][a > 1].b", "[4]"},
              {"[1, 2, 3][item >= 2]", "[2, 3]"},
              {"[1, 2, 3][-1]", "3"},
              {"[1, 2, 3][4]", "null"},
              {"5[1]", "5"},
              {"{x: 2, y: [{x: 1}, {z: 0}][x = 2]}.y", "[{z: 0}]"}});
}

TEST(Feel, IterationsGoUpAndDownAndNest) {
  expect_all({{"for i in 3..1 return i", "[3, 2, 1]"},
              {"for i in [1..3) return i", "[1, 2]"},
              {"for i in 0..4 return if i = 0 then 1 else i * partial[-1]", "[1, 1, 2, 6, 24]"},
              {"for x in [[1, 2], [3]], y in x return y", "[1, 2, 3]"},
              {"for d in @\"2024-02-28\"..@\"2024-03-01\" return d.day", "[28, 29, 1]"},
              {"some x in [1, null] satisfies x > 0", "true"},
              {"every x in [1, null] satisfies x > 0", "null"},
              {"every x in [] satisfies x", "true"}});
}

TEST(Feel, FunctionsCaptureAndMayCallThemselves) {
  expect_all({{"(function(a, b) a - b)(b: 1, a: 5)", "4"},
              {"{k: 3, f: function(x) x * k, r: f(4)}.r", "12"},
              {"{f: function(n) if n <= 1 then 1 else n * f(n - 1), r: f(5)}.r", "120"},
              {"(function(a: string) a)(1)", "null"},
              {"(function(a) function(b) a + b)(1)(2)", "3"}});
}

TEST(Feel, RangesKnowTheirEnds) {
  expect_all({{"3 in (1..3)", "false"},
              {"3 in ]1..3]", "true"},
              {"10 in (1, < 5, >= 10)", "true"},
              {"[1..10[ = [1..10)", "true"},
              {"(<= 10).end included", "true"},
              {"1 in <= \"a\"", "null"}});
}

TEST(Feel, TypesAreStructural) {
  expect_all({{"[1, 2] instance of list<number>", "true"},
              {"{a: null} instance of context<a: string>", "true"},
              {"{} instance of context<a: string>", "false"},
              {"null instance of Any", "false"},
              {"[1..2] instance of range<number>", "true"},
              {"(function(a: number) a) instance of function<number> -> Any", "true"}});
}

TEST(Feel, StringsAreCodePoints) {
  expect_all({{"string length(\"\\U01F40Eab\")", "3"},
              {"substring(\"\\uD83D\\uDC0Eab\", 2)", "\"ab\""},
              {"substring(\"亲清家园\", -2)", "\"家园\""},
              {"upper case(\"stra\u00dfe\")", "\"STRASSE\""},
              {"\"a\\\"b\"", "\"a\\\"b\""}});
}

TEST(Feel, PatternsAreXPaths) {
  expect_all({{"matches(\"abc\", \"^[a-z-[b]]+$\")", "false"},
              {"matches(\"foobar\", \"(?=o)\")", "null"},
              {"replace(\"abracadabra\", \"a(.)\", \"[$1]\")", "\"[b]r[c][d][b]ra\""},
              {"replace(\"abc\", \"x*\", \"-\")", "null"},
              {"replace(\"a\", \"a\", \"$\")", "null"},
              {"matches(\"Mary\\u000DJones\", \"Mary.Jones\")", "false"},
              {"matches(\"aA\", \"(a)\\1\", \"i\")", "true"},
              {"matches(\"h\", \"(.)\\3\")", "null"},
              {"matches(\"q\", \"[^Q]\", \"i\")", "false"},
              {"matches(\"a b\", \"a[ ] b\", \"x\")", "true"},
              {"split(\"a;b;;c\", \";\")", "[\"a\", \"b\", \"\", \"c\"]"}});
}

TEST(Feel, DaysAndTimes) {
  expect_all({{"date(\"2023-02-29\")", "null"},
              {"date(2024, 2, 29) + duration(\"P1Y\")", "@\"2025-02-28\""},
              {"@\"2021-01-02T10:00:00Z\" - @\"2021-01-01\"", "@\"P1DT10H\""},
              {"@\"2021-01-02T10:00:00\" - @\"2021-01-01T00:00:00Z\"", "null"},
              {"time(\"23:30:00\") + duration(\"PT1H\")", "@\"00:30:00\""},
              {"@\"2002-04-02T12:00:00-01:00\" = @\"2002-04-02T17:00:00+04:00\"", "true"},
              {"is(@\"2002-04-02T12:00:00-01:00\", @\"2002-04-02T17:00:00+04:00\")", "false"},
              {"date and time(\"2018-12-10T10:30:00@Europe/Paris\").time offset", "@\"PT1H\""},
              {"week of year(date(2005, 1, 1))", "53"}});
}

TEST(Feel, DurationsBeyondAllUseAreNull) {
  expect_all({{"duration(\"P999999999999999999Y\")", "null"},
              {"duration(\"P1M\") * 1e30", "null"},
              {"duration(\"P1D\") * 1e30", "null"},
              {"duration(\"P99999999999999999M\") + duration(\"P99999999999999999M\")", "null"},
              {"date(2026, 1, 1) + duration(\"P99999999999999999M\")", "null"},
              {"date(2026, 1, 1) + duration(\"P99999999999999999D\")", "null"}});
}

TEST(Feel, RoundingGoesEveryWay) {
  expect_all({{"decimal(2.5, 0)", "2"},
              {"round half up(-2.5, 0)", "-3"},
              {"round half down(2.55, 1)", "2.5"},
              {"round up(-5.01, 0)", "-6"},
              {"floor(-1.56, 1)", "-1.6"},
              {"modulo(-10, 4)", "2"}});
}

TEST(Feel, FaultsNameTheirPlace) {
  const Dictionary dictionary;
  Program program;
  Compiler compiler(program, dictionary);
  try {
    compiler.expression("1 + + 2");
    FAIL();
  } catch (const SyntaxError& error) {
    EXPECT_EQ(error.position, 4U);
  }
}

TEST(Feel, HostileTextsEnd) {
  EXPECT_EQ(eval(std::string(100'000, '(')), "!嵌套太深");
  EXPECT_EQ(eval(std::string(100'000, '-') + "1"), "!嵌套太深");
  EXPECT_EQ(eval(std::string(100'000, '[')), "!嵌套太深");
  const Dictionary dictionary;
  for (const char* text : {"{f: function(n) f(n + 1), r: f(0)}.r",
                           "count(for a in 1..100000, b in 1..100000 return 1)",
                           "string(for i in 1..60 return [partial[-1], partial[-1]])",
                           "{a: for i in 1..60 return [partial[-1], partial[-1]], b: a = a}.b",
                           "count(for i in 1..1000000 return [partial[-1]])"}) {
    Program program;
    Compiler compiler(program, dictionary);
    compiler.finish(compiler.expression(text).node);
    Evaluator evaluator;
    EXPECT_THROW((void)evaluator.run(program), LimitExceeded) << text;
  }
}

}  // namespace
}  // namespace qinqing::dmn::feel
