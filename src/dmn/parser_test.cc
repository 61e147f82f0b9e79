#include "dmn/parser.h"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>
#include <string>
#include <vector>

#include "dmn/characters.h"
#include "dmn/testing/print.h"

namespace qinqing::dmn {
namespace {

const NameSet& members() {
  static const NameSet set = [] {
    NameSet names;
    names.add("term months", 0);
    names.add("rate", 0);
    names.sort();
    return names;
  }();
  return set;
}

Scope scope() {
  Scope out;
  std::uint32_t slot = 0;
  for (const char* name : {"a", "b", "a+b", "Full Name", "Full", "x-y", "cost", "date", "not paid",
                           "对方关系", "loan", "Approved/Declined", "in stock"})
    out.names.add(name, slot++);
  out.names.sort();
  out.members = &members();
  return out;
}

std::string shown(const SyntaxError& error) {
  return std::to_string(error.position) + ": " + error.what +
         (error.right.empty() ? "" : " / " + error.right);
}

std::string expression(std::string_view text) {
  const auto parsed = parse_expression(text, scope());
  if (const auto* error = std::get_if<SyntaxError>(&parsed)) return shown(*error);
  return testing::print(std::get<Node>(parsed));
}

std::string tests(std::string_view text) {
  const auto parsed = parse_unary_tests(text, scope());
  if (const auto* error = std::get_if<SyntaxError>(&parsed)) return shown(*error);
  return testing::print(std::get<UnaryTests>(parsed));
}

struct Row {
  const char* text;
  const char* expected;
};

TEST(ParseExpression, GroupsAsTheStandardDoes) {
  for (const Row& row : std::vector<Row>{
           {"1+2*3", "(+ 1 (* 2 3))"},
           {"1-2-3", "(- (- 1 2) 3)"},
           {"2**3**2", "(** (** 2 3) 2)"},
           {"-5 ** 2", "(** (- 5) 2)"},
           {"10**-5", "(** 10 (- 5))"},
           {"10--5", "(- 10 (- 5))"},
           {"(1+2)*3", "(* (+ 1 2) 3)"},
           {"a < b + 1 and b = 2 or a", "(or (and (< `a` (+ `b` 1)) (= `b` 2)) `a`)"},
           {"a or b and not(a)", "(or `a` (and `b` (not `a`)))"},
           {"[1, \"x\", []]", "(list 1 \"x\" (list))"},
           {".5 + 1.50", "(+ 0.5 1.50)"},
           {"1e3", "1000"},
           {"date(\"2024-02-29\")", "date(\"2024-02-29\")"},
           {"a // rest\n + /* b */ 1", "(+ `a` 1)"},
       })
    EXPECT_EQ(expression(row.text), row.expected) << row.text;
}

TEST(ParseExpression, TakesTheLongestKnownName) {
  for (const Row& row : std::vector<Row>{
           {"a+b", "`a + b`"},
           {"a +\n b", "`a + b`"},
           {"a+b+b", "(+ `a + b` `b`)"},
           {"b+a", "(+ `b` `a`)"},
           {"Full  Name", "`Full Name`"},
           {"Full+Name", "(+ `Full` ?Name?)"},
           {"x-y", "`x - y`"},
           {"对方关系 = \"无\"", "(= `对方关系` \"无\")"},
           {"not paid", "`not paid`"},
           {"not(a)", "(not `a`)"},
           {"date", "`date`"},
           {"date + 1", "(+ `date` 1)"},
           {"in stock", "`in stock`"},
           {"loan.rate / 12", "(/ (. `loan` rate) 12)"},
           {"1-loan.term months", "(- 1 (. `loan` term months))"},
           {"loan.other.rate", "(. (. `loan` other) rate)"},
           {"Approved/Declined", "`Approved / Declined`"},
           {"nobody knows", "?nobody knows?"},
           {"costly", "?costly?"},
       })
    EXPECT_EQ(expression(row.text), row.expected) << row.text;
}

TEST(ParseExpression, SaysWhereAndWhatIsWrong) {
  for (const Row& row : std::vector<Row>{
           {"", "1: 表达式没有写完 / 这里应为值、名称或括号"},
           {"1 +", "4: 表达式没有写完 / 这里应为值、名称或括号"},
           {"(1 + 2", "7: 表达式没有写完 / 这里应为 )"},
           {"1 2", "3: 这里不该是 “2”"},
           {"Full Names", "6: 这里不该是 “Names”"},
           {"\"abc", "1: 字符串没有结束 / 以英文双引号 \" 结束"},
           {"\"a\\qc\"",
            "3: 字符串里的转义不认识 / 可用 \\\" \\' \\\\ \\n \\r \\t \\uXXXX \\UXXXXXX"},
           {"\"\\u12g4\"", "6: Unicode 转义应为 4 位十六进制数"},
           {"\"\\uD83D\"", "2: 字符串里的 Unicode 转义不是一个字符"},
           {"\"\\uD83D\\u0041\"", "2: 字符串里的代理对不成对"},
           {"关系 ＝ 1", "4: 这里不能用 “＝” / 改用英文标点 ="},
           {"“pending”", "1: 这里不能用 ““” / 改用英文标点 \""},
           {"a，b", "2: 这里不能用 “，” / 改用英文标点 ,"},
           {"date(\"2026-02-29\")",
            "6: 没有 \"2026-02-29\" 这一天 / 写成 date(\"2026-11-27\")，且这一天存在"},
           {"date(5)", "6: 这里不该是 “5” / 例如 date(\"2026-11-27\")"},
           {"sum(a)", "1: 函数 “sum” 不能用 / 可用的函数是 date(\"年-月-日\") 和 not(…)"},
           {"12345678901234567890123456789012345", "1: 数字超出范围 / 至多 34 位有效数字"},
           {"loan.", "6: 表达式没有写完 / 点号后应为成员的名称"},
           {"/* a", "1: 注释没有结束 / 以 */ 结束"},
       })
    EXPECT_EQ(expression(row.text), row.expected) << row.text;
}

TEST(ParseExpression, StringEscapes) {
  EXPECT_EQ(expression(R"("\"\\\'\n\t\u6d77\U01F600\uD83D\uDE00")"), "\"\\\"\\\\'\\n\\t海😀😀\"");
}

TEST(ParseUnaryTests, AllForms) {
  for (const Row& row : std::vector<Row>{
           {"-", "any"},
           {"  - ", "any"},
           {"", "any"},
           {"-5", "[= (- 5)]"},
           {"- cost", "[= (- `cost`)]"},
           {"\"a\",\"b\"", "[= \"a\", = \"b\"]"},
           {">=18", "[>= 18]"},
           {"< 1, > 5, != 3", "[< 1, > 5, != 3]"},
           {"[1..5]", "[>= 1 and <= 5]"},
           {"(1..5)", "[> 1 and < 5]"},
           {"]1..5[", "[> 1 and < 5]"},
           {"[1..5[", "[>= 1 and < 5]"},
           {"]1..5]", "[> 1 and <= 5]"},
           {"[ -5 .. -1 ]", "[>= (- 5) and <= (- 1)]"},
           {"[1.5..2.5]", "[>= 1.5 and <= 2.5]"},
           {"not(1, [3..4])", "not[= 1, >= 3 and <= 4]"},
           {"not(null)", "not[= null]"},
           {"(1+2)*3", "[= (* (+ 1 2) 3)]"},
           {"<= loan.rate", "[<= (. `loan` rate)]"},
           {"not paid", "[= `not paid`]"},
           {"[date(\"2026-01-01\")..date(\"2026-12-31\")]",
            "[>= date(\"2026-01-01\") and <= date(\"2026-12-31\")]"},
       })
    EXPECT_EQ(tests(row.text), row.expected) << row.text;
}

TEST(ParseUnaryTests, SaysWhereAndWhatIsWrong) {
  for (const Row& row : std::vector<Row>{
           {"[1, 5]", "3: 这里不该是 “,” / 区间写成 [下端..上端]"},
           {"[1..5", "6: 表达式没有写完 / 区间以 ] 、) 或 [ 结束"},
           {"not(1", "6: 表达式没有写完 / 这里应为 )"},
           {"not 1", "5: 这里不该是 “1” / 这里应为 ("},
           {"1,", "3: 表达式没有写完 / 这里应为值、名称或括号"},
           {">= ", "4: 表达式没有写完 / 这里应为值、名称或括号"},
           {"-, 1", "2: 这里不该是 “,” / 这里应为值、名称或括号"},
       })
    EXPECT_EQ(tests(row.text), row.expected) << row.text;
}

TEST(ParseExpression, DepthAndLengthAreLimited) {
  const auto repeated = [](std::string_view part, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += part;
    return out;
  };
  EXPECT_EQ(expression(repeated("(", 63) + "1" + repeated(")", 63)), "1");
  EXPECT_EQ(expression(repeated("(", 5000)), "65: 表达式嵌套太深 / 至多 64 层");
  EXPECT_EQ(expression(repeated("-", 5000) + "1"), "65: 表达式嵌套太深 / 至多 64 层");
  EXPECT_EQ(expression("1" + repeated("+1", 5000)), "400: 表达式太复杂 / 拆成几个决策");
  EXPECT_EQ(expression(repeated("1", 70'000)), "1: 表达式太长 / 至多 65536 字节");
  EXPECT_EQ(tests(repeated("[", 5000)), "66: 表达式嵌套太深 / 至多 64 层");
}

RC_GTEST_PROP(ParseExpression, EveryStringSurvivesItsLiteral,
              (const std::vector<char16_t>& units)) {
  std::string text;
  for (const char16_t unit : units)
    if (unit < 0xD800 || unit > 0xDFFF) append_utf8(text, unit);
  const Value value = Value::string(text);
  const auto parsed = parse_expression(value.to_feel(), scope());
  RC_ASSERT(std::holds_alternative<Node>(parsed));
  RC_ASSERT(std::get<Node>(parsed).literal == value);
}

}  // namespace
}  // namespace qinqing::dmn
