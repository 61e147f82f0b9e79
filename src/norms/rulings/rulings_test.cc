// Rulings end to end at the service, on either engine: who may sign, what binds whom, what silence
// leads to, and what is left of who asked without a name.
#include <gtest/gtest.h>

#include "base/json.h"
#include "casework/notices/notice.h"
#include "identity/refused.h"
#include "norms/rulings/json.h"
#include "norms/testing/ruling_house.h"
#include "store/failure.h"

namespace qinqing::norms {
namespace {

using testing::RulingHouse;

// The giver wants something of the official: the lists say no.
void deny(boost::json::object& check) {
  auto& facts = check["facts"].as_object();
  facts["relation"] = "pending";
  facts["gift_handled"] = "not_yet";
  facts["received_on"] = "2026-11-20";
}

class RulingsTest : public RulingHouse {};
STORE_ON_BOTH(RulingsTest);

TEST_P(RulingsTest, IsCitedForTheSameMaterialFacts) {
  ASSERT_EQ(check(gift("2026-11-27")).judgement.outcome.verdict, Verdict::undetermined);
  const std::string id = ask("wang", question(gift("2026-11-27"), "nb"));
  EXPECT_EQ(docket(id).file.place, "nb");
  ASSERT_EQ(act("kong", id, "draft", untied(), answer("permitted")), "");
  ASSERT_EQ(act("cao", id, "cosign", untied()), "");
  ASSERT_EQ(act("kong", id, "publish", looked()), "case.guard") << "kong has drafted it";
  add("feng", "冯己", "city-front", identity::Role::coordinator);
  ASSERT_EQ(act("feng", id, "publish", looked()), "");

  const Check cited = check(gift("2026-12-04"));
  ASSERT_NE(cited.ruling, nullptr) << "another day is not another case";
  EXPECT_EQ(cited.ruling->id, id);
  EXPECT_EQ(cited.judgement.outcome.verdict, Verdict::permitted);
  EXPECT_EQ(cited.receipt.authority, "ruling");
  EXPECT_FALSE(cited.receipt.binding) << "nobody has adopted the lists";
  EXPECT_NE(cited.receipt.bytes.find(cited.ruling->hash), std::string::npos);

  const Check other = check(gift("2026-12-04", "201.00"));
  EXPECT_EQ(other.ruling, nullptr) << "a material fact differs";
  EXPECT_EQ(other.judgement.outcome.verdict, Verdict::undetermined);
}

TEST_P(RulingsTest, WhatIsNotMaterialMayDiffer) {
  const std::string id = ask("wang", question(gift("2026-11-27")));
  publish(id, answer("permitted", {"relation", "gift_kind"}));
  auto there = gift("2026-12-04", "999.00");
  there["place"] = "nb-haishu";
  EXPECT_NE(check(there).ruling, nullptr);
}

TEST_P(RulingsTest, ADenyRuleOutranksIt) {
  const std::string id = ask("wang", question(gift("2026-11-27")));
  publish(id, answer("permitted", {"gift_kind"}));
  auto pending = gift("2026-12-04");
  pending["place"] = "nb-haishu";
  deny(pending);
  const Check denied = check(pending);
  EXPECT_EQ(denied.ruling, nullptr);
  EXPECT_EQ(denied.judgement.outcome.verdict, Verdict::prohibited);
}

TEST_P(RulingsTest, HoldsWhereItWasGivenAndBelow) {
  const std::string id = ask("wang", question(gift("2026-11-27")));
  publish(id, answer("permitted"));
  const auto at = [&](const char* place) {
    auto situation = gift("2026-12-04");
    if (*place != '\0') situation["place"] = place;
    return check(situation);
  };
  EXPECT_NE(at("nb-haishu").ruling, nullptr);
  EXPECT_NE(at("nb-330203005").ruling, nullptr) << "a township of it";
  EXPECT_EQ(at("nb-jiangbei").ruling, nullptr);
  EXPECT_EQ(at("nb-jiangbei").elsewhere.size(), 1U);
  EXPECT_EQ(at("").ruling, nullptr) << "nobody said where";
  auto nowhere = gift("2026-12-04");
  nowhere["place"] = "atlantis";
  const auto refused = norms().check(nowhere, base::Scalars::typed);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.faults()[0].code, "unknown_place");
}

TEST_P(RulingsTest, RevokedBindsNoLaterCheckAndTouchesNoEarlierReceipt) {
  const std::string id = ask("wang", question(gift("2026-11-27")));
  publish(id, answer("permitted"));
  auto situation = gift("2026-12-04");
  situation["place"] = "nb-haishu";
  const std::string receipt = check(situation).receipt.bytes;
  go_to("2026-11-25");
  ASSERT_EQ(act("he", id, "revoke", {{"why_revoked", "事情变了"}}), "");
  EXPECT_EQ(check(situation).ruling, nullptr);
  EXPECT_EQ(check(situation).judgement.outcome.verdict, Verdict::undetermined);
  const auto kept = check_receipt(norms(), receipt);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->finding, ReceiptFinding::same);
  // One that claims it for the day after is not believed.
  auto forged = base::parse_json(receipt).value();
  forged.as_object()["asked_on"] = "2026-11-26";
  const auto found = check_receipt(norms(), boost::json::serialize(forged));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->finding, ReceiptFinding::differs);
}

