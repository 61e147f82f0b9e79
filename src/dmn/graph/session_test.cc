// A session says what the model says, however often and whatever was asked before.
#include "dmn/session.h"

#include <gtest/gtest.h>

#include <string>

namespace qinqing::dmn {
namespace {

using feel::Value;

// `sum` runs a decision service whose decision goes over a list.
constexpr const char* kModel =
    R"(<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="urn:m">
<inputData id="n" name="n"><variable name="n" typeRef="number"/></inputData>
<inputData id="k" name="k"><variable name="k" typeRef="string"/></inputData>
<decision id="i" name="inner"><variable name="inner"/>
  <informationRequirement><requiredInput href="#n"/></informationRequirement>
  <literalExpression><text>sum(for i in 1..n return i)</text></literalExpression></decision>
<decisionService id="s" name="service"><variable name="service"/>
  <outputDecision href="#i"/><inputData href="#n"/></decisionService>
<decision id="t" name="sum"><variable name="sum"/>
  <informationRequirement><requiredInput href="#n"/></informationRequirement>
  <informationRequirement><requiredInput href="#k"/></informationRequirement>
  <knowledgeRequirement><requiredKnowledge href="#s"/></knowledgeRequirement>
  <decisionTable hitPolicy="FIRST"><input><inputExpression><text>k</text></inputExpression></input>
    <output/>
    <rule><inputEntry><text>"twice"</text></inputEntry>
      <outputEntry><text>service(n) * 2</text></outputEntry></rule>
    <rule><inputEntry><text>-</text></inputEntry>
      <outputEntry><text>service(n)</text></outputEntry></rule>
  </decisionTable></decision>
</definitions>)";

DecisionModel load() {
  auto model = DecisionModel::load({kModel, "m.dmn"});
  EXPECT_TRUE(model.ok() && model->problems().empty()) << model->problems().to_string();
  return std::move(model).value();
}

struct Asking {
  const DecisionModel model = load();
  Session session;

  explicit Asking(const feel::Limits& limits = {})
      : session(model, *model.find(ModelElement::Kind::decision, "sum"), limits) {}

  std::string ask(Value n, const char* k) {
    session.clear();
    session.set(*session.input("n"), std::move(n));
    session.set(*session.input("k"), Value(std::string(k)));
    return session.run().to_feel();
  }
};

TEST(Session, AnswersAgainAndAgain) {
  Asking asking;
  EXPECT_EQ(asking.ask(Value(std::int64_t{4}), "once"), "10");
  EXPECT_EQ(asking.session.trace().tables()[0].rules[0], 0U);
  EXPECT_EQ(asking.ask(Value(std::int64_t{3}), "twice"), "12");
  EXPECT_EQ(asking.session.trace().tables()[0].rules[0], feel::Trace::kMatched);
  EXPECT_EQ(asking.session.trace().tables()[0].rules[1], feel::Trace::kNotReached);
  EXPECT_EQ(asking.session.run().to_feel(), "12") << "what was set stays";
  EXPECT_EQ(asking.session.explanation().steps.size(), 3U);
  EXPECT_EQ(asking.session.input("nothing"), nullptr);
}

TEST(Session, WhatIsNotOfItsTypeIsNullWithAWarningEachTime) {
  Asking asking;
  EXPECT_EQ(asking.ask(Value(true), "once"), "null");
  ASSERT_FALSE(asking.session.warnings().empty());
  EXPECT_EQ(asking.session.warnings()[0], "输入 n 不合类型：true");
  (void)asking.session.run();
  EXPECT_EQ(asking.session.warnings()[0], "输入 n 不合类型：true");
  EXPECT_EQ(asking.ask(Value(std::int64_t{1}), "once"), "1");
  EXPECT_TRUE(asking.session.warnings().empty());
}

// The limit strikes inside the service, whose own values are gone by then.
TEST(Session, GoesOnAfterALimit) {
  Asking asking({.steps = 1'000});
  EXPECT_EQ(asking.ask(Value(std::int64_t{4}), "once"), "10");
  EXPECT_EQ(asking.ask(Value(std::int64_t{100'000}), "once"), "null");
  EXPECT_EQ(asking.session.limit(), "计算步数太多");
  EXPECT_EQ(asking.ask(Value(std::int64_t{4}), "twice"), "20");
  EXPECT_EQ(asking.session.limit(), "");
}

TEST(Session, InStrictModeAMistakeIsAnError) {
  Asking asking({.strict = true});
  EXPECT_EQ(asking.ask(Value(std::int64_t{4}), "once"), "10");
  EXPECT_EQ(asking.ask(Value(std::string("4")), "once"), "null");
  EXPECT_EQ(asking.session.limit(), "输入 n 不合类型：\"4\"");
  EXPECT_EQ(asking.ask(Value(), "once"), "null");
  EXPECT_NE(asking.session.limit(), "");
}

}  // namespace
}  // namespace qinqing::dmn
