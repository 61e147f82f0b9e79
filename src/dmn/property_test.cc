// The compiled form and the plain tree-walker of testing/ say the same of random models and random
// inputs: every rule's state with its reason, every decision's result or what it waits for.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "dmn/dmn.h"
#include "dmn/testing/random_model.h"
#include "dmn/testing/reference.h"

namespace qinqing::dmn {
namespace {

constexpr std::uint64_t kModels = 2'000;
constexpr std::size_t kInputsEach = 110;

Inputs made_inputs(const Model& model, const std::map<std::string, Value>& values) {
  Inputs inputs(model);
  for (const auto& [name, value] : values) inputs.set(name, value);
  return inputs;
}

std::string shown(const std::set<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += name + "|";
  return out;
}

std::string shown(RuleState state, std::size_t condition, const std::set<std::string>& inputs) {
  if (state == RuleState::matched) return "matched";
  if (state == RuleState::failed) return "failed " + std::to_string(condition);
  return "blocked " + shown(inputs);
}

std::string shown(const Model& model, const RuleResult& rule) {
  std::set<std::string> names;
  for (const InputRef input : rule.inputs)
    names.insert(model.inputs()[static_cast<std::size_t>(input)].name);
  EXPECT_EQ(names.size(), rule.inputs.size()) << "an input twice";
  EXPECT_TRUE(std::ranges::is_sorted(rule.inputs)) << "not in the model's order";
  return shown(rule.state, rule.condition, names);
}

std::string shown(const std::map<std::string, Value>& values) {
  std::string out;
  for (const auto& [name, value] : values) out += "  " + name + " = " + value.to_feel() + "\n";
  return out;
}

void expect_same_rules(const Model& model, const Evaluation& evaluation, DecisionRef ref,
                       const std::vector<testing::ReferenceRule>& expected) {
  ASSERT_EQ(evaluation.rule_count(ref), expected.size());
  for (std::size_t r = 0; r < expected.size(); ++r)
    EXPECT_EQ(shown(model, evaluation.rule(ref, r)),
              shown(expected[r].state, expected[r].condition, expected[r].inputs))
        << model.decision(ref).name << ", rule " << r + 1;
}

void expect_same(const Model& model, const testing::Reference::Results& expected,
                 const Inputs& inputs, Evaluation& evaluation) {
  // The last decision requires all before it, so one run evaluates every one.
  const DecisionRef last{static_cast<std::uint32_t>(model.decisions().size() - 1)};
  evaluation.run(last, inputs);
  for (std::uint32_t d = 0; d < model.decisions().size(); ++d) {
    const DecisionRef ref{d};
    const std::string& name = model.decision(ref).name;
    const testing::ReferenceResult& result = expected.at(name);
    EXPECT_EQ(evaluation.blocked(ref), !result.result.value.has_value()) << name;
    EXPECT_EQ(evaluation.result(ref).to_feel(), result.result.value.value_or(Value()).to_feel())
        << name;
    expect_same_rules(model, evaluation, ref, result.rules);
  }
  evaluation.run_rules(last, inputs);
  expect_same_rules(model, evaluation, last, expected.at(model.decision(last).name).rules);
}

TEST(Property, CompiledFormEqualsReferenceOnRandomModels) {
  for (std::uint64_t seed = 0; seed < kModels; ++seed) {
    testing::RandomModel random(seed);
    const auto model = Model::load(random.xml());
    ASSERT_TRUE(model.ok()) << model.faults().to_string() << random.xml();
    const testing::Reference reference(random.xml());
    Evaluation evaluation(*model);
    for (std::size_t i = 0; i < kInputsEach; ++i) {
      const auto values = random.inputs();
      expect_same(*model, reference.run(values), made_inputs(*model, values), evaluation);
      ASSERT_FALSE(HasFailure()) << "seed " << seed << "\n" << shown(values) << random.xml();
    }
  }
}

}  // namespace
}  // namespace qinqing::dmn
