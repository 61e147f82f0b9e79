// The pages of identity as a browser without scripts uses them.
#include "identity/pages.h"

#include <gtest/gtest.h>

#include "embedded/identity_test_layout.h"
#include "identity/testing/browser.h"
#include "identity/testing/house.h"

namespace qinqing::identity {
namespace {

using http::Method;
using http::Request;
using http::Response;
using testing::Browser;
using testing::Fields;
using testing::kPassword;

Frame plain_frame() {
  return [](std::string title) { return boost::json::object{{"title", std::move(title)}}; };
}

class PagesTest : public testing::HouseTest {
 protected:
  PagesTest()
      : templates_(
            http::Templates::load({page_templates(), embedded::identity_test_layout()}).value()),
        identity_(means()),
        guard_(site_.router(), identity_.sessions, clock_,
               {.secure = false, .ask_to_sign_in = sign_in_page(templates_, plain_frame())}) {
    add_pages(guard_, identity_, templates_, plain_frame(), "/work");
    guard_.route(Method::post, "/filings", {.action = "filing.keep"},
                 [](const Request& request, const Caller& caller) {
                   std::string told = caller.name;
                   const auto form = request.form();
                   for (const http::FormField& field : form->fields())
                     if (field.name != "csrf") told += " " + field.name + "=" + field.value;
                   return Response::text(told);
                 });
  }

  Response sign_in_page_answer(Browser& browser, Fields fields) {
    fields.insert(fields.begin(), {{"login", "wang"}, {"password", std::string(kPassword)}});
    return browser.post("/sign-in", std::move(fields), false);
  }

  // The hidden fields of a page's form, as a browser would post them.
  static Fields hidden(const std::string& page) {
    Fields fields;
    constexpr std::string_view kBegin = "<input type=\"hidden\" name=\"";
    for (std::size_t at = page.find(kBegin); at != page.npos; at = page.find(kBegin, at + 1)) {
      const std::size_t name = at + kBegin.size();
      const std::size_t value = page.find("value=\"", name) + 7;
      fields.emplace_back(page.substr(name, page.find('"', name) - name),
                          unescaped(page.substr(value, page.find('"', value) - value)));
    }
    return fields;
  }
  static std::string unescaped(std::string text) {
    for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
             {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}, {"&amp;", "&"}})
      for (std::size_t at = text.find(from); at != text.npos; at = text.find(from, at + 1))
        text.replace(at, from.size(), to);
    return text;
  }

  http::Site site_;
  http::Templates templates_;
  Identity identity_;
  Guard guard_;
};
STORE_ON_BOTH(PagesTest);

TEST_P(PagesTest, SignsInAndGoesWhereItWasAsked) {
  Browser wang(site_);
  const Response page = wang.get("/sign-in?next=%2Ffilings%3Fdue%3Dlate");
  EXPECT_EQ(page.status, 200);
  EXPECT_NE(page.body.find("value=\"/filings?due=late\""), std::string::npos);
  EXPECT_EQ(page.header("Cache-Control"), "no-store");
  const Response in = sign_in_page_answer(wang, {{"next", "/filings?due=late"}});
  EXPECT_EQ(in.status, 303);
  EXPECT_EQ(in.header("Location"), "/filings?due=late");
  EXPECT_FALSE(wang.cookie().empty());
  Browser other(site_);
  EXPECT_EQ(sign_in_page_answer(other, {}).header("Location"), "/work");
}

TEST_P(PagesTest, LeadsToNoOtherSite) {
  for (const char* next :
       {"//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"}) {
    Browser wang(site_);
    EXPECT_EQ(sign_in_page_answer(wang, {{"next", next}}).header("Location"), "/work") << next;
    Browser carrying(site_);
    const Response page = sign_in_page_answer(carrying, {{"next", next}, {"keep.a", "b"}});
    EXPECT_EQ(page.body.find("evil"), std::string::npos) << next;
    EXPECT_EQ(page.body.find("javascript"), std::string::npos) << next;
  }
}

TEST_P(PagesTest, AWrongPasswordKeepsWhatWasTypedButThePassword) {
  Browser wang(site_);
  const Response page = wang.post("/sign-in",
                                  {{"login", "wa\"ng"},
                                   {"password", "wrong password"},
                                   {"next", "/filings"},
                                   {"keep.title", "座谈<会>"}},
                                  false);
  EXPECT_EQ(page.status, 422);
  EXPECT_NE(page.body.find("登录名或者口令不对"), std::string::npos);
  EXPECT_NE(page.body.find("wa&quot;ng"), std::string::npos);
  EXPECT_EQ(page.body.find("wrong password"), std::string::npos);
  EXPECT_NE(page.body.find("座谈&lt;会&gt;"), std::string::npos);
  EXPECT_EQ(wang.cookie(), "");
  for (int i = 0; i < 5; ++i) wang.post("/sign-in", {{"login", "li"}, {"password", "x"}}, false);
  const Response locked = wang.post("/sign-in", {{"login", "li"}, {"password", "x"}}, false);
  EXPECT_EQ(locked.status, 429);
  EXPECT_FALSE(locked.header("Retry-After").empty());
}

