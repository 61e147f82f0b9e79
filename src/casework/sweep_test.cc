// Days go by: warnings, lateness, and calendars that become known.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "casework/certificate.h"
#include "casework/testing/casework_test_base.h"

namespace qinqing::casework {
namespace {

using identity::Role;
namespace fs = std::filesystem;

class SweepTest : public testing::CaseworkTest {
 protected:
  SweepTest() : CaseworkTest(fs::path(QINQING_TESTDATA) / "invented") {}

  void lend(const std::string& id) {
    open_case(id, "bicycle",
              {{.role = "rider", .person = "rider"},
               {.role = "witness", .person = "w", .state = PartyState::waiting}},
              caller("rider"));
    must(id, "lend", caller("keeper", Role::unit_admin), boost::json::object{{"lock", 7}});
  }
  std::vector<DeadlineChange> sweep() { return casework_->sweep(database(), clock_.now()); }
  std::vector<DeadlineChange> recount() { return casework_->recount(database(), clock_.now()); }

  // The house's calendar folder with a notice for 2027 that turns 4 to 6 January into holidays.
  static std::shared_ptr<const base::Calendar> published_2027(const char* holiday) {
    const fs::path folder = fs::path(::testing::TempDir()) / "calendar-2027";
    fs::remove_all(folder);
    fs::copy(fs::path(QINQING_SOURCE_DIR) / "policy/calendar", folder);
    std::ofstream(folder / "2027.yaml")
        << "year: 2027\nnotice: {title: 试, number: 试, date: 2026-12-31}\n"
        << "holidays:\n"
        << holiday << "workdays: []\n";
    auto loaded = calendar(folder);
    fs::remove_all(folder);
    return loaded;
  }
};
STORE_ON_BOTH(SweepTest);

TEST_P(SweepTest, WarnsOnceThenMarksLateOnce) {
  lend("c1");
  EXPECT_TRUE(sweep().empty());
  set_day("2026-11-30");
  const auto warned = sweep();
  ASSERT_EQ(warned.size(), 1U);
  EXPECT_EQ(warned[0].kind, DeadlineChange::Kind::warned);
  EXPECT_EQ(warned[0].case_id, "c1");
  EXPECT_EQ(warned[0].due, date("2026-12-01"));
  EXPECT_TRUE(sweep().empty());
  set_day("2026-12-01");
  EXPECT_TRUE(sweep().empty()) << "due at the end of the day";
  set_day("2026-12-02");
  const auto late = sweep();
  ASSERT_EQ(late.size(), 1U);
  EXPECT_EQ(late[0].kind, DeadlineChange::Kind::late);
  const std::int64_t events = count("event");
  EXPECT_TRUE(sweep().empty());
  EXPECT_EQ(count("event"), events) << "nothing changed, nothing is written";
  EXPECT_EQ(deadline("c1", "bring_back").state, DeadlineState::late);
  expect_sound("c1");
}

TEST_P(SweepTest, ASweepThatWasMissedIsCaughtUp) {
  lend("c1");
  set_day("2026-12-20");
  ASSERT_EQ(sweep().size(), 1U);
  EXPECT_EQ(deadline("c1", "bring_back").state, DeadlineState::late);
  must("c1", "see", caller("w"));
  const CaseDeadline row = deadline("c1", "bring_back");
  EXPECT_EQ(row.state, DeadlineState::late);
  EXPECT_EQ(row.met_on, date("2026-12-20"));
}

TEST_P(SweepTest, LatenessDoesNotWaitForASweep) {
  lend("c1");
  set_day("2026-12-20");
  must("c1", "see", caller("w"));
  EXPECT_EQ(deadline("c1", "bring_back").state, DeadlineState::late);
}

TEST_P(SweepTest, WhatIsPausedIsNeitherWarnedOfNorLate) {
  lend("c1");
  must("c1", "break_down", caller("rider"));
  set_day("2027-03-01");
  EXPECT_TRUE(sweep().empty());
}

TEST_P(SweepTest, ManyCasesAreSweptEachInItsOwnUnit) {
  for (int i = 0; i < 30; ++i) lend("c" + std::to_string(100 + i));
  set_day("2026-12-02");
  const std::int64_t events = count("event");
  EXPECT_EQ(sweep().size(), 30U);
  EXPECT_EQ(count("event"), events + 30);
}

TEST_P(SweepTest, AProvisionalDayMovesLaterWhenTheNoticeComesAndBothCountsAreKept) {
  lend("past");  // due on 1 December 2026
  set_day("2026-12-30");
  lend("c1");
  const CaseDeadline before = deadline("c1", "bring_back");
  EXPECT_TRUE(before.provisional);
  EXPECT_EQ(before.due, date("2027-01-07"));
  EXPECT_TRUE(recount().empty()) << "the same calendar";

  casework_->use_calendar(
      published_2027("  - {from: 2027-01-01, to: 2027-01-03, name: 元旦}\n"
                     "  - {from: 2027-01-05, to: 2027-01-05, name: 试放假}\n"));
  const auto moved = recount();
  ASSERT_EQ(moved.size(), 1U);
  EXPECT_EQ(moved[0].case_id, "c1");
  EXPECT_EQ(moved[0].kind, DeadlineChange::Kind::moved);
  EXPECT_EQ(moved[0].was, date("2027-01-07"));
  EXPECT_EQ(moved[0].due, date("2027-01-08"));
  const CaseDeadline after = deadline("c1", "bring_back");
  EXPECT_FALSE(after.provisional);
  EXPECT_EQ(after.due, date("2027-01-08"));
  const auto kept = certificates(after);
  ASSERT_EQ(kept.size(), 2U);
  EXPECT_TRUE(read_certificate(kept[0].body)->provisional);
  EXPECT_FALSE(read_certificate(kept[1].body)->provisional);
  EXPECT_EQ(kept[1].why, "calendar");
  expect_sound("c1");
  EXPECT_TRUE(recount().empty()) << "once";

  const CaseDeadline past = deadline("past", "bring_back");
  EXPECT_EQ(past.due, date("2026-12-01"));
  EXPECT_EQ(past.certificates, 1);
  sweep();
  EXPECT_EQ(deadline("past", "bring_back").state, DeadlineState::late);
}

TEST_P(SweepTest, AProvisionalDayNeverMovesEarlier) {
  casework_->use_calendar(
      published_2027("  - {from: 2027-01-01, to: 2027-01-03, name: 元旦}\n"
                     "  - {from: 2027-01-05, to: 2027-01-05, name: 试放假}\n"));
  set_day("2026-12-30");
  lend("c1");
  ASSERT_EQ(deadline("c1", "bring_back").due, date("2027-01-08"));
  casework_->use_calendar(calendar());
  EXPECT_TRUE(recount().empty());
  const CaseDeadline row = deadline("c1", "bring_back");
  EXPECT_EQ(row.due, date("2027-01-08"));
  EXPECT_EQ(row.certificate, 1);
  EXPECT_EQ(row.certificates, 2) << "the count that would be earlier is kept beside";
  expect_sound("c1");
}

}  // namespace
}  // namespace qinqing::casework
