#include "norms/accounts.h"

#include <gtest/gtest.h>

#include "norms/testing/packs.h"

namespace qinqing::norms {
namespace {

std::vector<Difference> of(std::string_view ours, std::string_view theirs) {
  return differences(testing::ningbo().pack, testing::json(ours).as_object(),
                     testing::json(theirs).as_object());
}

constexpr std::string_view kTook =
    R"({"actor": "official", "conducts": ["take"], "facts": {"gift_value": "300.00"}})";

TEST(Accounts, OfOneGiftAgreeByValueNotBySpelling) {
  EXPECT_TRUE(
      of(kTook,
         R"({"actor": "entrepreneur", "conducts": ["give"], "facts": {"give_value": "300"}})")
          .empty());
}

TEST(Accounts, DifferInWhatBothSaid) {
  const auto found =
      of(kTook,
         R"({"actor": "entrepreneur", "conducts": ["give"], "facts": {"give_value": "1203.47"}})");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].id, "gift_value");
  EXPECT_EQ(found[0].ours, "¥300.00");
  EXPECT_EQ(found[0].theirs, "¥1,203.47");
}

TEST(Accounts, ReadTheSameFromTheOtherSide) {
  const auto found =
      of(R"({"actor": "entrepreneur", "conducts": ["give"], "facts": {"give_value": "1203.47"}})",
         kTook);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].id, "give_value");
  EXPECT_EQ(found[0].ours, "¥1,203.47");
}

TEST(Accounts, DifferWhereOneLeavesAGiftOut) {
  const auto found = of(
      R"({"actor": "official", "conducts": ["eat"], "facts": {}})",
      R"({"actor": "entrepreneur", "conducts": ["give", "treat"], "facts": {"give_value": "5"}})");
  ASSERT_EQ(found.size(), 1U) << "the meal is told by both";
  EXPECT_EQ(found[0].id, "give");
  EXPECT_EQ(found[0].ours, "没有说");
  const auto other = of(kTook, R"({"actor": "entrepreneur", "conducts": ["treat"], "facts": {}})");
  ASSERT_EQ(other.size(), 2U);
  EXPECT_EQ(other[0].id, "take");
  EXPECT_EQ(other[1].id, "treat");
}

TEST(Accounts, DoNotDifferInWhatOneDoesNotKnow) {
  EXPECT_TRUE(of(kTook, R"({"actor": "entrepreneur", "conducts": ["give"], "facts": {}})").empty());
}

TEST(Accounts, OfOneSideAreNotCompared) {
  EXPECT_TRUE(of(kTook, R"({"actor": "official", "conducts": [], "facts": {}})").empty());
}

TEST(Accounts, WithFactsThatThePackHasNotAreNoCrash) {
  EXPECT_EQ(of(kTook, R"({"actor": "entrepreneur", "conducts": [7], "facts": {"x": 1}})").size(),
            1U);
  EXPECT_EQ(of(R"({"actor": "official"})", R"({"actor": "entrepreneur"})").size(), 0U);
}

}  // namespace
}  // namespace qinqing::norms
