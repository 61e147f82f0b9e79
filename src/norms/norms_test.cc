#include "norms/norms.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "norms/json.h"
#include "norms/testing/packs.h"

namespace qinqing::norms {
namespace {

constexpr const char* kAsk = R"({"actor":"official","contact_on":"2026-11-27","conducts":["eat"],
  "facts":{"relation":"none","meal_kind":"work_meal","meal_payer":"organiser","meal_cost":"80.00"}})";

class NormsTest : public ::testing::Test {
 protected:
  Norms load(std::vector<std::filesystem::path> packs) {
    auto norms = Norms::load(packs, QINQING_SOURCE_DIR "/policy/calendar", clock_);
    EXPECT_TRUE(norms.ok()) << norms.faults().to_string();
    return std::move(norms).value();
  }

  std::string answer(const Norms& norms, std::string_view ask) {
    const auto check = norms.check(testing::json(ask), base::Scalars::typed);
    EXPECT_TRUE(check.ok()) << check.faults().to_string();
    return answer_json(*check);
  }

  base::FixedClock clock_{*base::Date::parse("2026-11-24")};
};

TEST_F(NormsTest, TheFirstPackAnswersWhereNoneIsNamed) {
  const Norms norms = load({QINQING_TESTDATA "/sample", QINQING_TESTDATA "/jinan"});
  EXPECT_EQ(norms.find("")->pack.id, "sample");
  EXPECT_EQ(norms.find("jinan")->pack.id, "jinan");
  EXPECT_EQ(norms.find("hangzhou"), nullptr);
}

TEST_F(NormsTest, AnUnknownPackIsNamedWithThoseThereAre) {
  const Norms norms = load({QINQING_TESTDATA "/sample"});
  const auto check = norms.check(testing::json(R"({"pack":"hangzhou"})"), base::Scalars::typed);
  ASSERT_FALSE(check.ok());
  EXPECT_EQ(check.faults()[0].code, "unknown_pack");
  EXPECT_EQ(check.faults()[0].pointer, "/pack");
  EXPECT_NE(check.faults()[0].right.find("sample"), std::string::npos);
}

TEST_F(NormsTest, TwoPacksOfOneNameAreRefused) {
  const auto norms = Norms::load({QINQING_TESTDATA "/sample", QINQING_TESTDATA "/sample"},
                                 QINQING_SOURCE_DIR "/policy/calendar", clock_);
  ASSERT_FALSE(norms.ok());
  EXPECT_EQ(norms.faults()[0].code, "duplicate_id");
}

TEST_F(NormsTest, AMissingFactIsAskedForByItsQuestion) {
  const Norms norms = load({QINQING_TESTDATA "/sample"});
  const auto check = norms.check(testing::json(R"({"actor":"official","contact_on":"2026-11-27",
    "conducts":["eat"],"facts":{"relation":"none","meal_payer":"organiser","meal_cost":"80.00"}})"),
                                 base::Scalars::typed);
  ASSERT_FALSE(check.ok());
  ASSERT_EQ(check.faults().size(), 1U);
  EXPECT_EQ(check.faults()[0].code, "missing_fact");
  EXPECT_EQ(check.faults()[0].pointer, "/facts/meal_kind");
  EXPECT_NE(check.faults()[0].what.find("是什么样的餐"), std::string::npos);
}

TEST_F(NormsTest, AReceiptIsFoundUnchangedAndTheSame) {
  const Norms norms = load({QINQING_TESTDATA "/sample"});
  const auto found = check_receipt(norms, answer(norms, kAsk));
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(found->finding, ReceiptFinding::same);
}

TEST_F(NormsTest, AChangedReceiptIsFoundOut) {
  const Norms norms = load({QINQING_TESTDATA "/sample"});
  std::string text = answer(norms, kAsk);
  const auto at = text.find("\"80.00\"");
  ASSERT_NE(at, std::string::npos);
  text.replace(at, 7, "\"90.00\"");
  EXPECT_EQ(check_receipt(norms, text)->finding, ReceiptFinding::altered);
}