TEST_P(RulingsTest, ExpiresByItself) {
  const std::string id = ask("wang", question(gift("2026-11-27")));
  RulingAnswer short_lived = answer("permitted");
  short_lived.until = *base::Date::of(2026, 11, 30);
  publish(id, short_lived);
  auto situation = gift("2026-12-04");
  situation["place"] = "nb-haishu";
  go_to("2026-11-30");
  EXPECT_NE(check(situation).ruling, nullptr) << "its last day";
  go_to("2026-12-01");
  EXPECT_EQ(check(situation).ruling, nullptr);
}

TEST_P(RulingsTest, TwoThatContradictEachOtherDecideNothingAndBothOfficesAreTold) {
  publish(ask("wang", question(gift("2026-11-27"))), answer("permitted"));
  const std::string second = ask("li", question(gift("2026-12-02")));
  // The same situation is answered by now: only a wider one can still be asked. It is asked where
  // nobody has answered yet.
  EXPECT_EQ(state(second), "asked");
  ASSERT_EQ(act("lv", second, "draft", untied(), answer("prohibited", {"gift_kind"})), "");
  ASSERT_EQ(act("shi", second, "cosign", untied()), "");
  ASSERT_EQ(act("he", second, "publish", looked()), "");
  auto situation = gift("2026-12-04");
  situation["place"] = "nb-haishu";
  const Check found = check(situation);
  EXPECT_EQ(found.ruling, nullptr);
  EXPECT_EQ(found.contrary.size(), 2U);
  EXPECT_EQ(found.judgement.outcome.verdict, Verdict::undetermined);
  EXPECT_EQ(check_receipt(norms(), found.receipt.bytes)->finding, ReceiptFinding::same);
  const auto told = database().read(
      [&](store::Sql& sql) { return casework::notices_of(sql, person_of("zheng"), 10); });
  EXPECT_TRUE(std::ranges::any_of(told, [](const auto& each) {
    return each.notice.text.find("说法不一样") != std::string::npos;
  }));
}

TEST_P(RulingsTest, DutiesOfARulingAreCountedAndAMissedOneProhibits) {
  RulingAnswer with_duty = answer("conditional");
  with_duty.duties.assign(1, "get_approval");
  publish(ask("wang", question(gift("2026-11-27"))), with_duty);
  auto situation = gift("2026-11-27");
  situation["place"] = "nb-haishu";
  const Check owed = check(situation);
  ASSERT_EQ(owed.judgement.outcome.duties.size(), 1U);
  EXPECT_EQ(owed.judgement.outcome.verdict, Verdict::conditional);
  EXPECT_EQ(owed.judgement.outcome.duties[0].due, base::Date::of(2026, 11, 26));
  go_to("2026-11-27");
  EXPECT_EQ(check(situation).judgement.outcome.verdict, Verdict::prohibited);
}

