#include "http/origin.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace qinqing::http {
namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

bool foreign(Headers headers, std::string_view public_url = "") {
  headers.emplace_back("Host", "a.example:8080");
  return from_another_site(*make_request(Method::post, "/x", std::move(headers)), public_url);
}

TEST(Origin, BrowsersThatSayWhereTheyComeFromAreBelieved) {
  EXPECT_FALSE(foreign({{"Sec-Fetch-Site", "same-origin"}}));
  EXPECT_FALSE(foreign({{"Sec-Fetch-Site", "none"}}));
  EXPECT_TRUE(foreign({{"Sec-Fetch-Site", "cross-site"}}));
  EXPECT_TRUE(foreign({{"Sec-Fetch-Site", "same-site"}}));
  // Behind a proxy that changed the Host, the browser still knows.
  EXPECT_FALSE(foreign({{"Sec-Fetch-Site", "same-origin"}, {"Origin", "https://b.example"}}));
}

TEST(Origin, ElseTheOriginMustBeTheHost) {
  EXPECT_FALSE(foreign({{"Origin", "http://a.example:8080"}}));
  EXPECT_FALSE(foreign({{"Origin", "https://A.example:8080"}}));
  EXPECT_TRUE(foreign({{"Origin", "http://a.example"}}));
  EXPECT_TRUE(foreign({{"Origin", "http://evil.example"}}));
  EXPECT_TRUE(foreign({{"Origin", "http://a.example:8080.evil.example"}}));
  EXPECT_TRUE(foreign({{"Origin", "null"}}));  // a sandboxed page
  EXPECT_TRUE(foreign({{"Origin", "http://evil.example"}, {"Sec-Fetch-Site", "cross-site"}}));
}

TEST(Origin, OrThePublicUrl) {
  EXPECT_FALSE(foreign({{"Origin", "https://q.example"}}, "https://q.example/"));
  EXPECT_TRUE(foreign({{"Origin", "https://r.example"}}, "https://q.example/"));
}

TEST(Origin, ProgramsSayNothing) {
  EXPECT_FALSE(foreign({}));
}

}  // namespace
}  // namespace qinqing::http
