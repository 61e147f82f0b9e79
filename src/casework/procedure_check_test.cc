// One change to a sound procedure, one named fault.
#include "casework/procedure_check.h"

#include <gtest/gtest.h>

#include "base/yaml.h"
#include "casework/procedure_load.h"

namespace qinqing::casework {
namespace {

const std::set<std::string> kRoles{"unit_admin"};
const std::set<std::string> kGuards{"all_confirmed"};
const std::set<std::string> kEffects{"number", "confirm"};
const std::set<std::string> kAnchors{"ride_on"};
const Vocabulary kVocabulary{&kRoles, &kGuards, &kEffects, &kAnchors};

struct Change {
  const char* before;
  const char* after;
  const char* code;
  const char* pointer;
};

std::ostream& operator<<(std::ostream& out, const Change& change) {
  return out << change.before << " → " << change.after;
}

class ProcedureCheck : public testing::TestWithParam<Change> {};

TEST_P(ProcedureCheck, OneChangeIsOneNamedFault) {
  std::string text =
      base::read_file(std::string(QINQING_TESTDATA) + "/invented/bicycle.yaml").value();
  const std::size_t at = text.find(GetParam().before);
  ASSERT_NE(at, std::string::npos);
  text.replace(at, std::string_view(GetParam().before).size(), GetParam().after);
  const auto version = parse_procedure(text, "b.yaml", kVocabulary);
  ASSERT_FALSE(version);
  EXPECT_EQ(version.faults().size(), 1U) << version.faults().to_string();
  const base::Fault& fault = version.faults()[0];
  EXPECT_EQ(fault.code, GetParam().code) << fault.what;
  EXPECT_EQ(fault.pointer, GetParam().pointer);
  EXPECT_GT(fault.line, 0);
}

INSTANTIATE_TEST_SUITE_P(
    Names, ProcedureCheck,
    testing::Values(
        Change{"id: bicycle", "id: Bicycle", "id", "/id"},
        Change{"label: 想借}", "label: \" \"}", "empty", "/states/0/label"},
        Change{"{id: blue,", "{id: red,", "duplicate_id", "/fields/2/choices/1/id"},
        Change{"start: asked", "start: askd", "unknown_state", "/start"},
        Change{"from: [lent], to: repair", "from: [lend], to: repair", "unknown_state",
               "/transitions/1/from/0"},
        Change{"to: back, by", "to: bakc, by", "unknown_state", "/transitions/5/to"},
        Change{"from: [lent], to: repair", "from: [lent, lent], to: repair", "duplicate_id",
               "/transitions/1/from/1"},
        Change{"by: [unit_admin]", "by: [unit_admn]", "unknown_role", "/transitions/0/by/0"},
        Change{"{role: rider,", "{role: ride,", "unknown_role", "/transitions/0/said_for/0/role"},
        Change{"owed_by: rider", "owed_by: walker", "unknown_role", "/deadlines/0/owed_by"},
        Change{"guards: [all_confirmed]", "guards: [al_confirmed]", "unknown_guard",
               "/transitions/4/guards/0"},
        Change{"effects: [number]", "effects: [numbr]", "unknown_effect",
               "/transitions/0/effects/0"},
        Change{"paid, colour, until", "paid, color, colour, until", "unknown_field",
               "/transitions/0/fields/2"},
        Change{"anchor: start", "anchor: stat", "unknown_anchor", "/deadlines/0/anchor"},
        Change{"met_by: [seen]", "met_by: [sen]", "unknown_transition", "/deadlines/0/met_by/0"},
        Change{"pauses: [repair]", "pauses: [repairs]", "unknown_state", "/deadlines/0/pauses/0"}));

INSTANTIATE_TEST_SUITE_P(
    Shape, ProcedureCheck,
    testing::Values(
        Change{"号\nstatus", "号{m}\nstatus", "number", "/number"},
        Change{"{n}号", "号", "number", "/number"},
        Change{"from: [lent], to: repair", "from: [], to: repair", "nowhere", "/transitions/1"},
        Change{"by: [rider], label: 坏了", "label: 坏了", "nobody", "/transitions/1"},
        Change{"guards: [all_confirmed]", "guards: []", "automatic", "/transitions/4"},
        Change{"label: 都看见了", "by: [unit_admin], label: 都看见了", "automatic",
               "/transitions/4"},
        Change{"from: [lent], to: back", "from: [lent], to: lent", "automatic", "/transitions/4"},
        Change{"type: count, required", "type: choice, required", "choices", "/fields/0/choices"},
        Change{"max: 5", "max: 0", "max", "/fields/5/max"},
        Change{"type: boolean", "type: boolean, max: 3", "max", "/fields/4/max"},
        Change{"starts: {state: lent}", "starts: {}", "starts", "/deadlines/0/starts"},
        Change{"starts: {state: lent}", "starts: {state: lent, transition: lend}", "starts",
               "/deadlines/0/starts"},
        Change{"period: 5 workdays", "period: five days", "period", "/deadlines/0/period"},
        Change{"warn_before: 1 workday", "warn_before: -1 workday", "period",
               "/deadlines/0/warn_before"},
        Change{"own: true", "own: false", "basis", "/deadlines/0"},
        Change{"own: true", "own: true\n    basis: 某法", "basis", "/deadlines/0"},
        Change{"met_by: [seen]", "met_by: []", "never_met", "/deadlines/0"},
        Change{", until, helmet", ", helmet", "unused_field", "/fields/3"}));

INSTANTIATE_TEST_SUITE_P(
    Ways, ProcedureCheck,
    testing::Values(Change{"label: 已还, final: true}", "label: 已还}", "no_final", "/states"},
                    Change{"from: [lent], to: repair", "from: [repair], to: repair",
                           "unreachable_state", "/states/2"},
                    Change{"{id: mend, from: [repair], to: lent",
                           "{id: mend, from: [repair], to: repair", "no_way_out", "/states/2"},
                    // give_up is taken from the first state only, which nobody comes back to.
                    Change{"met_by: [seen]", "met_by: [give_up]", "never_met", "/deadlines/0"}));

TEST(ProcedureCheckNames, TheNearestKnownNameIsOffered) {
  std::string text =
      base::read_file(std::string(QINQING_TESTDATA) + "/invented/bicycle.yaml").value();
  text.replace(text.find("start: asked"), 12, "start: askd");
  const auto version = parse_procedure(text, "b.yaml", kVocabulary);
  EXPECT_NE(version.faults()[0].right.find("asked"), std::string::npos);
}

TEST(ProcedureCheckNames, APartyIsNotCalledAsARoleOfAPost) {
  std::string text =
      base::read_file(std::string(QINQING_TESTDATA) + "/invented/bicycle.yaml").value();
  text.replace(text.find("{id: witness,"), 13, "{id: unit_admin,");
  const auto version = parse_procedure(text, "b.yaml", kVocabulary);
  ASSERT_FALSE(version);
  EXPECT_EQ(version.faults()[0].code, "role_of_a_post");
  EXPECT_EQ(version.faults()[0].line, 9);
}

TEST(ProcedureCheckNames, ADayOfTheCaseMayBeAnAnchor) {
  std::string text =
      base::read_file(std::string(QINQING_TESTDATA) + "/invented/bicycle.yaml").value();
  text.replace(text.find("anchor: start"), 13, "anchor: ride_on");
  EXPECT_TRUE(parse_procedure(text, "b.yaml", kVocabulary));
}

}  // namespace
}  // namespace qinqing::casework
