// The API of identity as programs use it.
#include "identity/routes.h"

#include <gtest/gtest.h>

#include "http/openapi.h"
#include "identity/testing/browser.h"
#include "identity/testing/house.h"

namespace qinqing::identity {
namespace {

using http::Method;
using http::Response;
using testing::Browser;
using testing::code_of;
using testing::json_of;
using testing::kPassword;

class RoutesTest : public testing::HouseTest {
 protected:
  RoutesTest() : identity_(means()), guard_(site_.router(), identity_.sessions, clock_) {
    add_api(guard_, identity_, {.demonstration = true});
  }

  Browser browser(std::string_view login = "") {
    Browser made(site_);
    if (!login.empty()) made.sign_in(login, kPassword);
    return made;
  }
  static std::string text(const boost::json::value& value, const char* pointer) {
    return std::string(value.at_pointer(pointer).as_string());
  }

  http::Site site_;
  Identity identity_;
  Guard guard_;
};
STORE_ON_BOTH(RoutesTest);

TEST_P(RoutesTest, SignsInShowsAndSignsOut) {
  Browser wang = browser();
  const Response in =
      wang.send(Method::post, "/api/v1/session", R"({"login":"wang","password":"春江潮水连海平"})");
  ASSERT_EQ(in.status, 200) << in.body;
  const auto me = json_of(in);
  EXPECT_EQ(text(me, "/person/name"), "王一");
  EXPECT_EQ(text(me, "/post/organisation/name"), "某某局某某所");
  EXPECT_EQ(text(me, "/post/role"), "official");
  EXPECT_TRUE(me.at_pointer("/post/delegation").is_null());
  EXPECT_EQ(text(me, "/csrf"), wang.word());
  EXPECT_TRUE(me.at("demonstration").as_bool());
  EXPECT_EQ(in.body.find(wang.cookie()), std::string::npos) << "the token is the cookie's alone";
  EXPECT_EQ(wang.get("/api/v1/session").body, in.body);
  const std::string token = wang.cookie();
  EXPECT_EQ(wang.send(Method::delete_, "/api/v1/session").status, 204);
  EXPECT_EQ(wang.cookie(), "");
  wang.set_cookie(token);
  EXPECT_EQ(wang.get("/api/v1/session").status, 401);
}

TEST_P(RoutesTest, RefusesToSignInWithoutSayingWhy) {
  Browser nobody = browser();
  const auto attempt = [&](const char* login, const char* password) {
    return nobody.send(
        Method::post, "/api/v1/session",
        std::string(R"({"login":")") + login + R"(","password":")" + password + "\"}");
  };
  const Response wrong = attempt("wang", "wrong password");
  EXPECT_EQ(wrong.status, 401);
  EXPECT_EQ(wrong.body, attempt("nobody", "wrong password").body);
  for (int i = 0; i < 4; ++i) attempt("wang", "wrong password");
  const Response locked = attempt("wang", "wrong password");
  EXPECT_EQ(locked.status, 429);
  EXPECT_EQ(locked.header("Retry-After"), "30");
  EXPECT_EQ(code_of(locked), "session.wait");
  EXPECT_EQ(nobody.send(Method::post, "/api/v1/session", R"({"login":"wang"})").status, 422);
  EXPECT_EQ(nobody.cookie(), "");
}

TEST_P(RoutesTest, SaysWhatTheActingPostCanDo) {
  const auto can = [&](std::string_view login) {
    std::string all;
    const auto session = json_of(browser(login).get("/api/v1/session"));
    for (const auto& action : session.at("can").as_array())
      all += std::string(action.as_string()) + " ";
    return all;
  };
  EXPECT_NE(can("zhao").find("filing.approve "), std::string::npos);
  EXPECT_EQ(can("wang").find("filing.approve "), std::string::npos);
  EXPECT_EQ(can("root").find("filing."), std::string::npos);
  EXPECT_EQ(can("wang").find("lists.read"), std::string::npos) << "open to all is not said";
}

TEST_P(RoutesTest, ListsAndRevokesSessions) {
  Browser office = browser("wang");
  Browser phone = browser("wang");
  const auto list = json_of(office.get("/api/v1/sessions"));
  ASSERT_EQ(list.at("items").as_array().size(), 2U);
  std::string other;
  for (const auto& item : list.at("items").as_array())
    if (!item.at("current").as_bool()) other = std::string(item.at("id").as_string());
  EXPECT_EQ(browser("li").send(Method::delete_, "/api/v1/sessions/" + other).status, 404);
  EXPECT_EQ(office.send(Method::delete_, "/api/v1/sessions/" + other).status, 204);
  EXPECT_EQ(phone.get("/api/v1/session").status, 401);
  EXPECT_EQ(office.send(Method::delete_, "/api/v1/sessions/" + other).status, 404);
}

TEST_P(RoutesTest, ChangesThePasswordAndTheCookieWithIt) {
  Browser wang = browser("wang");
  const std::string before = wang.cookie();
  const auto change = [&](const char* current) {
    return wang.send(Method::put, "/api/v1/me/password",
                     std::string(R"({"current":")") + current + R"(","next":"滟滟随波千万里"})");
  };
  const Response wrong = change("not it, but long");
  EXPECT_EQ(wrong.status, 422);
  EXPECT_EQ(text(json_of(wrong), "/errors/0/pointer"), "/current");
  EXPECT_EQ(change("春江潮水连海平").status, 200);
  EXPECT_NE(wang.cookie(), before);
  EXPECT_EQ(wang.get("/api/v1/session").status, 200);
}

TEST_P(RoutesTest, ActsAsADelegatedPost) {
  Browser zhao = browser("zhao");
  Browser li = browser("li");
  const std::string id = new_id();
  const std::string body =
      R"({"from_post":")" + post_of("zhao") + R"(","to_post":")" + post_of("li") +
      R"(","valid_from":"2026-11-24","valid_to":"2026-11-25",)" + R"("reason":"出差"})";
  EXPECT_EQ(zhao.put_new("/api/v1/delegations/" + id, body).status, 201);
  const Response again = zhao.put_new("/api/v1/delegations/" + id, body);
  EXPECT_EQ(again.status, 200) << "a lost answer is asked for again";
  EXPECT_EQ(text(json_of(again), "/to/person/name"), "李二");
  EXPECT_EQ(zhao.put_new("/api/v1/delegations/" + id,
                         std::string(body).replace(body.find("-25"), 3, "-26"))
                .status,
            409);
  const auto me = json_of(li.get("/api/v1/session"));
  ASSERT_EQ(me.at("posts").as_array().size(), 2U);
  EXPECT_EQ(text(me, "/posts/1/stands_for/name"), "赵三");
  const Response acting =
      li.send(Method::put, "/api/v1/me/post",
              R"({"post":")" + post_of("zhao") + R"(","delegation":")" + id + "\"}");
  EXPECT_EQ(text(json_of(acting), "/post/role"), "unit_admin");
  EXPECT_EQ(li.send(Method::put, "/api/v1/me/post", R"({"post":")" + post_of("sun") + "\"}").status,
            404);
  EXPECT_EQ(zhao.if_match(Method::delete_, "/api/v1/delegations/" + id, 9).status, 412);
  EXPECT_EQ(zhao.if_match(Method::delete_, "/api/v1/delegations/" + id, 1).status, 200);
  EXPECT_TRUE(json_of(li.get("/api/v1/session")).at("post").is_null());
}

