// Models as a whole: requirements, types, tables, services, imports, and models that mean harm.
#include "dmn/decision_model.h"

#include <gtest/gtest.h>

#include <string>

namespace qinqing::dmn {
namespace {

using feel::Value;

std::string definitions(const std::string& body, const std::string& name_space = "urn:m") {
  return R"(<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace=")" +
         name_space + "\">" + body + "</definitions>";
}

std::string decision(const std::string& name, const std::string& logic,
                     const std::string& requires_ = "", const std::string& type = "") {
  return "<decision id=\"" + name + "\" name=\"" + name + "\"><variable name=\"" + name + "\"" +
         (type.empty() ? "" : " typeRef=\"" + type + "\"") + "/>" + requires_ + logic +
         "</decision>";
}

std::string literal(const std::string& text) {
  return "<literalExpression><text>" + text + "</text></literalExpression>";
}

std::string needs(const std::string& kind, const std::string& href) {
  const std::string outer =
      kind == "requiredKnowledge" ? "knowledgeRequirement" : "informationRequirement";
  return "<" + outer + "><" + kind + " href=\"" + href + "\"/></" + outer + ">";
}

DecisionModel load(const std::string& xml, std::span<const ModelText> imports = {}) {
  auto model = DecisionModel::load({xml, "m.dmn"}, imports);
  EXPECT_TRUE(model.ok());
  return std::move(model).value();
}

Outcome decide(const DecisionModel& model, const std::string& name,
               const feel::Context& inputs = {}) {
  const ModelElement* element = model.find(ModelElement::Kind::decision, name);
  EXPECT_NE(element, nullptr) << name;
  return model.decide(*element, inputs);
}

std::string value(const DecisionModel& model, const std::string& name,
                  const feel::Context& inputs = {}) {
  return decide(model, name, inputs).value.to_feel();
}

feel::Context with(const std::string& name, Value given) {
  feel::Context out;
  out.put(name, std::move(given));
  return out;
}

// One table over the number `x`.
DecisionModel table(const std::string& attributes, const std::string& outputs,
                    const std::string& rules, const std::string& input_values = "") {
  return load(definitions(
      R"(<inputData id="x" name="x"><variable name="x" typeRef="number"/></inputData>)" +
      decision("d",
               "<decisionTable " + attributes +
                   "><input><inputExpression><text>x</text></inputExpression>" + input_values +
                   "</input>" + outputs + rules + "</decisionTable>",
               needs("requiredInput", "#x"))));
}

std::string rule(const std::string& test, const std::string& result) {
  return "<rule><inputEntry><text>" + test + "</text></inputEntry><outputEntry><text>" + result +
         "</text></outputEntry></rule>";
}

TEST(DecisionModel, HitPoliciesDecideWhatBecomesOfSeveralRules) {
  const std::string values =
      R"(<output><outputValues><text>"b", "a"</text></outputValues></output>)";
  const std::string rules = rule("&gt; 1", "\"a\"") + rule("&gt; 2", "\"b\"");
  const auto three = with("x", Value(std::int64_t{3}));
  EXPECT_EQ(value(table("hitPolicy=\"UNIQUE\"", "<output/>", rules), "d", three), "null");
  EXPECT_EQ(value(table("hitPolicy=\"FIRST\"", "<output/>", rules), "d", three), "\"a\"");
  EXPECT_EQ(value(table("hitPolicy=\"PRIORITY\"", values, rules), "d", three), "\"b\"");
  EXPECT_EQ(value(table("hitPolicy=\"OUTPUT ORDER\"", values, rules), "d", three),
            "[\"b\", \"a\"]");
  EXPECT_EQ(value(table("hitPolicy=\"RULE ORDER\"", values, rules), "d", three), "[\"a\", \"b\"]");
  EXPECT_EQ(value(table("hitPolicy=\"ANY\"", "<output/>", rules), "d", three), "null");
  EXPECT_EQ(value(table("hitPolicy=\"COLLECT\" aggregation=\"COUNT\"", values, rules), "d", three),
            "2");
}

TEST(DecisionModel, ATableThatNoRuleMatchesGivesItsDefault) {
  const std::string output =
      "<output><defaultOutputEntry><text>\"none\"</text></defaultOutputEntry></output>";
  EXPECT_EQ(value(table("", output, rule("1", "\"one\"")), "d", with("x", Value(std::int64_t{2}))),
            "\"none\"");
}

TEST(DecisionModel, AnInputThatATableDoesNotAllowIsNull) {
  const auto model =
      table("hitPolicy=\"FIRST\"", "<output/>", rule("null", "\"null\"") + rule("-", "\"other\""),
            "<inputValues><text>[1..5]</text></inputValues>");
  EXPECT_EQ(value(model, "d", with("x", Value(std::int64_t{9}))), "\"null\"");
  EXPECT_EQ(value(model, "d", with("x", Value(std::int64_t{5}))), "\"other\"");
}

TEST(DecisionModel, ATestSpeaksOfTheInputByAQuestionMark) {
  const auto model =
      table("", "<output/>", rule("? * 2 = 6", "\"three\"") + rule("(1, &gt; 10)", "\"list\""));
  EXPECT_EQ(value(model, "d", with("x", Value(std::int64_t{3}))), "\"three\"");
  EXPECT_EQ(value(model, "d", with("x", Value(std::int64_t{11}))), "\"list\"");
}

TEST(DecisionModel, TypesBringValuesToTheirFormOrMakeThemNull) {
  const std::string types =
      R"(<itemDefinition name="tList" isCollection="true"><typeRef>tSmall</typeRef></itemDefinition>
         <itemDefinition name="tSmall"><typeRef>number</typeRef>
           <allowedValues><text>[1..5]</text></allowedValues></itemDefinition>
         <itemDefinition name="tBig"><typeRef>tSmall</typeRef>
           <allowedValues><text>&gt; 100</text></allowedValues></itemDefinition>)";
  const auto model = load(definitions(
      types + decision("one", literal("[3]"), "", "tSmall") +
      decision("list", literal("3"), "", "tList") +
      decision("far", literal("[3, 9]"), "", "tList") +
      decision("own", literal("101"), "", "tBig") + decision("base", literal("3"), "", "tBig") +
      decision("twice", literal("[[3]]"), "", "tSmall") +
      decision("day", literal("date(2026, 11, 27)"), "", "date and time")));
  EXPECT_EQ(value(model, "one"), "3");
  EXPECT_EQ(value(model, "list"), "[3]");
  EXPECT_EQ(value(model, "far"), "null");
  EXPECT_EQ(value(model, "own"), "101");
  EXPECT_EQ(value(model, "base"), "null");
  EXPECT_EQ(value(model, "twice"), "null");
  EXPECT_EQ(value(model, "day"), "@\"2026-11-27T00:00:00Z\"");
}