TEST_P(RulingsTest, NobodySignsTwice) {
  const std::string id = ask("wang", question(gift("2026-11-27")));
  ASSERT_EQ(act("zheng", id, "draft", untied(), answer("permitted")), "");
  EXPECT_THROW(act("zheng", id, "cosign", untied()), identity::Refused);
  ASSERT_EQ(act("wu", id, "cosign", untied()), "");
  EXPECT_EQ(act("zheng", id, "publish", looked()), "case.guard");
  EXPECT_EQ(state(id), "cosigned");
  EXPECT_EQ(act("he", id, "publish", looked()), "");
}

TEST_P(RulingsTest, TheHeadOfTheUnitConcernedDoesNotSign) {
  add("boss2", "尤庚", "front", identity::Role::coordinator, true);
  RulingQuestion about = question(gift("2026-11-27"));
  about.unit = "front";
  const std::string id = ask("wang", about);
  EXPECT_EQ(docket(id).file.unit, "front");
  // Asked by name a question concerns one's own unit where nothing else is said.
  EXPECT_EQ(act("boss2", id, "draft", untied(), answer("permitted")), "case.guard");
  EXPECT_EQ(act("zheng", id, "draft", untied(), answer("permitted")), "");
}

TEST_P(RulingsTest, WhoIsTiedStandsAside) {
  const std::string id = ask("wang", question(gift("2026-11-27")));
  EXPECT_EQ(act("zheng", id, "draft", {{"no_tie", false}}, answer("permitted")), "ruling.tie");
  EXPECT_EQ(act("zheng", id, "recuse"), "");
  EXPECT_EQ(act("zheng", id, "draft", untied(), answer("permitted")), "case.own");
  publish(ask("li", question(gift("2026-12-02", "77.00"))), answer("permitted"));
  ASSERT_EQ(act("he", id, "draft", untied(), answer("permitted")), "");
  EXPECT_EQ(act("shi", id, "cosign", untied()), "");
  EXPECT_EQ(act("zheng", id, "publish", looked()), "case.own") << "who stood aside stays aside";
}

TEST_P(RulingsTest, TheAskerRulesOnNothingOfTheirs) {
  const std::string id = ask("zheng", question(gift("2026-11-27")));
  EXPECT_THROW(act("zheng", id, "draft", untied(), answer("permitted")), identity::Refused);
  EXPECT_EQ(act("he", id, "draft", untied(), answer("permitted")), "");
}

TEST_P(RulingsTest, SilenceGoesOneLevelUpAndNeverBecomesConsent) {
  const std::string id = ask("wang", question(gift("2026-12-18")));
  const base::Date due = docket(id).owed("answer")->due;
  EXPECT_EQ(due, base::Date::of(2026, 11, 27));
  go_to("2026-11-28");
  casework().sweep(database(), clock_.now());
  EXPECT_EQ(rulings().raise_late(clock_.now()), 1U);
  EXPECT_EQ(rulings().raise_late(clock_.now()), 0U) << "once";
  const auto raised = docket(id);
  EXPECT_EQ(raised.file.state, "raised");
  EXPECT_EQ(raised.file.place, "nb");
  EXPECT_EQ(raised.file.unit, "city-front");
  const auto told = database().read(
      [&](store::Sql& sql) { return casework::notices_of(sql, person_of("kong"), 10); });
  EXPECT_FALSE(told.empty()) << "the office above knows that it owes an answer";
  auto situation = gift("2026-12-18");
  situation["place"] = "nb-haishu";
  EXPECT_EQ(check(situation).judgement.outcome.verdict, Verdict::undetermined);
  // There is nobody above the city: it stays there, late.
  go_to("2026-12-20");
  casework().sweep(database(), clock_.now());
  EXPECT_EQ(rulings().raise_late(clock_.now()), 0U);
  EXPECT_EQ(docket(id).owed("answer_above")->state, casework::DeadlineState::late);
  const auto now = docket(id);
  EXPECT_TRUE(std::ranges::any_of(now.deadlines, [](const auto& row) {
    return row.name == "answer" && row.state == casework::DeadlineState::late;
  })) << "what was late stays late";
}

