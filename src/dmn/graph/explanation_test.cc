// How a decision came about: sources of values, matched rules, first failed conditions.
#include <gtest/gtest.h>

#include <string>

#include "dmn/decision_model.h"

namespace qinqing::dmn {
namespace {

using feel::Value;
using State = ExplainedRule::State;

// `total` asks for an input, another decision and a business knowledge model with a table of its
// own.
constexpr const char* kModel =
    R"(<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="urn:m">
<inputData id="n" name="guests"><variable name="guests" typeRef="number"/></inputData>
<businessKnowledgeModel id="b" name="rate"><variable name="rate"/><encapsulatedLogic>
  <formalParameter name="kind" typeRef="string"/>
  <decisionTable><input label="种类"><inputExpression><text>kind</text></inputExpression></input>
    <input><inputExpression><text>string length(kind)</text></inputExpression></input><output/>
    <rule id="r1"><inputEntry><text>"a"</text></inputEntry><inputEntry><text>-</text></inputEntry>
      <outputEntry><text>1</text></outputEntry></rule>
    <rule id="r2"><inputEntry><text>-</text></inputEntry><inputEntry><text>&gt; 1</text></inputEntry>
      <outputEntry><text>20</text></outputEntry><annotationEntry><text>甲</text></annotationEntry></rule>
  </decisionTable></encapsulatedLogic></businessKnowledgeModel>
<decision id="k" name="kind"><variable name="kind" typeRef="string"/>
  <informationRequirement><requiredInput href="#n"/></informationRequirement>
  <literalExpression><text>if guests &gt; 10 then "big" else "a"</text></literalExpression></decision>
<decision id="t" name="total"><variable name="total"/>
  <informationRequirement><requiredInput href="#n"/></informationRequirement>
  <informationRequirement><requiredDecision href="#k"/></informationRequirement>
  <knowledgeRequirement><requiredKnowledge href="#b"/></knowledgeRequirement>
  <literalExpression><text>rate(kind) * guests</text></literalExpression></decision>
</definitions>)";

Explanation explain(const feel::Context& inputs, const feel::Limits& limits = {}) {
  const auto model = DecisionModel::load({kModel, "m.dmn"});
  EXPECT_TRUE(model.ok() && model->problems().empty());
  Explanation out;
  const auto* total = model->find(ModelElement::Kind::decision, "total");
  EXPECT_EQ(model->explain(*total, inputs, out, limits).value.to_feel(),
            model->decide(*total, inputs, limits).value.to_feel());
  return out;
}

feel::Context guests(std::int64_t count) {
  feel::Context out;
  out.put("guests", Value(count));
  return out;
}

TEST(Explanation, NamesEveryStepWithItsSources) {
  const Explanation explanation = explain(guests(12));
  ASSERT_EQ(explanation.steps.size(), 3U);
  EXPECT_EQ(explanation.steps[0].name, "kind");
  EXPECT_EQ(explanation.steps[1].name, "rate");
  EXPECT_EQ(explanation.steps[1].kind, Source::From::knowledge);
  const ExplainedStep& total = explanation.steps[2];
  EXPECT_EQ(total.name, "total");
  EXPECT_EQ(total.value.to_feel(), "240");
  std::string inputs;
  for (const ExplainedInput& input : total.inputs)
    inputs += input.source.name + " " + std::to_string(static_cast<int>(input.source.from)) + " " +
              input.value.to_feel() + ", ";
  EXPECT_EQ(inputs, "kind 2 \"big\", rate 3 20, guests 0 12, ");
  EXPECT_FALSE(explanation.cut);
}

TEST(Explanation, ARuleThatDidNotMatchHasItsFirstFailedCondition) {
  const Explanation explanation = explain(guests(12));
  const ExplainedTable& table = explanation.steps[1].tables.at(0);
  ASSERT_EQ(table.columns.size(), 2U);
  EXPECT_EQ(table.columns[0].label, "种类");
  EXPECT_EQ(table.columns[0].value.to_feel(), "\"big\"");
  EXPECT_EQ(table.columns[0].sources.at(0).from, Source::From::local);
  EXPECT_EQ(table.columns[1].expression, "string length(kind)");
  EXPECT_EQ(table.columns[1].value.to_feel(), "3");
  ASSERT_EQ(table.rules.size(), 2U);
  EXPECT_EQ(table.rules[0].state, State::failed);
  EXPECT_EQ(table.rules[0].id, "r1");
  EXPECT_EQ(table.rules[0].column, 0U);
  EXPECT_EQ(table.rules[0].condition, "\"a\"");
  EXPECT_EQ(table.rules[1].state, State::matched);
  EXPECT_EQ(table.rules[1].outputs, std::vector<std::string>{"20"});
  EXPECT_EQ(table.rules[1].annotations, std::vector<std::string>{"甲"});
  // The other way round: the first condition holds, the second rule's second does not.
  const ExplainedTable other = explain(guests(1)).steps[1].tables.at(0);
  EXPECT_EQ(other.rules[0].state, State::matched);
  EXPECT_EQ(other.rules[1].column, 1U);
  EXPECT_EQ(other.rules[1].condition, "> 1");
}

TEST(Explanation, WhatWasNotGivenIsMissing) {
  const Explanation explanation = explain({});
  EXPECT_EQ(explanation.steps[0].inputs.at(0).source.from, Source::From::missing);
  EXPECT_EQ(explanation.steps[0].inputs.at(0).value.to_feel(), "null");
}

TEST(Explanation, ADecisionThatTheCallerGivesIsNoStep) {
  feel::Context inputs = guests(12);
  inputs.put("kind", Value(std::string("a")));
  const Explanation explanation = explain(inputs);
  ASSERT_EQ(explanation.steps.size(), 2U);
  EXPECT_EQ(explanation.steps[1].inputs.at(0).source.name, "kind");
  EXPECT_EQ(explanation.steps[1].inputs.at(0).source.from, Source::From::given);
}

TEST(Explanation, EndsWhereALimitEndsTheEvaluation) {
  const Explanation explanation = explain(guests(12), {.steps = 12});
  ASSERT_EQ(explanation.steps.size(), 1U) << "only `kind` came to an end";
  EXPECT_EQ(explanation.steps[0].name, "kind");
}

}  // namespace
}  // namespace qinqing::dmn
