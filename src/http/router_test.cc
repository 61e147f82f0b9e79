#include "http/router.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace qinqing::http {
namespace {

HandlerFn says(std::string text) {
  return [text = std::move(text)](const Request&) { return Response::text(text); };
}

class RouterTest : public testing::Test {
 protected:
  void add(Method method, const std::string& pattern) {
    router_.add(method, pattern, {.action = "test"}, says(pattern));
  }
  // The pattern of the route that answers, or "" if there is none.
  std::string pattern(Method method, const std::string& target) {
    request_ = *make_request(method, target);
    match_ = router_.find(request_);
    return match_.route == nullptr ? "" : match_.route->pattern;
  }

  Router router_;
  Request request_;
  Match match_;
};

TEST_F(RouterTest, PrefersLiteralsToParametersToTails) {
  add(Method::get, "/");
  add(Method::get, "/packs/new");
  add(Method::get, "/packs/{pack}");
  add(Method::get, "/packs/{pack}/clauses/{clause}");
  add(Method::get, "/static/{name*}");
  EXPECT_EQ(pattern(Method::get, "/"), "/");
  EXPECT_EQ(pattern(Method::get, "/packs/new"), "/packs/new");
  EXPECT_EQ(pattern(Method::get, "/packs/ningbo"), "/packs/{pack}");
  EXPECT_EQ(request_.param("pack"), "ningbo");
  // Back out of the literal branch, which has no continuation.
  EXPECT_EQ(pattern(Method::get, "/packs/new/clauses/neg-2"), "/packs/{pack}/clauses/{clause}");
  EXPECT_EQ(request_.param("pack"), "new");
  EXPECT_EQ(request_.param("clause"), "neg-2");
  EXPECT_EQ(pattern(Method::get, "/static/a/b.css"), "/static/{name*}");
  EXPECT_EQ(request_.param("name"), "a/b.css");
  EXPECT_EQ(pattern(Method::get, "/static"), "");
  EXPECT_EQ(pattern(Method::get, "/packs"), "");
  EXPECT_EQ(match_.allow, "");
}

TEST_F(RouterTest, NamesTheMethodsOfAPath) {
  add(Method::get, "/a");
  add(Method::post, "/a");
  EXPECT_EQ(pattern(Method::head, "/a"), "/a");
  EXPECT_EQ(pattern(Method::delete_, "/a"), "");
  EXPECT_EQ(match_.allow, "GET, HEAD, POST");
}

TEST_F(RouterTest, KnowsAQuietPathWhateverTheMethod) {
  router_.add(Method::post, "/check", {.action = "check.ask", .quiet = true}, says("x"));
  EXPECT_EQ(pattern(Method::get, "/check"), "");
  EXPECT_TRUE(match_.quiet);
}

TEST_F(RouterTest, RefusesMistakesWhenTheProgramStarts) {
  add(Method::get, "/a/{b}");
  EXPECT_THROW(add(Method::get, "/a/{c}"), std::logic_error);  // the same places
  EXPECT_NO_THROW(add(Method::put, "/a/{c}"));
  EXPECT_THROW(router_.add(Method::get, "/x", {}, says("")), std::logic_error);  // no action
  for (const char* bad : {"", "a", "/a/", "//", "/{}", "/{*}", "/{a", "/a}", "/{a*}/b", "/x{a}"}) {
    EXPECT_THROW(add(Method::get, bad), std::logic_error) << bad;
  }
}

TEST_F(RouterTest, AsksForParametersByTheirNames) {
  add(Method::get, "/a/{b}");
  pattern(Method::get, "/a/1");
  EXPECT_THROW(request_.param("c"), std::logic_error);
}

}  // namespace
}  // namespace qinqing::http
