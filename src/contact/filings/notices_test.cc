// Who is told what of a filing, on the page and by e-mail, on both engines.
#include <gtest/gtest.h>

#include <thread>

#include "casework/notices/mailer.h"
#include "casework/notices/notice.h"
#include "casework/notices/smtp.h"
#include "contact/testing/filing_house.h"
#include "identity/email.h"

namespace qinqing::contact {
namespace {

using casework::Mailer;
using casework::Notice;
using casework::NoticeReason;

class NoticesTest : public testing::FilingHouse {
 protected:
  std::vector<casework::TellingNotice> notices(std::string_view login) {
    return database().read(
        [&](store::Sql& sql) { return casework::notices_of(sql, person_of(login), 100); });
  }
  std::string last(std::string_view login) {
    const auto all = notices(login);
    return all.empty() ? "" : all.front().notice.text;
  }
  std::int64_t unseen(std::string_view login) {
    return database().read(
        [&](store::Sql& sql) { return casework::unseen_notices(sql, person_of(login)); });
  }
  std::string set_email(std::string_view login, std::string email) {
    const auto set = identity::set_email(means(), sign_in(login), std::move(email));
    return set ? "" : set.faults()[0].code;
  }
  // Delivers whatever it is given, and keeps it.
  Mailer mailer() {
    return {database(),
            clock_,
            {.public_url = "https://q.example",
             .deliver = [this](const std::string& to, const std::string&, const std::string& text) {
               const std::lock_guard lock(mutex_);
               letters_.emplace_back(to, text);
               return reachable_;
             }}};
  }

