#include "norms/cases.h"

#include <gtest/gtest.h>

#include <set>

#include "norms/lint.h"
#include "norms/testing/packs.h"

namespace qinqing::norms {
namespace {

void expect_all_pass(const testing::TestPack& tested) {
  Judge judge(tested.pack, testing::calendar());
  ASSERT_FALSE(tested.cases.empty());
  for (const Case& test : tested.cases)
    for (const std::string& difference : run_case(judge, test))
      ADD_FAILURE() << test.id << ": " << difference;
}

TEST(Cases, SampleOfTheDocumentationGivesWhatItsTableSays) {
  expect_all_pass(testing::sample());
}
TEST(Cases, SecondCityPasses) {
  expect_all_pass(testing::jinan());
}
TEST(Cases, NingboPasses) {
  expect_all_pass(testing::ningbo());
}

TEST(Cases, NingboHasTheTwentyClausesAndEverySituation) {
  const auto& tested = testing::ningbo();
  int positive = 0;
  int negative = 0;
  int enterprise = 0;
  for (const Clause& clause : tested.pack.clauses) {
    positive += clause.side == Side::positive;
    negative += clause.side == Side::negative;
    enterprise += clause.side == Side::enterprise;
  }
  EXPECT_EQ(positive, 7);
  EXPECT_EQ(negative, 6);
  EXPECT_EQ(enterprise, 7);
  std::set<std::string> situations;
  for (const Case& test : tested.cases)
    if (!test.situation_id.empty()) situations.insert(test.situation_id);
  EXPECT_EQ(situations.size(), 76U);
  EXPECT_GE(tested.cases.size(), 150U);
}

TEST(Cases, EveryExpectationHasASource) {
  for (const Case& test : testing::ningbo().cases) {
    EXPECT_FALSE(test.source.empty()) << test.id;
    EXPECT_FALSE(test.title.empty()) << test.id;
  }
}

TEST(Cases, LintFindsNothingInTheShippedPacks) {
  for (const auto* tested : {&testing::ningbo(), &testing::jinan(), &testing::sample()})
    EXPECT_EQ(lint(tested->pack, testing::calendar()).faults.to_string(), "") << tested->pack.id;
}

// A case that expects something else must fail, and say what.
struct WrongExpectation {
  const char* name;
  const char* find;
  const char* replace;
  const char* difference;
};

class CasesWrong : public ::testing::TestWithParam<WrongExpectation> {};

TEST_P(CasesWrong, IsNamed) {
  PackFiles files = testing::sample().files;
  std::string& text = files["tests/worked.yaml"];
  const auto at = text.find(GetParam().find);
  ASSERT_NE(at, std::string::npos);
  text.replace(at, std::string_view(GetParam().find).size(), GetParam().replace);
  const auto changed = testing::reload(files);
  Judge judge(changed.pack, testing::calendar());
  std::string all;
  for (const Case& test : changed.cases)
    for (const std::string& difference : run_case(judge, test)) all += difference + "\n";
  EXPECT_NE(all.find(GetParam().difference), std::string::npos) << all;
}

INSTANTIATE_TEST_SUITE_P(
    All, CasesWrong,
    ::testing::Values(WrongExpectation{"verdict", "verdict: conditional", "verdict: permitted",
                                       "判定应为 permitted，得到 conditional"},
                      WrongExpectation{"clause", "clauses: [pos-2]", "clauses: [pos-2, neg-2]",
                                       "条款应为 neg-2、pos-2，得到 pos-2"},
                      WrongExpectation{"due", "pay_meal owed 2026-11-27",
                                       "pay_meal owed 2026-11-28", "pay_meal owed 2026-11-27"},
                      WrongExpectation{"state", "get_approval met", "get_approval owed",
                                       "get_approval met"},
                      WrongExpectation{"missing", "refused: [meal_kind]", "refused: [relation]",
                                       "缺少事实：meal_kind；期望缺少：relation"}),
    [](const auto& instance) { return instance.param.name; });

}  // namespace
}  // namespace qinqing::norms
