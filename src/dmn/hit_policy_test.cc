// What a table comes to: each hit policy with none, one and several rules that match, and with
// rules that absent inputs keep open.
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "dmn/dmn.h"
#include "dmn/testing/table_text.h"

namespace qinqing::dmn {
namespace {

using testing::TableText;

Value number(const char* text) {
  return Value::number(*base::Decimal::parse(text));
}

// Evaluates a table over one number `n`; "blocked" where it is open, else the result, followed by
// the warnings' messages.
std::string result(const TableText& table, const std::optional<Value>& n) {
  const auto model = Model::load(table.xml());
  if (!model) return model.faults().to_string();
  Inputs inputs(*model);
  if (n) inputs.set("n", *n);
  Evaluation evaluation(*model);
  const DecisionRef ref = *model->find_decision("table");
  evaluation.run(ref, inputs);
  std::string out = evaluation.blocked(ref) ? "blocked" : evaluation.result(ref).to_feel();
  for (const Warning& warning : evaluation.warnings()) out += " | " + warning.message;
  return out;
}

// > 0 gives "a", > 10 gives "b", > 20 gives "a".
TableText policy(const std::string& name, const std::string& allowed = "",
                 const std::string& default_entry = "") {
  return TableText(name)
      .input("n", "number")
      .output("", allowed, default_entry)
      .rule({"> 0"}, {"\"a\""})
      .rule({"> 10"}, {"\"b\""})
      .rule({"> 20"}, {"\"a\""});
}

TEST(HitPolicy, Unique) {
  EXPECT_EQ(result(policy("UNIQUE"), number("0")), "null");
  EXPECT_EQ(result(policy("UNIQUE"), number("0.01")), "\"a\"");
  EXPECT_EQ(result(policy("UNIQUE"), number("11")),
            "null | 命中策略是 UNIQUE，却有 2 条规则命中，结果为 null");
  EXPECT_EQ(result(policy("UNIQUE", "", "\"none\""), number("0")), "\"none\"");
  EXPECT_EQ(result(policy("UNIQUE"), std::nullopt), "blocked");
}

TEST(HitPolicy, UniqueIsTheDefault) {
  EXPECT_EQ(result(policy(""), number("11")),
            "null | 命中策略是 UNIQUE，却有 2 条规则命中，结果为 null");
}

TEST(HitPolicy, Any) {
  EXPECT_EQ(result(policy("ANY"), number("5")), "\"a\"");
  EXPECT_EQ(result(policy("ANY"), number("11")),
            "null | 命中策略是 ANY，命中的规则输出却不相同，结果为 null");
  const TableText same =
      TableText("ANY").input("n", "number").output("").rule({"> 0"}, {"1.0"}).rule({"> 1"}, {"1"});
  EXPECT_EQ(result(same, number("2")), "1.0");
}

TEST(HitPolicy, First) {
  EXPECT_EQ(result(policy("FIRST"), number("30")), "\"a\"");
  EXPECT_EQ(result(policy("FIRST"), number("0")), "null");
}

TEST(HitPolicy, PriorityFollowsTheOutputValues) {
  EXPECT_EQ(result(policy("PRIORITY", "\"b\", \"a\""), number("30")), "\"b\"");
  EXPECT_EQ(result(policy("PRIORITY", "\"a\", \"b\""), number("30")), "\"a\"");
  EXPECT_EQ(result(policy("PRIORITY", "\"b\", \"a\""), number("5")), "\"a\"");
  // An output that is none of the values comes last.
  EXPECT_EQ(result(policy("PRIORITY", "\"z\", \"b\""), number("30")), "\"b\"");
  EXPECT_EQ(result(policy("PRIORITY"), number("30")),
            "\"a\" | 没有输出值的顺序，无法按优先级取结果");
}

TEST(HitPolicy, PriorityGoesThroughTheOutputColumnsInOrder) {
  const TableText table = TableText("PRIORITY")
                              .input("n", "number")
                              .output("x", "1, 2")
                              .output("y", "\"high\", \"low\"")
                              .rule({"-"}, {"2", "\"high\""})
                              .rule({"-"}, {"1", "\"low\""})
                              .rule({"> 0"}, {"1", "\"high\""});
  EXPECT_EQ(result(table, number("1")), "{x: 1, y: \"high\"}");
  EXPECT_EQ(result(table, number("0")), "{x: 1, y: \"low\"}");
}

TEST(HitPolicy, OrdersAndCollect) {
  EXPECT_EQ(result(policy("RULE ORDER"), number("30")), "[\"a\", \"b\", \"a\"]");
  EXPECT_EQ(result(policy("OUTPUT ORDER", "\"b\", \"a\""), number("30")), "[\"b\", \"a\", \"a\"]");
  EXPECT_EQ(result(policy("COLLECT"), number("30")), "[\"a\", \"b\", \"a\"]");
  EXPECT_EQ(result(policy("COLLECT"), number("5")), "[\"a\"]");
  EXPECT_EQ(result(policy("COLLECT"), number("0")), "null");
  EXPECT_EQ(result(policy("COLLECT", "", "\"none\""), number("0")), "[\"none\"]");
}

TEST(HitPolicy, Aggregations) {
  const auto table = [](const char* how) {
    return TableText("COLLECT", how)
        .input("n", "number")
        .output("")
        .rule({"> 0"}, {"10.50"})
        .rule({"> 10"}, {"n"})
        .rule({"> 20"}, {"-3"});
  };
  EXPECT_EQ(result(table("SUM"), number("30")), "37.50");
  EXPECT_EQ(result(table("MIN"), number("30")), "-3");
  EXPECT_EQ(result(table("MAX"), number("30")), "30");
  EXPECT_EQ(result(table("COUNT"), number("30")), "3");
  EXPECT_EQ(result(table("COUNT"), number("0")), "null");
  EXPECT_EQ(result(policy("COLLECT"), number("30")), "[\"a\", \"b\", \"a\"]");
}

TEST(HitPolicy, AggregationsOfTheWrongKindAreNullWithAWarning) {
  const auto table = [](const char* how, const char* second) {
    return TableText("COLLECT", how)
        .input("n", "number")
        .output("")
        .rule({"> 0"}, {"\"x\""})
        .rule({"> 10"}, {second});
  };
  EXPECT_EQ(result(table("SUM", "\"y\""), number("30")),
            "null | 输出不全是数字，不能求和，结果为 null");
  EXPECT_EQ(result(table("SUM", "\"y\""), number("1")),
            "null | 输出不全是数字，不能求和，结果为 null");
  EXPECT_EQ(result(table("MAX", "\"y\""), number("30")), "\"y\"");
  EXPECT_EQ(result(table("MAX", "1"), number("30")), "null | 输出不能比较大小，结果为 null");
  EXPECT_EQ(result(table("MIN", "null"), number("30")), "null | 输出不能比较大小，结果为 null");
  EXPECT_EQ(result(table("COUNT", "null"), number("30")), "2");
}

// Two inputs: n decides rule 1 and 3, m rule 2.
std::string two(const std::string& policy_name, const std::optional<Value>& n,
                const std::optional<Value>& m) {
  const auto model = Model::load(TableText(policy_name)
                                     .input("n", "number")
                                     .input("m", "number")
                                     .output("")
                                     .rule({"> 10", "-"}, {"\"first\""})
                                     .rule({"-", "> 0"}, {"\"second\""})
                                     .rule({"> 0", "-"}, {"\"third\""})
                                     .xml());
  Inputs inputs(*model);
  if (n) inputs.set("n", *n);
  if (m) inputs.set("m", *m);
  Evaluation evaluation(*model);
  const DecisionRef ref = *model->find_decision("table");
  evaluation.run(ref, inputs);
  return evaluation.blocked(ref) ? "blocked" : evaluation.result(ref).to_feel();
}

TEST(Blocked, FirstIsDecidedOnceARuleMatchesBeforeTheOpenOnes) {
  EXPECT_EQ(two("FIRST", number("11"), std::nullopt), "\"first\"");
  EXPECT_EQ(two("FIRST", number("1"), std::nullopt), "blocked");
  EXPECT_EQ(two("FIRST", std::nullopt, number("1")), "blocked");
  EXPECT_EQ(two("FIRST", number("1"), number("0")), "\"third\"");
}

TEST(Blocked, OthersAreOpenAsLongAsAnyRuleIs) {
  for (const char* policy_name : {"ANY", "COLLECT", "RULE ORDER"}) {
    EXPECT_EQ(two(policy_name, number("0"), std::nullopt), "blocked") << policy_name;
    EXPECT_EQ(two(policy_name, number("1"), std::nullopt), "blocked") << policy_name;
  }
}

TEST(Blocked, UniqueIsDecidedOnceTwoRulesMatch) {
  EXPECT_EQ(two("UNIQUE", number("1"), std::nullopt), "blocked");
  // Whatever m is, more than one rule matches: the result is null and stays so.
  EXPECT_EQ(two("UNIQUE", number("11"), std::nullopt), "null");
}

TEST(Blocked, AnOutputOrDefaultThatNeedsAnAbsentInputKeepsTheTableOpen) {
  const auto table = [] {
    return TableText("FIRST")
        .input("n", "number")
        .fact("m", "number")
        .output("", "", "m * 2")
        .rule({"> 10"}, {"m + 1"})
        .rule({"> 0"}, {"7"});
  };
  EXPECT_EQ(result(table(), number("11")), "blocked");
  EXPECT_EQ(result(table(), number("1")), "7");
  EXPECT_EQ(result(table(), number("0")), "blocked");
}

}  // namespace
}  // namespace qinqing::dmn
