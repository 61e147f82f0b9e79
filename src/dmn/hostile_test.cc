// Models from somebody who means harm: a fault or a model, never a crash, a hang or all the memory.
#include <gtest/gtest.h>

#include <string>

#include "dmn/dmn.h"
#include "dmn/testing/table_text.h"

namespace qinqing::dmn {
namespace {

using testing::TableText;

constexpr std::string_view kHead =
    "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"x\">";
constexpr std::string_view kTail = "</definitions>";

std::string repeated(std::string_view part, std::size_t times) {
  std::string out;
  out.reserve(part.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += part;
  return out;
}

std::string wrapped(const std::string& inside) {
  return std::string(kHead) + inside + std::string(kTail);
}

// The code of the first fault, "" where the model loads.
std::string code(const std::string& xml) {
  const auto model = Model::load(xml);
  return model.ok() ? "" : model.faults()[0].code;
}

TEST(Hostile, SizeDepthAndCountsAreLimited) {
  EXPECT_EQ(code(wrapped(repeated(" ", 4U << 20U))), "too_large");
  EXPECT_EQ(code(wrapped(repeated("<a>", 200'000))), "xml");
  EXPECT_EQ(code(wrapped(repeated("<a>", 200) + repeated("</a>", 200))), "too_deep");
  EXPECT_EQ(code(wrapped(repeated("<a>", 98) + repeated("</a>", 98))), "");
  EXPECT_EQ(code(wrapped(repeated("<a/>", 250'000))), "too_many");
  EXPECT_EQ(code(wrapped(repeated("<a/>", 900'000))), "too_many");
  EXPECT_EQ(code(wrapped("<a " + repeated("b=\"\" ", 300) + "/>")), "too_many");
  EXPECT_EQ(code(wrapped(repeated("<inputData id=\"\" name=\"a\"/>", 2'001))), "too_many");
  EXPECT_EQ(code(wrapped(repeated("<decision name=\"a\"/>", 2'001))), "too_many");
}

TEST(Hostile, OnlyUtf8WithoutDoctype) {
  EXPECT_EQ(code("\xFE\xFF\0<\0a\0/\0>"), "encoding");
  EXPECT_EQ(code(wrapped("<!-- \xC0\xAF -->")), "encoding");
  EXPECT_EQ(code(wrapped("<!-- \xED\xA0\x80 -->")), "encoding");
  EXPECT_EQ(code(wrapped(std::string(1, '\0'))), "encoding");
  EXPECT_EQ(code("<!DOCTYPE a SYSTEM \"file:///etc/passwd\">" + wrapped("")), "doctype");
  EXPECT_EQ(code("\xEF\xBB\xBF" + wrapped("")), "");  // a byte order mark is none of these
  EXPECT_EQ(code(""), "xml");
}

TEST(Hostile, NamesAreLimited) {
  const auto named = [](const std::string& name) {
    return wrapped("<inputData id=\"a\" name=\"" + name + "\"/>");
  };
  EXPECT_EQ(code(named(repeated("a", 300))), "");
  EXPECT_EQ(code(named(repeated("a", 301))), "name");
  EXPECT_EQ(code(named(repeated("a ", 32))), "");
  EXPECT_EQ(code(named(repeated("a ", 33))), "name");
  EXPECT_EQ(code(named("&#10;")), "missing");
  EXPECT_EQ(code(named("-")), "name");
}

TEST(Hostile, ManyNamesWithOneBeginningAreFoundQuickly) {
  std::string xml;
  std::string needs;
  for (int i = 0; i < 500; ++i) {
    const std::string name = repeated("a ", 30) + std::to_string(i);
    xml += "<inputData id=\"i" + std::to_string(i) + "\" name=\"" + name + "\"/>";
    needs += "<informationRequirement><requiredInput href=\"#i" + std::to_string(i) +
             "\"/></informationRequirement>";
  }
  xml += "<decision id=\"d\" name=\"d\">" + needs + "<literalExpression><text>" +
         repeated("a ", 30'000) + "</text></literalExpression></decision>";
  EXPECT_EQ(code(wrapped(xml)), "");
}

TEST(Hostile, WideTablesAndLongListsLoadAndEvaluate) {
  TableText table = TableText("COLLECT").input("n", "number").input("s", "string").output("");
  for (int i = 0; i < 3'000; ++i)
    table.rule(
        {std::to_string(i) + ", > " + std::to_string(2 * i), "not(\"" + std::to_string(i) + "\")"},
        {"n"});
  std::string list = "0";
  for (int i = 0; i < 1'999; ++i) list += "," + std::to_string(5 * i);
  table.rule({list, "-"}, {"1"}).rule({"not(" + list + ")", "-"}, {"2"});
  const auto model = Model::load(table.xml());
  ASSERT_TRUE(model.ok()) << model.faults().to_string();
  Inputs inputs(*model);
  inputs.set("n", Value::number(9'990));
  inputs.set("s", Value::string("0"));
  Evaluation evaluation(*model);
  const DecisionRef ref = *model->find_decision("table");
  evaluation.run(ref, inputs);
  EXPECT_EQ(evaluation.rule(ref, 0).state, RuleState::failed);
  EXPECT_EQ(evaluation.rule(ref, 1).state, RuleState::matched);
  EXPECT_EQ(evaluation.rule(ref, 3'000).state, RuleState::matched);
  EXPECT_EQ(evaluation.rule(ref, 3'001).state, RuleState::failed);
}

TEST(Hostile, ExpressionsAreLimitedEachAndTogether) {
  const auto decision = [](int i, const std::string& text) {
    return "<decision name=\"d" + std::to_string(i) + "\"><literalExpression><text>" + text +
           "</text></literalExpression></decision>";
  };
  EXPECT_EQ(code(wrapped(decision(0, repeated("1", 65'537)))), "syntax");
  std::string many;
  for (int i = 0; i < 20; ++i) many += decision(i, "[" + repeated("1,", 30'000) + "1]");
  EXPECT_EQ(code(wrapped(many)), "too_large");
  EXPECT_EQ(code(wrapped("<decision name=\"d\"><decisionTable><output><outputValues><text>" +
                         repeated("1,", 2'000) +
                         "1</text></outputValues></output>"
                         "</decisionTable></decision>")),
            "syntax");
}

TEST(Hostile, ARuleWithManyAnnotationsDoesNotSwellTheOthers) {
  std::string rules = repeated("<rule><outputEntry/></rule>", 20'000);
  rules += "<rule><outputEntry/>" + repeated("<annotationEntry/>", 20'000) + "</rule>";
  EXPECT_EQ(code(wrapped("<decision name=\"d\"><decisionTable><output/>" + rules +
                         "</decisionTable></decision>")),
            "too_many");
}

// Each decision is made twice of the one before: as text, as a list and as a table's outputs.
TEST(Hostile, DoublingDecisionsEndInNull) {
  const std::string collect =
      "<decisionTable hitPolicy=\"COLLECT\"><output name=\"a\"/><output name=\"b\"/><rule>"
      "<outputEntry><text>before</text></outputEntry><outputEntry><text>before</text></outputEntry>"
      "</rule></decisionTable>";
  const auto literal = [](const std::string& text) {
    return "<literalExpression><text>" + text + "</text></literalExpression>";
  };
  for (const std::string& logic :
       {literal("before + before"), literal("[before, before]"), collect}) {
    std::string xml = "<decision id=\"d0\" name=\"before\">" + literal("\"abc\"") + "</decision>";
    for (int i = 1; i <= 60; ++i)
      xml += "<decision id=\"d" + std::to_string(i) + "\" name=\"d" + std::to_string(i) +
             "\"><informationRequirement><requiredDecision href=\"#d" + std::to_string(i - 1) +
             "\"/></informationRequirement>" + logic + "</decision>";
    // Every decision knows the one before by the same name.
    for (std::size_t at = 0; (at = xml.find("name=\"d", at)) != std::string::npos; at += 8) {
      const std::size_t end = xml.find('>', at);
      xml.insert(end + 1, "<variable name=\"before\"/>");
    }
    const auto model = Model::load(wrapped(xml));
    ASSERT_TRUE(model.ok()) << model.faults().to_string();
    Evaluation evaluation(*model);
    const DecisionRef last = *model->find_decision("d60");
    evaluation.run(last, Inputs(*model));
    EXPECT_FALSE(evaluation.warnings().empty());
    EXPECT_LT(evaluation.result(last).to_feel().size(), 3'000'000U);
  }
}

TEST(Hostile, RequirementsOfAllByAll) {
  std::string xml;
  for (int d = 0; d < 250; ++d) {
    xml += "<decision id=\"d" + std::to_string(d) + "\" name=\"d" + std::to_string(d) + "\">";
    for (int r = 0; r < d && r < 200; ++r)
      xml += "<informationRequirement><requiredDecision href=\"#d" + std::to_string(r) +
             "\"/></informationRequirement>";
    xml += "</decision>";
  }
  EXPECT_EQ(code(wrapped(xml)), "");
}

TEST(Hostile, FaultsAreManyButNotEndless) {
  const auto model = Model::load(wrapped(repeated("<inputData/>", 90'000)));
  ASSERT_FALSE(model.ok());
  EXPECT_LE(model.faults().size(), 1'000U);
  std::string xml =
      "<decision name=\"d\"><decisionTable><input><inputExpression><text>1</text>"
      "</inputExpression></input><output/>";
  xml += repeated("<rule><inputEntry><text>" + repeated("a*a,", 200) +
                      "1</text></inputEntry><outputEntry/></rule>",
                  2'000);
  const auto other = Model::load(wrapped(xml + "</decisionTable></decision>"));
  ASSERT_FALSE(other.ok());
  EXPECT_LE(other.faults().size(), 1'100U);
}

TEST(Hostile, ATypeThatIsAListOfItselfOrHoldsItself) {
  const std::string types =
      "<itemDefinition name=\"a\" isCollection=\"true\"><typeRef>a</typeRef></itemDefinition>"
      "<itemDefinition name=\"b\"><itemComponent name=\"next\"><typeRef>b</typeRef>"
      "</itemComponent></itemDefinition>"
      "<inputData id=\"x\" name=\"x\"><variable typeRef=\"a\" name=\"x\"/></inputData>"
      "<inputData id=\"y\" name=\"y\"><variable typeRef=\"b\" name=\"y\"/></inputData>";
  const auto model = Model::load(wrapped(types));
  ASSERT_TRUE(model.ok()) << model.faults().to_string();
  Inputs inputs(*model);
  inputs.set("x", Value::list({Value::list({Value::list({})})}));
  inputs.set("y", Value::context({{"next", Value::context({{"next", Value::string("end")}})}}));
}

}  // namespace
}  // namespace qinqing::dmn
