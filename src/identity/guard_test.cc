// The door, with a site of a few routes of its own behind it.
#include "identity/guard.h"

#include <gtest/gtest.h>

#include "identity/refused.h"
#include "identity/routes.h"
#include "identity/testing/browser.h"
#include "identity/testing/house.h"
#include "identity/token.h"
#include "identity/versions.h"

namespace qinqing::identity {
namespace {

using http::Method;
using http::Request;
using http::Response;
using testing::Browser;
using testing::code_of;
using testing::kPassword;

class GuardTest : public testing::HouseTest {
 protected:
  GuardTest() : identity_(means(), {}), guard_(site_.router(), identity_.sessions, clock_) {
    add_session_routes(guard_, identity_, false);
    const auto says = [](const char* word) {
      return [word](const Request&, const Caller& caller) {
        return Response::text(std::string(word) + " " + caller.name);
      };
    };
    guard_.route(Method::get, "/lists", {.action = "lists.read"}, says("lists"));
    guard_.route(Method::get, "/api/v1/filings", {.action = "filing.list"}, says("filings"));
    guard_.route(Method::get, "/filings", {.action = "filing.list"}, says("filings"));
    guard_.route(Method::post, "/filings", {.action = "filing.file"}, says("filed"));
    guard_.route(Method::post, "/api/v1/filings", {.action = "filing.file"}, says("filed"));
    guard_.route(Method::get, "/api/v1/accounts", {.action = "account.list"}, says("accounts"));
    guard_.route(Method::get, "/api/v1/accounts/{id}", {.action = "account.read"}, says("one"));
    guard_.route(Method::get, "/api/v1/filings/{id}", {.action = "filing.read"},
                 [](const Request& request, const Caller&) -> Response {
                   const std::string_view id = request.param("id");
                   if (id == "conflict") throw store::Conflict("filing");
                   if (id == "exists") throw store::Exists("filing");
                   if (id == "full") throw store::Unavailable(store::Unavailable::Reason::full);
                   if (id == "basis") throw Refused(Access::needs_basis, "filing.read");
                   if (id == "refused") throw Refused(Access::refused, "filing.read", "请找某某");
                   throw Refused(Access::hidden, "filing.read");
                 });
  }

  Browser browser(std::string_view login = "") {
    Browser made(site_);
    if (!login.empty()) made.sign_in(login, kPassword);
    return made;
  }

