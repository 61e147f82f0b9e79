// A filing from the question to its end, on both engines: who may, who may not, and what stays.
#include "contact/filings/filings.h"

#include <gtest/gtest.h>

#include "contact/filings/json.h"
#include "contact/testing/filing_house.h"
#include "identity/answers.h"
#include "identity/refused.h"
#include "store/log_rows.h"

namespace qinqing::contact {
namespace {

using boost::json::object;

class FilingsTest : public testing::FilingHouse {
 protected:
  std::int64_t count(const std::string& table) {
    return database().read(
        [&](store::Sql& sql) { return sql.number("SELECT count(*) FROM " + table); });
  }
  object json(std::string_view login, const std::string& id) {
    const auto caller = sign_in(login);
    const auto record = filings().read(caller, id);
    return identity::told(database().read([&](store::Sql& sql) {
             return record_json(sql, filings(), record, caller);
           }))
        .as_object();
  }
  std::vector<std::string> open_acts(std::string_view login, const std::string& id) {
    std::vector<std::string> acts;
    for (const auto& each : json(login, id).at("may").as_array())
      if (each.at("why_not").as_string().empty()) acts.emplace_back(each.at("id").as_string());
    return acts;
  }
};
STORE_ON_BOTH(FilingsTest);

TEST_P(FilingsTest, GoesFromAskingToClosed) {
  const auto filed = submit("wang", trade("2026-11-27"));
  EXPECT_EQ(filed.docket.file.state, "pending");
  EXPECT_EQ(filed.docket.file.number, "甬报〔2026〕1号");
  EXPECT_EQ(filed.docket.file.unit, "office");
  EXPECT_EQ(filed.filing.enterprise, "firm") << "a name typed in full is that organisation";
  const std::string id = filed.filing.id;
  act("zhao", id, "approve");
  EXPECT_EQ(refusal("wang", id, "went"), "case.guard") << "it has not happened yet";
  go_to("2026-11-27");
  act("wang", id, "went");
  EXPECT_EQ(state(id), "follow_up");
  act("wang", id, "settle",
      {{"duty", "pay_meal"}, {"how_met", "paid"}, {"amount", "80.00"}, {"voucher", "No.7"}});
  EXPECT_EQ(state(id), "closed");
  const object shown = json("wang", id);
  EXPECT_EQ(shown.at("steps").as_array().size(), 7U)
      << "opened, submitted, confirmed by all, approved, gone, paid, closed";
  for (const auto& duty : shown.at("duties").as_array())
    if (duty.at("id").as_string() == "pay_meal") EXPECT_EQ(duty.at("state").as_string(), "met");
}

TEST_P(FilingsTest, MakesItsOwnReceipt) {
  const auto filed = submit("wang", trade("2026-11-27"));
  const auto check = norms().check(trade("2026-11-27").check, base::Scalars::typed);
  EXPECT_EQ(filed.account.receipt, check->receipt.bytes);
  EXPECT_EQ(filed.filing.receipt_hash, check->receipt.hash);
  EXPECT_EQ(filed.filing.verdict, "conditional");
}

TEST_P(FilingsTest, NamesEveryFaultOfWhatIsTold) {
  Telling telling = trade("2026-11-27", {"nobody"});
  telling.title = "  ";
  telling.check.as_object()["facts"].as_object().erase("meal_cost");
  telling.counterpart_organisation = "no-firm";
  const auto filed = filings().file(sign_in("wang"), new_id(), telling);
  ASSERT_FALSE(filed);
  std::vector<std::string> pointers;
  for (const auto& fault : filed.faults()) pointers.push_back(fault.pointer);
  EXPECT_EQ(pointers, (std::vector<std::string>{"/check/facts/meal_cost", "/title",
                                                "/counterpart_organisation", "/attendees/0"}));
  EXPECT_EQ(count("filing") + count("case_file"), 0) << "nothing is kept of it";
}

TEST_P(FilingsTest, FilesOnceHoweverOftenItIsSent) {
  const auto wang = sign_in("wang");
  const std::string id = new_id();
  const auto first = filings().file(wang, id, trade("2026-11-27"));
  const auto again = filings().file(wang, id, trade("2026-11-27"));
  ASSERT_TRUE(first && again);
  EXPECT_TRUE(first->created);
  EXPECT_FALSE(again->created);
  EXPECT_EQ(count("filing"), 1);
  EXPECT_EQ(again->record.docket.file.number, first->record.docket.file.number);
  EXPECT_THROW((void)filings().file(wang, id, trade("2026-11-30")), store::Exists);
  EXPECT_THROW((void)filings().file(sign_in("li"), id, trade("2026-11-27")), store::Exists);
}

TEST_P(FilingsTest, KeptIsSeenByItsFilerOnly) {
  Telling telling = trade("2026-11-27");
  telling.submit = false;
  const auto kept = filings().file(sign_in("wang"), new_id(), telling);
  ASSERT_TRUE(kept);
  const std::string id = kept->record.filing.id;
  EXPECT_EQ(state(id), "draft");
  EXPECT_EQ(kept->record.docket.file.number, std::nullopt);
  EXPECT_NO_THROW((void)filings().read(sign_in("wang"), id));
  for (const char* other : {"li", "zhao", "sun", "chief", "wu", "zheng", "root", "boss", "zhou"})
    EXPECT_THROW((void)filings().read(sign_in(other), id, "举报核查"), identity::Refused) << other;
  EXPECT_EQ(filings().list(sign_in("zhao"), {.view = View::unit}).items.size(), 0U);
}

TEST_P(FilingsTest, EachOfThoseWhoComeAlongConfirms) {
  const auto filed = submit("wang", trade("2026-11-27", {person_of("li"), person_of("chief")}));
  const std::string id = filed.filing.id;
  EXPECT_EQ(state(id), "to_confirm");
  EXPECT_EQ(refusal("zhao", id, "approve"), "case.state");
  act("li", id, "confirm");
  EXPECT_EQ(state(id), "to_confirm");
  act("chief", id, "confirm");
  EXPECT_EQ(state(id), "pending");
}

TEST_P(FilingsTest, WhoSaysNoSendsItBackAndAllConfirmAnew) {
  const auto filed = submit("wang", trade("2026-11-27", {person_of("li")}));
  const std::string id = filed.filing.id;
  act("li", id, "dispute", {{"what_is_wrong", "我没有去吃饭"}});
  EXPECT_EQ(state(id), "to_correct");
  Telling amended = trade("2026-11-27");
  amended.check.as_object()["facts"].as_object()["meal_cost"] = "60.00";
  const auto done =
      filings().act(sign_in("wang"), id, version(id),
                    {.act = "amend", .fields = {{"what_changes", "改了餐费"}}, .telling = amended});
  ASSERT_TRUE(done) << done.faults().to_string();
  EXPECT_EQ(state(id), "to_confirm");
  EXPECT_EQ(done->filing.accounts, 2);
  EXPECT_EQ(count("filing_account"), 2) << "what was told before stays";
  act("li", id, "confirm");
  EXPECT_EQ(state(id), "pending");
}

TEST_P(FilingsTest, NobodyDecidesTheirOwn) {
  // The unit's own approver files; a colleague named by delegation acts for the approver.
  const auto filed = submit("zhao", trade("2026-11-27"));
  const std::string id = filed.filing.id;
  EXPECT_THROW((void)refusal("zhao", id, "approve"), identity::Refused);
  EXPECT_EQ(state(id), "pending");
  // Who comes along is a party too, with whatever post.
  const auto with_approver = submit("wang", trade("2026-11-30", {person_of("zhao")}));
  act("zhao", with_approver.filing.id, "confirm");
  EXPECT_THROW((void)refusal("zhao", with_approver.filing.id, "approve"), identity::Refused);
  EXPECT_EQ(state(with_approver.filing.id), "pending");
}

TEST_P(FilingsTest, TheHeadOfAUnitFilesOneLevelUp) {
  const auto filed = submit("chief", trade("2026-11-27"));
  const std::string id = filed.filing.id;
  EXPECT_EQ(filed.docket.file.unit, "bureau");
  EXPECT_THROW((void)refusal("zhao", id, "approve"), identity::Refused) << "his own office";
  act("sun", id, "approve");
  EXPECT_EQ(state(id), "approved");
}

TEST_P(FilingsTest, OthersDoNotLearnThatItExists) {
  const auto filed = submit("wang", trade("2026-11-27"));
  for (const char* other : {"li", "zhou", "root", "boss", "chief"}) {
    try {
      (void)filings().read(sign_in(other), filed.filing.id);
      ADD_FAILURE() << other << " reads it";
    } catch (const identity::Refused& refused) {
      EXPECT_EQ(refused.why, identity::Access::hidden) << other;
    }
  }
}

TEST_P(FilingsTest, AnInspectorNamesABasisAndLeavesAnEvent) {
  const auto filed = submit("wang", trade("2026-11-27"));
  EXPECT_THROW((void)filings().read(sign_in("wu"), filed.filing.id), identity::Refused);
  EXPECT_NO_THROW((void)filings().read(sign_in("wu"), filed.filing.id, "信访件 2026-31"));
  const auto events = database().read(
      [](store::Sql& sql) { return sql.select<store::EventRow>("WHERE kind = 'filing.read'"); });
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].basis, "信访件 2026-31");
  EXPECT_EQ(events[0].subject, filed.filing.id);
  EXPECT_EQ(refusal("wang", filed.filing.id, "withdraw", {{"why_withdrawn", "不去了"}}), "");
}