TEST_F(NormsTest, AReceiptWithAForgedVerdictDiffersEvenIfItsHashWasMadeAnew) {
  const Norms norms = load({QINQING_TESTDATA "/sample"});
  const auto check = norms.check(testing::json(kAsk), base::Scalars::typed);
  std::string receipt = check->receipt.bytes;
  const auto at = receipt.find("\"verdict\":\"conditional\"");
  ASSERT_NE(at, std::string::npos);
  receipt.replace(at, 23, "\"verdict\":\"permitted\"");
  const auto found = check_receipt(norms, receipt);  // without a hash: nothing to contradict
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(found->finding, ReceiptFinding::differs);
  EXPECT_EQ(found->expected, check->receipt.hash);
}

TEST_F(NormsTest, AReceiptOfOtherListsCannotBeJudgedHere) {
  const Norms norms = load({QINQING_TESTDATA "/sample"});
  const Norms others = load({QINQING_TESTDATA "/jinan"});
  EXPECT_EQ(check_receipt(others, answer(norms, kAsk))->finding, ReceiptFinding::unknown_pack);
}

TEST_F(NormsTest, WhatIsNoReceiptIsSaidToBeNone) {
  const Norms norms = load({QINQING_TESTDATA "/sample"});
  for (const char* text : {"", "{}", "[]", "你好", R"({"receipt":{},"hash":"x"})", "{\"format\":"})
    EXPECT_FALSE(check_receipt(norms, text).ok()) << text;
}

// Another city is another folder, and binds only under its own adoption.
TEST_F(NormsTest, AdoptionStandsBesideThePackAndNamesItsHash) {
  namespace fs = std::filesystem;
  const fs::path root = fs::path(::testing::TempDir()) / "qinqing_adoption";
  fs::remove_all(root);
  fs::create_directories(root);
  fs::copy(QINQING_TESTDATA "/jinan", root / "jinan", fs::copy_options::recursive);
  for (const auto& clause : fs::directory_iterator(root / "jinan" / "clauses")) {
    std::ifstream in(clause.path());
    std::string text{std::istreambuf_iterator<char>(in), {}};
    text.replace(text.find("reported"), 8, "official");
    std::ofstream(clause.path()) << text;
  }
  const char* ask = R"({"pack":"jinan","actor":"official","contact_on":"2026-11-27",
    "conducts":["help_outside"],"facts":{"unit_approved":"given","settlement":"at_standard"}})";
  EXPECT_NE(answer(load({root / "jinan"}), ask).find("\"binding\":false"), std::string::npos);
  const std::string hash = load_pack(root / "jinan")->hash;
  std::ofstream(root / "adoption.yaml")
      << "- {pack_hash: \"" << hash << "\", by: 测试, document: 测〔2026〕1号, from: 2026-11-27}\n";
  EXPECT_NE(answer(load({root / "jinan"}), ask).find("\"binding\":true"), std::string::npos);
  std::ofstream(root / "adoption.yaml")
      << "- {pack_hash: \"" << hash << "\", by: 测试, document: 测〔2026〕1号, from: 2026-11-28}\n";
  EXPECT_NE(answer(load({root / "jinan"}), ask).find("\"binding\":false"), std::string::npos);
  fs::remove_all(root);
}

TEST_F(NormsTest, ExplainsEveryRule) {
  const Norms norms = load({QINQING_TESTDATA "/sample"});
  const auto check = norms.check(testing::json(kAsk), base::Scalars::typed);
  const auto rules =
      explanation_json(*check, norms.judge_of(*check->served)).at("rules").as_array();
  ASSERT_EQ(rules.size(), 5U);
  EXPECT_EQ(rules[0].at("state"), "failed");
  EXPECT_EQ(rules[0].at("input"), "meal_kind");
  EXPECT_EQ(rules[0].at("condition"), "\"banquet\"");
  EXPECT_EQ(rules[3].at("state"), "matched");
}

}  // namespace
}  // namespace qinqing::norms
