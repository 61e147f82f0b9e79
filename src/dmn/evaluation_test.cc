// The states of rules: matched, failed at its first false condition, blocked by named inputs.
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <thread>
#include <vector>

#include "dmn/dmn.h"
#include "dmn/testing/table_text.h"

namespace qinqing::dmn {
namespace {

using testing::TableText;
using Values = std::map<std::string, Value>;

Value number(const char* text) {
  return Value::number(*base::Decimal::parse(text));
}
Value text(const char* value) {
  return Value::string(value);
}
Value date(const char* value) {
  return Value::date(*base::Date::parse(value));
}

Model loaded(const TableText& table) {
  auto model = Model::load(table.xml());
  EXPECT_TRUE(model.ok()) << (model.ok() ? "" : model.faults().to_string());
  return std::move(model).value();
}

Inputs made(const Model& model, const Values& values) {
  Inputs inputs(model);
  for (const auto& [name, value] : values) EXPECT_TRUE(inputs.set(name, value)) << name;
  return inputs;
}

std::string shown(const Model& model, const RuleResult& rule) {
  if (rule.state == RuleState::matched) return "yes";
  if (rule.state == RuleState::failed) return "no@" + std::to_string(rule.condition);
  std::string out = "?";
  for (const InputRef input : rule.inputs)
    out += (out == "?" ? "" : "+") + model.inputs()[static_cast<std::size_t>(input)].name;
  return out;
}

std::string states(const Model& model, const Evaluation& evaluation) {
  const DecisionRef ref = *model.find_decision("table");
  std::string out;
  for (std::size_t r = 0; r < evaluation.rule_count(ref); ++r)
    out += (r == 0 ? "" : " ") + shown(model, evaluation.rule(ref, r));
  return out;
}

std::string states(const TableText& table, const Values& values) {
  const Model model = loaded(table);
  Evaluation evaluation(model);
  evaluation.run_rules(*model.find_decision("table"), made(model, values));
  return states(model, evaluation);
}

// The meal of the worked example: who eats what, paid by whom.
TableText eat() {
  return TableText("COLLECT")
      .input("meal_kind", "string")
      .input("meal_payer", "string")
      .input("relation", "string")
      .input("meal_cost", "number")
      .fact("meal_standard", "number")
      .output("effect")
      .rule({"\"banquet\"", "-", "\"pending\",\"supervised\"", "-"}, {"\"deny\""})
      .rule({"\"banquet\"", "\"enterprise\",\"organiser\"", "\"none\"", "-"}, {"\"refer\""})
      .rule({"\"work_meal\"", "-", "-", "> meal_standard"}, {"\"deny\""})
      .rule({"\"work_meal\"", "\"enterprise\",\"organiser\"", "-", "<= meal_standard"},
            {"\"permit\""})
      .rule({"-", "\"self\",\"own_unit\"", "-", "<= meal_standard"}, {"\"permit\""});
}

TEST(Rules, TheWorkedMeal) {
  Values values = {{"meal_kind", text("work_meal")},
                   {"meal_payer", text("organiser")},
                   {"relation", text("none")},
                   {"meal_cost", number("80")},
                   {"meal_standard", number("100.00")}};
  EXPECT_EQ(states(eat(), values), "no@0 no@0 no@3 yes no@1");
  values["meal_cost"] = number("100.01");
  EXPECT_EQ(states(eat(), values), "no@0 no@0 yes no@3 no@1");
  values["meal_cost"] = number("100.0");
  EXPECT_EQ(states(eat(), values), "no@0 no@0 no@3 yes no@1");
  values.erase("meal_kind");
  EXPECT_EQ(states(eat(), values), "no@2 ?meal_kind no@3 ?meal_kind no@1");
}

TEST(Rules, BlockedNamesEveryAbsentInputOnceInTheModelsOrder) {
  EXPECT_EQ(states(eat(), {}),
            "?meal_kind+relation ?meal_kind+meal_payer+relation "
            "?meal_kind+meal_cost+meal_standard "
            "?meal_kind+meal_payer+meal_cost+meal_standard ?meal_payer+meal_cost+meal_standard");
  EXPECT_EQ(states(eat(), {{"meal_cost", number("1")}, {"meal_kind", text("work_meal")}}),
            "no@0 no@0 ?meal_standard ?meal_payer+meal_standard ?meal_payer+meal_standard");
}

TEST(Rules, NullIsAValueAndNotUnknown) {
  const auto table = TableText("COLLECT")
                         .input("s", "string")
                         .output("")
                         .rule({"null"}, {"1"})
                         .rule({"not(null)"}, {"1"})
                         .rule({"\"a\""}, {"1"})
                         .rule({"not(\"a\")"}, {"1"})
                         .rule({"-"}, {"1"});
  EXPECT_EQ(states(table, {{"s", Value()}}), "yes no@0 no@0 yes yes");
  EXPECT_EQ(states(table, {{"s", text("a")}}), "no@0 yes yes no@0 yes");
  EXPECT_EQ(states(table, {}), "?s ?s ?s ?s yes");
}

TEST(Rules, ComparisonsWithNullAreNeitherTrueNorTheirNegation) {
  const auto table = TableText("COLLECT")
                         .input("n", "number")
                         .output("")
                         .rule({"< 5"}, {"1"})
                         .rule({"not(< 5)"}, {"1"})
                         .rule({"[1..5]"}, {"1"})
                         .rule({"not([1..5])"}, {"1"});
  EXPECT_EQ(states(table, {{"n", Value()}}), "no@0 no@0 no@0 no@0");
  EXPECT_EQ(states(table, {{"n", number("5")}}), "no@0 yes yes no@0");
}

TEST(Rules, IntervalsIncludeTheEndsTheySay) {
  const auto table = TableText("COLLECT")
                         .input("n", "number")
                         .output("")
                         .rule({"[1..5]"}, {"1"})
                         .rule({"(1..5)"}, {"1"})
                         .rule({"]1..5["}, {"1"})
                         .rule({"[1..5)"}, {"1"})
                         .rule({"(1..5]"}, {"1"})
                         .rule({"-1.5, 1e2"}, {"1"});
  EXPECT_EQ(states(table, {{"n", number("1.000")}}), "yes no@0 no@0 yes no@0 no@0");
  EXPECT_EQ(states(table, {{"n", number("5")}}), "yes no@0 no@0 no@0 yes no@0");
  EXPECT_EQ(states(table, {{"n", number("4.999")}}), "yes yes yes yes yes no@0");
  EXPECT_EQ(states(table, {{"n", number("0.999")}}), "no@0 no@0 no@0 no@0 no@0 no@0");
  EXPECT_EQ(states(table, {{"n", number("-1.50")}}), "no@0 no@0 no@0 no@0 no@0 yes");
  EXPECT_EQ(states(table, {{"n", number("100")}}), "no@0 no@0 no@0 no@0 no@0 yes");
}

TEST(Rules, DatesAndBooleans) {
  const auto table = TableText("COLLECT")
                         .input("day", "date")
                         .input("held", "boolean")
                         .output("")
                         .rule({">= date(\"2026-01-01\")", "true"}, {"1"})
                         .rule({"[date(\"2025-12-01\")..date(\"2025-12-31\")]", "false"}, {"1"})
                         .rule({"date(\"2024-02-29\")", "not(true)"}, {"1"});
  EXPECT_EQ(states(table, {{"day", date("2026-01-01")}, {"held", Value::boolean(true)}}),
            "yes no@0 no@0");
  EXPECT_EQ(states(table, {{"day", date("2025-12-31")}, {"held", Value::boolean(false)}}),
            "no@0 yes no@0");
  EXPECT_EQ(states(table, {{"day", date("2024-02-29")}}), "no@0 no@0 ?held");
  EXPECT_EQ(states(table, {{"held", Value::boolean(true)}}), "?day no@1 no@1");
}

TEST(Rules, AConditionThatIsDecidedWithoutAnAbsentNameIsDecided) {
  const auto table = TableText("COLLECT")
                         .input("n", "number")
                         .fact("limit", "number")
                         .output("")
                         .rule({"1, limit"}, {"1"})
                         .rule({"[10..limit]"}, {"1"})
                         .rule({"not(1, limit)"}, {"1"});
  // 1 is in the list whatever the limit; 5 is below 10 whatever the limit.
  EXPECT_EQ(states(table, {{"n", number("1")}}), "yes no@0 no@0");
  EXPECT_EQ(states(table, {{"n", number("5")}}), "?limit no@0 ?limit");
  EXPECT_EQ(states(table, {{"n", number("20")}}), "?limit ?limit ?limit");
}

TEST(Rules, AColumnThatIsMoreThanANameWaitsForItsInputs) {
  const auto table = TableText("COLLECT")
                         .fact("cost", "number")
                         .fact("people", "number")
                         .fact("invited", "boolean")
                         .column("cost / people", "number")
                         .column("cost > 1000 or invited", "boolean")
                         .output("")
                         .rule({"<= 100", "-"}, {"1"})
                         .rule({"> 100", "true"}, {"1"})
                         .rule({"null", "false"}, {"1"});
  EXPECT_EQ(states(table, {{"cost", number("2000")}, {"people", number("10")}}), "no@0 yes no@0");
  EXPECT_EQ(states(table, {{"cost", number("500")}}), "?people ?people+invited ?people+invited");
  // Dividing by zero is null; the table goes on with it.
  EXPECT_EQ(
      states(table,
             {{"cost", number("5")}, {"people", number("0")}, {"invited", Value::boolean(false)}}),
      "no@0 no@0 yes");
}

TEST(Rules, TablesOfManyRulesAgreeWithPlainArithmetic) {
  // Past 362 distinct literals a column keeps no sets of rules and works them out.
  for (const int rules : {1, 63, 64, 65, 130, 700}) {
    TableText table = TableText("COLLECT").input("n", "number").input("m", "number").output("");
    for (int i = 0; i < rules; ++i)
      table.rule({"[" + std::to_string(i) + ".." + std::to_string(i + 10) + ")",
                  i % 3 == 0 ? "-" : "< " + std::to_string(i)},
                 {"1"});
    const Model model = loaded(table);
    Evaluation evaluation(model);
    const DecisionRef ref = *model.find_decision("table");
    for (const int n : {-1, 0, 9, 10, 66, 400, 709}) {
      evaluation.run_rules(ref, made(model, {{"n", Value::number(n)}, {"m", Value::number(64)}}));
      ASSERT_EQ(evaluation.rule_count(ref), static_cast<std::size_t>(rules));
      for (int i = 0; i < rules; ++i) {
        const RuleResult rule = evaluation.rule(ref, static_cast<std::size_t>(i));
        const bool first = n >= i && n < i + 10;
        const bool second = i % 3 == 0 || 64 < i;
        EXPECT_EQ(rule.state == RuleState::matched, first && second)
            << rules << " " << n << " " << i;
        if (rule.state == RuleState::failed) EXPECT_EQ(rule.condition, first ? 1U : 0U);
      }
    }
  }
}

TEST(Evaluation, NothingOfAnEarlierRunIsLeft) {
  const Model model = loaded(eat());
  Evaluation evaluation(model);
  const DecisionRef ref = *model.find_decision("table");
  EXPECT_EQ(evaluation.rule_count(ref), 0U);
  EXPECT_TRUE(evaluation.result(ref).is_null());
  evaluation.run(ref, made(model, {{"meal_kind", Value::number(1)},
                                   {"meal_payer", text("self")},
                                   {"relation", text("none")},
                                   {"meal_cost", number("5")},
                                   {"meal_standard", number("10")}}));
  EXPECT_EQ(evaluation.result(ref).to_feel(), "[\"permit\"]");
  EXPECT_EQ(evaluation.warnings().size(), 1U);
  evaluation.run_rules(ref, Inputs(model));
  EXPECT_EQ(evaluation.rule_count(ref), 5U);
  EXPECT_TRUE(evaluation.result(ref).is_null());
  EXPECT_FALSE(evaluation.blocked(ref));
  EXPECT_TRUE(evaluation.warnings().empty());
}

TEST(Evaluation, AModelIsSharedByThreadsAndMayMove) {
  Model first = loaded(eat());
  const Inputs inputs =
      made(first, {{"meal_kind", text("banquet")}, {"relation", text("pending")}});
  const Model model = std::move(first);
  std::vector<std::thread> threads;
  std::vector<std::string> seen(4);
  for (std::string& out : seen)
    threads.emplace_back([&model, &inputs, &out] {
      Evaluation evaluation(model);
      for (int i = 0; i < 200; ++i) {
        evaluation.run(*model.find_decision("table"), inputs);
        out = states(model, evaluation);
      }
    });
  for (std::thread& thread : threads) thread.join();
  for (const std::string& out : seen)
    EXPECT_EQ(out, "yes no@2 no@0 no@0 ?meal_payer+meal_cost+meal_standard");
}

TEST(Inputs, SetRemoveAndClear) {
  const Model model = loaded(eat());
  Inputs inputs(model);
  const InputRef cost = *model.find_input("meal_cost");
  EXPECT_FALSE(inputs.set("nobody", Value()));
  EXPECT_FALSE(inputs.present(cost));
  EXPECT_EQ(inputs.get(cost), nullptr);
  EXPECT_TRUE(inputs.set("meal_cost", number("1.20")));
  EXPECT_TRUE(inputs.present(cost));
  EXPECT_EQ(inputs.get(cost)->to_feel(), "1.20");
  const Inputs copy = inputs;
  inputs.remove(cost);
  EXPECT_FALSE(inputs.present(cost));
  EXPECT_TRUE(copy.present(cost));
  inputs.set(cost, Value());
  EXPECT_TRUE(inputs.present(cost));
  EXPECT_TRUE(inputs.get(cost)->is_null());
  inputs.clear();
  EXPECT_FALSE(inputs.present(cost));
}

}  // namespace
}  // namespace qinqing::dmn
