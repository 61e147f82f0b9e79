// Cases on both engines, by a procedure that nothing in the program was written for.
#include "casework/casework.h"

#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "base/yaml.h"
#include "casework/testing/casework_test_base.h"

namespace qinqing::casework {
namespace {

using identity::Role;

class CaseworkRunTest : public testing::CaseworkTest {
 protected:
  CaseworkRunTest() : CaseworkTest(std::filesystem::path(QINQING_TESTDATA) / "invented") {}

  Docket ask_for(const std::string& id) {
    return open_case(id, "bicycle",
                     {{.role = "rider", .person = "rider"},
                      {.role = "witness", .person = "w1", .state = PartyState::waiting},
                      {.role = "witness", .person = "w2", .state = PartyState::waiting}},
                     caller("rider"));
  }
  identity::Caller keeper() const { return caller("keeper", Role::unit_admin); }
  static boost::json::value lock(int number = 7) {
    return boost::json::object{{"lock", number}, {"remark", "小心"}};
  }
};
STORE_ON_BOTH(CaseworkRunTest);

TEST_P(CaseworkRunTest, AnInventedProcedureRunsFromItsFileAlone) {
  EXPECT_EQ(ask_for("c1").file.state, "asked");
  const Docket lent = must("c1", "lend", keeper(), lock());
  EXPECT_EQ(lent.file.state, "lent");
  EXPECT_EQ(lent.file.number, "车〔2026〕1号");
  EXPECT_EQ(deadline("c1", "bring_back").due, date("2026-12-01"));
  EXPECT_EQ(must("c1", "see", caller("w1")).file.state, "lent");
  const Docket back = must("c1", "see", caller("w2"));
  EXPECT_EQ(back.file.state, "back") << "the last witness ends it by itself";
  EXPECT_TRUE(back.file.ended);
  EXPECT_EQ(deadline("c1", "bring_back").state, DeadlineState::met);
}

TEST_P(CaseworkRunTest, TheHistoryTellsWhoDidWhat) {
  ask_for("c1");
  must("c1", "lend", keeper(), lock());
  must("c1", "see", caller("w1"));
  must("c1", "see", caller("w2"));
  const auto steps = history("c1");
  ASSERT_EQ(steps.size(), 5U);
  EXPECT_EQ(steps[0].transition, "open");
  EXPECT_EQ(steps[1].transition, "lend");
  EXPECT_EQ(steps[1].role, "unit_admin");
  EXPECT_EQ(steps[1].account, "account-keeper");
  EXPECT_EQ(steps[1].post, "post-keeper");
  EXPECT_EQ(steps[1].at, "2026-11-24T04:00:00.000Z");
  EXPECT_EQ(steps[1].given, R"({"lock":7})");
  EXPECT_EQ(steps[1].given_personal, R"({"remark":"小心"})");
  EXPECT_EQ(steps[2].given_personal, std::nullopt) << "nothing to erase";
  EXPECT_EQ(steps[4].transition, "seen");
  EXPECT_EQ(steps[4].account, "") << "nobody took it";
}

TEST_P(CaseworkRunTest, OneActIsOneEventWithoutPersonalWords) {
  ask_for("c1");
  must("c1", "lend", keeper(), lock());
  const auto events = database().read([](store::Sql& sql) {
    return sql.rows<std::string, std::string, std::string, std::string>(
        "SELECT kind, account, place, body FROM event WHERE subject = :s ORDER BY id", "c1");
  });
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(std::get<0>(events[1]), "bicycle.lend");
  EXPECT_EQ(std::get<1>(events[1]), "account-keeper");
  EXPECT_EQ(std::get<2>(events[1]), "nb");
  EXPECT_EQ(std::get<3>(events[1]).find("小心"), std::string::npos);
  EXPECT_NE(std::get<3>(events[1]).find("lock"), std::string::npos);
}

TEST_P(CaseworkRunTest, ARefusedActChangesNothing) {
  ask_for("c1");
  const std::int64_t events = count("event");
  EXPECT_EQ(refusal("c1", "lend", caller("rider"), lock()), "case.role");
  EXPECT_EQ(refusal("c1", "lend", keeper()), "missing");
  EXPECT_EQ(refusal("c1", "mend", caller("rider")), "case.state");
  EXPECT_EQ(refusal("c1", "seen", keeper()), "case.transition");
  EXPECT_EQ(refusal("c1", "fly", keeper()), "case.transition");
  EXPECT_EQ(refusal("c2", "lend", keeper(), lock()), "case.none");
  EXPECT_EQ(refusal("c1", "give_up", {}), "case.role") << "who has not signed in";
  EXPECT_EQ(count("event"), events);
  EXPECT_EQ(find("c1").file.version, 1);
}

TEST_P(CaseworkRunTest, WhoSawAnOlderVersionIsTold) {
  ask_for("c1");
  const std::int64_t seen = find("c1").file.version;
  must("c1", "lend", keeper(), lock());
  EXPECT_THROW(static_cast<void>(act("c1", "break_down", caller("rider"), nullptr, seen)),
               store::Conflict);
  EXPECT_EQ(find("c1").file.state, "lent");
  EXPECT_TRUE(act("c1", "break_down", caller("rider"), nullptr, find("c1").file.version));
}

TEST_P(CaseworkRunTest, OpeningTwiceIsRefusedAndLeavesOneCase) {
  ask_for("c1");
  EXPECT_THROW(ask_for("c1"), store::Exists);
  EXPECT_EQ(count("case_file"), 1);
  EXPECT_EQ(count("case_party"), 3);
}

TEST_P(CaseworkRunTest, NumbersCountWithinSeriesAndYear) {
  for (const char* id : {"c1", "c2", "c3"}) ask_for(id);
  EXPECT_EQ(must("c2", "lend", keeper(), lock()).file.number, "车〔2026〕1号");
  EXPECT_EQ(must("c1", "lend", keeper(), lock()).file.number, "车〔2026〕2号");
  set_day("2027-01-04");
  EXPECT_EQ(must("c3", "lend", keeper(), lock()).file.number, "车〔2027〕1号");
  database()
      .write([&](store::Unit& unit) {
        return casework_->open(unit,
                               {.id = "c4",
                                .procedure = "bicycle",
                                .place = "nb",
                                .unit = "unit",
                                .series = "second book",
                                .parties = {{.role = "rider", .person = "rider"}}},
                               caller("rider"));
      })
      .value();
  // Nobody waits to confirm: it ends by itself in the same act.
  const Docket other = must("c4", "lend", keeper(), lock());
  EXPECT_EQ(other.file.number, "车〔2027〕1号");
  EXPECT_EQ(other.file.state, "back");
  EXPECT_TRUE(other.deadlines.empty()) << "a state that was only passed through starts nothing";
}

TEST_P(CaseworkRunTest, NumbersGivenAtOnceAreNeitherEqualNorSkipped) {
  constexpr int kThreads = 4, kEach = 6;
  const auto id = [](int thread, int i) {
    return "c" + std::to_string(thread) + "-" + std::to_string(i);
  };
  for (int t = 0; t < kThreads; ++t)
    for (int i = 0; i < kEach; ++i) ask_for(id(t, i));
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < kEach; ++i) act(id(t, i), "lend", keeper(), lock()).value();
    });
  for (std::thread& thread : threads) thread.join();
  std::set<std::int64_t> numbers;
  for (int t = 0; t < kThreads; ++t)
    for (int i = 0; i < kEach; ++i) numbers.insert(find(id(t, i)).file.number_n.value());
  EXPECT_EQ(numbers.size(), 24U);
  EXPECT_EQ(*numbers.rbegin(), 24);
}

