// A year's notice comes out while cases run.
#include "casework/calendar/publishing.h"

#include <gtest/gtest.h>

#include <barrier>
#include <boost/json/serialize.hpp>
#include <filesystem>
#include <thread>

#include "base/calendar_text.h"
#include "casework/certificate.h"
#include "casework/testing/casework_test_base.h"
#include "identity/refused.h"

namespace qinqing::casework {
namespace {

using base::Calendar;
using identity::Role;
namespace fs = std::filesystem;

Calendar::Notice notice(const std::string& title) {
  Calendar::Notice made;
  made.title = title;
  made.number = "试〔2026〕1号";
  made.date = "2026-12-30";
  return made;
}

// Invented: 4 to 5 January are off beside the new year's days.
Calendar::Year year_2027() {
  return {.year = 2027,
          .provisional = false,
          .notice = notice("试"),
          .further_notices = {},
          .holidays = {{.from = *base::Date::parse("2027-01-01"),
                        .to = *base::Date::parse("2027-01-05"),
                        .name = "元旦"}},
          .workdays = {{.day = *base::Date::parse("2027-01-09"), .name = "元旦"}}};
}

class PublishingTest : public testing::CaseworkTest {
 protected:
  PublishingTest() : CaseworkTest(fs::path(QINQING_TESTDATA) / "invented") {
    set_day("2026-12-30");
    publishing_ = std::make_unique<Publishing>(database(), *casework_, clock_);
  }

  identity::Caller administrator() const { return caller("root", Role::sysadmin); }
  void lend(const std::string& id) {
    open_case(id, "bicycle",
              {{.role = "rider", .person = "rider"},
               {.role = "witness", .person = "w", .state = PartyState::waiting}},
              caller("rider"));
    must(id, "lend", caller("keeper", Role::unit_admin), boost::json::object{{"lock", 7}});
  }
  std::string code(const Calendar::Year& year) {
    const auto done = publishing_->publish(administrator(), year);
    return done ? "" : done.faults()[0].code;
  }
  // As a server that is started now, on the same files.
  base::Faults start_again(std::shared_ptr<const Calendar> files) {
    publishing_.reset();
    casework_ = std::make_unique<Casework>(registry_, std::move(files));
    publishing_ = std::make_unique<Publishing>(database(), *casework_, clock_);
    return publishing_->restore();
  }

