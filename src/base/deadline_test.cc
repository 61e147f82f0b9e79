#include "base/deadline.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdint>
#include <limits>
#include <string>

namespace qinqing::base {
namespace {

Date day(std::string_view text) {
  return Date::parse(text).value_or(Date());
}

const Calendar& china() {
  static const Result<Calendar> calendar = Calendar::load(QINQING_SOURCE_DIR "/policy/calendar");
  if (!calendar) ADD_FAILURE() << calendar.faults().to_string();
  return *calendar;
}

Period period_of(std::string_view text) {
  const auto period = Period::parse(text);
  EXPECT_TRUE(period) << text;
  return period.value_or(Period());
}

Pause pause(std::string_view from, std::string_view to) {
  return {day(from), day(to), "补充材料"};
}

Certificate count(std::string_view anchor, std::string_view period, bool after_hours = false,
                  std::vector<Pause> pauses = {}) {
  return count_deadline({day(anchor), after_hours}, period_of(period), china(), std::move(pauses));
}

std::string due(std::string_view anchor, std::string_view period, bool after_hours = false,
                std::vector<Pause> pauses = {}) {
  return count(anchor, period, after_hours, std::move(pauses)).due.to_string();
}

constexpr bool kAfterHours = true;
constexpr bool kInHours = false;

TEST(Period, ParsesOneNotation) {
  EXPECT_EQ(Period::parse("-1 workday"), (Period{-1, PeriodUnit::workdays}));
  EXPECT_EQ(Period::parse("5 workdays"), (Period{5, PeriodUnit::workdays}));
  EXPECT_EQ(Period::parse("0 days"), (Period{0, PeriodUnit::days}));
  EXPECT_EQ(Period::parse("1 month"), (Period{1, PeriodUnit::months}));
  EXPECT_EQ(Period::parse("9999 days"), (Period{9999, PeriodUnit::days}));
  for (const char* text : {"", "5", "5 ", " 5 days", "5  days", "+5 days", "5 Days", "5 weeks",
                           "5days", "1.5 days", "- 5 days", "10000 days", "5 days ", "-",
                           "five days", "5 days after", "99999999999 days", "- days"})
    EXPECT_FALSE(Period::parse(text)) << text;
}

TEST(Period, PrintsWhatItParses) {
  for (const char* text : {"-1 workday", "5 workdays", "0 days", "1 month", "-3 months", "1 day"})
    EXPECT_EQ(period_of(text).to_string(), text);
  EXPECT_EQ(period_of("1 days").to_string(), "1 day");
}

TEST(Period, SpeaksChinese) {
  EXPECT_EQ(period_of("-1 workday").to_chinese(), "前 1 个工作日");
  EXPECT_EQ(period_of("5 workdays").to_chinese(), "5 个工作日内");
  EXPECT_EQ(period_of("1 month").to_chinese(), "1 个月内");
  EXPECT_EQ(period_of("15 days").to_chinese(), "15 日内");
  EXPECT_EQ(period_of("0 workdays").to_chinese(), "当天");
  EXPECT_EQ((Period{std::numeric_limits<int>::min(), PeriodUnit::days}).to_chinese(),
            "前 2147483648 日");
}

// The dates below were counted by hand on the calendars of the notices.

TEST(Deadline, CountsWorkingDaysOverTheSpringFestivalOf2026) {
  // 14 February is a worked Saturday, 15 to 23 February are off, 28 February is worked.
  EXPECT_EQ(due("2026-02-13", "1 workday"), "2026-02-14");
  EXPECT_EQ(due("2026-02-13", "2 workdays"), "2026-02-24");
  EXPECT_EQ(due("2026-02-13", "5 workdays"), "2026-02-27");
  EXPECT_EQ(due("2026-02-13", "6 workdays"), "2026-02-28");
  EXPECT_EQ(due("2026-02-13", "5 workdays", kAfterHours), "2026-02-28");
  EXPECT_EQ(due("2026-02-18", "1 workday"), "2026-02-25");  // an anchor within the holidays
  EXPECT_EQ(due("2026-02-24", "-1 workday"), "2026-02-14");
  EXPECT_EQ(due("2026-02-24", "-2 workdays"), "2026-02-13");
}

TEST(Deadline, ShiftedWeekendsAreWorkingDays) {
  EXPECT_EQ(due("2026-04-30", "3 workdays"), "2026-05-08");
  EXPECT_EQ(due("2026-04-30", "4 workdays"), "2026-05-09");  // a worked Saturday
  EXPECT_EQ(due("2026-05-07", "2 days"), "2026-05-09");      // … does not roll
  EXPECT_EQ(due("2026-09-21", "-1 workday"), "2026-09-20");  // a worked Sunday
  EXPECT_EQ(due("2026-09-20", "1 workday"), "2026-09-21");
}

TEST(Deadline, AnchorsAfterHoursOrOnADayOffCountAsTheNextWorkingDay) {
  EXPECT_EQ(due("2026-11-27", "1 workday", kInHours), "2026-11-30");
  EXPECT_EQ(due("2026-11-27", "1 workday", kAfterHours), "2026-12-01");
  EXPECT_EQ(due("2026-11-28", "1 workday", kInHours), "2026-12-01");
  EXPECT_EQ(due("2026-11-28", "1 workday", kAfterHours), "2026-12-01");
  EXPECT_EQ(due("2026-11-26", "1 workday", kAfterHours), "2026-11-30");
  EXPECT_EQ(count("2026-11-27", "1 workday", kAfterHours).counted_from, day("2026-11-30"));
}

TEST(Deadline, NoDaysIsTheDayItselfOrTheNextWorkingDay) {
  EXPECT_EQ(due("2026-11-27", "0 days"), "2026-11-27");
  EXPECT_EQ(due("2026-11-27", "0 workdays"), "2026-11-27");
  EXPECT_EQ(due("2026-11-28", "0 days"), "2026-11-30");
  EXPECT_EQ(due("2026-11-28", "0 months"), "2026-11-30");
  EXPECT_EQ(due("2026-11-27", "0 days", kAfterHours), "2026-11-30");
}

TEST(Deadline, PeriodsThatEndOnADayOffEndOnTheNextWorkingDay) {
  EXPECT_EQ(due("2026-11-02", "10 days"), "2026-11-12");
  EXPECT_EQ(due("2026-11-04", "10 days"), "2026-11-16");  // 14 November is a Saturday
  EXPECT_EQ(due("2026-09-01", "1 month"), "2026-10-08");  // 1 to 7 October are off
  EXPECT_EQ(due("2025-12-31", "1 day"), "2026-01-04");    // a worked Sunday
}

TEST(Deadline, MonthsClampToTheMonthsEnd) {
  EXPECT_EQ(due("2024-01-31", "1 month"), "2024-02-29");
  EXPECT_EQ(due("2023-01-31", "1 month"), "2023-02-28");
  EXPECT_EQ(due("2023-08-31", "6 months"), "2024-02-29");
  EXPECT_EQ(due("2026-03-31", "-1 month"), "2026-02-28");
}

TEST(Deadline, OffsetsBeforeTheAnchorNeverRoll) {
  EXPECT_EQ(due("2026-11-30", "-2 days"), "2026-11-28");  // a Saturday, and stays
  EXPECT_EQ(due("2026-11-28", "-1 workday"), "2026-11-27");
  EXPECT_EQ(due("2026-11-30", "-1 workday"), "2026-11-27");
  EXPECT_EQ(due("2026-11-30", "-1 workday", kAfterHours), "2026-11-27");
  EXPECT_EQ(due("2026-11-30", "-1 workday", kInHours, {pause("2026-11-20", "2026-11-29")}),
            "2026-11-27");
}

TEST(Deadline, PausedDaysAreNotCounted) {
  EXPECT_EQ(due("2026-11-02", "5 workdays"), "2026-11-09");
  EXPECT_EQ(due("2026-11-02", "5 workdays", kInHours, {pause("2026-11-04", "2026-11-04")}),
            "2026-11-10");
  EXPECT_EQ(due("2026-11-02", "10 days", kInHours, {pause("2026-11-05", "2026-11-06")}),
            "2026-11-16");  // 12 + 2 = 14 November, a Saturday
  EXPECT_EQ(due("2026-11-02", "1 month", kInHours, {pause("2026-11-09", "2026-11-13")}),
            "2026-12-07");
}

TEST(Deadline, OverlappingPausesCountOnce) {
  const std::vector<Pause> pauses = {pause("2026-11-05", "2026-11-10"),
                                     pause("2026-11-04", "2026-11-06")};
  EXPECT_EQ(due("2026-11-02", "5 workdays", kInHours, pauses), "2026-11-16");
  EXPECT_EQ(due("2026-11-02", "5 workdays", kInHours, {pauses[1], pauses[0]}), "2026-11-16");
  const Certificate certificate = count("2026-11-02", "5 workdays", kInHours, pauses);
  EXPECT_EQ(certificate.pauses[0].from, day("2026-11-04"));
}

TEST(Deadline, PausesOnTheAnchorOrPastTheEndChangeNothing) {
  EXPECT_EQ(due("2026-11-02", "2 workdays", kInHours, {pause("2026-10-20", "2026-11-02")}),
            "2026-11-04");
  EXPECT_EQ(due("2026-11-02", "2 workdays", kInHours, {pause("2026-11-05", "2026-11-09")}),
            "2026-11-04");
}

TEST(Deadline, IgnoresAPauseThatEndsBeforeItBegins) {
  const Certificate certificate =
      count("2026-11-02", "2 workdays", kInHours, {pause("2026-11-04", "2026-11-03")});
  EXPECT_EQ(certificate.due, day("2026-11-04"));
  EXPECT_TRUE(certificate.pauses.empty());
}

TEST(Deadline, IsNeverDueWithinAPause) {
  EXPECT_EQ(due("2026-11-02", "0 days", kInHours, {pause("2026-11-02", "2026-11-03")}),
            "2026-11-04");
  // Ends on Saturday the 7th, rolls to Monday the 9th, which is paused.
  EXPECT_EQ(due("2026-11-04", "3 days", kInHours, {pause("2026-11-09", "2026-11-09")}),
            "2026-11-10");
}

TEST(Deadline, SaysWhenAProvisionalYearWasLookedAt) {
  EXPECT_FALSE(count("2026-12-28", "2 workdays").provisional);
  const Certificate certificate = count("2026-12-30", "3 workdays");
  EXPECT_TRUE(certificate.provisional);
  EXPECT_EQ(certificate.due, day("2027-01-05"));  // 1 January off, then a weekend
  EXPECT_TRUE(count("2027-01-05", "-3 workdays").provisional);
  EXPECT_EQ(certificate.calendar_hash, china().hash());
}

TEST(Deadline, ListsEveryDayAndWhy) {
  const Certificate certificate =
      count("2026-02-12", "3 workdays", kAfterHours, {pause("2026-02-25", "2026-02-26")});
  std::string lines;
  for (const DeadlineStep& step : certificate.steps)
    lines += step.day.to_chinese() + (step.counted ? "+" : " ") + step.why + "\n";
  EXPECT_EQ(lines,
            "2月12日 17:30 以后，视为下一个工作日\n"
            "2月13日 起算日，不计入\n"
            "2月14日+第 1 个工作日\n"
            "2月15日 春节\n2月16日 春节\n2月17日 春节\n2月18日 春节\n2月19日 春节\n"
            "2月20日 春节\n2月21日 春节\n2月22日 春节\n2月23日 春节\n"
            "2月24日+第 2 个工作日\n"
            "2月25日 暂停：补充材料\n2月26日 暂停：补充材料\n"
            "2月27日+第 3 个工作日\n");
}

TEST(Deadline, SaysWhyAnEndMovesOn) {
  const Certificate certificate = count("2026-11-12", "2 days");
  ASSERT_EQ(certificate.steps.size(), 5U);
  EXPECT_EQ(certificate.steps[2].why, "第 2 日；星期六，顺延");
  EXPECT_EQ(certificate.steps[3].why, "顺延；星期日，顺延");
  EXPECT_EQ(certificate.steps[4].why, "顺延");
  EXPECT_EQ(certificate.due, day("2026-11-16"));
}

TEST(Deadline, StopsAtTheEndOfTheDates) {
  EXPECT_EQ(count("9999-12-20", "100 workdays").due, day("9999-12-31"));
  EXPECT_EQ(count("0001-01-10", "-100 days").due, day("0001-01-01"));
  EXPECT_EQ(count("9999-12-01", "1 day", kInHours, {pause("9999-12-01", "9999-12-31")}).due,
            day("9999-12-31"));
}

// --- properties -----------------------------------------------------------------------------

struct Case {
  Anchor anchor;
  Period period;
  std::vector<Pause> pauses;
};

Case any_case(int count_min, int count_max) {
  const auto first = day("2019-01-01").day_number();
  const auto last = day("2035-12-31").day_number();
  Case out;
  out.anchor.day = Date::from_day_number(*rc::gen::inRange(first, last));
  out.anchor.after_hours = *rc::gen::arbitrary<bool>();
  out.period.count = *rc::gen::inRange(count_min, count_max);
  out.period.unit = *rc::gen::element(PeriodUnit::workdays, PeriodUnit::days, PeriodUnit::months);
  if (out.period.unit == PeriodUnit::months) out.period.count %= 14;
  const int pauses = *rc::gen::inRange(0, 4);
  for (int i = 0; i < pauses; ++i) {
    const Date from = out.anchor.day.add_days(*rc::gen::inRange(-5, 40));
    out.pauses.push_back({from, from.add_days(*rc::gen::inRange(-2, 12)), "停"});
  }
  return out;
}

Certificate counted(const Case& c) {
  return count_deadline(c.anchor, c.period, china(), c.pauses);
}

bool is_paused(const Case& c, Date date) {
  for (const Pause& p : c.pauses)
    if (p.from <= date && date <= p.to) return true;
  return false;
}

RC_GTEST_PROP(DeadlineProperty, ForwardPeriodsEndOnAnOpenDay, ()) {
  const Case c = any_case(0, 60);
  const Certificate certificate = counted(c);
  RC_ASSERT(china().is_working(certificate.due));
  RC_ASSERT(!is_paused(c, certificate.due));
  RC_ASSERT(certificate.due >= certificate.counted_from);
  RC_ASSERT(china().is_working(certificate.counted_from));
  RC_ASSERT(certificate.counted_from >= c.anchor.day);
}

RC_GTEST_PROP(DeadlineProperty, BackwardOffsetsNeverEndAfterTheAnchor, ()) {
  const Case c = any_case(-60, 0);
  RC_PRE(c.period.count < 0);
  const Certificate certificate = counted(c);
  RC_ASSERT(certificate.due < c.anchor.day);
  RC_ASSERT(certificate.counted_from == c.anchor.day);
}

RC_GTEST_PROP(DeadlineProperty, StepsRunFromTheAnchorToTheDueDayWithoutGaps, ()) {
  const Certificate certificate = counted(any_case(-60, 60));
  const int direction = certificate.period.count < 0 ? -1 : 1;
  RC_ASSERT(certificate.steps.front().day == certificate.anchor.day);
  RC_ASSERT(certificate.steps.back().day == certificate.due);
  for (std::size_t i = 1; i < certificate.steps.size(); ++i)
    RC_ASSERT(certificate.steps[i].day == certificate.steps[i - 1].day.add_days(direction));
}

// Recounts from the definition: the period's days are those after the start, working days or all,
// that are not paused.
RC_GTEST_PROP(DeadlineProperty, RecountsToTheSameDay, ()) {
  const Case c = any_case(1, 60);
  RC_PRE(c.period.count > 0);
  const Certificate certificate = counted(c);
  const Date start = certificate.counted_from;
  const bool working_only = c.period.unit == PeriodUnit::workdays;
  const int wanted = c.period.unit == PeriodUnit::months ? start.add_months(c.period.count) - start
                                                         : c.period.count;
  int days = 0;
  Date end = start;
  while (days < wanted) {
    end = end.add_days(1);
    if (!is_paused(c, end) && (!working_only || china().is_working(end))) ++days;
  }
  while (!china().is_working(end) || is_paused(c, end)) end = end.add_days(1);
  RC_ASSERT(certificate.due == end);
  int counted_steps = 0;
  for (const DeadlineStep& step : certificate.steps) counted_steps += step.counted ? 1 : 0;
  RC_ASSERT(counted_steps == wanted);
}

RC_GTEST_PROP(DeadlineProperty, PausesOnlyMoveTheEndLater, ()) {
  Case c = any_case(0, 60);
  const Date with = counted(c).due;
  c.pauses.clear();
  RC_ASSERT(with >= counted(c).due);
}

RC_GTEST_PROP(DeadlineProperty, AnEarlierAnchorIsNeverDueLater, ()) {
  Case c = any_case(-60, 60);
  c.pauses.clear();
  c.anchor.after_hours = false;
  const Date later = counted(c).due;
  c.anchor.day = c.anchor.day.add_days(-*rc::gen::inRange(1, 10));
  RC_ASSERT(counted(c).due <= later);
}

RC_GTEST_PROP(DeadlineProperty, AShorterPeriodIsNeverDueLater, ()) {
  Case c = any_case(0, 60);
  const Date longer = counted(c).due;
  RC_PRE(c.period.count > 0);
  --c.period.count;
  RC_ASSERT(counted(c).due <= longer);
}

}  // namespace
}  // namespace qinqing::base