TEST_P(CaseworkRunTest, ANumberIsKeptForEver) {
  ask_for("c1");
  must("c1", "lend", keeper(), lock());
  database().write([&](store::Unit& unit) {
    identity::Caller by = keeper();
    Proceeding proceeding(unit, registry_, *calendar(), by,
                          casework_->find(unit.sql(), "c1").value());
    proceeding.give_number();
    EXPECT_EQ(proceeding.docket().file.number, "车〔2026〕1号");
  });
}

TEST_P(CaseworkRunTest, OffersSayWhatMayBeDoneAndWhyNot) {
  ask_for("c1");
  const auto offered = [&](const identity::Caller& by) {
    return database().read([&](store::Sql& sql) {
      std::string all;
      const Docket docket = casework_->find(sql, "c1").value();
      for (const Offer& offer : casework_->offers(docket, by, sql))
        all += offer.transition->id + "/" + offer.role + "/" + offer.why_not + " ";
      return all;
    });
  };
  EXPECT_EQ(offered(keeper()), "lend/unit_admin/ ");
  EXPECT_EQ(offered(caller("rider")), "give_up/rider/ ");
  EXPECT_EQ(offered(caller("w1")), "");
  const std::string own = offered(caller("rider", Role::unit_admin));
  EXPECT_NE(own.find("lend//这件事里有您自己"), std::string::npos) << own;
}

