#include "norms/pack.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "norms/lint.h"
#include "norms/testing/packs.h"

namespace qinqing::norms {
namespace {

TEST(Pack, IsNamedByTheHashOfItsFilesWithoutItsTests) {
  PackFiles files = testing::sample().files;
  const std::string hash = pack_hash(files);
  EXPECT_EQ(hash, testing::sample().pack.hash);
  files["tests/more.yaml"] = "[]";
  EXPECT_EQ(pack_hash(files), hash);
  files["clauses/neg-1.md"] += "\n";
  EXPECT_NE(pack_hash(files), hash);
}

TEST(Pack, HashIsThatOfTheCanonicalFormByHand) {
  // printf 'a' | sha256sum; then sha256sum of {"pack.yaml":"<that>"}
  const PackFiles files{{"pack.yaml", "a"}, {"tests/x.yaml", "b"}};
  EXPECT_EQ(pack_hash(files),
            "sha256:53e6944cd772e1847f90179dbca8deb47f8d95a0b8efd1bbed386ce689a7c976");
}

TEST(Pack, ReadsWhatTheSampleSays) {
  const Pack& pack = testing::sample().pack;
  EXPECT_EQ(pack.id, "sample");
  ASSERT_EQ(pack.conducts.size(), 3U);
  const Fact* relation = pack.find_fact("relation");
  ASSERT_NE(relation, nullptr);
  EXPECT_FALSE(relation->conduct.has_value());
  EXPECT_EQ(relation->choices.size(), 3U);
  EXPECT_EQ(relation->choices[2].label, "都没有");
  const auto hand_in = pack.duty_index("hand_in");
  ASSERT_TRUE(hand_in.has_value());
  EXPECT_EQ(pack.duties[*hand_in].offset, (base::Period{1, base::PeriodUnit::months}));
  EXPECT_TRUE(pack.duties[*pack.duty_index("get_approval")].until_1730);
  EXPECT_EQ(pack.rules.size(), 10U);
  EXPECT_EQ(pack.tables[*pack.conduct_index("eat")].gaps_reviewed, base::Date::of(2026, 11, 24));
}

TEST(Pack, NoFolderIsAFault) {
  const auto pack = load_pack("no/such/folder");
  ASSERT_FALSE(pack.ok());
  EXPECT_EQ(pack.faults()[0].code, "unreadable");
}

// One slip in an otherwise good pack: what is said of it.
struct Slip {
  const char* name;
  const char* file;
  const char* find;
  const char* replace;
  const char* code;
  const char* said;
};

class PackSlip : public ::testing::TestWithParam<Slip> {};

TEST_P(PackSlip, IsRefusedByFileAndName) {
  const Slip& slip = GetParam();
  PackFiles files = testing::sample().files;
  std::string& text = files[slip.file];
  const auto at = text.find(slip.find);
  ASSERT_NE(at, std::string::npos);
  text.replace(at, std::string_view(slip.find).size(), slip.replace);
  PackReader reader;
  const auto pack = reader.read(files);
  ASSERT_FALSE(pack.ok());
  bool named = false;
  for (const base::Fault& fault : pack.faults())
    named =
        named || (fault.code == slip.code && fault.file == slip.file &&
                  (fault.what + fault.right + fault.pointer).find(slip.said) != std::string::npos);
  EXPECT_TRUE(named) << pack.faults().to_string();
}

INSTANTIATE_TEST_SUITE_P(
    All, PackSlip,
    ::testing::Values(
        Slip{"unknown_key", "pack.yaml", "issuer:", "isuer:", "unknown_key", "issuer"},
        Slip{"missing_key", "pack.yaml", "place: 样例市\n", "", "missing", "/place"},
        Slip{"duplicate_key", "pack.yaml", "place: 样例市", "place: 样例市\nplace: 另一市",
             "duplicate_key", "place"},
        Slip{"impossible_day", "pack.yaml", "2019-08-01", "2019-02-30", "value", "/in_force/from"},
        Slip{"unknown_actor", "facts.yaml", "actors: [official, entrepreneur]",
             "actors: [official, citizen]", "unknown_actor", "citizen"},
        Slip{"unknown_type", "facts.yaml", "type: money", "type: cash", "value", "cash"},
        Slip{"fact_of_no_conduct", "facts.yaml", "of: eat", "of: eats", "unknown_id", "eat"},
        Slip{"choice_without_choices", "facts.yaml",
             ", choices: {work_meal: 工作餐, banquet: 宴请}", "", "missing", "选项"},
        Slip{"duplicate_fact", "facts.yaml", "id: meal_payer", "id: meal_kind", "duplicate_id",
             "meal_kind"},
        Slip{"parameter_too_late", "parameters.yaml", "from: 2019-08-01", "from: 2019-09-01",
             "value", "第一天"},
        Slip{"bad_offset", "duties.yaml", "-1 workday", "one day before", "value", "-1 workday"},
        Slip{"bad_until", "duties.yaml", "17:30", "18:00", "value", "17:30"},
        Slip{"duty_without_who", "duties.yaml", "who: 您, does: 上交礼品并登记",
             "does: 上交礼品并登记", "missing", "who"},
        Slip{"duty_without_when", "duties.yaml", "when: after,  who: 您, does: 上交",
             "who: 您, does: 上交", "value", "when"},
        Slip{"met_by_no_choice", "duties.yaml", "approval: given", "approval: granted", "value",
             "granted"},
        Slip{"unknown_clause_of_duty", "duties.yaml", "law-1988-9", "law-1988-8", "unknown_id",
             "law-1988-9"},
        Slip{"clause_file_name", "clauses/neg-1.md", "id: neg-1", "id: neg-9", "value", "文件名"},
        Slip{"clause_without_basis", "clauses/neg-1.md", "[{report: 样例, verified: unverified}]",
             "[]", "missing", "依据"},
        Slip{"basis_not_verified", "clauses/neg-1.md", "verified: unverified", "verified: NV",
             "value", "核对"},
        Slip{"unknown_status", "clauses/neg-1.md", "drafted", "final", "value", "final"},
        Slip{"unknown_clause_of_rule", "rules/eat.dmn", "<text>pos-2</text>", "<text>pos-3</text>",
             "unknown_id", "pos-3"},
        Slip{"unknown_effect", "rules/eat.dmn", "\"permit\"", "\"allow\"", "value", "allow"},
        Slip{"unknown_duty_of_rule", "rules/eat.dmn", "\"pay_meal\"", "\"pay_dinner\"",
             "unknown_id", "pay_dinner"},
        Slip{"hit_policy", "rules/eat.dmn", "COLLECT", "UNIQUE", "value", "COLLECT"},
        Slip{"fact_of_another_conduct", "rules/attend.dmn", "<text>event_public</text>",
             "<text>gift_refusable</text>", "unknown_name", "gift_refusable"}),
    [](const auto& instance) { return instance.param.name; });

// What loads but is not sound: named by lint.
class LintSlip : public ::testing::TestWithParam<Slip> {};

TEST_P(LintSlip, IsNamed) {
  const Slip& slip = GetParam();
  PackFiles files = testing::sample().files;
  std::string& text = files[slip.file];
  for (auto at = text.find(slip.find); at != std::string::npos; at = text.find(slip.find)) {
    text.replace(at, std::string_view(slip.find).size(), slip.replace);
    if (std::string_view(slip.replace).find(slip.find) != std::string_view::npos) break;
  }
  PackReader reader;
  const auto pack = reader.read(files);
  ASSERT_TRUE(pack.ok()) << pack.faults().to_string();
  const LintReport report = lint(*pack, testing::calendar());
  bool named = false;
  for (const base::Fault& fault : report.faults)
    named = named || (fault.code == slip.code && fault.pointer == slip.said);
  EXPECT_TRUE(named) << report.faults.to_string();
}

INSTANTIATE_TEST_SUITE_P(
    All, LintSlip,
    ::testing::Values(
        Slip{"clause_without_rule", "rules/take.dmn", "<text>neg-1, law-pia-34</text>",
             "<text>law-pia-34</text>", "clause_without_rule", "neg-1"},
        Slip{"rule_without_clause", "rules/eat.dmn", "<text>neg-2</text>", "<text></text>",
             "rule_without_clause", "eat-2"},
        Slip{"unused_fact", "facts.yaml", "  - {id: gift_kind,",
             "  - {id: weather, of: take, type: boolean, question: 下雨吗？}\n  - {id: gift_kind,",
             "unused_fact", "weather"},
        Slip{"value_outside_choices", "rules/eat.dmn", "\"work_meal\"", "\"workmeal\"",
             "value_outside_choices", "meal_kind"},
        Slip{"parameter_without_basis", "parameters.yaml", ", basis: 本单位公务接待工作餐标准", "",
             "parameter_without_basis", "meal_standard"},
        Slip{"duty_without_rule", "rules/take.dmn", "\"hand_in\"", "", "duty_without_rule",
             "hand_in"},
        Slip{"permit_never_decides", "rules/attend.dmn",
             "<text>-</text></inputEntry>\n        <inputEntry id=\"att-2-i2\"><text>\"refused\"",
             "<text>-</text></inputEntry>\n        <inputEntry id=\"att-2-i2\"><text>-",
             "permit_never_decides", "att-1"},
        Slip{"gaps_not_reviewed", "rules/take.dmn", "gaps: reviewed", "gaps:", "gaps_not_reviewed",
             "take"},
        Slip{"law_date", "clauses/law-1988-9.md", "from: 1988-12-01", "from: 1988-12-02",
             "date_contradicts_edition", "law-1988-9"},
        Slip{"list_date", "clauses/neg-1.md", "from: 2019-08-01", "from: 2019-08-02",
             "date_contradicts_pack", "neg-1"}),
    [](const auto& instance) { return instance.param.name; });

}  // namespace
}  // namespace qinqing::norms