TEST_P(RoutesTest, OpensAnAccountOnceHoweverOftenItIsAsked) {
  Browser zhao = browser("zhao");
  const std::string path = "/api/v1/accounts/" + new_id();
  const std::string body =
      R"({"person":{"name":"何某","phone":"13812345678"},"login":"He","post":{"organisation":)"
      R"("office","role":"official","title":"科员"}})";
  const Response first = zhao.put_new(path, body);
  ASSERT_EQ(first.status, 201) << first.body;
  EXPECT_EQ(first.header("ETag"), "\"1\"");
  EXPECT_EQ(text(json_of(first), "/account/phone"), "138****5678");
  const Response again = zhao.put_new(path, body);
  EXPECT_EQ(again.status, 200) << again.body;
  Browser he(site_);
  he.sign_in("he", text(json_of(again), "/first_password"));
  EXPECT_TRUE(json_of(he.get("/api/v1/session")).at("must_change").as_bool());
  EXPECT_EQ(zhao.put_new("/api/v1/accounts/not-a-uuid", body).status, 400);
  EXPECT_EQ(zhao.send(Method::put, path, body).status, 428) << "without If-None-Match";
  EXPECT_EQ(browser("zhou").put_new("/api/v1/accounts/" + new_id(), body).status, 404)
      << "another unit's";
  const Response bad = zhao.put_new("/api/v1/accounts/" + new_id(), R"({"login":"x","colour":1})");
  EXPECT_EQ(bad.status, 422);
}