TEST_P(CaseworkRunTest, APauseIsCountedOutAndBothCountsAreKept) {
  ask_for("c1");
  must("c1", "lend", keeper(), lock());
  set_day("2026-11-26");
  must("c1", "break_down", caller("rider"));
  EXPECT_EQ(deadline("c1", "bring_back").state, DeadlineState::paused);
  set_day("2026-12-02");
  must("c1", "mend", keeper());
  const CaseDeadline row = deadline("c1", "bring_back");
  EXPECT_EQ(row.state, DeadlineState::running);
  // 24 November + 5 working days would be 1 December; 26, 27, 30 November, 1 and 2 December paused.
  EXPECT_EQ(row.due, date("2026-12-08"));
  const auto kept = certificates(row);
  ASSERT_EQ(kept.size(), 2U);
  EXPECT_NE(kept[0].body.find(R"("due":"2026-12-01")"), std::string::npos);
  EXPECT_NE(kept[1].body.find("暂停：在修"), std::string::npos);
}

TEST_P(CaseworkRunTest, AfterHoursCountsAsTheNextWorkingDay) {
  clock_.set(base::FixedClock(date("2026-11-24")).now() + std::chrono::hours(6));
  ask_for("c1");
  must("c1", "lend", keeper(), lock());
  EXPECT_EQ(deadline("c1", "bring_back").due, date("2026-12-02"));
}

TEST_P(CaseworkRunTest, WhatIsOwedIsListedForThoseWhoOweIt) {
  ask_for("c1");
  ask_for("c2");
  must("c2", "lend", keeper(), lock());
  set_day("2026-11-25");
  must("c1", "lend", keeper(), lock());
  const auto owed = [&](const identity::Caller& by) {
    return database().read([&](store::Sql& sql) { return casework_->owed_by(sql, by); });
  };
  const auto riders = owed(caller("rider"));
  ASSERT_EQ(riders.size(), 2U);
  EXPECT_EQ(riders[0].case_id, "c2") << "what is due first stands first";
  EXPECT_EQ(riders[0].number, "车〔2026〕1号");
  EXPECT_EQ(riders[0].case_state, "lent");
  EXPECT_TRUE(owed(caller("w1")).empty());
  EXPECT_TRUE(owed(keeper()).empty());
  must("c2", "see", caller("w1"));
  must("c2", "see", caller("w2"));
  EXPECT_EQ(owed(caller("rider")).size(), 1U);
}

// --- versions

Version longer(const std::string& period) {
  std::string text =
      base::read_file(std::filesystem::path(QINQING_TESTDATA) / "invented/bicycle.yaml").value();
  const std::size_t at = text.find("5 workdays");
  return parse_procedure(text.replace(at, 10, period), "bicycle.yaml", {}).value();
}

TEST_P(CaseworkRunTest, AHundredOpenCasesKeepTheirDeadlineWhenTheProcedureChanges) {
  const auto id = [](int i) { return "c" + std::to_string(100 + i); };
  for (int i = 0; i < 100; ++i) {
    ask_for(id(i));
    if (i % 2 == 0) must(id(i), "lend", keeper(), lock());
  }
  ASSERT_TRUE(casework_->adopt(database(), {longer("20 workdays")}));
  for (int i = 1; i < 100; i += 2) must(id(i), "lend", keeper(), lock());
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(deadline(id(i), "bring_back").due, date("2026-12-01")) << "case " << i;
    EXPECT_EQ(find(id(i)).procedure().deadline("bring_back")->period, "5 workdays");
  }
  ask_for("new");
  must("new", "lend", keeper(), lock());
  EXPECT_EQ(deadline("new", "bring_back").due, date("2026-12-22"));
}

TEST_P(CaseworkRunTest, AnotherServerRunsACaseByTheKeptText) {
  ask_for("c1");
  Casework other(registry_, calendar());
  ASSERT_TRUE(other.adopt(database(), {longer("20 workdays")}));
  const Docket docket =
      database().read([&](store::Sql& sql) { return other.find(sql, "c1"); }).value();
  EXPECT_EQ(docket.procedure().deadline("bring_back")->period, "5 workdays");
  EXPECT_EQ(count("procedure_text"), 2);
  ASSERT_TRUE(other.adopt(database(), {longer("20 workdays")}));
  EXPECT_EQ(count("procedure_text"), 2) << "once is enough";
}

TEST_P(CaseworkRunTest, StartUpRefusesWhatTheProgramCannotRun) {
  const auto twice = casework_->adopt(database(), {longer("5 workdays"), longer("6 workdays")});
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.faults()[0].code, "duplicate_id");

  // A case by a version whose guard the program no longer has.
  std::string text = longer("7 workdays").text;
  const std::size_t at = text.find("all_confirmed");
  Version gone = restore_procedure(text.replace(at, 13, "all_confirmex")).value();
  ASSERT_TRUE(casework_->adopt(database(), {gone})) << "no case runs by it yet";
  ask_for("c1");
  const auto refused = casework_->adopt(database(), {longer("5 workdays")});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.faults()[0].code, "unknown_guard");
}

}  // namespace
}  // namespace qinqing::casework
