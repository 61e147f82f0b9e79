#include "http/conditional.h"

#include <gtest/gtest.h>

namespace qinqing::http {
namespace {

TEST(Etag, IsFoundInAList) {
  EXPECT_TRUE(names_etag("\"a\"", "\"a\""));
  EXPECT_TRUE(names_etag("\"x\", W/\"a\" , \"b\"", "\"a\""));
  EXPECT_TRUE(names_etag("\"a\"", "W/\"a\""));
  EXPECT_TRUE(names_etag("*", "\"a\""));
  EXPECT_TRUE(names_etag("\"x,y\",\"a\"", "\"a\""));
  EXPECT_FALSE(names_etag("", "\"a\""));
  EXPECT_FALSE(names_etag("\"x,\"a", "\"a\""));
  EXPECT_FALSE(names_etag("a", "\"a\""));
  EXPECT_FALSE(names_etag("\"a", "\"a\""));
}

TEST(Conditional, SparesWhatTheClientHas) {
  const Request first = *make_request(Method::get, "/");
  const Response full = conditional(first, Response::json_text("{\"a\":1}"));
  EXPECT_EQ(full.status, 200);
  const std::string etag(full.header("ETag"));
  ASSERT_FALSE(etag.empty());

  const Request again = *make_request(Method::get, "/", {{"If-None-Match", etag}});
  const Response spared = conditional(again, Response::json_text("{\"a\":1}"));
  EXPECT_EQ(spared.status, 304);
  EXPECT_EQ(spared.bytes(), "");
  EXPECT_EQ(spared.header("ETag"), etag);
  EXPECT_EQ(conditional(again, Response::json_text("{\"a\":2}")).status, 200);
}

TEST(Conditional, LeavesOtherAnswersAlone) {
  const Request post = *make_request(Method::post, "/", {{"If-None-Match", "*"}});
  EXPECT_EQ(conditional(post, Response::json_text("{}")).status, 200);
  const Request get = *make_request(Method::get, "/", {{"If-None-Match", "*"}});
  EXPECT_EQ(conditional(get, Response::problem({.status = 404})).status, 404);
  EXPECT_EQ(conditional(get, Response::json_text("{}")).status, 304);
}

}  // namespace
}  // namespace qinqing::http
