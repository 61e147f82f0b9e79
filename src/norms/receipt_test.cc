#include "norms/receipt.h"

#include <gtest/gtest.h>

#include "base/canonical.h"
#include "norms/testing/packs.h"

namespace qinqing::norms {
namespace {

Receipt receipt_of(const testing::TestPack& tested, const Situation& situation,
                   const std::vector<Adoption>& adoptions = {}) {
  return make_receipt(tested.pack, testing::calendar(), adoptions, situation,
                      testing::judged(tested.pack, situation).outcome);
}

TEST(Receipt, IsTheCanonicalFormOfItself) {
  for (const auto* tested : {&testing::sample(), &testing::jinan(), &testing::ningbo()}) {
    Judge judge(tested->pack, testing::calendar());
    for (const Case& test : tested->cases) {
      const auto answer = judge.judge(test.situation);
      const auto* judgement = std::get_if<Judgement>(&answer);
      if (!judgement) continue;
      const Receipt receipt =
          make_receipt(tested->pack, testing::calendar(), {}, test.situation, judgement->outcome);
      EXPECT_EQ(*base::canonical_json(testing::json(receipt.bytes)), receipt.bytes) << test.id;
      EXPECT_EQ(receipt.hash, base::named_hash(receipt.bytes));
    }
  }
}

TEST(Receipt, HasJustTheMembersOfItsFormat) {
  const auto& tested = testing::sample();
  const Receipt receipt = receipt_of(tested, tested.cases.front().situation);
  std::vector<std::string> keys;
  const auto value = testing::json(receipt.bytes);
  for (const auto& member : value.as_object()) keys.emplace_back(member.key());
  EXPECT_EQ(keys, (std::vector<std::string>{
                      "actor", "asked_on", "authority", "binding", "calendar_hash", "clauses",
                      "conducts", "contact_on", "duties", "facts", "format", "pack", "pack_hash",
                      "parameters", "rules", "rulings", "unknown", "verdict"}));
}

// A pack all of whose clauses say `status`.
testing::TestPack with_status(const std::string& status) {
  PackFiles files = testing::sample().files;
  for (auto& [path, text] : files) {
    if (!path.starts_with("clauses/")) continue;
    const auto at = text.find("status: ") + 8;
    text.replace(at, text.find('\n', at) - at, status);
  }
  return testing::reload(files);
}

std::vector<Adoption> adopted(const Pack& pack, std::string_view from) {
  return {{.pack_hash = pack.hash,
           .by = "某市",
           .document = "〔2026〕1号",
           .from = *base::Date::parse(from),
           .to = {}}};
}

TEST(Receipt, BindsOnlyWhenAdoptedOnTheDayAndEveryDecidingClauseIsOfficial) {
  const auto official = with_status("official");
  const auto drafted = with_status("drafted");
  // The contact of the first case is on 2026-11-27.
  const auto binding = [](const testing::TestPack& tested, const std::vector<Adoption>& adoptions) {
    return receipt_of(tested, tested.cases.front().situation, adoptions).binding;
  };
  EXPECT_TRUE(binding(official, adopted(official.pack, "2026-11-27")));
  EXPECT_FALSE(binding(official, adopted(official.pack, "2026-11-28")));
  EXPECT_FALSE(binding(official, adopted(drafted.pack, "2026-01-01")));  // of other lists
  EXPECT_FALSE(binding(official, {}));
  EXPECT_FALSE(binding(drafted, adopted(drafted.pack, "2026-01-01")));
}

TEST(Receipt, AuthorityIsThatOfTheWeakestDecidingClause) {
  const auto& tested = testing::sample();
  EXPECT_EQ(receipt_of(tested, tested.cases[0].situation).authority, "drafted");
  const auto official = with_status("official");
  EXPECT_EQ(receipt_of(official, official.cases[0].situation).authority, "official");
}

TEST(Receipt, WhereNoClauseDecidesThereIsNoAuthorityAndNothingBinds) {
  const auto official = with_status("official");
  const Situation situation = testing::situation(
      official.pack, R"({"actor":"official","contact_on":"2026-11-24","conducts":["take"],
        "facts":{"relation":"none","gift_kind":"goods","gift_refusable":true}})");
  const Receipt receipt = receipt_of(official, situation, adopted(official.pack, "2026-01-01"));
  EXPECT_EQ(receipt.authority, "none");
  EXPECT_FALSE(receipt.binding);
}

}  // namespace
}  // namespace qinqing::norms
