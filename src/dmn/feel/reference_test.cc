// The compiled form and the plain tree-walker of testing/ say the same: of random decision tables
// as whole models, and of random expressions. A million pairs of a table and its inputs, 300,000 of
// an expression and its variables.
#include <gtest/gtest.h>

#include "dmn/decision_model.h"
#include "dmn/feel/compiler.h"
#include "dmn/feel/evaluator.h"
#include "dmn/testing/plain_table.h"
#include "dmn/testing/random_feel.h"

namespace qinqing::dmn::testing {
namespace {

using feel::Value;

constexpr std::uint64_t kTables = 5'000;
constexpr std::uint64_t kExpressions = 1'500;
constexpr std::size_t kInputsEach = 200;

std::string shown(const PlainNames& inputs) {
  std::string out;
  for (const auto& [name, value] : inputs) out += "  " + name + " = " + value.to_feel() + "\n";
  return out;
}

// The standard says nothing of the scale of a number: 1.10 is 1.1. All else must print the same.
bool same(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return false;
  if (a.is_null()) return true;
  if (a.is(Value::Kind::list)) {
    const auto& x = a.as_list();
    const auto& y = b.as_list();
    return x.size() == y.size() && std::equal(x.begin(), x.end(), y.begin(), same);
  }
  if (a.is(Value::Kind::context)) {
    const auto& x = a.as_context().entries();
    const auto& y = b.as_context().entries();
    return x.size() == y.size() &&
           std::equal(x.begin(), x.end(), y.begin(), [](const auto& p, const auto& q) {
             return p.first == q.first && same(p.second, q.second);
           });
  }
  return plain_equal(a, b) == true;
}

TEST(Reference, CompiledTablesEqualIt) {
  std::size_t with_a_match = 0;
  for (std::uint64_t seed = 0; seed < kTables; ++seed) {
    RandomFeel random(seed);
    const PlainTable table = random.table();
    const std::string xml = model_text(table);
    const auto model = DecisionModel::load({xml, "random.dmn"});
    ASSERT_TRUE(model.ok()) << model.faults().to_string() << xml;
    ASSERT_TRUE(model->problems().empty()) << model->problems().to_string() << xml;
    const ModelElement* decision = model->find(ModelElement::Kind::decision, "result");
    ASSERT_NE(decision, nullptr);
    for (std::size_t i = 0; i < kInputsEach; ++i) {
      const PlainNames inputs = random.inputs();
      feel::Context given;
      for (const auto& [name, value] : inputs) given.put(name, value);
      const Value actual = model->decide(*decision, given).value;
      const PlainResult expected = plain_result(table, inputs);
      for (const auto& failed : expected.failed) with_a_match += failed ? 0 : 1;
      ASSERT_TRUE(same(expected.value, actual))
          << "seed " << seed << ": " << actual.to_feel() << " instead of "
          << expected.value.to_feel() << "\n"
          << shown(inputs) << xml;
    }
  }
  EXPECT_GT(with_a_match, kTables * kInputsEach / 4) << "the tables' conditions are hardly met";
}

TEST(Reference, CompiledExpressionsEqualIt) {
  const feel::Dictionary dictionary;
  std::size_t not_null = 0;
  for (std::uint64_t seed = 0; seed < kExpressions; ++seed) {
    RandomFeel random(seed);
    random.use_any_names();
    const FeelTree tree = random.expression(random.any_kind(), 5);
    const std::string text = feel_text(tree);
    feel::Program program;
    feel::Compiler compiler(program, dictionary);
    compiler.push_scope();
    for (const auto& name : random.names()) compiler.declare(name.text, nullptr);
    try {
      compiler.finish(compiler.expression(text).node);
    } catch (const feel::SyntaxError& error) {
      FAIL() << "seed " << seed << ", byte " << error.position << ": " << error.what << "\n"
             << text;
    }
    for (std::size_t i = 0; i < kInputsEach; ++i) {
      const PlainNames inputs = random.inputs();
      std::vector<Value> slots;
      for (const auto& name : random.names()) {
        const auto given = inputs.find(name.text);
        slots.push_back(given == inputs.end() ? Value() : given->second);
      }
      feel::Evaluator evaluator;
      const Value actual = evaluator.run(program, slots);
      const Value expected = plain_value(tree, inputs);
      not_null += expected.is_null() ? 0 : 1;
      ASSERT_TRUE(same(expected, actual)) << "seed " << seed << ": " << actual.to_feel()
                                          << " instead of " << expected.to_feel() << "\n"
                                          << shown(inputs) << text;
    }
  }
  EXPECT_GT(not_null, kExpressions * kInputsEach / 2) << "most expressions are mistakes";
}

}  // namespace
}  // namespace qinqing::dmn::testing