  std::unique_ptr<Publishing> publishing_;
};
STORE_ON_BOTH(PublishingTest);

TEST_P(PublishingTest, MovesWhatRunsKeepsBothCountsAndLeavesLateLate) {
  set_day("2026-11-24");
  lend("past");
  set_day("2026-12-30");
  casework_->sweep(database(), clock_.now());
  lend("c1");
  ASSERT_TRUE(deadline("c1", "bring_back").provisional);
  ASSERT_EQ(deadline("c1", "bring_back").due, date("2027-01-07"));

  const auto published = publishing_->publish(administrator(), year_2027());
  ASSERT_TRUE(published) << published.faults().to_string();
  EXPECT_TRUE(published->created);
  EXPECT_EQ(published->row.moved, 1);
  const CaseDeadline row = deadline("c1", "bring_back");
  EXPECT_EQ(row.due, date("2027-01-09")) << "two days off later, of which a Saturday works";
  EXPECT_FALSE(row.provisional);
  EXPECT_EQ(certificates(row).size(), 2U);
  EXPECT_TRUE(read_certificate(certificates(row)[0].body)->provisional);
  EXPECT_EQ(deadline("past", "bring_back").state, DeadlineState::late);
  EXPECT_EQ(deadline("past", "bring_back").certificates, 1);
  expect_sound("c1");
  lend("c2");
  EXPECT_EQ(deadline("c2", "bring_back").due, date("2027-01-09"));
}

TEST_P(PublishingTest, TheSameTwiceIsOnceAndAnotherIsRefused) {
  EXPECT_EQ(code(year_2027()), "");
  const std::int64_t events = count("event");
  const auto again = publishing_->publish(administrator(), year_2027());
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->created);
  EXPECT_EQ(count("event"), events);
  Calendar::Year other = year_2027();
  other.workdays.clear();
  EXPECT_EQ(code(other), "calendar.exists");
  Calendar::Year known = year_2027();
  known.year = 2026;
  EXPECT_EQ(code(known), "calendar.exists") << "2026 has its notice in the files";
  EXPECT_EQ(count("calendar_year"), 1);
}

TEST_P(PublishingTest, YearsFollowOneAnother) {
  Calendar::Year far;
  far.notice = notice("试");
  far.year = 2040;
  EXPECT_EQ(code(far), "calendar.gap");
  far.year = 2018;
  EXPECT_EQ(code(far), "calendar.gap");
  far.year = 2036;
  EXPECT_EQ(code(far), "") << "the one behind the last";
}

TEST_P(PublishingTest, OnlyTheAdministratorMay) {
  for (const Role role : {Role::public_, Role::entrepreneur, Role::official, Role::unit_admin,
                          Role::coordinator, Role::inspector})
    EXPECT_THROW((void)publishing_->publish(caller("x", role), year_2027()), identity::Refused);
  EXPECT_EQ(count("calendar_year"), 0);
  EXPECT_TRUE(publishing_->calendar()->day(date("2027-01-04")).provisional);
}

TEST_P(PublishingTest, OfTwoAtOnceOneIsRefused) {
  Calendar::Year other = year_2027();
  other.workdays.clear();
  const Calendar::Year years[] = {year_2027(), other};
  std::string codes[2];
  std::barrier begin(2);
  {
    std::jthread one([&] {
      begin.arrive_and_wait();
      codes[0] = code(years[0]);
    });
    std::jthread two([&] {
      begin.arrive_and_wait();
      codes[1] = code(years[1]);
    });
  }
  EXPECT_EQ(codes[0] + codes[1], "calendar.exists") << "one of each, in either order";
  EXPECT_EQ(count("calendar_year"), 1);
}

TEST_P(PublishingTest, AnotherServerTakesItOver) {
  Casework elsewhere(registry_, calendar());
  Publishing there(database(), elsewhere, clock_);
  ASSERT_EQ(code(year_2027()), "");
  EXPECT_TRUE(there.calendar()->day(date("2027-01-04")).working);
  there.refresh();
  EXPECT_EQ(there.calendar()->hash(), publishing_->calendar()->hash());
}

TEST_P(PublishingTest, ANewStartHasItAndStillKnowsTheCalendarBefore) {
  const std::string before = publishing_->calendar()->hash();
  ASSERT_EQ(code(year_2027()), "");
  const std::string after = publishing_->calendar()->hash();
  ASSERT_EQ(start_again(calendar()).to_string(), "");
  EXPECT_EQ(publishing_->calendar()->hash(), after);
  ASSERT_NE(casework_->calendars()->find(before), nullptr);
  EXPECT_TRUE(casework_->calendars()->find(before)->day(date("2027-01-04")).provisional);
}

TEST_P(PublishingTest, AFileWithOtherDaysStopsTheStartUnlessItNamesTheLaterNotice) {
  ASSERT_EQ(code(year_2027()), "");
  Calendar::Year file = year_2027();
  file.holidays[0].name = "新年";
  const auto with = [&] { return std::make_shared<const Calendar>(calendar()->with(file)); };
  EXPECT_EQ(start_again(with()).to_string(), "") << "the same days under another name";
  file.workdays.clear();
  const base::Faults faults = start_again(with());
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].code, "calendar.differs");
  EXPECT_NE(faults[0].what.find("2027年1月9日"), std::string::npos);
  file.further_notices.push_back(notice("改"));
  EXPECT_EQ(start_again(with()).to_string(), "");
  EXPECT_FALSE(publishing_->calendar()->is_working(date("2027-01-09"))) << "the file holds";
}

TEST_P(PublishingTest, WhatWasNotCountedAgainBeforeAnEndIsCountedLater) {
  lend("c1");
  // Published by a server that ended before it had counted anything again.
  database().write([&](store::Unit& unit) {
    unit.event({.kind = "calendar.publish", .subject = "2027"});
    PublishedYear row;
    row.year = 2027;
    row.title = "试";
    row.body = boost::json::serialize(base::write_calendar_year(year_2027()));
    row.published_at = base::instant_text(clock_.now());
    unit.insert(row);
  });
  ASSERT_EQ(start_again(calendar()).to_string(), "");
  EXPECT_EQ(deadline("c1", "bring_back").due, date("2027-01-07"));
  EXPECT_EQ(publishing_->recount().size(), 1U);
  EXPECT_EQ(deadline("c1", "bring_back").due, date("2027-01-09"));
  EXPECT_EQ(database().read(published_years)[0].moved, 1);
  EXPECT_TRUE(publishing_->recount().empty());
  EXPECT_EQ(database().read(published_years)[0].moved, 1);
}

}  // namespace
}  // namespace qinqing::casework
