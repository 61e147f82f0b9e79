// What the views say: typed values, conditions, headlines, alternatives, searching, QR codes.
#include "norms/views.h"

#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

#include "norms/qr.h"
#include "norms/testing/packs.h"
#include "norms/views_alternatives.h"
#include "norms/views_condition.h"
#include "norms/views_duties.h"
#include "norms/views_headline.h"
#include "norms/views_search.h"
#include "norms/views_typed.h"

namespace qinqing::norms {
namespace {

using testing::sample;

TEST(Typed, NumbersAsPeopleWriteThem) {
  for (const auto& [typed, read] :
       std::vector<std::pair<std::string, std::string>>{{"1203.47", "1203.47"},
                                                        {"1,203.47", "1203.47"},
                                                        {"1,234,567", "1234567"},
                                                        {"１，２０３．４７", "1203.47"},
                                                        {"¥ 1,203.47", "1203.47"},
                                                        {"￥80元", "80"},
                                                        {"80。5", "80.5"},
                                                        {" 80 ", "80"},
                                                        {"80元/人", "80"},
                                                        {"-5", "-5"}})
    EXPECT_EQ(tidy_number(typed, "元/人"), read) << typed;
}

TEST(Typed, WhatMayMeanTwoThingsStaysAsItIs) {
  for (const std::string typed :
       {"1,20", "12,34", ",5", "1,2345", "1.5万", "八十", "80-90元左右", "1e3", "1,203,47", ""})
    EXPECT_EQ(tidy_number(typed, "元"), typed);
}

TEST(Typed, DatesAsPeopleWriteThem) {
  for (const std::string typed :
       {"2026-11-07", "2026/11/7", "2026.11.7", "2026年11月7日", "２０２６－１１－７"})
    EXPECT_EQ(tidy_date(typed), "2026-11-07") << typed;
  for (const std::string typed : {"11-07", "2026-13-01", "2026-02-30", "昨天", "2026-1-1-1", ""})
    EXPECT_EQ(tidy_date(typed), typed);
}

TEST(Typed, MoneyOutOfBoundsIsRefusedInWords) {
  const Fact& cost = *sample().pack.find_fact("meal_cost");
  for (const std::string typed : {"80.123", "-1", "12345678901234", "80."}) {
    const AnswerRead read = read_answer(cost, {.values = {typed}, .unclear = false});
    EXPECT_EQ(read.value.given, Given::absent) << typed;
    EXPECT_NE(read.fault.find(typed), std::string::npos);
    EXPECT_NE(read.fault.find("最多两位小数"), std::string::npos);
  }
  EXPECT_EQ(read_answer(cost, {}).fault, "") << "nothing sent is no mistake by itself";
}

std::string words(std::string_view fact, std::string_view tests) {
  const Pack& pack = sample().pack;
  return condition_text(pack, *pack.find_fact(fact), tests,
                        base::Date::parse("2026-11-24").value_or(base::Date()));
}

TEST(Condition, ReadsTheTablesLanguageInWords) {
  EXPECT_EQ(words("meal_kind", R"("banquet")"), "宴请");
  EXPECT_EQ(words("relation", R"("pending","none")"), "正在办审批、处罚、招标等，或者都没有");
  EXPECT_EQ(words("relation", R"(not("none"))"), "不是都没有");
  EXPECT_EQ(words("event_public", "true"), "是");
  EXPECT_EQ(words("meal_cost", "> 50.00"), "超过¥50.00/人");
  EXPECT_EQ(words("meal_cost", "[1..5.5]"), "从¥1/人到¥5.5/人");
  EXPECT_EQ(words("meal_cost", "<= meal_standard"), "不超过meal_standard（¥100.00，本单位自定）");
}

TEST(Condition, SaysNothingItDoesNotUnderstand) {
  for (const std::string tests :
       {"? > 3", "\"no_such\"", "[1..", "not(true", "date(\"2026-1-1\")", "meal_cost + 1"})
    EXPECT_EQ(words("meal_cost", tests), tests);
}

Check check_of(std::string_view text) {
  const Pack& pack = sample().pack;
  static const ServedPack kServed{.pack = sample().pack, .cases = {}, .adoptions = {}};
  Check check;
  check.served = &kServed;
  check.calendar = std::make_shared<const base::Calendar>(testing::calendar());
  check.situation = testing::situation(pack, text);
  check.judgement = testing::judged(pack, check.situation);
  check.receipt =
      make_receipt(pack, testing::calendar(), {}, check.situation, check.judgement.outcome);
  return check;
}

constexpr std::string_view kEvent =
    R"({"actor":"official","contact_on":"2026-11-27","asked_on":"%ASKED%","conducts":["attend","eat"],
       "facts":{"relation":"none","approval":"%APPROVAL%","event_public":true,"meal_kind":"work_meal",
                "meal_payer":"%PAYER%","meal_cost":"80.00"}})";

