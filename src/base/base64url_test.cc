#include "base/base64url.h"

#include <gtest/gtest.h>

namespace qinqing::base {
namespace {

TEST(Base64Url, IsStrict) {
  EXPECT_EQ(base64url(std::vector<std::uint8_t>{0xFB, 0xFF}), "-_8");
  EXPECT_EQ(from_base64url("-_8"), (std::vector<std::uint8_t>{0xFB, 0xFF}));
  EXPECT_FALSE(from_base64url("+/8"));
  EXPECT_FALSE(from_base64url("-_8="));
  EXPECT_FALSE(from_base64url("-_9"));  // bits left over that are not zero
  EXPECT_FALSE(from_base64url("- _8"));
  EXPECT_FALSE(from_base64url("\xAD_8"));  // "-" and "_" with their highest bit set
  EXPECT_FALSE(
      from_base64url("-\xDF"
                     "8"));
  EXPECT_EQ(from_base64url(""), std::vector<std::uint8_t>());
}

}  // namespace
}  // namespace qinqing::base