TEST_P(RoutesTest, DisablesAndResetsAccounts) {
  Browser zhao = browser("zhao");
  const std::string wang = "/api/v1/accounts/account-wang";
  EXPECT_EQ(zhao.send(Method::patch, wang, R"({"disabled":true})").status, 428);
  EXPECT_EQ(zhao.if_match(Method::patch, wang, 7, R"({"disabled":true})").status, 412);
  const Response disabled = zhao.if_match(Method::patch, wang, 1, R"({"disabled":true})");
  EXPECT_TRUE(json_of(disabled).at("disabled").as_bool());
  EXPECT_EQ(disabled.header("ETag"), "\"2\"");
  EXPECT_EQ(zhao.send(Method::delete_, "/api/v1/accounts/account-sun/password").status, 404);
  EXPECT_EQ(zhao.send(Method::delete_, "/api/v1/accounts/account-chief/password").status, 403);
  const Response reset = zhao.send(Method::delete_, "/api/v1/accounts/account-li/password");
  Browser li(site_);
  li.sign_in("li", text(json_of(reset), "/first_password"));
}

TEST_P(RoutesTest, PagesThroughAccounts) {
  Browser root = browser("root");
  std::string all;
  std::string after;
  for (int page = 0; page < 5; ++page) {
    const auto answer = json_of(root.get("/api/v1/accounts?limit=4&after=" + after));
    for (const auto& item : answer.at("items").as_array())
      all += std::string(item.at("login").as_string()) + " ";
    if (answer.at("next").is_null()) break;
    after = std::string(answer.at("next").as_string());
  }
  EXPECT_EQ(all, "boss chief li root sun wang wu zhao zheng zhou ");
  const auto found = json_of(root.get("/api/v1/accounts?q=zl"));
  ASSERT_EQ(found.at("items").as_array().size(), 1U);
  EXPECT_EQ(text(found, "/items/0/login"), "zhou") << "周六 by initials";
  EXPECT_EQ(json_of(browser("zhao").get("/api/v1/accounts?limit=2")).at("items").as_array().size(),
            2U);
}

TEST_P(RoutesTest, AssignsAndEndsPosts) {
  Browser zhao = browser("zhao");
  const std::string path = "/api/v1/posts/" + new_id();
  const std::string body = R"({"person":")" + person_of("wang") +
                           R"(","organisation":"office","role":"department_handler","title":""})";
  EXPECT_EQ(zhao.put_new(path, body).status, 201);
  EXPECT_EQ(zhao.put_new(path, body).status, 200);
  EXPECT_EQ(json_of(zhao.get("/api/v1/posts")).at("items").as_array().size(), 5U);
  EXPECT_EQ(zhao.get("/api/v1/posts?organisation=elsewhere").status, 404);
  const Response ended =
      zhao.if_match(Method::post, path + "/end", 1, R"({"last_day":"2026-11-24"})");
  EXPECT_EQ(text(json_of(ended), "/held_to"), "2026-11-24");
  EXPECT_EQ(zhao.if_match(Method::post, path + "/end", 1, R"({"last_day":"2026-11-23"})").status,
            422)
      << "before its first day";
}

