// At the end of December, through HTTP: what is due in January is provisional, next year's notice
// is published, its day moves, both counts remain, and what was late stays late.
#include <gtest/gtest.h>

#include "base/json.h"
#include "casework/calendar/pages.h"
#include "casework/calendar/routes.h"
#include "casework/notices/routes.h"
#include "contact/filings/routes.h"
#include "contact/testing/filing_house.h"
#include "http/templates.h"
#include "identity/identity.h"
#include "identity/routes.h"
#include "identity/testing/browser.h"
#include "norms/pages.h"

namespace qinqing::contact {
namespace {

using http::Method;
using http::Response;
using identity::testing::Browser;
using identity::testing::code_of;
using identity::testing::json_of;
using identity::testing::kPassword;

// Invented for the test: the notice for 2027 is not out.
constexpr const char* kYear = R"({"year":2027,"notice":{"title":"试用的放假安排"},
  "holidays":[{"from":"2027-01-01","to":"2027-01-05","name":"元旦"}],
  "workdays":[{"day":"2027-01-09","name":"元旦"}]})";

boost::json::object plain(std::string title) {
  return {{"title", std::move(title)}};
}

class CalendarTest : public testing::FilingHouse {
 protected:
  CalendarTest()
      : publishing_(database(), casework(), clock_),
        identity_(means()),
        templates_(http::Templates::load(
                       {norms::page_templates(), casework::notice_pages()},
                       {.asset = [](std::string_view name) { return "/" + std::string(name); }})
                       .value()),
        guard_(site_.router(), identity_.sessions, clock_) {
    identity::add_api(guard_, identity_, {.demonstration = false});
    add_filing_api(guard_, filings());
    casework::add_calendar_api(guard_, publishing_);
    casework::add_calendar_pages(guard_, publishing_, templates_, plain, plain);
  }

  Browser browser(std::string_view login = "") {
    Browser made(site_);
    if (!login.empty()) made.sign_in(login, kPassword);
    return made;
  }
  // The deadline of that name, as the filing's record shows it.
  static boost::json::object deadline(Browser& by, const std::string& id, std::string_view name) {
    const auto record = json_of(by.get("/api/v1/filings/" + id));
    for (const auto& each : record.at("deadlines").as_array())
      if (each.at("id").as_string() == name) return each.as_object();
    throw std::logic_error("no such deadline");
  }
  static std::string text(const boost::json::object& object, std::string_view key) {
    return std::string(object.at(key).as_string());
  }

  casework::Publishing publishing_;
  http::Site site_;
  identity::Identity identity_;
  http::Templates templates_;
  identity::Guard guard_;
};
STORE_ON_BOTH(CalendarTest);

TEST_P(CalendarTest, AProvisionalDayMovesWhenTheNoticeComesAndLateStaysLate) {
  const std::string late = submit("boss", treat("2026-11-24", "80.00")).filing.id;
  go_to("2026-12-30");
  casework().sweep(database(), clock_.now());
  const std::string id = submit("boss", treat("2026-12-30", "80.00")).filing.id;
  Browser boss = browser("boss");
  const auto before = deadline(boss, id, "receive");
  EXPECT_TRUE(before.at("provisional").as_bool());
  EXPECT_EQ(text(before, "due"), "2027-01-05");
  EXPECT_EQ(text(deadline(boss, late, "receive"), "state"), "late");

  Browser root = browser("root");
  const Response done = root.put_new("/api/v1/calendar/2027", kYear);
  ASSERT_EQ(done.status, 201) << done.body;
  EXPECT_EQ(json_of(done).at("moved").as_int64(), 1);

  const auto after = deadline(boss, id, "receive");
  EXPECT_FALSE(after.at("provisional").as_bool());
  EXPECT_EQ(text(after, "due"), "2027-01-07");
  EXPECT_EQ(after.at("certificates").as_int64(), 2);
  const auto was = deadline(boss, late, "receive");
  EXPECT_EQ(text(was, "state"), "late");
  EXPECT_EQ(text(was, "due"), "2026-11-27");
  EXPECT_EQ(was.at("certificates").as_int64(), 1);
  EXPECT_EQ(root.put_new("/api/v1/calendar/2027", kYear).status, 200)
      << "a lost answer, sent again";
}

TEST_P(CalendarTest, ChecksCountWithItAtOnceAndOldReceiptsVerify) {
  const char* ask = R"({"actor":"entrepreneur","contact_on":"2026-12-30","conducts":["treat"],
    "facts":{"relation":"none","treat_kind":"work_meal","treat_cost":"80.00",
             "treat_charged":true}})";
  go_to("2026-12-30");
  const auto json = base::parse_json(ask).value();
  const auto old = norms().check(json, base::Scalars::typed);
  ASSERT_TRUE(old) << old.faults().to_string();
  ASSERT_EQ(browser("root").put_new("/api/v1/calendar/2027", kYear).status, 201);
  const auto now = norms().check(json, base::Scalars::typed);
  EXPECT_EQ(now->calendar->hash(), publishing_.calendar()->hash());
  EXPECT_NE(now->receipt.hash, old->receipt.hash);
  for (const auto* receipt : {&old->receipt, &now->receipt})
    EXPECT_EQ(norms::check_receipt(norms(), receipt->bytes)->finding, norms::ReceiptFinding::same);
}

