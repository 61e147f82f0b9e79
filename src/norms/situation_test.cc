#include "norms/situation.h"

#include <gtest/gtest.h>

#include "norms/testing/packs.h"

namespace qinqing::norms {
namespace {

const base::Date kToday = *base::Date::parse("2026-11-24");

base::Result<Situation> read(std::string_view text) {
  return read_situation(testing::sample().pack, testing::json(text), kToday, base::Scalars::typed);
}

TEST(Situation, TodayIsTheDayOfAskingWhereNoneIsGiven) {
  const auto situation =
      read(R"({"actor":"official","contact_on":"2026-11-27","conducts":["eat"]})");
  ASSERT_TRUE(situation.ok()) << situation.faults().to_string();
  EXPECT_EQ(situation->asked_on, kToday);
}

TEST(Situation, EqualMoneyIsTheSameValueHoweverItIsWritten) {
  for (const char* written : {"\"80\"", "\"80.0\"", "\"80.00\""}) {
    const auto situation = read(R"({"actor":"official","contact_on":"2026-11-27","conducts":["eat"],
                 "facts":{"meal_cost":)" +
                                std::string(written) + "}}");
    ASSERT_TRUE(situation.ok());
    const auto back = situation_json(testing::sample().pack, *situation);
    EXPECT_EQ(back.at("facts").at("meal_cost"), "80.00");
  }
}

TEST(Situation, ComesBackAsItWasGiven) {
  const auto given = testing::json(R"({"actor":"official","asked_on":"2026-11-20",
    "contact_on":"2026-11-27","conducts":["attend","eat"],
    "facts":{"relation":"none","event_public":true,"meal_cost":"80.00"},"unknown":["meal_kind"]})");
  const auto situation =
      read_situation(testing::sample().pack, given, kToday, base::Scalars::typed);
  ASSERT_TRUE(situation.ok()) << situation.faults().to_string();
  EXPECT_EQ(boost::json::value(situation_json(testing::sample().pack, *situation)), given);
}

// What is refused, at which pointer, with which code.
struct Bad {
  const char* name;
  const char* text;
  std::vector<std::pair<std::string, std::string>> faults;  // pointer, code
};

class SituationBad : public ::testing::TestWithParam<Bad> {};

TEST_P(SituationBad, EveryFaultIsNamed) {
  const auto situation = read(GetParam().text);
  ASSERT_FALSE(situation.ok());
  std::vector<std::pair<std::string, std::string>> found;
  for (const base::Fault& fault : situation.faults()) {
    found.emplace_back(fault.pointer, fault.code);
    EXPECT_FALSE(fault.what.empty());
  }
  EXPECT_EQ(found, GetParam().faults) << situation.faults().to_string();
}

INSTANTIATE_TEST_SUITE_P(
    All, SituationBad,
    ::testing::Values(
        Bad{"not_an_object", "[]", {{"", "type"}}},
        Bad{"nothing",
            "{}",
            {{"/actor", "missing"}, {"/contact_on", "missing"}, {"/conducts", "missing"}}},
        Bad{"unknown_key",
            R"({"actor":"official","contact_on":"2026-11-27","conducts":["eat"],"conduct":"eat"})",
            {{"/conduct", "unknown_key"}}},
        Bad{"null_fact",
            R"({"actor":"official","contact_on":"2026-11-27","conducts":["eat"],
                "facts":{"meal_kind":null}})",
            {{"/facts/meal_kind", "type"}}},
        Bad{"money_as_number",
            R"({"actor":"official","contact_on":"2026-11-27","conducts":["eat"],
                "facts":{"meal_cost":12}})",
            {{"/facts/meal_cost", "type"}}},
        Bad{"money_with_three_places",
            R"({"actor":"official","contact_on":"2026-11-27","conducts":["eat"],
                "facts":{"meal_cost":"12.345"}})",
            {{"/facts/meal_cost", "value"}}},
        Bad{"negative_money",
            R"({"actor":"official","contact_on":"2026-11-27","conducts":["eat"],
                "facts":{"meal_cost":"-1.00"}})",
            {{"/facts/meal_cost", "value"}}},
        Bad{"boolean_as_text",
            R"({"actor":"official","contact_on":"2026-11-27","conducts":["attend"],
                "facts":{"event_public":"true"}})",
            {{"/facts/event_public", "type"}}},
        Bad{"no_such_choice",
            R"({"actor":"official","contact_on":"2026-11-27","conducts":["eat"],
                "facts":{"meal_kind":"lunch"}})",
            {{"/facts/meal_kind", "value"}}},
        Bad{"all_at_once",
            R"({"actor":"official","contact_on":"2026-11-27","conducts":["eat"],
                "facts":{"meal_kind":"lunch","meal_cost":12,"weather":"fine"},"unknown":["nothing"]})",
            {{"/facts/meal_kind", "value"},
             {"/facts/meal_cost", "type"},
             {"/facts/weather", "unknown_fact"},
             {"/unknown/0", "unknown_fact"}}},
        Bad{"fact_of_absent_conduct",
            R"({"actor":"official","contact_on":"2026-11-27","conducts":["eat"],
                "facts":{"gift_kind":"goods"}})",
            {{"/facts/gift_kind", "wrong_conduct"}}},
        Bad{"given_and_unknown",
            R"({"actor":"official","contact_on":"2026-11-27","conducts":["eat"],
                "facts":{"meal_kind":"banquet"},"unknown":["meal_kind"]})",
            {{"/unknown/0", "duplicate"}}},
        Bad{"conduct_of_the_other_side",
            R"({"actor":"entrepreneur","contact_on":"2026-11-27","conducts":["eat"]})",
            {{"/conducts/0", "wrong_actor"}}},
        Bad{"conduct_twice",
            R"({"actor":"official","contact_on":"2026-11-27","conducts":["eat","eat"]})",
            {{"/conducts/1", "duplicate"}}},
        Bad{"before_the_lists",
            R"({"actor":"official","contact_on":"2019-07-31","conducts":["eat"]})",
            {{"/contact_on", "not_in_force"}}},
        Bad{"impossible_day",
            R"({"actor":"official","contact_on":"2026-02-30","conducts":["eat"]})",
            {{"/contact_on", "value"}}}),
    [](const auto& instance) { return instance.param.name; });

}  // namespace
}  // namespace qinqing::norms