TEST_P(RoutesTest, RegistersAndChangesOrganisations) {
  Browser zheng = browser("zheng");
  const std::string path = "/api/v1/organisations/" + new_id();
  const std::string body = R"({"kind":"chamber","name":"某某商会","place":"nb-330203005"})";
  const Response made = zheng.put_new(path, body);
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(text(json_of(made), "/place/name"), "鼓楼街道");
  EXPECT_EQ(zheng.put_new(path, body).status, 200);
  EXPECT_EQ(
      zheng.put_new(path, R"({"kind":"chamber","name":"另一商会","place":"nb-haishu"})").status,
      409);
  const Response changed = zheng.if_match(
      Method::patch, path, 1, R"({"kind":"chamber","name":"新某某商会","place":"nb-330203005"})");
  EXPECT_EQ(text(json_of(changed), "/name"), "新某某商会");
  EXPECT_EQ(zheng.if_match(Method::patch, path, 1, body).status, 412);
  EXPECT_EQ(browser("wang").put_new("/api/v1/organisations/" + new_id(), body).status, 404);
  EXPECT_EQ(text(json_of(browser("wang").get("/api/v1/organisations?q=xmmsh")), "/items/0/name"),
            "新某某商会");
  const auto there = json_of(browser("wang").get("/api/v1/organisations?place=nb-330203005"));
  ASSERT_FALSE(there.at("items").as_array().empty());
  for (const auto& unit : there.at("items").as_array())
    EXPECT_EQ(unit.at("place").at("id").as_string(), "nb-330203005")
        << "and nothing below or beside";
  EXPECT_EQ(json_of(browser("wang").get("/api/v1/organisations?place=atlantis"))
                .at("items")
                .as_array()
                .size(),
            0U);
  const auto page = json_of(browser("wang").get("/api/v1/organisations?limit=3"));
  EXPECT_EQ(page.at("items").as_array().size(), 3U);
  EXPECT_FALSE(page.at("next").is_null());
}

TEST_P(RoutesTest, PlacesAreOpenToAll) {
  Browser anybody = browser();
  const auto below = json_of(anybody.get("/api/v1/places?parent=nb"));
  EXPECT_EQ(below.at("items").as_array().size(), 2U);
  EXPECT_EQ(text(below, "/path/0/name"), "宁波市");
  EXPECT_EQ(json_of(anybody.get("/api/v1/places")).at("items").as_array().size(), 1U);
  EXPECT_EQ(anybody.get("/api/v1/places/atlantis").status, 404);
  EXPECT_EQ(text(json_of(anybody.get("/api/v1/places/nb-haishu")), "/kind_title"), "区县（市）");
}

TEST_P(RoutesTest, FindsPeopleButShowsNoNumbers) {
  const Response found = browser("wang").get("/api/v1/people?q=w");
  EXPECT_EQ(json_of(found).at("items").as_array().size(), 2U);
  EXPECT_EQ(found.body.find("phone"), std::string::npos);
  EXPECT_EQ(json_of(browser("boss").get("/api/v1/people?q=w")).at("items").as_array().size(), 0U)
      << "an enterprise finds its own people only";
  EXPECT_EQ(browser().get("/api/v1/people?q=w").status, 401);
  EXPECT_TRUE(json_of(browser("wang").get("/api/v1/people?q=")).at("items").as_array().empty());
}

// Each route × each role: whoever has not the action at all gets 403, or 404 where the address
// names a record; nobody who has not signed in gets through a closed one.
TEST_P(RoutesTest, EveryRouteIsClosedToWhoHasNotItsAction) {
  for (const char* login : {"", "wang", "zhao", "wu", "zheng", "root", "boss"}) {
    Browser who = browser(login);
    Caller caller = login[0] == '\0' ? Caller() : sign_in(login);
    for (const auto& route : site_.router().routes()) {
      if (could(caller, route->options.action)) continue;
      std::string path = route->pattern;
      const bool names = path.find('{') != std::string::npos;
      if (names) path.replace(path.find('{'), path.find('}') - path.find('{') + 1, "account-li");
      const bool bodied = route->method != Method::get && route->method != Method::delete_;
      const Response response =
          who.send(route->method, path, bodied ? "{}" : "", {{"If-None-Match", "*"}});
      EXPECT_EQ(response.status, login[0] == '\0' ? 401
                                 : names          ? 404
                                                  : 403)
          << login << " " << route->pattern;
    }
  }
}

TEST_P(RoutesTest, TheDocumentDescribesEveryRoute) {
  const auto document = http::openapi(site_.router(), {.title = "t", .version = "1"});
  for (const auto& route : site_.router().routes())
    EXPECT_FALSE(route->options.operation.empty()) << route->pattern;
  const auto& session = document.at("paths").at("/api/v1/session").at("get");
  EXPECT_EQ(session.at("operationId").as_string(), "showSession");
  const auto& named =
      session.at("responses").at("200").at("content").at("application/json").at("schema");
  EXPECT_EQ(named.at("$ref").as_string(), "#/components/schemas/Session");
  const auto& schema = document.at("components").at("schemas").at("Session");
  EXPECT_EQ(schema.at("required").as_array().size(), schema.at("properties").as_object().size());
}

}  // namespace
}  // namespace qinqing::identity