TEST_P(FilingsTest, TwoAccountsThatDifferGoToBothFirst) {
  const auto ours = submit("wang", trade("2026-11-27"));
  EXPECT_EQ(state(ours.filing.id), "pending");
  const auto theirs = submit("boss", treat("2026-11-27", "300.00"));
  EXPECT_EQ(state(ours.filing.id), "to_correct");
  EXPECT_EQ(state(theirs.filing.id), "to_correct");
  const auto differences = json("wang", ours.filing.id).at("differences").as_array();
  ASSERT_EQ(differences.size(), 1U);
  EXPECT_EQ(differences[0].at("ours").as_string(), "¥80.00/人");
  EXPECT_EQ(differences[0].at("theirs").as_string(), "¥300.00/人");

  const auto amended = filings().act(sign_in("boss"), theirs.filing.id, version(theirs.filing.id),
                                     {.act = "amend",
                                      .fields = {{"what_changes", "看错了单子"}},
                                      .telling = treat("2026-11-27", "80")});
  ASSERT_TRUE(amended) << amended.faults().to_string();
  EXPECT_EQ(state(theirs.filing.id), "pending");
  EXPECT_EQ(state(ours.filing.id), "pending") << "the other side's is released with it";
}

TEST_P(FilingsTest, WhoStandsByTheirAccountLeavesItToTheUnit) {
  const auto ours = submit("wang", trade("2026-11-27"));
  const auto theirs = submit("boss", treat("2026-11-27", "300.00"));
  act("wang", ours.filing.id, "stand", {{"why_stand", "有菜单"}});
  EXPECT_EQ(state(ours.filing.id), "pending");
  EXPECT_EQ(state(theirs.filing.id), "pending");
  EXPECT_EQ(json("zhao", ours.filing.id).at("differences").as_array().size(), 1U)
      << "the unit sees both";
}