TEST(DecisionModel, OnlyWhatIsRequiredCanBeNamed) {
  const auto model =
      load(definitions(decision("a", literal("1")) + decision("b", literal("a + 1")) +
                       decision("c", literal("a + 1"), needs("requiredDecision", "#a"))));
  EXPECT_EQ(value(model, "b"), "null");
  EXPECT_EQ(value(model, "c"), "2");
  ASSERT_EQ(model.problems().size(), 1U);
  EXPECT_EQ(model.problems()[0].pointer, "/definitions/decision[b]/literalExpression");
  EXPECT_EQ(model.problems()[0].what, "第 1 字节：没有叫 a 的名字");
}

const char* const kService =
    R"(<inputData id="i" name="i"><variable name="i" typeRef="number"/></inputData>
       <decisionService id="s" name="service"><variable name="service"/>
         <outputDecision href="#out"/><encapsulatedDecision href="#out"/>
         <inputDecision href="#given"/><inputData href="#i"/></decisionService>)";

TEST(DecisionModel, AServiceSeesItsParametersAndNothingElse) {
  const auto model = load(definitions(
      kService + decision("given", literal("\"never\"")) +
      decision("out", literal("string(i) + given"),
               needs("requiredInput", "#i") + needs("requiredDecision", "#given")) +
      decision("call", literal("service(1, \"x\")"), needs("requiredKnowledge", "#s")) +
      decision("named", literal("service(given: \"x\", i: 2)"), needs("requiredKnowledge", "#s")) +
      decision("few", literal("service(1)"), needs("requiredKnowledge", "#s")) +
      decision("wrong", literal("service(\"a\", \"x\")"), needs("requiredKnowledge", "#s"))));
  EXPECT_EQ(value(model, "call", with("i", Value(std::int64_t{9}))), "\"1x\"");
  EXPECT_EQ(value(model, "named"), "\"2x\"");
  EXPECT_EQ(value(model, "few"), "null");
  EXPECT_EQ(value(model, "wrong"), "null");
}

TEST(DecisionModel, KnowledgeMayCallItself) {
  const std::string factorial =
      R"(<businessKnowledgeModel id="f" name="f"><variable name="f"/><encapsulatedLogic>
           <formalParameter name="n" typeRef="number"/>)" +
      literal("if n &lt;= 1 then 1 else n * f(n - 1)") +
      "</encapsulatedLogic></businessKnowledgeModel>";
  const auto model = load(
      definitions(factorial + decision("d", literal("f(20)"), needs("requiredKnowledge", "#f"))));
  EXPECT_EQ(value(model, "d"), "2432902008176640000");
}