TEST_P(RulingsTest, ADistrictWithoutAnOfficeAsksTheCity) {
  EXPECT_EQ(docket(ask("zhou", question(gift("2026-11-27"), "nb-jiangbei"))).file.place, "nb");
}

TEST_P(RulingsTest, WhoAsksWithoutANameIsNowhere) {
  const std::string code = make_code(random_);
  const std::string id = new_id();
  RulingQuestion asked = question(gift("2026-11-27"));
  asked.note = "老同学送的";
  const auto sent = rulings().ask_anonymously(id, asked, code);
  ASSERT_TRUE(sent) << sent.faults().to_string();
  EXPECT_TRUE(sent->created);
  EXPECT_FALSE(rulings().ask_anonymously(id, asked, code)->created) << "a retry asks once";
  EXPECT_THROW((void)rulings().ask_anonymously(id, question(gift("2026-11-27", "1.00")), code),
               store::Exists);
  const auto kept = docket(id);
  EXPECT_TRUE(kept.parties.empty());
  EXPECT_EQ(kept.file.opened_by, "");
  EXPECT_EQ(kept.file.opened_post, "");
  const auto row = database().read([&](store::Sql& sql) { return *sql.find<Ruling>(id); });
  EXPECT_EQ(row.asker, "");
  EXPECT_EQ(row.unit, "");
  EXPECT_EQ(row.code_hash.find(tidy_code(code)), std::string::npos) << "only its hash is kept";
  publish(id, answer("permitted"));
  const auto back = rulings().by_code(" " + code + " ");
  ASSERT_TRUE(back);
  EXPECT_EQ(back->ruling.verdict, "permitted");
  EXPECT_FALSE(rulings().by_code(make_code(random_)));
}

TEST_P(RulingsTest, AnswersAreHeldAgainstWhatWasAsked) {
  const std::string id = ask("wang", question(gift("2026-11-27")));
  const auto faulty = [&](auto change) {
    RulingAnswer wrong = answer("permitted");
    change(wrong);
    const auto done = rulings().act(
        sign_in("zheng"), id, docket(id).file.version,
        {.act = "draft", .fields = boost::json::object(untied()), .answer = std::move(wrong)});
    return done ? std::string() : done.faults()[0].pointer;
  };
  EXPECT_EQ(faulty([](auto& a) { a.verdict = "undetermined"; }), "/answer/verdict");
  EXPECT_EQ(faulty([](auto& a) { a.duties.assign(1, "get_approval"); }), "/answer/duties");
  EXPECT_EQ(faulty([](auto& a) { a.verdict = "conditional"; }), "/answer/duties");
  EXPECT_EQ(faulty([](auto& a) { a.clauses.assign(1, "no-such"); }), "/answer/clauses/0");
  EXPECT_EQ(faulty([](auto& a) { a.clauses.clear(); }), "/answer/clauses");
  EXPECT_EQ(faulty([](auto& a) { a.reasons = " "; }), "/answer/reasons");
  EXPECT_EQ(faulty([](auto& a) { a.scope.assign(1, "nb"); }), "/answer/scope/0")
      << "a district's ruling";
  EXPECT_EQ(faulty([](auto& a) { a.until = *base::Date::of(2026, 11, 23); }), "/answer/until");
  EXPECT_EQ(faulty([](auto& a) { a.until = *base::Date::of(2036, 11, 23); }), "/answer/until");
  EXPECT_EQ(faulty([](auto& a) { a.material = std::vector<std::string>(1, "received_on"); }),
            "/answer/material/0");
  EXPECT_EQ(faulty([](auto& a) { a.actors.assign(1, "entrepreneur"); }), "/answer/actors/0");
  EXPECT_EQ(state(id), "asked") << "nothing of it is kept";
  EXPECT_EQ(database().read([&](store::Sql& sql) { return sql.find<Ruling>(id)->drafts; }), 0);
}

