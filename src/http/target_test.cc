#include "http/target.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace qinqing::http {
namespace {

TEST(Target, IsDecodedIntoSegmentsAndQuery) {
  const auto target = parse_target("/api/v1/packs/%E7%94%AC%20a?after=3&q=%E9%A4%90+x");
  ASSERT_TRUE(target.ok());
  EXPECT_EQ(target->segments, (std::vector<std::string>{"api", "v1", "packs", "甬 a"}));
  EXPECT_EQ(target->path, "/api/v1/packs/甬 a");
  EXPECT_EQ(target->query.first("after"), "3");
  EXPECT_EQ(target->query.first("q"), "餐 x");
  EXPECT_FALSE(target->trailing_slash);
}

TEST(Target, KnowsTheRootAndALastSlash) {
  EXPECT_EQ(parse_target("/")->path, "/");
  EXPECT_TRUE(parse_target("/")->segments.empty());
  EXPECT_FALSE(parse_target("/")->trailing_slash);
  EXPECT_TRUE(parse_target("/lists/")->trailing_slash);
  EXPECT_EQ(parse_target("/lists/")->path, "/lists");
}

// One spelling only: everything else could be a way around a rule about a path.
class BadTarget : public testing::TestWithParam<std::string_view> {};
TEST_P(BadTarget, IsRefused) {
  const auto target = parse_target(GetParam());
  ASSERT_FALSE(target.ok());
  EXPECT_EQ(target.faults()[0].code, "target");
}
INSTANTIATE_TEST_SUITE_P(All, BadTarget,
                         testing::Values("", "a", "*", "http://x/", "//evil.example/a", "/a//b",
                                         "/a?#=1", "/a#b", "/a b", "/..", "/a/../b", "/a/%2e%2E/b",
                                         "/.", "/a/./b", "/a%2Fb", "/a%00b", "/a%0Ab", "/%C3%28",
                                         "/%E7%94", "/%", "/%4", "/%zz", "/a?%zz", "/a?b=%ff",
                                         "/甬", "/a?b=甬", "/\x7f", "/%7F", "/a\\b"));

}  // namespace
}  // namespace qinqing::http
