#include "base/nearest.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace qinqing::base {
namespace {

constexpr std::array<std::string_view, 5> kKnown = {"contact_on", "asked_on", "actor", "id",
                                                    "饭局"};

TEST(NearestWord, FindsTheWordMeant) {
  EXPECT_EQ(nearest_word("contact_no", kKnown), "contact_on");
  EXPECT_EQ(nearest_word("contactt_on", kKnown), "contact_on");
  EXPECT_EQ(nearest_word("asked", kKnown), "");  // three characters short
  EXPECT_EQ(nearest_word("aksed_on", kKnown), "asked_on");
  EXPECT_EQ(nearest_word("饭桌", kKnown), "饭局");  // one character, though three bytes
}

TEST(NearestWord, DoesNotGuessWithoutLikeness) {
  EXPECT_EQ(nearest_word("xy", kKnown), "");  // "id" would change in every character
  EXPECT_EQ(nearest_word("", kKnown), "");
  EXPECT_EQ(nearest_word(std::string(1'000'000, 'a'), kKnown), "");
  EXPECT_EQ(nearest_word("actor", {}), "");
}

}  // namespace
}  // namespace qinqing::base
