// Decisions that require others, types and their nulls, warnings.
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "dmn/dmn.h"
#include "dmn/testing/table_text.h"

namespace qinqing::dmn {
namespace {

using testing::TableText;
using Values = std::map<std::string, Value>;

Value number(const char* text) {
  return Value::number(*base::Decimal::parse(text));
}

// The result of "table" (or "blocked"), then each warning as " | where: message".
std::string result(const std::string& xml, const Values& values) {
  const auto model = Model::load(xml);
  if (!model) return model.faults().to_string();
  Inputs inputs(*model);
  for (const auto& [name, value] : values) EXPECT_TRUE(inputs.set(name, value)) << name;
  Evaluation evaluation(*model);
  const DecisionRef ref = *model->find_decision("table");
  evaluation.run(ref, inputs);
  std::string out = evaluation.blocked(ref) ? "blocked" : evaluation.result(ref).to_feel();
  for (const Warning& warning : evaluation.warnings())
    out += " | " + warning.where + ": " + warning.message;
  return out;
}

// "rate" is a literal expression over n, "risk" a table over it, "table" requires both.
TableText chain() {
  return TableText("UNIQUE")
      .fact("n", "number")
      .before(R"(
<decision id="rate" name="base rate"><variable name="base rate" typeRef="number"/>
  <informationRequirement><requiredInput href="#i0"/></informationRequirement>
  <literalExpression><text>n * 2 + 1</text></literalExpression></decision>
<decision id="risk" name="risk"><variable name="risk"/>
  <informationRequirement><requiredDecision href="#rate"/></informationRequirement>
  <decisionTable hitPolicy="UNIQUE">
    <input><inputExpression><text>base rate</text></inputExpression></input>
    <output name="level"/><output name="why"/>
    <rule><inputEntry><text>&lt; 10</text></inputEntry>
      <outputEntry><text>"low"</text></outputEntry><outputEntry><text></text></outputEntry></rule>
    <rule><inputEntry><text>&gt;= 10</text></inputEntry>
      <outputEntry><text>"high"</text></outputEntry>
      <outputEntry><text>base rate</text></outputEntry></rule>
  </decisionTable></decision>
)")
      .inside(R"(<informationRequirement><requiredDecision href="#rate"/></informationRequirement>
<informationRequirement><requiredDecision href="#risk"/></informationRequirement>)")
      .column("risk.level", "string")
      .column("base rate", "number")
      .output("")
      .rule({"\"low\"", "-"}, {"0"})
      .rule({"\"high\"", "< 100"}, {"base rate"})
      .rule({"\"high\"", ">= risk.why"}, {"risk.why + 1000"});
}

TEST(Decisions, RequireOthers) {
  EXPECT_EQ(result(chain().xml(), {{"n", number("1")}}), "0");
  EXPECT_EQ(result(chain().xml(), {{"n", number("50")}}), "1101");
  EXPECT_EQ(result(chain().xml(), {}), "blocked");
}

TEST(Decisions, BlockedThroughOthersNamesTheInput) {
  const auto model = Model::load(chain().xml());
  ASSERT_TRUE(model.ok());
  Evaluation evaluation(*model);
  const DecisionRef ref = *model->find_decision("table");
  evaluation.run(ref, Inputs(*model));
  EXPECT_TRUE(evaluation.blocked(*model->find_decision("risk")));
  ASSERT_EQ(evaluation.rule_count(ref), 3U);
  for (std::size_t r = 0; r < 3; ++r) {
    ASSERT_EQ(evaluation.rule(ref, r).state, RuleState::blocked);
    ASSERT_EQ(evaluation.rule(ref, r).inputs.size(), 1U);
    EXPECT_EQ(evaluation.rule(ref, r).inputs.front(), *model->find_input("n"));
  }
  evaluation.run_rules(ref, Inputs(*model));
  EXPECT_EQ(evaluation.rule_count(*model->find_decision("risk")), 2U);
}

TEST(Decisions, OnlyWhatIsRequiredIsEvaluated) {
  const auto model = Model::load(chain().xml());
  ASSERT_TRUE(model.ok());
  Inputs inputs(*model);
  inputs.set("n", number("50"));
  Evaluation evaluation(*model);
  evaluation.run(*model->find_decision("risk"), inputs);
  EXPECT_EQ(evaluation.result(*model->find_decision("base rate")).to_feel(), "101");
  EXPECT_EQ(evaluation.result(*model->find_decision("risk")).to_feel(),
            "{level: \"high\", why: 101}");
  EXPECT_TRUE(evaluation.result(*model->find_decision("table")).is_null());
  EXPECT_EQ(evaluation.rule_count(*model->find_decision("table")), 0U);
}

TEST(Decisions, InfoNamesDirectRequirementsOnly) {
  const auto model = Model::load(chain().xml());
  ASSERT_TRUE(model.ok());
  const DecisionInfo& info = model->decision(*model->find_decision("table"));
  EXPECT_EQ(info.required_inputs, std::vector<std::string>{"n"});
  EXPECT_EQ(info.required_decisions, (std::vector<std::string>{"base rate", "risk"}));
  EXPECT_EQ(model->find_decision("rate"), model->find_decision("base rate"));  // by id
  EXPECT_FALSE(model->find_decision("nobody").has_value());
}

TEST(Types, AnInputOfAnotherTypeCountsAsNullAndSaysSo) {
  const auto table = TableText("FIRST")
                         .input("n", "number")
                         .output("")
                         .rule({"null"}, {"\"null\""})
                         .rule({"-"}, {"\"value\""});
  EXPECT_EQ(result(table.xml(), {{"n", Value::string("12")}}),
            "\"null\" | 决策“table”: 输入“n”的值不是类型 number 允许的，按 null 计");
  EXPECT_EQ(result(table.xml(), {{"n", number("12")}}), "\"value\"");
  // A list of one is its item.
  EXPECT_EQ(result(table.xml(), {{"n", Value::list({number("12")})}}), "\"value\"");
}

TEST(Types, AllowedValuesOfAnItemDefinition) {
  const auto table = TableText("FIRST")
                         .input("kind", "kinds")
                         .before(
                             "<itemDefinition name=\"kinds\"><typeRef>string</typeRef>"
                             "<allowedValues><text>\"eat\", \"take\"</text></allowedValues>"
                             "</itemDefinition>")
                         .output("")
                         .rule({"\"eat\""}, {"1"})
                         .rule({"-"}, {"2"});
  EXPECT_EQ(result(table.xml(), {{"kind", Value::string("eat")}}), "1");
  EXPECT_EQ(result(table.xml(), {{"kind", Value()}}), "2");
  EXPECT_EQ(result(table.xml(), {{"kind", Value::string("ride")}}),
            "2 | 决策“table”: 输入“kind”的值不是类型 kinds 允许的，按 null 计");
}

TEST(Types, AValueOutsideTheInputValuesMakesTheResultNull) {
  const auto table = TableText("FIRST")
                         .fact("kind", "string")
                         .fact("n", "number")
                         .column("kind", "string", "\"eat\", \"take\"")
                         .column("n", "number", ">= 0")
                         .output("")
                         .rule({"-", "-"}, {"1"});
  EXPECT_EQ(result(table.xml(), {{"kind", Value::string("eat")}, {"n", number("0")}}), "1");
  EXPECT_EQ(result(table.xml(), {{"kind", Value()}, {"n", Value()}}), "1");
  EXPECT_EQ(result(table.xml(), {{"kind", Value::string("ride")}}),
            "null | 决策“table”，输入列 1: 值 \"ride\" 不在允许的值之内，结果为 null");
  EXPECT_EQ(result(table.xml(), {{"kind", Value::string("eat")}, {"n", number("-0.01")}}),
            "null | 决策“table”，输入列 2: 值 -0.01 不在允许的值之内，结果为 null");
}

TEST(Types, AColumnsOwnTypeIsCheckedWhereTheInputHasNone) {
  const auto table = TableText("FIRST")
                         .fact("n", "")
                         .column("n", "number")
                         .output("")
                         .rule({"> 5"}, {"1"})
                         .rule({"null"}, {"2"});
  EXPECT_EQ(result(table.xml(), {{"n", number("6")}}), "1");
  EXPECT_EQ(result(table.xml(), {{"n", Value::string("6")}}),
            "2 | 决策“table”，输入列 1: 值 \"6\" 不是数字，按 null 计");
}

TEST(Types, ADecisionsResultIsOfItsTypeOrNull) {
  const auto table = [](const char* type, const char* output) {
    return TableText("COLLECT")
        .fact("n", "number")
        .inside(std::string("<variable name=\"table\" typeRef=\"") + type + "\"/>")
        .column("n", "number")
        .output("")
        .rule({"-"}, {output})
        .xml();
  };
  EXPECT_EQ(result(table("number", "1"), {}), "1");  // a list of one
  EXPECT_EQ(result(table("list", "1"), {}), "[1]");
  EXPECT_EQ(result(table("number", "\"x\""), {}),
            "null | 决策“table”: 结果 [\"x\"] 不是决策的类型所允许的，按 null 计");
}

TEST(Warnings, SayWhichRuleAndWhy) {
  const auto table = TableText("FIRST")
                         .input("n", "number")
                         .output("", "", "1 / 0")
                         .rule({"1"}, {"n + \"x\""})
                         .rule({"2"}, {"n / (n - 2)"})
                         .rule({"3"}, {"n ** 0.5"})
                         .rule({"4"}, {"10 ** 6200"})
                         .rule({"5"}, {"not(n)"});
  const auto at = [&](const char* n) { return result(table.xml(), {{"n", number(n)}}); };
  EXPECT_EQ(at("1"), "null | 决策“table”，规则 r1，输出 1: 数字与字符串不能用 +，按 null 计");
  EXPECT_EQ(at("2"), "null | 决策“table”，规则 r2，输出 1: 除数为 0，按 null 计");
  EXPECT_EQ(at("3"),
            "null | 决策“table”，规则 r3，输出 1: 指数不是绝对值在十亿以内的整数，按 null 计");
  EXPECT_EQ(at("5"), "null | 决策“table”，规则 r5，输出 1: 数字不能用 not，按 null 计");
}

TEST(Warnings, AnUnknownNameIsNullAndToldWithEveryResult) {
  const auto table = TableText("FIRST")
                         .input("s", "string")
                         .output("")
                         .rule({"pending"}, {"1"})
                         .rule({"-"}, {"nobody"});
  EXPECT_EQ(result(table.xml(), {{"s", Value::string("pending")}}),
            "null | 决策“table”，规则 r1，条件 1: “pending” 的第 1 个字符处：没有名称 “pending” | "
            "决策“table”，规则 r2，输出 1: “nobody” 的第 1 个字符处：没有名称 “nobody”");
}

TEST(Warnings, LogicThatIsMissingOrUnsupportedIsNull) {
  const std::string head =
      "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"x\">"
      "<decision id=\"t\" name=\"table\">";
  EXPECT_EQ(result(head + "</decision></definitions>", {}), "null | 决策“table”: 决策没有逻辑");
  EXPECT_EQ(result(head + "<context><contextEntry/></context></decision></definitions>", {}),
            "null | 决策“table”: 决策逻辑 context 尚不支持");
}

}  // namespace
}  // namespace qinqing::dmn
