// DMN 1.2 to 1.5, each as some modeler writes it: the same model in every one of them.
#include <gtest/gtest.h>

#include <string>

#include "dmn/dmn.h"
#include "dmn/testing/files.h"

namespace qinqing::dmn {
namespace {

class Versions : public ::testing::TestWithParam<const char*> {
 protected:
  static Model load() {
    const std::string name = std::string("versions/dmn-") + GetParam() + ".dmn";
    auto model = Model::load(testing::read_testdata(name), {.strict = true, .file = name});
    if (!model) throw std::runtime_error(model.faults().to_string());
    return std::move(model).value();
  }
};

TEST_P(Versions, IsReadAsWritten) {
  const Model model = load();
  EXPECT_EQ(model.name(), "Meal");
  EXPECT_EQ(model.name_space(), "https://qinqing.example/meal");
  ASSERT_EQ(model.inputs().size(), 2U);
  EXPECT_EQ(model.inputs()[0].name, "Meal payer");
  EXPECT_EQ(model.inputs()[0].type_ref, "tPayer");
  EXPECT_EQ(model.inputs()[1].type_ref, "number");
  ASSERT_EQ(model.decisions().size(), 1U);
  EXPECT_EQ(model.decisions()[0].description, "Who may pay for what");
  const Table& table = *model.table(*model.find_decision("Verdict"));
  EXPECT_EQ(table.hit_policy, HitPolicy::first);
  ASSERT_EQ(table.inputs.size(), 2U);
  EXPECT_EQ(table.inputs[0].id, "c1");
  EXPECT_EQ(table.inputs[0].label, "Who pays");
  EXPECT_EQ(table.inputs[0].type_ref, "string");  // what tPayer comes to
  EXPECT_EQ(table.inputs[0].names, std::vector<std::string>{"Meal payer"});
  EXPECT_EQ(table.outputs[0].allowed, (std::vector<std::string>{"\"deny\"", "\"permit\""}));
  EXPECT_EQ(table.annotations, std::vector<std::string>{"clauses"});
  ASSERT_EQ(table.rules.size(), 2U);
  EXPECT_EQ(table.rules[0].id, "meal-1");
  EXPECT_EQ(table.rules[0].description, "too dear");
  EXPECT_EQ(table.rules[0].conditions, (std::vector<std::string>{"\"enterprise\"", "> 100.00"}));
  EXPECT_EQ(table.rules[0].outputs, std::vector<std::string>{"\"deny\""});
  EXPECT_EQ(table.rules[0].annotations, std::vector<std::string>{"neg-2, pos-1"});
  EXPECT_EQ(table.rules[1].conditions, (std::vector<std::string>{"-", "<= 100.00"}));
}

TEST_P(Versions, IsEvaluatedTheSame) {
  const Model model = load();
  const DecisionRef verdict = *model.find_decision("Verdict");
  Evaluation evaluation(model);
  const auto result = [&](const char* payer, const char* cost) {
    Inputs inputs(model);
    inputs.set("Meal payer", Value::string(payer));
    inputs.set("Meal cost", Value::number(*base::Decimal::parse(cost)));
    evaluation.run(verdict, inputs);
    return evaluation.result(verdict).to_feel();
  };
  EXPECT_EQ(result("enterprise", "100.01"), "\"deny\"");
  EXPECT_EQ(result("enterprise", "100"), "\"permit\"");
  EXPECT_EQ(result("self", "100.01"), "null");
}

INSTANTIATE_TEST_SUITE_P(Dmn, Versions, ::testing::Values("1.2", "1.3", "1.4", "1.5"),
                         [](const auto& one) {
                           std::string name = one.param;
                           name[1] = '_';
                           return "v" + name;
                         });

}  // namespace
}  // namespace qinqing::dmn
