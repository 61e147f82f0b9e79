#include "http/site.h"

#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include <boost/json/parse.hpp>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "http/testing/running_server.h"

namespace qinqing::http {
namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

class SiteTest : public testing::Test {
 protected:
  SiteTest() : log_(logger_to(heard_)), site_({.problem_page = page(), .log = log_}) {
    Router& router = site_.router();
    router.add(Method::get, "/", {.action = "start.read"},
               [](const Request&) { return Response::html("<p>亲清"); });
    router.add(Method::get, "/large", {.action = "large.read"},
               [](const Request&) { return Response::html("<p>" + std::string(9000, 'x')); });
    router.add(Method::post, "/checks",
               {.action = "check.ask",
                .quiet = true,
                .body_max = 10,
                .content_types = {"application/json"}},
               [](const Request& request) { return Response::text(std::string(request.body)); });
    router.add(Method::get, "/broken", {.action = "broken.read", .quiet = true},
               [](const Request&) -> Response { throw std::runtime_error("¥1203.47 of 张三"); });
    router.add(Method::get, "/odd", {.action = "odd.read"}, [](const Request&) -> Response {
      throw 17;  // NOLINT(hicpp-exception-baseclass)
    });
  }

  static ProblemPage page() {
    return [](const Problem& problem, const Request&) {
      return "<h1>" + std::string(title_of(problem.status)) + "</h1>" + problem.detail;
    };
  }
  Response ask(Method method, const std::string& target, Headers headers = {},
               std::string body = "") {
    return site_.respond(*make_request(method, target, std::move(headers), std::move(body)));
  }
  static std::string code(const Response& response) {
    return std::string(boost::json::parse(response.body).at("code").as_string());
  }

  std::ostringstream heard_;
  std::shared_ptr<spdlog::logger> log_;
  Site site_;
};

TEST_F(SiteTest, TellsProgramsAndPeopleTheSameProblem) {
  const Response json = ask(Method::get, "/nowhere");
  EXPECT_EQ(json.status, 404);
  EXPECT_EQ(json.header("Content-Type"), "application/problem+json; charset=utf-8");
  EXPECT_EQ(code(json), "not_found");

  const Response html =
      ask(Method::get, "/nowhere", {{"Accept", "text/html,application/xhtml+xml,*/*;q=0.8"}});
  EXPECT_EQ(html.status, 404);
  EXPECT_EQ(html.header("Content-Type"), "text/html; charset=utf-8");
  EXPECT_NE(html.body.find("<h1>没有这个页面</h1>"), std::string::npos);

  const Response asked =
      ask(Method::get, "/nowhere", {{"Accept", "application/json, text/html;q=0.5"}});
  EXPECT_EQ(asked.header("Content-Type"), "application/problem+json; charset=utf-8");
  EXPECT_EQ(ask(Method::get, "/nowhere", {{"Accept", "*/*"}}).header("Content-Type"),
            "application/problem+json; charset=utf-8");
}

TEST_F(SiteTest, AProblemPageThatFailsHidesNoProblem) {
  const Site site({.problem_page = [](const Problem&, const Request&) -> std::string {
    throw std::runtime_error("no layout");
  }});
  const Response response =
      site.respond(*make_request(Method::get, "/x", {{"Accept", "text/html"}}));
  EXPECT_EQ(response.status, 404);
  EXPECT_EQ(code(response), "not_found");
}

TEST_F(SiteTest, SaysWhichMethodsThereAre) {
  const Response response = ask(Method::delete_, "/checks");
  EXPECT_EQ(response.status, 405);
  EXPECT_EQ(response.header("Allow"), "POST");
}

TEST_F(SiteTest, RefusesOtherFormatsAndLargeBodies) {
  EXPECT_EQ(ask(Method::post, "/checks", {{"Content-Type", "text/xml"}}, "<a/>").status, 415);
  EXPECT_EQ(ask(Method::post, "/checks", {}, "{}").status, 415);
  const Headers json = {{"Content-Type", "Application/JSON ; charset=utf-8"}};
  EXPECT_EQ(ask(Method::post, "/checks", json, "0123456789").status, 200);
  EXPECT_EQ(ask(Method::post, "/checks", json, "0123456789a").status, 413);
}

TEST_F(SiteTest, RefusesWritesFromOtherSites) {
  const Response response =
      ask(Method::post, "/checks",
          {{"Host", "a"}, {"Origin", "http://b"}, {"Content-Type", "application/json"}}, "{}");
  EXPECT_EQ(response.status, 403);
  EXPECT_EQ(code(response), "cross_site");
  // Following a link from elsewhere is how people come here.
  EXPECT_EQ(ask(Method::get, "/", {{"Sec-Fetch-Site", "cross-site"}}).status, 200);
}

TEST_F(SiteTest, AFailedHandlerIsA500ThatSaysNothingOfWhatWasTyped) {
  const Response response = ask(Method::get, "/broken");
  EXPECT_EQ(response.status, 500);
  EXPECT_EQ(code(response), "internal");
  EXPECT_EQ(response.body.find("1203"), std::string::npos);
  EXPECT_EQ(ask(Method::get, "/odd").status, 500);
  log_->flush();
  EXPECT_EQ(heard_.str(),
            "handler failed: std::runtime_error in GET /broken\n"
            "handler failed: unknown in GET /odd\n");
}

TEST_F(SiteTest, NobodyKeepsACheckOrAProblem) {
  EXPECT_EQ(ask(Method::post, "/checks", {{"Content-Type", "application/json"}}, "{}")
                .header("Cache-Control"),
            "no-store");
  EXPECT_EQ(ask(Method::get, "/nowhere").header("Cache-Control"), "no-store");
  EXPECT_EQ(ask(Method::get, "/").header("Cache-Control"), "no-cache");
}

TEST_F(SiteTest, ALastSlashLeadsToTheAddressWithoutIt) {
  const Response response = ask(Method::get, "/large/?a=%2F/&b");
  EXPECT_EQ(response.status, 308);
  EXPECT_EQ(response.header("Location"), "/large?a=%2F/&b");
  EXPECT_EQ(ask(Method::get, "/nowhere/").status, 404);
}

TEST_F(SiteTest, LargePagesAreCompressedWhereAccepted) {
  const Response plain = ask(Method::get, "/large");
  EXPECT_EQ(plain.body.size(), 9003U);
  EXPECT_EQ(plain.header("Vary"), "Accept-Encoding");
  const Response small = ask(Method::get, "/large", {{"Accept-Encoding", "gzip, br"}});
  EXPECT_EQ(small.header("Content-Encoding"), "gzip");
  EXPECT_LT(small.body.size(), 200U);
  EXPECT_EQ(ask(Method::get, "/", {{"Accept-Encoding", "gzip"}}).header("Content-Encoding"), "");
  EXPECT_EQ(ask(Method::get, "/large", {{"Accept-Encoding", "gzip;q=0"}}).body.size(), 9003U);
}

}  // namespace
}  // namespace qinqing::http
