// The pages over a Site, as browsers ask for them.
#include "norms/pages.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "http/site.h"
#include "norms/testing/packs.h"

namespace qinqing::norms {
namespace {

namespace fs = std::filesystem;
using http::Method;
using http::Response;

constexpr std::string_view kScript = "<script>alert(1)</script>";

std::string body_of(const std::vector<std::pair<std::string, std::string>>& fields) {
  std::string body;
  for (const auto& [name, value] : fields)
    body +=
        (body.empty() ? "" : "&") + http::percent_encode(name) + "=" + http::percent_encode(value);
  return body;
}

// A house that serves the packs of these folders.
class House {
 public:
  explicit House(const std::vector<fs::path>& packs)
      : clock_(base::Date::parse("2026-11-24").value_or(base::Date())),
        norms_(
            std::move(Norms::load(packs, QINQING_SOURCE_DIR "/policy/calendar", clock_)).value()),
        templates_(std::move(http::Templates::load({page_templates()},
                                                   {.asset =
                                                        [](std::string_view name) {
                                                          return "/static/" + std::string(name);
                                                        }}))
                       .value()),
        site_(
            {.public_url = "", .problem_page = problem_page(norms_, templates_), .log = nullptr}) {
    add_pages(site_.router(), norms_, templates_);
  }

  Response get(const std::string& target) const {
    return site_.respond(*http::make_request(Method::get, target, {{"Accept", "text/html"}}));
  }

  Response post(const std::string& target, std::string body,
                const std::string& type = "application/x-www-form-urlencoded") const {
    return site_.respond(*http::make_request(
        Method::post, target, {{"Accept", "text/html"}, {"Content-Type", type}}, std::move(body)));
  }

  const Norms& norms() const { return norms_; }

 private:
  base::FixedClock clock_;
  Norms norms_;
  http::Templates templates_;
  http::Site site_;
};

const House& house() {
  static const House kHouse({QINQING_TESTDATA "/sample"});
  return kHouse;
}

std::vector<std::pair<std::string, std::string>> gift() {
  return {{"pack", "sample"},           {"actor", "official"},     {"conduct", "take"},
          {"contact_on", "2026-11-24"}, {"f.relation", "pending"}, {"f.gift_kind", "goods"},
          {"f.gift_refusable", "false"}};
}

bool has(const Response& response, std::string_view text) {
  return response.bytes().find(text) != std::string_view::npos;
}

TEST(Pages, AreAllThere) {
  for (const std::string_view target :
       {"/", "/check", "/check?actor=official", "/receipt", "/lists", "/how", "/lists/neg-2",
        "/lists?side=law&q=%E5%AE%B4%E8%AF%B7"}) {
    const Response response = house().get(std::string(target));
    EXPECT_EQ(response.status, 200) << target;
    EXPECT_TRUE(has(response, "<h1")) << target;
    EXPECT_TRUE(has(response, "演示·非正式")) << target;
  }
  EXPECT_EQ(house().get("/lists/no-such").status, 404);
  EXPECT_EQ(house().get("/?pack=no-such").status, 404);
}

TEST(Pages, AnswerACheck) {
  const Response response = house().post("/check", body_of(gift()));
  EXPECT_EQ(response.status, 200);
  EXPECT_TRUE(has(response, "v--prohibited"));
  EXPECT_TRUE(has(response, "12月24日"));
  EXPECT_TRUE(has(response, "文字为草拟"));
  EXPECT_EQ(response.header("Cache-Control"), "no-store");
  EXPECT_EQ(response.header("Set-Cookie"), "");
}

TEST(Pages, TakeNoFactsFromAnAddress) {
  const Response response =
      house().get("/check?actor=official&conduct=take&contact_on=2026-11-24&f.relation=pending");
  EXPECT_TRUE(has(response, "name=\"at\" value=\"conducts\""));
  EXPECT_FALSE(has(response, "value=\"pending\""));
}

TEST(Pages, GiveTheReceiptByteForByte) {
  const Response file = house().post("/receipt", body_of(gift()));
  EXPECT_EQ(file.status, 200);
  const auto check = house().norms().check(
      testing::json(R"({"actor":"official","contact_on":"2026-11-24","conducts":["take"],
        "facts":{"relation":"pending","gift_kind":"goods","gift_refusable":false}})"),
      base::Scalars::typed);
  ASSERT_TRUE(check.ok());
  EXPECT_EQ(file.body,
            R"({"hash":")" + check->receipt.hash + R"(","receipt":)" + check->receipt.bytes + "}");
  EXPECT_NE(file.header("Content-Disposition").find("2026-11-24"), std::string_view::npos);
}

TEST(Pages, GiveTheReceiptOfTheDayOnWhichItWasAsked) {
  auto fields = gift();
  fields.emplace_back("asked_on", "2026-11-23");
  EXPECT_TRUE(has(house().post("/receipt", body_of(fields)), R"("asked_on":"2026-11-23")"));
  // A question itself is asked today, whatever a form says.
  EXPECT_FALSE(has(house().post("/check", body_of(fields)), "11月23日"));
}

TEST(Pages, GiveNoReceiptWhereThereIsNoAnswer) {
  const Response response =
      house().post("/receipt", body_of({{"actor", "official"}, {"conduct", "take"}}));
  EXPECT_TRUE(has(response, "在哪一天"));
}

TEST(Pages, CheckAReceipt) {
  const std::string file = house().post("/receipt", body_of(gift())).body;
  EXPECT_TRUE(has(house().post("/receipt/check", body_of({{"receipt", file}})), "一致"));
  std::string altered = file;
  altered.replace(altered.find("\"goods\""), 7, "\"money\"");
  EXPECT_TRUE(has(house().post("/receipt/check", body_of({{"receipt", altered}})), "内容被改过"));
  const Response other = house().post("/receipt/check", body_of({{"receipt", "{\"a\": \"<b>\"}"}}));
  EXPECT_EQ(other.status, 422);
  EXPECT_TRUE(has(other, "这不是回执"));
  EXPECT_TRUE(has(other, "&lt;b&gt;"));
  EXPECT_EQ(house().post("/receipt/check", body_of({{"receipt", "  "}})).status, 422);
}

TEST(Pages, ReadAReceiptWhoseMembersAreOfAnyKind) {
  for (const std::string_view receipt :
       {R"({"format":"qinqing-receipt/1"})",
        R"({"format":"qinqing-receipt/1","pack":7,"facts":[],"duties":{}})",
        R"({"format":"qinqing-receipt/1","pack":"sample","conducts":[1,null,{}],"unknown":[[]],
            "facts":{"relation":"<script>alert(1)</script>","meal_cost":3},"duties":[3,{"id":{}}]})"}) {
    const Response response =
        house().post("/receipt/check", body_of({{"receipt", std::string(receipt)}}));
    EXPECT_EQ(response.status, 200) << receipt;
    EXPECT_FALSE(has(response, kScript));
  }
}

