#include "casework/deadlines.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "casework/certificate.h"

namespace qinqing::casework {
namespace {

using enum DeadlineState;

base::Date day(const char* text) {
  return base::Date::parse(text).value();
}
base::Instant noon(const char* text) {
  return base::FixedClock(day(text)).now();
}
const base::Calendar& china() {
  static const base::Calendar kCalendar =
      base::Calendar::load(std::filesystem::path(QINQING_SOURCE_DIR) / "policy/calendar").value();
  return kCalendar;
}
// The house's calendar, with one more day off in November 2026.
base::Calendar with_day_off(const char* text, const char* name) {
  std::vector<base::Calendar::Year> years;
  for (const auto& [number, year] : china().years()) {
    years.push_back(year);
    if (number == day(text).year())
      years.back().holidays.push_back({.from = day(text), .to = day(text), .name = name});
  }
  return base::Calendar::of(std::move(years));
}

Counted start(const char* today, const char* period, const char* warn_before = nullptr) {
  CaseDeadline row;
  row.case_id = "c";
  row.name = "answer";
  row.round = 1;
  if (warn_before != nullptr) row.warn_before = warn_before;
  return Deadlines(china(), noon(today))
      .start(row, {.day = day(today)}, base::Period::parse(period).value());
}

TEST(Deadlines, StartsWithItsDayWarningAndCertificate) {
  const Counted counted = start("2026-11-24", "5 workdays", "2 workdays");
  EXPECT_EQ(counted.row.state, running);
  EXPECT_EQ(counted.row.due, day("2026-12-01"));
  EXPECT_EQ(counted.row.warn_on, day("2026-11-27"));
  EXPECT_EQ(counted.row.certificate, 1);
  EXPECT_EQ(counted.row.certificates, 1);
  EXPECT_EQ(counted.certificate.why, "start");
  EXPECT_EQ(read_certificate(counted.certificate.body)->due, day("2026-12-01"));
}

TEST(Deadlines, WhatStartsPastIsLateAtOnce) {
  CaseDeadline row;
  const Counted counted =
      Deadlines(china(), noon("2026-12-10")).start(row, {.day = day("2026-11-24")}, {.count = 5});
  EXPECT_EQ(counted.row.state, late);
}

TEST(Deadlines, IsNotLateOnItsLastDay) {
  CaseDeadline row = start("2026-11-24", "1 workday").row;
  EXPECT_FALSE(Deadlines(china(), noon("2026-11-25")).mark_late(row));
  EXPECT_TRUE(Deadlines(china(), noon("2026-11-26")).mark_late(row));
  EXPECT_FALSE(Deadlines(china(), noon("2026-11-27")).mark_late(row)) << "only once";
}

TEST(Deadlines, LateStaysLateWhenItIsDone) {
  CaseDeadline row = start("2026-11-24", "1 workday").row;
  EXPECT_TRUE(Deadlines(china(), noon("2026-11-26")).meet(row));
  EXPECT_EQ(row.state, late);
  EXPECT_EQ(row.met_on, day("2026-11-26"));
  EXPECT_FALSE(Deadlines(china(), noon("2026-11-27")).meet(row)) << "done once";
  EXPECT_EQ(row.met_on, day("2026-11-26"));
}

TEST(Deadlines, LateStaysLateWhenItFallsAway) {
  CaseDeadline row = start("2026-11-24", "1 workday").row;
  EXPECT_TRUE(Deadlines(china(), noon("2026-11-26")).lift(row));
  EXPECT_EQ(row.state, late);
  EXPECT_EQ(row.ended_on, day("2026-11-26"));
  EXPECT_EQ(row.met_on, std::nullopt);
  CaseDeadline other = start("2026-11-24", "1 workday").row;
  EXPECT_TRUE(Deadlines(china(), noon("2026-11-25")).lift(other));
  EXPECT_EQ(other.state, lifted);
}

TEST(Deadlines, WarnsOnceFromItsDayOn) {
  CaseDeadline row = start("2026-11-24", "5 workdays", "2 workdays").row;
  EXPECT_FALSE(Deadlines(china(), noon("2026-11-26")).warn(row));
  EXPECT_TRUE(Deadlines(china(), noon("2026-11-28")).warn(row));
  EXPECT_FALSE(Deadlines(china(), noon("2026-11-30")).warn(row));
  CaseDeadline silent = start("2026-11-24", "5 workdays").row;
  EXPECT_FALSE(Deadlines(china(), noon("2026-12-01")).warn(silent));
}

TEST(Deadlines, APauseMovesItsEndAndItsWarning) {
  auto [row, first] = start("2026-11-24", "5 workdays", "1 workday");
  EXPECT_TRUE(Deadlines(china(), noon("2026-11-26")).pause(row));
  EXPECT_EQ(row.state, paused);
  EXPECT_FALSE(Deadlines(china(), noon("2027-03-01")).mark_late(row)) << "it does not run";
  const auto second = Deadlines(china(), noon("2026-11-30")).resume(row, first, "等企业补充");
  EXPECT_EQ(row.state, running);
  // 26, 27 and 30 November are not counted.
  EXPECT_EQ(row.due, day("2026-12-04"));
  EXPECT_EQ(row.warn_on, day("2026-12-03"));
  EXPECT_EQ(row.certificate, 2);
  const auto certificate = read_certificate(second.body);
  EXPECT_EQ(certificate->pauses.size(), 1U);
  EXPECT_EQ(certificate->pauses[0].reason, "等企业补充");

  EXPECT_TRUE(Deadlines(china(), noon("2026-12-02")).pause(row));
  const auto third = Deadlines(china(), noon("2026-12-02")).resume(row, second, "再等");
  EXPECT_EQ(row.due, day("2026-12-07"));
  EXPECT_EQ(read_certificate(third.body)->pauses.size(), 2U);
}

TEST(Deadlines, WhatIsLateCannotPause) {
  CaseDeadline row = start("2026-11-24", "1 workday").row;
  EXPECT_TRUE(Deadlines(china(), noon("2026-11-26")).pause(row)) << "it was late, and says so now";
  EXPECT_EQ(row.state, late);
  EXPECT_FALSE(Deadlines(china(), noon("2026-11-27")).pause(row));
}

TEST(Deadlines, AnotherDayOfTheCaseMovesItEitherWay) {
  auto [row, first] = start("2026-11-24", "5 workdays");
  const Deadlines now(china(), noon("2026-11-25"));
  auto later = now.move_anchor(row, first, day("2026-12-01"));
  ASSERT_TRUE(later);
  EXPECT_EQ(row.due, day("2026-12-08"));
  EXPECT_EQ(later->why, "anchor");
  const auto earlier = now.move_anchor(row, *later, day("2026-11-20"));
  ASSERT_TRUE(earlier);
  EXPECT_EQ(row.due, day("2026-11-27"));
  EXPECT_EQ(row.certificates, 3);
}

TEST(Deadlines, ANewCalendarMovesItLaterAndKeepsBothCounts) {
  auto [row, first] = start("2026-11-24", "5 workdays");
  const base::Calendar calendar = with_day_off("2026-11-26", "停电");
  const auto second = Deadlines(calendar, noon("2026-11-25")).recount(row, first);
  ASSERT_TRUE(second);
  EXPECT_EQ(row.due, day("2026-12-02"));
  EXPECT_EQ(row.certificate, 2);
  EXPECT_EQ(row.calendar, calendar.hash());
  EXPECT_FALSE(Deadlines(calendar, noon("2026-11-25")).recount(row, *second)) << "nothing new";
}

TEST(Deadlines, ANewCalendarNeverMovesItEarlier) {
  const base::Calendar off = with_day_off("2026-11-26", "停电");
  CaseDeadline row;
  auto [counted, first] =
      Deadlines(off, noon("2026-11-24"))
          .start(row, {.day = day("2026-11-24")}, base::Period::parse("5 workdays").value());
  ASSERT_EQ(counted.due, day("2026-12-02"));
  const auto second = Deadlines(china(), noon("2026-11-25")).recount(counted, first);
  ASSERT_TRUE(second);
  EXPECT_EQ(read_certificate(second->body)->due, day("2026-12-01"));
  EXPECT_EQ(counted.due, day("2026-12-02")) << "the day that was promised";
  EXPECT_EQ(counted.certificate, 1) << "explained by the count that gave it";
  EXPECT_EQ(counted.certificates, 2);
}

TEST(Deadlines, ANewCalendarLeavesAloneWhatIsPastOrPaused) {
  auto [row, first] = start("2026-11-24", "1 workday");
  const base::Calendar calendar = with_day_off("2026-11-25", "停电");
  CaseDeadline past = row;
  EXPECT_FALSE(Deadlines(calendar, noon("2026-11-26")).recount(past, first));
  EXPECT_EQ(past, row);
  CaseDeadline paused_row = row;
  Deadlines(china(), noon("2026-11-24")).pause(paused_row);
  EXPECT_FALSE(Deadlines(calendar, noon("2026-11-24")).recount(paused_row, first));
}

TEST(Deadlines, OfficeHoursEndAtHalfPastFive) {
  const base::Instant midday = noon("2026-11-24");
  using std::chrono::milliseconds;
  using std::chrono::minutes;
  EXPECT_FALSE(after_hours(midday + minutes(330)));
  EXPECT_TRUE(after_hours(midday + minutes(330) + milliseconds(1)));
  EXPECT_TRUE(after_hours(midday + minutes(719)));
  EXPECT_FALSE(after_hours(midday + minutes(721))) << "the next day";
}

}  // namespace
}  // namespace qinqing::casework