  std::mutex mutex_;
  std::vector<std::pair<std::string, std::string>> letters_;
  bool reachable_ = true;
};
STORE_ON_BOTH(NoticesTest);

TEST_P(NoticesTest, TellsWhoOwesAndWhoseItIsAndNotWhoDidIt) {
  const auto filed = submit("wang", trade("2026-11-27", {person_of("li")}));
  EXPECT_NE(last("li").find("确认"), std::string::npos) << last("li");
  EXPECT_TRUE(notices("wang").empty()) << "he did it himself";
  EXPECT_TRUE(notices("zhou").empty()) << "another unit";
  act("li", filed.filing.id, "confirm");
  EXPECT_EQ(last("zhao").substr(0, last("zhao").find(' ')), "甬报〔2026〕1号");
  EXPECT_EQ(notices("zhao")[0].notice.why, NoticeReason::owed);
  const auto before = notices("zhao").size();
  act("zhao", filed.filing.id, "approve");
  EXPECT_EQ(notices("zhao").size(), before);
  EXPECT_FALSE(last("wang").empty());
  EXPECT_NE(notices("wang").front().notice.why, NoticeReason::late);
  EXPECT_TRUE(notices("wu").empty()) << "an inspector is no part of it";
}

TEST_P(NoticesTest, SaysNothingOfPeopleOrOfTheMatter) {
  const auto filed = submit("wang", trade("2026-11-27", {person_of("li")}));
  act("li", filed.filing.id, "confirm");
  act("zhao", filed.filing.id, "approve");
  for (const Notice& notice :
       database().read([](store::Sql& sql) { return sql.select<Notice>("ORDER BY id"); }))
    for (const char* personal : {"王一", "李二", "赵三", "产供销", "甲乙丙", "80.00"})
      EXPECT_EQ(notice.text.find(personal), std::string::npos) << notice.text;
}

TEST_P(NoticesTest, AnActThatIsRefusedTellsNobody) {
  const auto filed = submit("wang", trade("2026-11-27"));
  const auto told = notices("zhao").size();
  EXPECT_EQ(refusal("wang", filed.filing.id, "went"), "case.state");
  EXPECT_EQ(refusal("zhao", filed.filing.id, "return"), "missing") << "without a reason";
  EXPECT_TRUE(notices("wang").empty());
  EXPECT_EQ(notices("zhao").size(), told);
}

// Whoever takes over a unit's cases finds them in the list, owes what was owed, and is told.
TEST_P(NoticesTest, TheSuccessorOfAMergedUnitIsToldWhatItOwesNow) {
  const auto filed = submit("wang", trade("2026-12-09"));
  const auto listed = [&](std::string_view login) {
    return filings().list(sign_in(login), {.view = View::unit}).items.size();
  };
  const auto owed = [&](std::string_view login) {
    const auto caller = sign_in(login);
    return database().read([&](store::Sql& sql) { return casework().owed_by(sql, caller).size(); });
  };
  ASSERT_EQ(listed("zhou"), 0U);
  const auto office =
      *database().read([](store::Sql& sql) { return sql.find<identity::Organisation>("office"); });
  const auto take_over = [&] { return casework().take_over(database(), places(), clock_.now()); };
  EXPECT_EQ(take_over(), 0U);
  ASSERT_TRUE(organisations().change(system(), "office", office.version,
                                     {.kind = office.kind,
                                      .name = office.name,
                                      .parent = office.parent,
                                      .place = office.place,
                                      .credit_code = office.credit_code,
                                      .valid_from = office.valid_from,
                                      .valid_to = today(),
                                      .merged_into = "elsewhere"}));
  EXPECT_EQ(take_over(), 1U);
  EXPECT_EQ(take_over(), 0U);
  EXPECT_EQ(listed("zhou"), 1U);
  EXPECT_EQ(owed("zhou"), 1U);
  ASSERT_EQ(notices("zhou").size(), 1U);
  EXPECT_EQ(notices("zhou")[0].notice.why, NoticeReason::owed);
  EXPECT_TRUE(notices("wang").empty()) << "nothing changed for him";
  act("zhou", filed.filing.id, "approve");
  EXPECT_EQ(state(filed.filing.id), "approved");
}

TEST_P(NoticesTest, WarnsAndSaysWhatIsLateOnce) {
  submit("wang", trade("2026-12-09"));
  const auto owed = notices("zhao").size();
  go_to("2026-12-31");
  casework().sweep(database(), clock_.now());
  ASSERT_EQ(notices("zhao").size(), owed + 1);
  EXPECT_EQ(notices("zhao")[0].notice.why, NoticeReason::late);
  EXPECT_NE(last("zhao").find("已经过期"), std::string::npos);
  casework().sweep(database(), clock_.now());
  EXPECT_EQ(notices("zhao").size(), owed + 1);
}

TEST_P(NoticesTest, AreSeenUpToOneAndOnlyOnesOwn) {
  submit("wang", trade("2026-11-27"));
  submit("wang", trade("2026-11-30"));
  ASSERT_EQ(unseen("zhao"), 2);
  const auto all = notices("zhao");
  const auto see = [&](std::string_view login, const std::string& until) {
    database().write(
        [&](store::Unit& unit) { casework::see_notices(unit, person_of(login), until); });
  };
  see("zhou", all[0].notice.id);
  see("zhao", "no such notice");
  EXPECT_EQ(unseen("zhao"), 2);
  see("zhao", all[1].notice.id);
  EXPECT_EQ(unseen("zhao"), 1);
  see("zhao", all[0].notice.id);
  see("zhao", all[1].notice.id);
  EXPECT_EQ(unseen("zhao"), 0) << "what was seen stays seen";
}

TEST_P(NoticesTest, AnAddressIsCheckedAndCanBeTakenAway) {
  for (const char* bad : {"zhao", "@b.cn", "a@b", "a b@c.cn", "a@b..cn", "a@b.cn\r\nBcc: x@y.cn",
                          "a@@b.cn", "<a@b.cn>", "赵@b.cn"})
    EXPECT_EQ(set_email("zhao", bad), "email.form") << bad;
  EXPECT_EQ(set_email("zhao", "zhao@b.example.cn"), "");
  EXPECT_EQ(identity::email_of(means(), sign_in("zhao")), "zhao@b.example.cn");
  EXPECT_EQ(set_email("zhao", ""), "");
  EXPECT_EQ(identity::email_of(means(), sign_in("zhao")), "");
}

TEST_P(NoticesTest, ALetterGoesOnceToWhoGaveAnAddress) {
  set_email("zhao", "zhao@b.example.cn");
  submit("wang", trade("2026-11-27"));
  Mailer post = mailer();
  EXPECT_EQ(post.run().sent, 1U);
  EXPECT_EQ(post.run().sent, 0U);
  ASSERT_EQ(letters_.size(), 1U);
  EXPECT_EQ(letters_[0].first, "zhao@b.example.cn");
  EXPECT_NE(letters_[0].second.find("甬报〔2026〕1号"), std::string::npos);
  EXPECT_NE(letters_[0].second.find("https://q.example/notices"), std::string::npos);
  EXPECT_EQ(letters_[0].second.find("产供销"), std::string::npos);
}

TEST_P(NoticesTest, ALetterThatCannotBeDeliveredIsTriedLaterAndGivenUp) {
  set_email("zhao", "zhao@b.example.cn");
  submit("wang", trade("2026-11-27"));
  reachable_ = false;
  Mailer post = mailer();
  EXPECT_EQ(post.run().failed, 1U);
  EXPECT_EQ(post.run().failed, 0U) << "not before a minute has passed";
  int tries = 1;
  for (const int minutes : {1, 5, 25, 125, 625}) {
    pass(std::chrono::minutes(minutes) - std::chrono::milliseconds(1));
    EXPECT_EQ(post.run().failed, 0U) << minutes;
    pass(std::chrono::milliseconds(1));
    EXPECT_EQ(post.run().failed, 1U) << minutes;
    ++tries;
  }
  EXPECT_EQ(tries, 6);
  pass(std::chrono::hours(48));
  reachable_ = true;
  EXPECT_EQ(post.run().sent, 0U) << "given up; the page still has it";
  EXPECT_EQ(unseen("zhao"), 1);
}

TEST_P(NoticesTest, ALetterCutOffBetweenTakingAndNotingIsSentAgain) {
  set_email("zhao", "zhao@b.example.cn");
  submit("wang", trade("2026-11-27"));
  bool cut = true;
  Mailer post(database(), clock_,
              {.public_url = "", .deliver = [&](const auto&, const auto&, const auto&) {
                 if (cut) throw std::runtime_error("the server was killed here");
                 return true;
               }});
  EXPECT_THROW(post.run(), std::runtime_error);
  cut = false;
  EXPECT_EQ(post.run().sent, 0U) << "another server may still be at it";
  pass(std::chrono::minutes(10));
  EXPECT_EQ(post.run().sent, 1U);
}

TEST_P(NoticesTest, TwoServersSendOneLetter) {
  set_email("zhao", "zhao@b.example.cn");
  for (const char* day : {"2026-11-27", "2026-11-30", "2026-12-01", "2026-12-02"})
    submit("wang", trade(day));
  {
    const auto work = [this] { mailer().run(); };
    const std::jthread one(work), other(work);
  }
  EXPECT_EQ(letters_.size(), 4U);
}

TEST(Letters, AreWrittenAsMailServersRead) {
  const std::string message =
      casework::message_of("a@b.cn", "c@d.cn", "亲清", std::string(100, 'x'),
                           base::FixedClock(base::Date::of(2026, 3, 1).value()).now());
  EXPECT_EQ(message.substr(0, 37), "Date: Sun, 1 Mar 2026 04:00:00 +0000\r");
  EXPECT_NE(message.find("\r\nSubject: =?UTF-8?B?5Lqy5riF?=\r\n"), std::string::npos);
  EXPECT_EQ(message.find("\n\n"), std::string::npos);
  for (std::size_t at = 0; at < message.size();) {
    const std::size_t end = message.find("\r\n", at);
    ASSERT_NE(end, std::string::npos) << "every line ends";
    EXPECT_LE(end - at, 78U);
    at = end + 2;
  }
}

}  // namespace
}  // namespace qinqing::contact