TEST(DecisionModel, ImportsAreNamedByTheirNameAndMayNest) {
  const std::string inner =
      definitions("<itemDefinition name=\"tYes\"><typeRef>boolean</typeRef></itemDefinition>" +
                      decision("deep", literal("5")),
                  "urn:inner");
  const std::string import = R"(importType="https://www.omg.org/spec/DMN/20230324/MODEL/")";
  const std::string middle =
      definitions("<import name=\"in\" namespace=\"urn:inner\" " + import + "/>" +
                      decision("two words", literal("in.deep + 1"),
                               needs("requiredDecision", "urn:inner#deep")),
                  "urn:middle");
  const std::string outer =
      definitions("<import name=\"mid\" namespace=\"urn:middle\" " + import +
                  "/><import name=\"\" namespace=\"urn:inner\" " + import + "/>" +
                  decision("d", literal("mid.two words * deep"),
                           needs("requiredDecision", "urn:middle#two words") +
                               needs("requiredDecision", "urn:inner#deep")) +
                  decision("t", literal("true"), "", "tYes"));
  const ModelText imports[] = {{inner, "inner.dmn"}, {middle, "middle.dmn"}};
  const auto model = load(outer, imports);
  EXPECT_TRUE(model.problems().empty()) << model.problems().to_string();
  EXPECT_EQ(value(model, "d"), "30");
  EXPECT_EQ(value(model, "t"), "true");
  EXPECT_EQ(load(outer).problems().size() > 0, true);
}

TEST(DecisionModel, BoxedIteratorsAndFilters) {
  const std::string body =
      decision("filter", "<filter><in>" + literal("[{a b: 1}, {a b: 3}]") + "</in><match>" +
                             literal("a b &gt; 2") + "</match></filter>") +
      decision("for", "<for iteratorVariable=\"i\"><in>" + literal("2..4") + "</in><return>" +
                          literal("i + count(partial)") + "</return></for>") +
      decision("some", "<some iteratorVariable=\"i\"><in>" + literal("[1, 2]") +
                           "</in><satisfies>" + literal("i = 2") + "</satisfies></some>");
  const auto model = load(definitions(body));
  EXPECT_EQ(value(model, "filter"), "[{a b: 3}]");
  EXPECT_EQ(value(model, "some"), "true");
}

TEST(DecisionModel, WhatNeedsItselfIsNullAndSaysSo) {
  const auto model =
      load(definitions(decision("a", literal("b"), needs("requiredDecision", "#b")) +
                       decision("b", literal("a"), needs("requiredDecision", "#a"))));
  const Outcome outcome = decide(model, "a");
  EXPECT_TRUE(outcome.value.is_null());
  ASSERT_FALSE(outcome.warnings.empty());
  EXPECT_EQ(outcome.warnings[0], "a 要用到它自己，不能计算");
}

TEST(DecisionModel, HostileModelsEndWithAnErrorOrALimit) {
  EXPECT_FALSE(DecisionModel::load({"<definitions", "m"}).ok());
  EXPECT_FALSE(DecisionModel::load({"<!DOCTYPE a [<!ENTITY b \"c\">]><a/>", "m"}).ok());
  std::string deep;
  for (int i = 0; i < 45; ++i) deep += "<list>";
  const auto nested = DecisionModel::load({definitions(decision("d", deep)), "m"});
  EXPECT_FALSE(nested.ok());
  const auto types = load(definitions(
      R"(<itemDefinition name="a"><typeRef>b</typeRef></itemDefinition>
         <itemDefinition name="b"><typeRef>a</typeRef></itemDefinition>)"));
  EXPECT_FALSE(types.problems().empty());
  const auto endless = load(definitions(
      R"(<businessKnowledgeModel id="f" name="f"><variable name="f"/><encapsulatedLogic>)" +
      literal("f()") + "</encapsulatedLogic></businessKnowledgeModel>" +
      decision("d", literal("f()"), needs("requiredKnowledge", "#f"))));
  EXPECT_EQ(decide(endless, "d").limit, "嵌套太深");
  const auto loops = load(
      definitions(decision("d", literal("count(for a in 1..1000000, b in 1..1000000 return a)"))));
  EXPECT_FALSE(decide(loops, "d").limit.empty());
}

TEST(DecisionModel, TimeIsALimitToo) {
  // Every item asks the allowed values, each within its own steps.
  const auto model = load(definitions(
      R"(<itemDefinition name="t" isCollection="true"><typeRef>number</typeRef><allowedValues>
           <text>count(for i in 1..10000 return ?) &gt; 0</text></allowedValues></itemDefinition>)" +
      decision("d", literal("for i in 1..100000 return i"), "", "t")));
  const ModelElement* element = model.find(ModelElement::Kind::decision, "d");
  const Outcome outcome = model.decide(*element, {}, {.time = std::chrono::milliseconds(100)});
  EXPECT_EQ(outcome.limit, "算得太久");
}

}  // namespace
}  // namespace qinqing::dmn