Check event(std::string_view asked, std::string_view approval, std::string_view payer) {
  std::string text(kEvent);
  text.replace(text.find("%ASKED%"), 7, asked);
  text.replace(text.find("%APPROVAL%"), 10, approval);
  text.replace(text.find("%PAYER%"), 7, payer);
  return check_of(text);
}

TEST(Headline, Permitted) {
  EXPECT_EQ(
      headline(check_of(R"({"actor":"official","contact_on":"2026-11-27","asked_on":"2026-11-24",
      "conducts":["eat"],"facts":{"relation":"none","meal_kind":"banquet","meal_payer":"self","meal_cost":"80.00"}})")),
      "可以。按您说的情形，用餐没有另外要做的事。");
}

TEST(Headline, ConditionalNamesWhatIsToDo) {
  EXPECT_EQ(headline(event("2026-11-24", "not_yet", "organiser")),
            "可以，但要做两件事：事前报单位同意；当天按标准付餐费并留凭据。");
  EXPECT_EQ(headline(event("2026-11-24", "given", "organiser")),
            "可以，但要做一件事：当天按标准付餐费并留凭据。另有一件已经做了。");
  EXPECT_EQ(headline(event("2026-11-24", "given", "self")), "可以。该做的一件事都已经做了。");
  EXPECT_EQ(
      headline(event("2026-11-30", "given", "organiser")),
      "可以，但有一件事过了期还没做：当天按标准付餐费并留凭据。请马上补做。另有一件已经做了。");
}

TEST(Headline, ProhibitedByAMissedDuty) {
  EXPECT_EQ(headline(event("2026-11-27", "not_yet", "organiser")),
            "不可以。事前该做的一件事没有做，日子已经过了：报单位同意。");
}

TEST(Headline, ProhibitedNamesWhyAndWhatIsLeftToDo) {
  const std::string said =
      headline(check_of(R"({"actor":"official","contact_on":"2026-11-24","asked_on":"2026-11-24",
      "conducts":["take"],"facts":{"relation":"pending","gift_kind":"goods","gift_refusable":false}})"));
  EXPECT_TRUE(said.starts_with("不可以。按您说的情形，收到礼品、礼金或其他财物不行")) << said;
  EXPECT_TRUE(said.ends_with("已经发生的，要做一件事：上交礼品并登记。")) << said;
}

TEST(Headline, UndeterminedByAGap) {
  EXPECT_EQ(
      headline(check_of(R"({"actor":"official","contact_on":"2026-11-27","asked_on":"2026-11-24",
      "conducts":["take"],"facts":{"relation":"none","gift_kind":"goods","gift_refusable":true}})")),
      "清单没有写到这种情形：收到礼品、礼金或其他财物。请先问单位纪检监察机构，答复以前先不要做。");
}

TEST(Headline, UndeterminedByWhatIsNotKnown) {
  EXPECT_EQ(
      headline(check_of(R"({"actor":"official","contact_on":"2026-11-24","asked_on":"2026-11-24",
      "conducts":["take"],"facts":{"gift_kind":"goods","gift_refusable":true},"unknown":["relation"]})")),
      "还定不下来，要看“" + sample().pack.find_fact("relation")->label +
          "”。弄清楚了再问一次，或者先问单位纪检监察机构。");
}

TEST(Headline, OfThePastSaysToAskAndNotToWait) {
  EXPECT_NE(
      headline(check_of(R"({"actor":"official","contact_on":"2026-11-20","asked_on":"2026-11-24",
      "conducts":["take"],"facts":{"relation":"none","gift_kind":"goods","gift_refusable":true}})"))
          .find("照答复办"),
      std::string::npos);
}

TEST(Headline, BreaksWhereItMay) {
  EXPECT_EQ(phrases("可以，但要做两件事：a；b。"),
            (std::vector<std::string>{"可以，", "但要做两件事：", "a；", "b。"}));
  EXPECT_TRUE(phrases("").empty());
}

TEST(Alternatives, TellNumbersAsRanges) {
  const auto rows = alternatives_view(
      check_of(R"({"actor":"official","contact_on":"2026-11-27","asked_on":"2026-11-24",
      "conducts":["eat"],"facts":{"relation":"none","meal_kind":"work_meal","meal_payer":"self"},"unknown":["meal_cost"]})"),
      24);
  ASSERT_EQ(rows.size(), 2U);
  const std::string label = sample().pack.find_fact("meal_cost")->label;
  EXPECT_EQ(rows[0].at("assumed").as_string(), label + "：不超过¥100.00/人");
  EXPECT_EQ(rows[0].at("mark").at("name").as_string(), "permitted");
  EXPECT_EQ(rows[1].at("assumed").as_string(), label + "：¥100.01/人及以上");
  EXPECT_EQ(rows[1].at("mark").at("name").as_string(), "prohibited");
}