TEST_P(FilingsTest, AnAccountOfAnotherDayIsAnotherContact) {
  const auto ours = submit("wang", trade("2026-11-27"));
  submit("boss", treat("2026-11-30", "300.00"));
  EXPECT_EQ(state(ours.filing.id), "pending");
}

TEST_P(FilingsTest, RefusesToAskLeaveForWhatIsProhibited) {
  Telling telling = trade("2026-11-27");
  telling.check = {{"actor", "official"},
                   {"contact_on", "2026-11-27"},
                   {"conducts", {"take"}},
                   {"facts",
                    {{"relation", "pending"},
                     {"approval", "not_yet"},
                     {"gift_kind", "goods"},
                     {"gift_value", "1203.47"},
                     {"gift_refusable", true},
                     {"gift_handled", "not_yet"},
                     {"received_on", "2026-11-27"}}}};
  const auto filed = filings().file(sign_in("wang"), new_id(), telling);
  ASSERT_FALSE(filed);
  EXPECT_EQ(filed.faults()[0].code, "case.guard") << filed.faults().to_string();
  EXPECT_EQ(count("filing"), 0);
}

TEST_P(FilingsTest, WhatIsPastIsReceivedAndItsDutiesOwed) {
  Telling telling = trade("2026-11-20");
  telling.check.as_object()["facts"].as_object()["approval"] = "given";
  const auto filed = submit("wang", telling);
  const std::string id = filed.filing.id;
  EXPECT_EQ(refusal("zhao", id, "approve"), "case.guard");
  act("zhao", id, "receive");
  EXPECT_EQ(state(id), "follow_up");
  EXPECT_EQ(refusal("wang", id, "settle", {{"duty", "hand_in"}, {"how_met", "handed_in"}}),
            "filing.duty");
  act("wang", id, "settle", {{"duty", "pay_meal"}, {"how_met", "paid"}});
  EXPECT_EQ(state(id), "closed");
}

TEST_P(FilingsTest, TwoWhoActAtOnceAreToldApart) {
  const auto filed = submit("wang", trade("2026-11-27"));
  const std::string id = filed.filing.id;
  const std::int64_t seen = version(id);
  act("wang", id, "withdraw", {{"why_withdrawn", "不去了"}});
  EXPECT_THROW((void)filings().act(sign_in("zhao"), id, seen,
                                   {.act = "approve", .fields = nullptr, .telling = std::nullopt}),
               store::Conflict);
  EXPECT_EQ(state(id), "withdrawn");
}

}  // namespace
}  // namespace qinqing::contact