TEST(Pages, RefuseFormsThatAreNone) {
  const Response bytes = house().post("/check", "actor=%FF%FE");
  EXPECT_EQ(bytes.status, 400);
  EXPECT_TRUE(has(bytes, "读不懂"));
  EXPECT_EQ(house().post("/check", "a=" + std::string(1 << 20, 'x')).status, 413);
  EXPECT_EQ(house().post("/check", "{}", "application/json").status, 415);
  EXPECT_EQ(house().post("/check", "pack=%3Cscript%3E").status, 404);
  EXPECT_FALSE(has(house().post("/check", "pack=%3Cscript%3E"), "<script>\""));
}

TEST(Pages, ShowWhatWasTypedAsTextOnly) {
  for (const std::string_view name : {"f.relation", "f.gift_kind", "contact_on", "actor", "conduct",
                                      "f.x", "u", "action", "at"}) {
    auto fields = gift();
    fields.emplace_back(std::string(name), "\"'>" + std::string(kScript));
    const Response response = house().post("/check", body_of(fields));
    EXPECT_TRUE(response.status == 200 || response.status == 422) << name;
    EXPECT_FALSE(has(response, kScript)) << name;
  }
  const std::string query = http::percent_encode("\"><script>alert(1)</script>");
  for (const std::string_view path : {"/lists?q=", "/lists?side=", "/check?actor="})
    EXPECT_FALSE(has(house().get(std::string(path) + query), kScript)) << path;
}

// A pack whose every text tries to be HTML.
fs::path hostile_pack() {
  const fs::path folder = fs::path(::testing::TempDir()) / "hostile";
  fs::remove_all(folder);
  for (const auto& [path, bytes] : testing::sample().files) {
    std::string text = bytes;
    const auto put = [&](std::string_view after) {
      for (std::size_t at = 0; (at = text.find(after, at)) != std::string::npos; at += after.size())
        text.insert(at + after.size(), kScript);
    };
    if (path == "facts.yaml")
      for (const std::string_view word : {"question: ", "label: ", "why: ", "none: ", "goods: "})
        put(word);
    if (path == "duties.yaml")
      for (const std::string_view word : {"does: ", "who: ", "to: "}) put(word);
    if (path == "pack.yaml")
      for (const std::string_view word : {"title: ", "issuer: ", "place: ", "whom: "}) put(word);
    if (path.starts_with("clauses/"))
      for (const std::string_view word : {"number: ", "---\n杜绝", "---\n经", "report: "})
        put(word);
    if (path.starts_with("tests/"))
      for (const std::string_view word : {"title: ", "source: "}) put(word);
    fs::create_directories((folder / path).parent_path());
    std::ofstream(folder / path) << text;
  }
  return folder;
}

TEST(Pages, ShowTextsOfAPackAsTextOnly) {
  const House hostile({hostile_pack()});
  for (const std::string_view target :
       {"/", "/check", "/check?actor=official", "/lists", "/lists/neg-2", "/lists/neg-1",
        "/lists/pos-2", "/lists/law-1988-9", "/how", "/receipt", "/no-such"}) {
    const Response response = hostile.get(std::string(target));
    EXPECT_TRUE(has(response, "&lt;script&gt;")) << target << ": the test put nothing there";
    EXPECT_FALSE(has(response, kScript)) << target;
  }
  auto fields = gift();
  EXPECT_FALSE(has(hostile.post("/check", body_of(fields)), kScript));
  for (int left = 6; left > 2; --left) {
    fields.pop_back();
    const Response response = hostile.post("/check", body_of(fields));
    EXPECT_TRUE(has(response, "&lt;script&gt;"));
    EXPECT_FALSE(has(response, kScript));
  }
}

TEST(Pages, HaveNoInlineStyleOrScript) {
  for (const Response& response :
       {house().get("/"), house().get("/lists"), house().get("/check?actor=official"),
        house().post("/check", body_of(gift()))}) {
    EXPECT_FALSE(has(response, " style="));
    EXPECT_FALSE(has(response, "<style"));
    EXPECT_FALSE(has(response, " onclick"));
    EXPECT_FALSE(has(response, "<script>"));
  }
}

}  // namespace
}  // namespace qinqing::norms
