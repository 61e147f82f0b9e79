// The filing procedure on both engines, with a stand-in for the domain of filings.
#include <gtest/gtest.h>

#include "casework/testing/filing_case.h"

namespace qinqing::casework {
namespace {

using boost::json::object;
using boost::json::value;
using identity::Role;

class FilingTest : public testing::FilingCaseTest {};
STORE_ON_BOTH(FilingTest);

TEST_P(FilingTest, BeforeTheContact) {
  EXPECT_EQ(draft("f1", When::ahead).file.number, std::nullopt);
  contacts_["f1"].duties = {"pay_meal"};
  EXPECT_EQ(deadline("f1", "file_before").due, date("2026-12-03"));
  const Docket pending = must("f1", "submit", filer());
  EXPECT_EQ(pending.file.state, "pending") << "nobody is to confirm";
  EXPECT_EQ(pending.file.number, "甬报〔2026〕1号");
  EXPECT_EQ(state_of("f1", "file_before"), DeadlineState::met);
  EXPECT_EQ(deadline("f1", "approve").due, date("2026-11-25"));
  EXPECT_EQ(refusal("f1", "receive", admin()), "case.guard");
  EXPECT_EQ(must("f1", "approve", admin()).file.state, "approved");
  EXPECT_EQ(refusal("f1", "went", filer()), "case.guard") << "the day has not come";
  EXPECT_EQ(deadline("f1", "report_back").due, date("2026-12-11"));
  set_day("2026-12-04");
  EXPECT_EQ(must("f1", "went", filer()).file.state, "follow_up");
  EXPECT_EQ(deadline("f1", "pay_meal").due, date("2026-12-11"));
  EXPECT_EQ(refusal("f1", "settle", filer(), settled("something else")), "value");
  const Docket closed = must("f1", "settle", filer(), settled("pay_meal"));
  EXPECT_EQ(closed.file.state, "closed");
  EXPECT_EQ(state_of("f1", "pay_meal"), DeadlineState::met);
}

TEST_P(FilingTest, AfterTheContact) {
  draft("f1", When::past);
  EXPECT_EQ(deadline("f1", "file_after").due, date("2026-11-27"));
  must("f1", "submit", filer());
  EXPECT_EQ(refusal("f1", "approve", admin()), "case.guard") << "what is past is not approved";
  EXPECT_EQ(refusal("f1", "refuse", admin(), why("why_refused")), "case.guard");
  EXPECT_EQ(must("f1", "receive", admin()).file.state, "closed") << "no duty is left";
}

TEST_P(FilingTest, ThreeConfirmWithOneTapEach) {
  EXPECT_EQ(submitted("f1", When::ahead, {"a", "b", "c"}).file.state, "to_confirm");
  EXPECT_EQ(must("f1", "confirm", caller("a")).file.state, "to_confirm");
  const auto owed = [&](const char* person) {
    return database()
        .read([&](store::Sql& sql) { return casework_->owed_by(sql, caller(person)); })
        .size();
  };
  EXPECT_EQ(owed("a"), 0U) << "has confirmed";
  EXPECT_EQ(owed("b"), 1U);
  must("f1", "confirm", caller("b"));
  EXPECT_EQ(must("f1", "confirm", caller("c")).file.state, "pending");
  EXPECT_EQ(state_of("f1", "confirm"), DeadlineState::met);
}

TEST_P(FilingTest, OneTapIsEnoughAndOnlyWhoIsAskedConfirms) {
  draft("f1", When::ahead, {"a", "b"});
  EXPECT_EQ(refusal("f1", "confirm", caller("a")), "case.state") << "a draft is nobody else's";
  must("f1", "submit", filer());
  must("f1", "confirm", caller("a"));
  EXPECT_EQ(refusal("f1", "confirm", caller("a")), "case.guard");
  EXPECT_EQ(refusal("f1", "confirm", caller("c")), "case.role");
  EXPECT_EQ(must("f1", "dispute", caller("a"), why("what_is_wrong")).file.state, "to_correct")
      << "he may change his mind";
}

TEST_P(FilingTest, WhoWasOnlyNamedMayStillDispute) {
  contacts_["f1"] = {.on = clock_.today().add_days(-4)};
  open_case("f1", "filing",
            {{.role = "filer", .person = "filer"},
             {.role = "attendee", .person = "a", .state = PartyState::waiting},
             {.role = "attendee", .person = "named"}},
            filer());
  must("f1", "submit", filer());
  EXPECT_EQ(must("f1", "dispute", caller("named"), why("what_is_wrong")).file.state, "to_correct");
}

TEST_P(FilingTest, ADisputeIsCorrectedBeforeTheUnitSeesIt) {
  submitted("f1", When::past, {"a", "b"});
  must("f1", "confirm", caller("a"));
  EXPECT_EQ(must("f1", "dispute", caller("b"), why("what_is_wrong")).file.state, "to_correct");
  EXPECT_EQ(refusal("f1", "receive", admin()), "case.state");
  EXPECT_EQ(must("f1", "amend", filer(), why("what_changes")).file.state, "to_confirm");
  EXPECT_EQ(state_of("f1", "correct"), DeadlineState::met);
  EXPECT_EQ(deadline("f1", "confirm").round, 2) << "both are asked again, with new time";
  must("f1", "confirm", caller("a"));
  EXPECT_EQ(must("f1", "confirm", caller("b")).file.state, "pending");
}

TEST_P(FilingTest, ADisputeMayBeTakenBackOrStoodAgainst) {
  for (const char* id : {"f1", "f2"}) {
    submitted(id, When::past, {"a"});
    must(id, "dispute", caller("a"), why("what_is_wrong"));
  }
  EXPECT_EQ(must("f1", "confirm", caller("a")).file.state, "pending");
  const Docket stood = must("f2", "stand", filer(), why("why_stand"));
  EXPECT_EQ(stood.file.state, "pending");
  EXPECT_EQ(stood.parties[1].state, PartyState::disputed) << "the unit sees both";
}

TEST_P(FilingTest, AnotherAccountThatDiffersSendsItBackEvenWhenClosed) {
  draft("f1", When::past);
  must("f1", "submit", filer());
  must("f1", "receive", admin());
  const std::int64_t events = count("event");
  EXPECT_EQ(advance("f1").file.state, "closed") << "nothing differs";
  EXPECT_EQ(count("event"), events);
  contacts_["f1"].differs = true;
  EXPECT_EQ(advance("f1").file.state, "to_correct");
  EXPECT_FALSE(find("f1").file.ended);
  EXPECT_EQ(count("event"), events + 1);
  contacts_["f1"].differs = false;
  EXPECT_EQ(advance("f1").file.state, "pending") << "they agree, and the unit has it again";
}

TEST_P(FilingTest, BothStandByTheirs) {
  submitted("f1", When::past);
  contacts_["f1"].differs = true;
  EXPECT_EQ(advance("f1").file.state, "to_correct");
  EXPECT_EQ(must("f1", "amend", filer(), why("what_changes")).file.state, "to_correct")
      << "still different";
  EXPECT_EQ(must("f1", "stand", filer(), why("why_stand")).file.state, "pending");
}

TEST_P(FilingTest, NobodyWaitsForEverToConfirm) {
  submitted("f1", When::ahead, {"a"});
  EXPECT_EQ(refusal("f1", "not_wait", filer(), why("why_not_wait")), "case.guard");
  set_day("2026-11-27");
  EXPECT_EQ(must("f1", "not_wait", filer(), why("why_not_wait")).file.state, "pending");
  EXPECT_EQ(state_of("f1", "confirm"), DeadlineState::late);
  EXPECT_TRUE(deadline("f1", "confirm").ended_on) << "no longer owed, for ever late";
}

TEST_P(FilingTest, AQuestionStopsTheUnitsClock) {
  submitted("f1", When::past);
  EXPECT_EQ(deadline("f1", "receive").due, date("2026-11-27"));
  set_day("2026-11-25");
  must("f1", "ask", admin(), why("question"));
  EXPECT_EQ(state_of("f1", "receive"), DeadlineState::paused);
  EXPECT_EQ(deadline("f1", "answer").due, date("2026-11-27"));
  set_day("2026-11-27");
  must("f1", "answer", filer(), why("answer"));
  EXPECT_EQ(state_of("f1", "answer"), DeadlineState::met);
  EXPECT_EQ(deadline("f1", "receive").due, date("2026-12-02"));
  EXPECT_EQ(deadline("f1", "receive").round, 1);
}

TEST_P(FilingTest, WhatIsReturnedKeepsItsNumberAndGetsNewTime) {
  submitted("f1", When::past);
  must("f1", "return", admin(), why("why_returned"));
  EXPECT_EQ(state_of("f1", "receive"), DeadlineState::met);
  EXPECT_EQ(deadline("f1", "refile").due, date("2026-11-27"));
  const Docket again = must("f1", "amend", filer(), why("what_changes"));
  EXPECT_EQ(again.file.state, "pending");
  EXPECT_EQ(again.file.number, "甬报〔2026〕1号");
  EXPECT_EQ(state_of("f1", "refile"), DeadlineState::met);
  EXPECT_EQ(deadline("f1", "receive").round, 2);
  EXPECT_EQ(history("f1").size(), 6U);
}

TEST_P(FilingTest, AnAmendedApprovalHasToBeGivenAgain) {
  submitted("f1", When::ahead);
  must("f1", "approve", admin());
  EXPECT_EQ(deadline("f1", "report_back").due, date("2026-12-11"));
  contacts_["f1"].on = date("2026-12-11");
  EXPECT_EQ(must("f1", "amend", filer(), why("what_changes")).file.state, "pending");
  EXPECT_EQ(state_of("f1", "report_back"), DeadlineState::lifted);
  must("f1", "approve", admin());
  EXPECT_EQ(deadline("f1", "report_back").due, date("2026-12-18"));
}

TEST_P(FilingTest, ADayThatMovesMovesTheDutiesThatCountFromIt) {
  submitted("f1", When::ahead);
  must("f1", "approve", admin());
  contacts_["f1"].on = date("2026-12-11");
  // Nothing of the case's own changes but what an act finds: the day of the contact.
  EXPECT_EQ(refusal("f1", "went", filer()), "case.guard");
  contacts_["f1"].differs = true;
  advance("f1");
  EXPECT_EQ(find("f1").file.state, "to_correct");
}

TEST_P(FilingTest, WithdrawnAndDiscardedLeaveTheirHistory) {
  submitted("f1", When::ahead);
  must("f1", "withdraw", filer(), why("why_withdrawn"));
  EXPECT_EQ(find("f1").file.number, "甬报〔2026〕1号");
  EXPECT_EQ(state_of("f1", "approve"), DeadlineState::lifted);
  EXPECT_EQ(history("f1").size(), 4U);
  draft("f2", When::ahead);
  EXPECT_EQ(must("f2", "discard", filer()).file.state, "withdrawn");
  EXPECT_EQ(find("f2").file.number, std::nullopt) << "a draft uses up no number";
}

TEST_P(FilingTest, AContactThatDidNotHappen) {
  submitted("f1", When::ahead);
  must("f1", "approve", admin());
  set_day("2026-12-07");
  EXPECT_EQ(must("f1", "not_went", filer()).file.state, "not_held");
  EXPECT_EQ(state_of("f1", "report_back"), DeadlineState::met);
}

TEST_P(FilingTest, AnApprovalMayBeTakenBackUntilTheDay) {
  submitted("f1", When::ahead);
  must("f1", "approve", admin());
  EXPECT_EQ(must("f1", "revoke", admin(), why("why_refused")).file.state, "refused");
  submitted("f2", When::ahead);
  must("f2", "approve", admin());
  set_day("2026-12-04");
  EXPECT_EQ(refusal("f2", "revoke", admin(), why("why_refused")), "case.guard");
}

TEST_P(FilingTest, FilingLateStaysLate) {
  draft("f1", When::past);
  contacts_["f1"].on = date("2026-11-02");
  set_day("2026-11-30");
  must("f1", "submit", filer());
  const CaseDeadline row = deadline("f1", "file_after");
  EXPECT_EQ(row.state, DeadlineState::late);
  EXPECT_EQ(row.met_on, date("2026-11-30"));
  must("f1", "receive", admin());
  EXPECT_EQ(find("f1").file.state, "closed");
  EXPECT_EQ(deadline("f1", "file_after"), row) << "what follows does not mend it";
}

TEST_P(FilingTest, AHeadsFilingGoesOneLevelUp) {
  draft("f1", When::ahead);
  contacts_["f1"].routed_to = "bureau";
  EXPECT_EQ(must("f1", "submit", filer()).file.unit, "bureau");
  EXPECT_EQ(refusal("f1", "approve", admin()), "case.role") << "his own unit no longer can";
  EXPECT_EQ(must("f1", "approve", caller("chief", Role::unit_admin, "bureau")).file.state,
            "approved");
}

// --- nobody decides his own, by any path

TEST_P(FilingTest, NobodyApprovesHisOwnByAnotherPost) {
  submitted("f1", When::ahead, {"a"});
  must("f1", "confirm", caller("a"));
  EXPECT_EQ(refusal("f1", "approve", caller("filer", Role::unit_admin)), "case.own");
  EXPECT_EQ(refusal("f1", "approve", caller("a", Role::unit_admin)), "case.own");
  EXPECT_EQ(refusal("f1", "return", caller("a", Role::unit_admin), why("why_returned")),
            "case.own");
  EXPECT_EQ(find("f1").file.state, "pending");
}

TEST_P(FilingTest, NobodyApprovesHisOwnByDelegation) {
  submitted("f1", When::ahead);
  // The filer's own post of unit_admin, acted for by a colleague; and the other way round.
  auto colleague = caller("colleague", Role::unit_admin);
  colleague.delegation = "d1";
  colleague.stands_for = "filer";
  EXPECT_EQ(refusal("f1", "approve", colleague), "case.own");
  auto himself = caller("filer", Role::unit_admin);
  himself.delegation = "d2";
  himself.stands_for = "chief";
  EXPECT_EQ(refusal("f1", "approve", himself), "case.own");
}

TEST_P(FilingTest, NobodyApprovesHisOwnAfterLeavingIt) {
  draft("f1", When::ahead, {"a"});
  database().write([&](store::Unit& unit) {
    unit.event({.kind = "filing.amend", .subject = "f1"});
    CaseParty left = casework_->find(unit.sql(), "f1")->parties[1];
    left.state = PartyState::left;
    unit.update(left);
    CaseParty filer_row = casework_->find(unit.sql(), "f1")->parties[0];
    filer_row.state = PartyState::left;
    unit.update(filer_row);
    unit.insert(CaseParty{.case_id = "f1",
                          .seq = 3,
                          .version = 0,
                          .role = "filer",
                          .person = "other",
                          .post = "",
                          .organisation = "",
                          .state = PartyState::confirmed,
                          .answered_on = std::nullopt});
  });
  EXPECT_EQ(refusal("f1", "submit", filer()), "case.role") << "is the filer no more";
  must("f1", "submit", caller("other"));
  EXPECT_EQ(refusal("f1", "approve", caller("filer", Role::unit_admin)), "case.own");
  EXPECT_EQ(refusal("f1", "approve", caller("a", Role::unit_admin)), "case.own");
  EXPECT_EQ(refusal("f1", "approve", admin()), "");
}

TEST_P(FilingTest, NobodyApprovesHisOwnInAMergedUnit) {
  submitted("f1", When::ahead);
  // The filer's unit is merged into one in which he has the office.
  database().write([&](store::Unit& unit) {
    unit.event({.kind = "unit.merge", .subject = "f1"});
    CaseFile file = casework_->find(unit.sql(), "f1")->file;
    file.unit = "merged";
    unit.update(file);
  });
  EXPECT_EQ(refusal("f1", "approve", caller("filer", Role::unit_admin, "merged")), "case.own");
  EXPECT_EQ(refusal("f1", "approve", admin()), "case.role");
  EXPECT_EQ(refusal("f1", "approve", caller("admin", Role::unit_admin, "merged")), "");
}

}  // namespace
}  // namespace qinqing::casework
