#include "base/date.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <limits>

namespace qinqing::base {
namespace {

Date day(std::string_view text) {
  return Date::parse(text).value_or(Date());
}

TEST(Date, TakesOnlyDaysThatExist) {
  EXPECT_TRUE(Date::of(2024, 2, 29));
  EXPECT_FALSE(Date::of(2026, 2, 29));
  EXPECT_TRUE(Date::of(2000, 2, 29));
  EXPECT_FALSE(Date::of(1900, 2, 29));
  EXPECT_FALSE(Date::of(2026, 13, 1));
  EXPECT_FALSE(Date::of(2026, 0, 1));
  EXPECT_FALSE(Date::of(2026, 4, 31));
  EXPECT_FALSE(Date::of(2026, 1, 0));
  EXPECT_FALSE(Date::of(0, 1, 1));
  EXPECT_FALSE(Date::of(10000, 1, 1));
  EXPECT_FALSE(Date::of(2026, -1, 1));
}

TEST(Date, ParsesOneNotationOnly) {
  EXPECT_EQ(Date::parse("2026-11-27"), Date::of(2026, 11, 27));
  for (const char* text :
       {"", "2026-1-1", "2026/11/27", "20261127", "2026-11-27 ", " 2026-11-27", "2026-11-2７",
        "+026-11-27", "2026-11--7", "-026-11-27", "2026-02-30", "0000-01-01", "2026-11-27T00:00"})
    EXPECT_FALSE(Date::parse(text)) << text;
}

TEST(Date, KnowsWeekdays) {
  EXPECT_EQ(day("2026-11-27").weekday(), Weekday::friday);
  EXPECT_EQ(day("1970-01-01").weekday(), Weekday::thursday);
  EXPECT_EQ(day("0001-01-01").weekday(), Weekday::monday);
  EXPECT_EQ(day("2026-11-29").weekday_chinese(), "星期日");
  EXPECT_EQ(day("2026-11-30").weekday_chinese(), "星期一");
}

TEST(Date, MonthsClampToTheMonthsEnd) {
  EXPECT_EQ(day("2026-01-31").add_months(1), day("2026-02-28"));
  EXPECT_EQ(day("2024-01-31").add_months(1), day("2024-02-29"));
  EXPECT_EQ(day("2026-03-31").add_months(-1), day("2026-02-28"));
  EXPECT_EQ(day("2026-10-31").add_months(1), day("2026-11-30"));
  EXPECT_EQ(day("2026-12-15").add_months(1), day("2027-01-15"));
  EXPECT_EQ(day("2026-01-15").add_months(-1), day("2025-12-15"));
  EXPECT_EQ(day("2024-02-29").add_months(12), day("2025-02-28"));
  EXPECT_EQ(day("2026-05-05").add_months(0), day("2026-05-05"));
}

TEST(Date, ArithmeticStopsAtTheEndsOfItsRange) {
  const Date last = day("9999-12-31");
  const Date first = day("0001-01-01");
  constexpr auto huge = std::numeric_limits<std::int32_t>::max();
  constexpr auto tiny = std::numeric_limits<std::int32_t>::min();
  EXPECT_EQ(last.add_days(1), last);
  EXPECT_EQ(first.add_days(-1), first);
  EXPECT_EQ(first.add_days(huge), last);
  EXPECT_EQ(last.add_days(tiny), first);
  EXPECT_EQ(first.add_months(huge), last);
  EXPECT_EQ(last.add_months(tiny), first);
  EXPECT_EQ(last.add_months(1), last);
  EXPECT_EQ(Date::from_day_number(huge), last);
}

TEST(Date, PrintsPaddedAndInChinese) {
  EXPECT_EQ(day("0007-03-04").to_string(), "0007-03-04");
  EXPECT_EQ(day("2026-03-04").to_chinese(), "3月4日");
  EXPECT_EQ(day("2026-11-27").to_chinese_full(), "2026年11月27日");
}

TEST(Date, SubtractsToWholeDays) {
  EXPECT_EQ(day("2026-03-01") - day("2026-02-28"), 1);
  EXPECT_EQ(day("2024-03-01") - day("2024-02-28"), 2);
  EXPECT_EQ(day("2026-01-01") - day("2026-01-02"), -1);
}

RC_GTEST_PROP(DateProperty, TextAndPartsGiveTheDayBack, ()) {
  const Date date = Date::from_day_number(*rc::gen::inRange(-719162, 2932897));
  RC_ASSERT(Date::parse(date.to_string()) == date);
  RC_ASSERT(Date::of(date.year(), date.month(), date.day()) == date);
}

RC_GTEST_PROP(DateProperty, WeekdaysFollowOneAnother, ()) {
  const Date date = Date::from_day_number(*rc::gen::inRange(-700000, 2900000));
  const int today = static_cast<int>(date.weekday());
  RC_ASSERT(static_cast<int>(date.add_days(1).weekday()) == today % 7 + 1);
}

RC_GTEST_PROP(DateProperty, MonthsKeepTheDayOrClamp, ()) {
  const Date date = Date::from_day_number(*rc::gen::inRange(0, 60000));
  const Date moved = date.add_months(*rc::gen::inRange(-500, 500));
  const bool at_month_end = moved.add_days(1).day() == 1;
  RC_ASSERT(moved.day() == date.day() || (moved.day() < date.day() && at_month_end));
}

}  // namespace
}  // namespace qinqing::base