TEST(Alternatives, TellChoicesOneByOneAndNoMoreThanFit) {
  const Check check =
      check_of(R"({"actor":"official","contact_on":"2026-11-24","asked_on":"2026-11-24",
      "conducts":["take"],"facts":{"gift_kind":"goods","gift_refusable":true},"unknown":["relation"]})");
  EXPECT_EQ(alternatives_view(check, 24).size(), 3U);
  EXPECT_EQ(alternatives_view(check, 2).size(), 2U);
}

TEST(Duties, ComeInTheOrderInWhichTheyAreDone) {
  const auto rows = duties_view(event("2026-11-24", "not_yet", "organiser"), testing::calendar());
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].at("day").as_string(), "11月26日");
  EXPECT_EQ(rows[0].at("weekday").as_string(), "星期四 17:30 前");
  EXPECT_EQ(rows[1].at("when").as_string(), "当天");
  const auto& steps = rows[0].at("count").at("steps").as_array();
  EXPECT_EQ(steps.back().at("day").as_string(), "11月26日（星期四）");
  EXPECT_TRUE(steps.back().at("counted").as_bool());
}

TEST(Duties, AskNamesTheDayOfTheAnswer) {
  const auto ask = ask_view(event("2026-11-24", "not_yet", "organiser"), testing::calendar());
  EXPECT_EQ(ask.at("by").as_string(), "11月27日");
  EXPECT_EQ(ask.at("by_weekday").as_string(), "星期五前");
}

TEST(Search, FindsByWordsOfTheClauseAndOfItsConducts) {
  const Pack& pack = sample().pack;
  const auto found = [&](std::string_view typed) {
    std::vector<std::string> ids;
    for (const ClauseHit& hit : search_clauses(pack, search_terms(typed)))
      ids.push_back(pack.clauses[hit.clause].id);
    return ids;
  };
  EXPECT_EQ(found("").size(), pack.clauses.size());
  EXPECT_EQ(found("公正执行公务的宴请"), (std::vector<std::string>{"neg-2"}));
  const auto by_conduct = search_clauses(pack, search_terms("用餐"));
  ASSERT_FALSE(by_conduct.empty());
  EXPECT_EQ(by_conduct[0].through, (std::vector<std::string>{"用餐"}));
  EXPECT_TRUE(found("宇宙 宴请").empty()) << "every word is to be found";
}

TEST(Search, TermsAreFoldedAndFew) {
  EXPECT_EQ(search_terms("ＡＢ　Cd"), (std::vector<std::string>{"ab", "cd"}));
  EXPECT_EQ(search_terms("a b c d e f g h i j").size(), 8U);
  EXPECT_TRUE(search_terms(std::string(100, 'x')).empty());
}

TEST(Search, MarksInEscapedText) {
  EXPECT_EQ(marked_html("<b>宴请</b>&宴请", {"宴请"}),
            "&lt;b&gt;<mark>宴请</mark>&lt;/b&gt;&amp;<mark>宴请</mark>");
  EXPECT_EQ(marked_html("<script>", {"script", "<"}), "<mark>&lt;</mark><mark>script</mark>&gt;");
  EXPECT_NE(marked_wording("杜绝<i>宴请", {"宴请"}).find("&lt;i&gt;<mark>宴请</mark>"),
            std::string::npos);
  EXPECT_EQ(marked_html("\xEE\x80\x80x", {}), "x") << "the signs that stand for tags are no text";
}

TEST(Qr, IsOnePathWithAQuietZone) {
  const std::string svg = qr_svg("qinqing:receipt:sha256:00", "指纹 \"<&");
  EXPECT_TRUE(svg.starts_with(
      "<svg role=\"img\" aria-label=\"指纹 &quot;&lt;&amp;\" viewBox=\"0 0 33 33\""));
  EXPECT_NE(svg.find("M4 4.5h7"), std::string::npos)
      << "the finder pattern begins after four modules";
  EXPECT_EQ(svg.find("style"), std::string::npos);
  EXPECT_EQ(qr_svg(std::string(4000, 'x'), ""), "");
  EXPECT_EQ(qr_svg("", ""), "");
}

TEST(Authority, SaysWhatAnAnswerIsWorth) {
  Check check = event("2026-11-24", "given", "organiser");
  const base::Date today = base::Date::parse("2026-11-24").value_or(base::Date());
  EXPECT_EQ(authority(check, today).at("tag").as_string(), "演示·非正式");
  ServedPack adopted{.pack = sample().pack, .cases = {}, .adoptions = {}};
  adopted.adoptions.push_back({.pack_hash = adopted.pack.hash,
                               .by = "某市",
                               .document = "某发〔2026〕1号",
                               .from = base::Date::parse("2026-01-01").value_or(base::Date()),
                               .to = {}});
  check.served = &adopted;
  EXPECT_EQ(authority(check, today).at("tag").as_string(), "参考") << "its clauses are drafted";
  check.receipt.binding = true;
  EXPECT_EQ(authority(check, today).at("tag").as_string(), "有约束力");
}

}  // namespace
}  // namespace qinqing::norms