TEST_P(RulingsTest, WhatTheListsDecideIsNotRuledOn) {
  auto pending = gift("2026-11-27");
  deny(pending);
  const auto refused = rulings().ask(sign_in("wang"), new_id(), question(pending));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.faults()[0].code, "ruling.decided");
}

TEST_P(RulingsTest, OthersDoNotSeeWhatWasAsked) {
  const std::string id = ask("wang", question(gift("2026-11-27")));
  for (const char* login : {"li", "zhao", "chief", "zhou", "boss", "root", "sun"})
    EXPECT_THROW((void)rulings().read(sign_in(login), id), identity::Refused) << login;
  EXPECT_NO_THROW((void)rulings().read(sign_in("wang"), id));
  EXPECT_NO_THROW((void)rulings().read(sign_in("wu"), id));
  // The asker sees no draft: what is not published is nobody's answer yet.
  ASSERT_EQ(act("zheng", id, "draft", untied(), answer("permitted")), "");
  const auto seen = [&](const char* login) {
    const auto record = rulings().read(sign_in(login), id);
    return database().read([&](store::Sql& sql) {
      return record_json(sql, rulings(), record, sign_in(login)).answer.has_value();
    });
  };
  EXPECT_TRUE(seen("he"));
  EXPECT_FALSE(seen("wang"));
}

TEST_P(RulingsTest, TwoAtOnceTheSecondIsRefused) {
  const std::string id = ask("wang", question(gift("2026-11-27")));
  const std::int64_t seen = docket(id).file.version;
  ASSERT_EQ(act("zheng", id, "draft", untied(), answer("permitted")), "");
  EXPECT_THROW((void)rulings().act(sign_in("he"), id, seen,
                                   {.act = "draft",
                                    .fields = boost::json::object(untied()),
                                    .answer = answer("prohibited")}),
               store::Conflict);
}

TEST_P(RulingsTest, CanBeWrittenAsARule) {
  const std::string id = ask("wang", question(gift("2026-11-27")));
  publish(id, answer("permitted", {"relation", "gift_kind"}));
  const auto ruling = *rulings().published(id);
  const auto drafts = rule_drafts(rulings(), ruling);
  ASSERT_EQ(drafts.rules.size(), 1U);
  EXPECT_EQ(drafts.rules[0].conduct, "take");
  EXPECT_NE(drafts.rules[0].xml.find("<text>\"none\"</text>"), std::string::npos);
  EXPECT_NE(drafts.rules[0].xml.find("<text>\"permit\"</text>"), std::string::npos);
  EXPECT_NE(drafts.rules[0].xml.find("neg-1"), std::string::npos);
}

TEST_P(RulingsTest, PracticeIsCountedOverWhatWasPublished) {
  publish(ask("wang", question(gift("2026-11-27"))), answer("permitted"));
  const std::string later = ask("li", question(gift("2026-11-27", "50.00")));
  go_to("2026-11-26");
  publish(later, answer("prohibited"));
  ask("wang", question(gift("2026-12-18", "70.00")));
  const Practice practice = rulings().practice();
  EXPECT_EQ(practice.published, 2);
  EXPECT_EQ(practice.in_force, 2);
  EXPECT_EQ(practice.waiting, 1);
  EXPECT_EQ(practice.median_days, 0);
  EXPECT_EQ(practice.longest_days, 2);
  ASSERT_EQ(practice.conducts.size(), 1U);
  EXPECT_EQ(practice.conducts[0].second, 2);
  PublishedQuery query;
  query.conduct = "take";
  query.limit = 1;
  const PublishedPage latest = rulings().published(query);
  EXPECT_EQ(latest.rulings.at(0).id, later);
  query.after = latest.next;
  EXPECT_EQ(rulings().published(query).rulings.at(0).verdict, "permitted");
  query = {};
  query.conduct = "eat";
  EXPECT_TRUE(rulings().published(query).rulings.empty());
}

}  // namespace
}  // namespace qinqing::norms
