#include "norms/diff/diff.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json/serialize.hpp>

#include "norms/diff/diff_json.h"
#include "norms/testing/packs.h"

namespace qinqing::norms {
namespace {

using testing::calendar;
using testing::sample;

const base::Date kToday = *base::Date::parse("2026-11-24");

struct Changed {
  Pack pack;
  PackDiff diff;
};

// The sample with one text replaced by another, each as often as it stands there.
Changed with(const std::string& file, const std::string& before, const std::string& after) {
  PackFiles files = sample().files;
  std::string& text = files.at(file);
  EXPECT_NE(text.find(before), std::string::npos) << before;
  for (auto at = text.find(before); at != std::string::npos;
       at = text.find(before, at + after.size()))
    text.replace(at, before.size(), after);
  PackReader reader;
  auto pack = reader.read(files);
  EXPECT_TRUE(pack.ok()) << pack.faults().to_string();
  auto diff = diff_packs(sample().pack, *pack, calendar(), kToday);
  EXPECT_TRUE(diff.ok());
  return {std::move(pack).value(), std::move(diff).value()};
}

std::string json_of(const Changed& changed) {
  return boost::json::serialize(diff_json(sample().pack, changed.pack, changed.diff)["regions"]);
}

const Region* find(const PackDiff& diff, RegionKind kind) {
  const auto found = std::ranges::find(diff.regions, kind, &Region::kind);
  return found == diff.regions.end() ? nullptr : &*found;
}

TEST(Diff, APackDoesNotDifferFromItself) {
  const auto diff = diff_packs(sample().pack, sample().pack, calendar(), kToday);
  ASSERT_TRUE(diff.ok());
  EXPECT_TRUE(diff->parts.empty());
  EXPECT_TRUE(diff->regions.empty());
}

TEST(Diff, ARaisedStandardChangesJustWhatLiesBetweenTheTwo) {
  const auto changed = with("parameters.yaml", "\"100.00\"", "\"120.00\"");
  ASSERT_EQ(changed.diff.parts.size(), 1U);
  EXPECT_EQ(changed.diff.parts[0].part, "parameter");
  ASSERT_FALSE(changed.diff.regions.empty());
  for (const Region& region : changed.diff.regions) {
    const auto cost = std::ranges::find(region.facts, "meal_cost", &FactCondition::fact);
    ASSERT_NE(cost, region.facts.end());
    ASSERT_EQ(cost->spans.size(), 1U);
    EXPECT_EQ(cost->spans[0].from->as_number().to_string(), "100.01");
    EXPECT_EQ(cost->spans[0].to->as_number().to_string(), "120.00");
    EXPECT_TRUE(region.contact_on.empty());
  }
}

TEST(Diff, ANewValueFromADayChangesNothingBeforeIt) {
  const auto changed = with("parameters.yaml", "value: \"100.00\"}]",
                            "value: \"100.00\"}, {from: 2027-01-01, value: \"80.00\"}]");
  ASSERT_FALSE(changed.diff.regions.empty());
  for (const Region& region : changed.diff.regions) {
    ASSERT_EQ(region.contact_on.size(), 1U);
    EXPECT_EQ(region.contact_on[0].from.to_string(), "2027-01-01");
    EXPECT_FALSE(region.contact_on[0].to);
    EXPECT_GE(region.witness.contact_on.to_string(), "2027-01-01");
  }
}

TEST(Diff, OnlyTheFactsThatMatterAreNamed) {
  const auto changed = with("rules/attend.dmn", "\"refused\"", "\"not_yet\"");
  // Approval refused was denied whatever the event was; now it is a gap.
  const auto region = std::ranges::find_if(changed.diff.regions, [](const Region& each) {
    return each.witness.a.verdict == Verdict::prohibited &&
           each.witness.b.verdict == Verdict::undetermined;
  });
  ASSERT_NE(region, changed.diff.regions.end()) << json_of(changed);
  ASSERT_EQ(region->facts.size(), 1U) << json_of(changed);
  EXPECT_EQ(region->facts[0].fact, "approval");
  EXPECT_TRUE(region->late.empty());
}

TEST(Diff, AnotherClauseUnderTheSameAnswerIsTheMilderKind) {
  const auto changed = with("rules/eat.dmn", "neg-2, law-pia-34", "neg-1, law-pia-34");
  ASSERT_FALSE(changed.diff.regions.empty());
  for (const Region& region : changed.diff.regions) EXPECT_FALSE(region.outcome);
}

TEST(Diff, AShorterDeadlineNamesWhoIsLateByEither) {
  const auto changed = with("duties.yaml", "-1 workday", "-3 workdays");
  const auto region = std::ranges::find_if(changed.diff.regions, [](const Region& each) {
    return each.witness.a.verdict == Verdict::conditional &&
           each.witness.b.verdict == Verdict::prohibited;
  });
  ASSERT_NE(region, changed.diff.regions.end()) << json_of(changed);
  ASSERT_EQ(region->late.size(), 2U);
  EXPECT_TRUE(region->late[0].of_a && !region->late[0].of_b && !region->late[0].late);
  EXPECT_TRUE(!region->late[1].of_a && region->late[1].of_b && region->late[1].late);
}

TEST(Diff, DaysOnWhichOnlyOneIsInForceAreARegionOfTheirOwn) {
  const auto changed =
      with("pack.yaml", sample().pack.from.to_string(), sample().pack.from.add_days(3).to_string());
  const Region* region = find(changed.diff, RegionKind::in_force);
  ASSERT_NE(region, nullptr) << json_of(changed);
  EXPECT_TRUE(region->in_a);
  ASSERT_EQ(region->contact_on.size(), 1U);
  EXPECT_EQ(region->contact_on[0].from, sample().pack.from);
  EXPECT_EQ(region->contact_on[0].to, sample().pack.from.add_days(2));
  EXPECT_TRUE(region->witness.a.refused.empty());
  EXPECT_EQ(region->witness.b.refused, "not_in_force");
}

TEST(Diff, AChoiceThatOnlyOnePackHasIsARegionOfItsOwn) {
  const auto changed = with("facts.yaml", "banquet: 宴请", "banquet: 宴请, snack: 茶点");
  const Region* region = find(changed.diff, RegionKind::choice);
  ASSERT_NE(region, nullptr) << json_of(changed);
  EXPECT_TRUE(region->in_b);
  EXPECT_EQ(region->about, "meal_kind");
  EXPECT_EQ(region->choice, "snack");
  EXPECT_EQ(region->witness.a.refused, "value");
  EXPECT_TRUE(region->witness.b.refused.empty());
}

TEST(Diff, AnotherTypeOfOneFactIsTwoQuestions) {
  PackFiles files = sample().files;
  // `event_public` becomes a choice, and its rule looks for it.
  std::string& facts = files.at("facts.yaml");
  const std::string was = "id: event_public, of: attend, type: boolean";
  ASSERT_NE(facts.find(was), std::string::npos);
  facts.replace(facts.find(was), was.size(),
                "id: event_public, of: attend, type: choice, choices: {open: 公开, shut: 不公开}");
  std::string& rules = files.at("rules/attend.dmn");
  for (auto at = rules.find("boolean"); at != std::string::npos; at = rules.find("boolean"))
    rules.replace(at, 7, "string");
  const auto condition = rules.find("<text>true</text>");
  ASSERT_NE(condition, std::string::npos);
  rules.replace(condition, 17, "<text>\"open\"</text>");
  files.erase("tests/worked.yaml");
  PackReader reader;
  const auto pack = reader.read(files);
  ASSERT_TRUE(pack.ok()) << pack.faults().to_string();
  const auto diff = diff_packs(sample().pack, *pack, calendar(), kToday);
  ASSERT_TRUE(diff.ok());
  ASSERT_NE(find(*diff, RegionKind::fact), nullptr);
  const Region* answer = find(*diff, RegionKind::answer);
  ASSERT_NE(answer, nullptr);
  // Public for one and not open for the other: answered otherwise.
  EXPECT_EQ(answer->witness.facts_a.count("event_public"), 1U);
  EXPECT_EQ(answer->witness.facts_b.count("event_public"), 1U);
}

TEST(Diff, TwoCitiesShareNothingButAreCompared) {
  const auto diff = diff_packs(testing::ningbo().pack, testing::jinan().pack, calendar(), kToday);
  ASSERT_TRUE(diff.ok()) << diff.faults().to_string();
  EXPECT_NE(find(*diff, RegionKind::conduct), nullptr);
  const std::string text = diff_text(testing::ningbo().pack, testing::jinan().pack, *diff);
  EXPECT_NE(text.find("只有甲"), std::string::npos);
  for (const Region& region : diff->regions) {
    const bool refused = !region.witness.a.refused.empty() || !region.witness.b.refused.empty();
    EXPECT_TRUE(region.kind == RegionKind::answer || refused);
  }
}

TEST(Diff, JsonGivesASituationThatTheCheckTakes) {
  const auto changed = with("parameters.yaml", "\"100.00\"", "\"120.00\"");
  const auto json = diff_json(sample().pack, changed.pack, changed.diff);
  for (const auto& region : json.at("regions").as_array()) {
    const auto& situation = region.at("witness").at("situation");
    EXPECT_TRUE(read_situation(sample().pack, situation, kToday, base::Scalars::typed).ok())
        << boost::json::serialize(situation);
    EXPECT_NE(region.at("a"), region.at("b"));
  }
}

}  // namespace
}  // namespace qinqing::norms