  http::Site site_;
  Identity identity_;
  Guard guard_;
};
STORE_ON_BOTH(GuardTest);

TEST_P(GuardTest, ARouteWithoutAnActionInTheTableIsNotAdded) {
  const auto nothing = [](const Request&, const Caller&) { return Response(); };
  EXPECT_THROW(guard_.route(Method::get, "/burn", {.action = "filing.burn"}, nothing),
               std::logic_error);
  EXPECT_THROW(guard_.route(Method::get, "/empty", {.action = ""}, nothing), std::logic_error);
  for (const auto& route : site_.router().routes()) {
    EXPECT_TRUE(route->options.blocking) << route->pattern;
    EXPECT_TRUE(route->options.no_store) << route->pattern;
  }
}

TEST_P(GuardTest, WhatIsOpenIsOpenToAll) {
  EXPECT_EQ(browser().get("/lists").body, "lists ");
  EXPECT_EQ(browser("wang").get("/lists").body, "lists 王一");
}

TEST_P(GuardTest, ProgramsAreToldToSignInAndBrowsersAreTaken) {
  const Response program = browser().get("/api/v1/filings");
  EXPECT_EQ(program.status, 401);
  EXPECT_EQ(code_of(program), "session.none");
  const Response person = browser().get("/filings?due=late&q=%E7%94%AC");
  EXPECT_EQ(person.status, 303);
  EXPECT_EQ(person.header("Location"),
            "/sign-in?next=%2Ffilings%3Fdue%3Dlate%26q%3D%25E7%2594%25AC");
  EXPECT_EQ(browser("wang").get("/filings").body, "filings 王一");
}

TEST_P(GuardTest, ARoleWithoutTheActionIsRefusedAndNotToldOfRecords) {
  const Response list = browser("wang").get("/api/v1/accounts");
  EXPECT_EQ(list.status, 403);
  EXPECT_EQ(code_of(list), "access.refused");
  EXPECT_EQ(browser("wang").get("/api/v1/accounts/x").status, 404);
  EXPECT_EQ(browser("root").get("/api/v1/filings").status, 403);
  EXPECT_EQ(browser("root").get("/api/v1/filings/refused").status, 404);
}

TEST_P(GuardTest, AWriteNeedsTheSessionsWord) {
  Browser wang = browser("wang");
  EXPECT_EQ(wang.post("/filings", {{"title", "x"}}).body, "filed 王一");
  EXPECT_EQ(wang.post("/filings", {{"title", "x"}}, false).status, 403);
  EXPECT_EQ(code_of(wang.send(Method::post, "/api/v1/filings", "{}")), "");
  const std::string word = wang.word();
  Browser stranger = browser("li");
  Browser forger(site_);
  forger.set_cookie(wang.cookie());
  EXPECT_EQ(code_of(forger.send(Method::post, "/api/v1/filings", "{}")), "csrf");
  EXPECT_EQ(
      code_of(forger.send(Method::post, "/api/v1/filings", "{}", {{"X-CSRF", stranger.word()}})),
      "csrf");
  EXPECT_EQ(forger.post("/filings", {{"csrf", stranger.word()}}, false).status, 403);
  EXPECT_EQ(forger.post("/filings", {{"csrf", word}}, false).status, 200);
}

TEST_P(GuardTest, AWriteFromAnotherSiteIsRefusedWhateverItCarries) {
  Browser wang = browser("wang");
  const Response response =
      wang.send(Method::post, "/api/v1/filings", "{}", {{"Origin", "https://evil.example"}});
  EXPECT_EQ(code_of(response), "cross_site");
}

TEST_P(GuardTest, EndedAndForgedSessionsAreNobodys) {
  Browser wang = browser("wang");
  pass(std::chrono::hours(3));
  EXPECT_EQ(wang.get("/api/v1/filings").status, 401);
  wang.set_cookie("x");
  EXPECT_EQ(wang.get("/api/v1/filings").status, 401);
  base::SystemRandom random;
  wang.set_cookie(make_token(random));
  EXPECT_EQ(wang.get("/api/v1/filings").status, 401);
}

TEST_P(GuardTest, TheCookieOfTwoIsNobodys) {
  Browser wang = browser("wang");
  const std::string pair = std::string(kSessionCookie) + "=" + wang.cookie();
  Browser none(site_);
  EXPECT_EQ(none.get("/api/v1/filings", {{"Cookie", "a=b; " + pair + "; c=d"}}).status, 200);
  EXPECT_EQ(none.get("/api/v1/filings", {{"Cookie", pair + "; " + pair}}).status, 401);
  EXPECT_EQ(none.get("/api/v1/filings", {{"Cookie", "x" + pair}}).status, 401);
}

TEST_P(GuardTest, TheCookieIsNotForScriptsNorOtherSites) {
  Response plain;
  guard_.set_cookie(plain, "token");
  EXPECT_EQ(plain.header("Set-Cookie"), "qinqing_session=token; Path=/; HttpOnly; SameSite=Lax");
  const Guard secure(site_.router(), identity_.sessions, clock_,
                     {.secure = true, .ask_to_sign_in = {}});
  Response response;
  secure.set_cookie(response, "");
  EXPECT_EQ(response.header("Set-Cookie"),
            "qinqing_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure");
}

TEST_P(GuardTest, WhatHandlersThrowBecomesAnAnswer) {
  Browser wang = browser("wang");
  const auto answer = [&](const char* id) {
    const Response response = wang.get(std::string("/api/v1/filings/") + id);
    return std::to_string(response.status) + " " + code_of(response);
  };
  EXPECT_EQ(answer("conflict"), "412 version.conflict");
  EXPECT_EQ(answer("exists"), "409 record.exists");
  EXPECT_EQ(answer("full"), "503 store.unavailable");
  EXPECT_EQ(answer("basis"), "403 access.needs_basis");
  EXPECT_EQ(answer("refused"), "403 access.refused");
  EXPECT_EQ(answer("hidden"), "404 not_found");
  EXPECT_EQ(wang.get("/api/v1/filings/full").header("Retry-After"), "5");
}

TEST_P(GuardTest, WithAFirstPasswordOnlyItsChangeIsAllowed) {
  const std::string first = accounts().reset_password(sign_in("zhao"), "account-wang");
  Browser wang(site_);
  wang.sign_in("wang", first);
  EXPECT_EQ(code_of(wang.get("/api/v1/filings")), "password.must_change");
  EXPECT_EQ(wang.get("/filings").header("Location"), "/me/password?next=%2Ffilings");
  EXPECT_EQ(wang.get("/api/v1/session").status, 200);
  EXPECT_EQ(wang.get("/lists").status, 200);
  EXPECT_EQ(code_of(wang.send(Method::put, "/api/v1/me/post", R"({"post":"x"})")),
            "password.must_change");
  EXPECT_EQ(wang.send(Method::put, "/api/v1/me/password",
                      R"({"current":")" + first + R"(","next":"滟滟随波千万里"})")
                .status,
            200);
  EXPECT_EQ(wang.get("/api/v1/filings").status, 200);
}

TEST(LocalPath, LeadsNowhereElse) {
  for (const std::string good : {"/", "/filings", "/filings?due=late&x=%2F", "/sign-ins", "/apis"})
    EXPECT_EQ(local_path(good), good);
  for (const std::string bad : {"",
                                "filings",
                                "//evil.example",
                                "/\\evil.example",
                                "https://evil.example",
                                "javascript:alert(1)",
                                "/a\\b",
                                "/a\nSet-Cookie: x",
                                "/a b",
                                "/甬",
                                "/a#b",
                                "/%",
                                "/..",
                                "/a/%2e%2e/b",
                                "/sign-in",
                                "/sign-in?next=/x",
                                "/sign-out",
                                "/api/v1/session",
                                "\t/a",
                                "/\t/evil.example"})
    EXPECT_EQ(local_path(bad), "/") << bad;
  EXPECT_EQ(local_path("/" + std::string(3000, 'a')), "/");
}

TEST(Versions, ReadOnlyWhatTheyWrite) {
  EXPECT_EQ(version_etag(12), "\"12\"");
  EXPECT_EQ(etag_version("\"12\""), 12);
  for (const char* bad : {"", "12", "\"\"", "\"0\"", "\"-1\"", "\"012\"", "\"1 \"", "W/\"1\"", "*",
                          "\"1\", \"2\"", "\"99999999999999999999\""})
    EXPECT_FALSE(etag_version(bad)) << bad;
}

}  // namespace
}  // namespace qinqing::identity