TEST_P(PagesTest, WhatWasPostedBeforeSigningInIsPostedOnAfterwards) {
  Browser wang(site_);
  const Fields posted = {{"conduct", "eat"}, {"conduct", "attend"}, {"title", "座谈 \"会\" & <b>'"},
                         {"empty", ""},      {"login", "theirs"},   {"next", "/theirs"}};
  const Response asked = wang.post("/filings", posted, false);
  EXPECT_EQ(asked.status, 200);
  EXPECT_NE(asked.body.find("action=\"/sign-in\""), std::string::npos);
  const Response in = sign_in_page_answer(wang, hidden(asked.body));
  EXPECT_EQ(in.status, 200);
  EXPECT_NE(in.body.find("action=\"/filings\""), std::string::npos);
  const Response done = wang.post("/filings", hidden(in.body), false);
  EXPECT_EQ(done.body,
            "王一 conduct=eat conduct=attend title=座谈 \"会\" & <b>' empty= login=theirs "
            "next=/theirs");
}

TEST_P(PagesTest, WhatWasPostedOutlivesAFirstPasswordToo) {
  const std::string first = accounts().reset_password(sign_in("zhao"), "account-wang");
  Browser wang(site_);
  const Response asked = wang.post("/filings", {{"title", "座谈会"}}, false);
  Fields fields = hidden(asked.body);
  fields.insert(fields.end(), {{"login", "wang"}, {"password", first}});
  const Response change = wang.post("/sign-in", fields, false);
  EXPECT_EQ(change.status, 200);
  EXPECT_NE(change.body.find("action=\"/me/password\""), std::string::npos);
  EXPECT_EQ(change.body.find(first), std::string::npos);
  const auto choose = [&](const std::string& current, const char* next, const char* again) {
    Fields form = hidden(change.body);
    form.insert(form.end(), {{"current", current}, {"password", next}, {"again", again}});
    return wang.post("/me/password", form, false);
  };
  const Response differ = choose(first, "滟滟随波千万里", "滟滟随波千万");
  EXPECT_EQ(differ.status, 422);
  EXPECT_NE(differ.body.find("两遍写的不一样"), std::string::npos);
  EXPECT_NE(choose(first, "short", "short").body.find("口令太短"), std::string::npos);
  const Response changed = choose(first, "滟滟随波千万里", "滟滟随波千万里");
  ASSERT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(wang.post("/filings", hidden(changed.body), false).body, "王一 title=座谈会");
}

TEST_P(PagesTest, MoreThanCanBeCarriedIsSaidAndNotCarriedInPart) {
  Browser wang(site_);
  Fields many;
  for (int i = 0; i < 301; ++i) many.emplace_back("f" + std::to_string(i), "x");
  const Response asked = wang.post("/filings", many, false);
  EXPECT_NE(asked.body.find("太多"), std::string::npos);
  EXPECT_EQ(asked.body.find("keep."), std::string::npos);
}

TEST_P(PagesTest, SignsOutByAButtonOfItsOwnPageOnly) {
  Browser wang(site_);
  sign_in_page_answer(wang, {});
  const std::string token = wang.cookie();
  EXPECT_EQ(wang.post("/sign-out", {}, false).status, 403);
  EXPECT_EQ(wang.get("/me").status, 200);
  EXPECT_EQ(wang.post("/sign-out", {}).header("Location"), "/");
  wang.set_cookie(token);
  EXPECT_EQ(wang.get("/me").header("Location"), "/sign-in?next=%2Fme");
}

TEST_P(PagesTest, ShowsAndChangesWhatOneActsAs) {
  ASSERT_TRUE(posts().assign(system(), "second", person_of("wang"),
                             {.organisation = "bureau",
                              .place = {},
                              .role = Role::unit_admin,
                              .title = "主任",
                              .head = {},
                              .held_from = {},
                              .held_to = {}}));
  Browser wang(site_);
  sign_in_page_answer(wang, {});
  Browser elsewhere(site_);
  sign_in_page_answer(elsewhere, {});
  EXPECT_NE(wang.get("/me").body.find("现在以“某某局某某所 · 公职人员”办事"), std::string::npos);
  EXPECT_EQ(wang.post("/me/post", {{"post", "second"}}).status, 303);
  EXPECT_NE(wang.get("/me").body.find("现在以“某某局 · 主任”办事"), std::string::npos);
  EXPECT_EQ(wang.post("/me/post", {{"post", post_of("sun")}}).status, 404);
  const std::string page = wang.get("/me").body;
  std::string session;
  for (const auto& [name, value] : hidden(page))
    if (name == "session" && value != caller_of(wang.cookie()).session) session = value;
  EXPECT_EQ(wang.post("/me/sessions", {{"session", session}}).status, 303);
  EXPECT_EQ(elsewhere.get("/me").status, 303);
}

}  // namespace
}  // namespace qinqing::identity