TEST_P(CalendarTest, RefusesWhoMayNotAndWhatIsWrong) {
  EXPECT_EQ(browser().put_new("/api/v1/calendar/2027", kYear).status, 401);
  for (const char* login : {"wang", "zhao", "sun", "boss", "wu"}) {
    EXPECT_EQ(browser(login).put_new("/api/v1/calendar/2027", kYear).status, 404) << login;
    EXPECT_EQ(browser(login).get("/calendar").status, 403) << login;
  }
  Browser root = browser("root");
  EXPECT_EQ(root.send(Method::put, "/api/v1/calendar/2027", kYear).status, 428);
  EXPECT_EQ(root.put_new("/api/v1/calendar/2027", "[").status, 400);
  EXPECT_EQ(root.put_new("/api/v1/calendar/2028", kYear).status, 422) << "another year";
  const Response wrong = root.put_new(
      "/api/v1/calendar/2027",
      "{\"year\":2027,\"notice\":{\"title\":\"试\",\"source\":\"javascript:alert(1)\"},"
      R"("holidays":[{"from":"2026-12-31","to":"2027-01-01","name":"元旦"},)"
      R"({"from":"2027-01-01","to":"2027-01-02","name":"元旦"}],)"
      R"("workdays":[{"day":"2027-01-04","name":"元旦"},{"day":"2027-01-02","name":"a\nb"}]})");
  ASSERT_EQ(wrong.status, 422);
  std::string pointers;
  const auto told = json_of(wrong);
  for (const auto& error : told.at("errors").as_array())
    pointers += std::string(error.at("pointer").as_string()) + " ";
  EXPECT_EQ(pointers,
            "/notice/source /holidays/0/from /holidays/1/from /workdays/0/day /workdays/1/name "
            "/workdays/1/day ");
  ASSERT_EQ(root.put_new("/api/v1/calendar/2027", kYear).status, 201);
  const Response other = root.put_new("/api/v1/calendar/2027",
                                      R"({"year":2027,"notice":{"title":"别的"},"holidays":[]})");
  EXPECT_EQ(other.status, 412);
  EXPECT_EQ(code_of(other), "calendar.exists");
}

TEST_P(CalendarTest, TheFormShowsWhatChangesAndPublishesOnlyWhatIsConfirmed) {
  go_to("2026-12-30");
  Browser root = browser("root");
  const identity::testing::Fields typed{{"year", "2027"},
                                        {"title", "试用的放假安排"},
                                        {"off", "元旦：1月1日（周五）至3日放假，共3天。"}};
  const Response shown = root.post("/calendar/preview", typed);
  ASSERT_EQ(shown.status, 200) << shown.body;
  EXPECT_NE(shown.body.find("放假 3 天"), std::string::npos);
  EXPECT_NE(shown.body.find("国庆节"), std::string::npos) << "a holiday of the law was left out";
  EXPECT_EQ(json_of(root.get("/api/v1/calendar")).at("hash").as_string(),
            norms().calendar()->hash());
  EXPECT_TRUE(publishing_.calendar()->day(*base::Date::parse("2027-01-04")).provisional);

  EXPECT_EQ(root.post("/calendar", {{"body", kYear}}).status, 422) << "not confirmed";
  EXPECT_TRUE(publishing_.calendar()->day(*base::Date::parse("2027-01-04")).provisional);
  EXPECT_EQ(root.post("/calendar", {{"body", "{"}, {"confirmed", "1"}}).status, 400);
  const Response done = root.post("/calendar", {{"body", kYear}, {"confirmed", "1"}});
  ASSERT_EQ(done.status, 303) << done.body;
  EXPECT_NE(root.get(std::string(done.header("Location"))).body.find("0 个正在走的期限推后了"),
            std::string::npos);
  const Response again = root.post("/calendar/preview", typed);
  EXPECT_EQ(again.status, 412);
  EXPECT_NE(again.body.find("元旦：1月1日"), std::string::npos) << "what was typed is still there";
  EXPECT_EQ(root.post("/calendar", {{"body", kYear}, {"confirmed", "1"}}, false).status, 403);
  const Response yaml =
      root.post("/calendar/preview", {{"yaml",
                                       "year: 2028\nnotice: {title: 试}\nholidays:\n"
                                       "  - {from: 2028-02-30, to: 2028-03-01, name: x}\n"}});
  EXPECT_EQ(yaml.status, 422);
  EXPECT_NE(yaml.body.find("第 4 行"), std::string::npos);
}

TEST_P(CalendarTest, AnyoneCountsDays) {
  Browser nobody = browser();
  const Response page = nobody.get("/workdays?from=2026-12-30&count=3&unit=workdays");
  ASSERT_EQ(page.status, 200);
  EXPECT_NE(page.body.find("最晚 <time datetime=\"2027-01-05\">"), std::string::npos);
  EXPECT_NE(page.body.find("暂定"), std::string::npos);
  EXPECT_EQ(nobody.get("/workdays").status, 200);
  const Response wrong = nobody.get("/workdays?from=%3Cscript%3E&count=3");
  EXPECT_EQ(wrong.status, 422);
  EXPECT_EQ(wrong.body.find("<script>"), std::string::npos);
  const auto counted = json_of(nobody.get("/api/v1/deadlines?from=2026-12-30&count=3"));
  EXPECT_EQ(counted.at("due").as_string(), "2027-01-05");
  EXPECT_EQ(counted.at("steps").as_array().size(), 7U);
  EXPECT_EQ(code_of(nobody.get("/api/v1/deadlines?from=2026-12-30")), "deadline.invalid");
  EXPECT_EQ(json_of(nobody.get("/api/v1/calendar")).at("years").as_array().size(), 17U);
}

}  // namespace
}  // namespace qinqing::contact
