#include "norms/mutate.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "norms/mutate_text.h"
#include "norms/testing/packs.h"

namespace qinqing::norms {
namespace {

TEST(Mutate, NumbersMoveByACentAndCountsByOne) {
  EXPECT_EQ(shifted_numbers("> 100.00", false), (std::vector<std::string>{"> 100.01", "> 99.99"}));
  EXPECT_EQ(shifted_numbers("[1..5]", true),
            (std::vector<std::string>{"[2..5]", "[0..5]", "[1..6]", "[1..4]"}));
  EXPECT_TRUE(shifted_numbers("\"level 2\",\"3\"", false).empty());
  EXPECT_TRUE(shifted_numbers("<= meal_standard2", false).empty());
}

TEST(Mutate, DatesMoveByADay) {
  EXPECT_EQ(shifted_dates("> date(\"2024-03-01\")"),
            (std::vector<std::string>{"> date(\"2024-03-02\")", "> date(\"2024-02-29\")"}));
}

TEST(Mutate, ReachesEveryPlaceOfTheSample) {
  const auto& tested = testing::sample();
  std::map<std::string, int> by_operator;
  for (const Mutant& mutant : all_mutants(tested.pack, tested.files)) ++by_operator[mutant.op];
  EXPECT_EQ(by_operator["delete_rule"], 10);
  // Nine deciding rules have two other effects each, the duty rule has one.
  EXPECT_EQ(by_operator["flip_effect"], 19);
  EXPECT_EQ(by_operator["drop_duty"], 3);
  EXPECT_EQ(by_operator["change_offset"], 6);
  EXPECT_EQ(by_operator["threshold"], 2);
  // 13 references of rules, 3 of duties.
  EXPECT_EQ(by_operator["swap_clause"], 16);
  // The pack's day, a parameter's, five clauses', two editions': each moved both ways.
  EXPECT_EQ(by_operator["date"], 18);
}

TEST(Mutate, EveryMutantDiffersFromItsFile) {
  const auto& tested = testing::sample();
  for (const Mutant& mutant : all_mutants(tested.pack, tested.files)) {
    PackFiles files = tested.files;
    ASSERT_TRUE(files.contains(mutant.file));
    EXPECT_NE(files[mutant.file], mutant.contents) << mutant.op << ' ' << mutant.place;
  }
}

TEST(Mutate, ACaseKillsAFlippedRuleAndAnUntestedRuleSurvives) {
  PackFiles files = testing::sample().files;
  // Only the case of the gift that could not be refused is kept.
  std::string& text = files["tests/worked.yaml"];
  const auto begin = text.find("- id: gift-not-refusable");
  text = text.substr(begin, text.find("- id: gift-relation-unknown") - begin);
  const auto tested = testing::reload(files);
  const auto mutants = all_mutants(tested.pack, files);
  const auto results =
      run_mutants(files, mutants, testing::calendar(), [](std::size_t, std::size_t) {});
  std::set<std::string> survivors;
  for (std::size_t i = 0; i < mutants.size(); ++i) {
    if (mutants[i].op != "flip_effect") continue;
    if (results[i].killed_by.empty()) survivors.insert(mutants[i].place);
    if (mutants[i].place == "tak-2") {
      EXPECT_EQ(results[i].killed_by, "case:gift-not-refusable");
    }
  }
  EXPECT_TRUE(survivors.contains("eat-2"));
  EXPECT_FALSE(survivors.contains("tak-2"));
}

}  // namespace
}  // namespace qinqing::norms
