// Signing in, on both engines from one body.
#include "identity/sessions.h"

#include <gtest/gtest.h>

#include "identity/queries.h"
#include "identity/testing/house.h"
#include "identity/token.h"

namespace qinqing::identity {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::kPassword;
using testing::must;
using Why = SignInRefusal::Why;

class SessionsTest : public testing::HouseTest {
 protected:
  std::variant<SignedIn, SignInRefusal> attempt(std::string login, std::string_view password,
                                                std::string_view old_token = "") {
    return sessions().sign_in(
        {.provider = "password", .login = std::move(login), .secret = std::string(password)},
        old_token);
  }
  // nullopt: signed in.
  std::optional<Why> refusal(std::string login, std::string_view password) {
    const auto answer = attempt(std::move(login), password);
    const auto* refused = std::get_if<SignInRefusal>(&answer);
    return refused ? std::optional(refused->why) : std::nullopt;
  }
  void fail(const std::string& login, int times) {
    for (int i = 0; i < times; ++i) EXPECT_EQ(refusal(login, "wrong password"), Why::wrong) << i;
  }
  std::string secret_of(std::string_view login) {
    return database().read([&](store::Sql& sql) {
      const auto credential = queries::credential(sql, "password", login);
      return must(sql.find<CredentialSecret>(must(credential).id)).secret;
    });
  }
};
STORE_ON_BOTH(SessionsTest);

TEST_P(SessionsTest, SignsInAsTheHolderOfAPost) {
  const SignedIn wang = sign_in_fully("wang");
  const Caller caller = caller_of(wang.token);
  EXPECT_EQ(caller.name, "王一");
  EXPECT_EQ(caller.role, Role::official);
  EXPECT_EQ(caller.organisation, "office");
  EXPECT_EQ(caller.place, "nb-330203005");
  EXPECT_EQ(caller.post, post_of("wang"));
  EXPECT_FALSE(caller.must_change);
  EXPECT_TRUE(is_csrf_word(caller.csrf, wang.token));
}

TEST_P(SessionsTest, TakesTheLoginHoweverItIsTyped) {
  EXPECT_FALSE(refusal("  WANG ", kPassword));
  EXPECT_EQ(refusal("wang'--", kPassword), Why::wrong);
  EXPECT_EQ(refusal("", kPassword), Why::wrong);
}

TEST_P(SessionsTest, KeepsNeitherTokenNorPassword) {
  const SignedIn wang = sign_in_fully("wang");
  const auto kept = database().read(
      [&](store::Sql& sql) { return queries::sessions_of(sql, wang.caller.account).at(0).id; });
  EXPECT_EQ(kept, token_hash(wang.token));
  EXPECT_TRUE(secret_of("wang").starts_with("$argon2id$"));
  const auto events = database().read([](store::Sql& sql) {
    return sql.number("SELECT count(*) FROM event WHERE body LIKE '%argon2id%'") +
           sql.number("SELECT count(*) FROM event_private WHERE value LIKE '%argon2id%'");
  });
  EXPECT_EQ(events, 0);
}

TEST_P(SessionsTest, ATokenFromBeforeSigningInIsWorthNothingAfterwards) {
  const std::string planted = sign_in_fully("boss").token;
  const auto answer = attempt("wang", kPassword, planted);
  const auto& wang = std::get<SignedIn>(answer);
  EXPECT_NE(wang.token, planted);
  EXPECT_FALSE(resolve(planted));
  EXPECT_TRUE(resolve(wang.token));
}

TEST_P(SessionsTest, StrangersTokensOpenNothing) {
  EXPECT_FALSE(resolve(""));
  EXPECT_FALSE(resolve("' OR 1=1 --"));
  EXPECT_FALSE(resolve(make_token(random_)));
  const SignedIn wang = sign_in_fully("wang");
  EXPECT_FALSE(resolve(token_hash(wang.token))) << "what the database holds signs nobody in";
}

TEST_P(SessionsTest, EndsWhenIdleAndAfterTwelveHoursWhateverHappens) {
  const std::string idle = sign_in_fully("wang").token;
  pass(hours(2) - milliseconds(1));
  EXPECT_TRUE(resolve(idle));
  pass(hours(2));
  EXPECT_FALSE(resolve(idle));
  const std::string busy = sign_in_fully("wang").token;
  for (int i = 0; i < 12; ++i) {
    EXPECT_TRUE(resolve(busy)) << i;
    pass(hours(1));
  }
  EXPECT_FALSE(resolve(busy));
}

TEST_P(SessionsTest, DeadSessionsAreClearedAway) {
  const Caller wang = sign_in("wang");
  pass(hours(3));
  sign_in("li");
  EXPECT_EQ(
      database().read([](store::Sql& sql) { return sql.number("SELECT count(*) FROM session"); }),
      1);
  EXPECT_TRUE(sessions().list(wang).empty());
}

TEST_P(SessionsTest, TwoSessionsAreListedAndRevokedSingly) {
  const SignedIn office = sign_in_fully("wang");
  pass(minutes(5));
  const SignedIn phone = sign_in_fully("wang");
  const auto list = sessions().list(office.caller);
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0].id, phone.caller.session) << "the latest used first";
  EXPECT_TRUE(sessions().revoke(office.caller, phone.caller.session));
  EXPECT_FALSE(resolve(phone.token));
  EXPECT_TRUE(resolve(office.token));
  EXPECT_FALSE(sessions().revoke(office.caller, phone.caller.session));
}

TEST_P(SessionsTest, NobodyRevokesAnothersSession) {
  const SignedIn wang = sign_in_fully("wang");
  const SignedIn root = sign_in_fully("root");
  EXPECT_FALSE(sessions().revoke(root.caller, wang.caller.session));
  EXPECT_TRUE(resolve(wang.token));
  EXPECT_EQ(sessions().list(root.caller).size(), 1U);
}

TEST_P(SessionsTest, SigningOutEndsTheSession) {
  const SignedIn wang = sign_in_fully("wang");
  sessions().sign_out(wang.token);
  EXPECT_FALSE(resolve(wang.token));
  sessions().sign_out(wang.token);
}

TEST_P(SessionsTest, ARevokedSessionDoesNotComeBackByBeingUsed) {
  const SignedIn wang = sign_in_fully("wang");
  database().write([&](store::Unit& unit) {
    // What a request does that read the session just before it was revoked.
    unit.remove<Session>(wang.caller.session);
    queries::touch_session(unit, wang.caller.session, 1);
  });
  EXPECT_FALSE(resolve(wang.token));
}

TEST_P(SessionsTest, LocksALoginThatFailedFiveTimes) {
  fail("wang", 5);
  const auto locked = attempt("wang", kPassword);
  ASSERT_TRUE(std::holds_alternative<SignInRefusal>(locked)) << "though it is right";
  EXPECT_EQ(std::get<SignInRefusal>(locked).why, Why::wait);
  EXPECT_EQ(std::get<SignInRefusal>(locked).retry_after, seconds(30));
  EXPECT_FALSE(refusal("li", kPassword)) << "others are not locked";
  pass(seconds(30));
  EXPECT_FALSE(refusal("wang", kPassword));
  fail("wang", 4);
  EXPECT_FALSE(refusal("wang", kPassword)) << "what was before a success is forgotten";
}

TEST_P(SessionsTest, ALoginThatNobodyHasIsAnsweredAndLockedAlike) {
  fail("nobody", 5);
  const auto locked = attempt("nobody", kPassword);
  EXPECT_EQ(std::get<SignInRefusal>(locked).why, Why::wait);
  EXPECT_EQ(std::get<SignInRefusal>(locked).retry_after, seconds(30));
  fail("wang", 5);
  EXPECT_EQ(told(std::get<SignInRefusal>(attempt("wang", "x"))),
            told(std::get<SignInRefusal>(locked)));
}

TEST_P(SessionsTest, TypedLoginsAreNotKept) {
  fail("my password typed as login", 1);
  const auto rows = database().read([](store::Sql& sql) { return sql.select<Lockout>(""); });
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].login.find("typed"), std::string::npos);
}

TEST_P(SessionsTest, GuessesOverManyLoginsAreSlowedTogether) {
  for (int i = 0; i < 100; ++i) fail("login" + std::to_string(i), 1);
  EXPECT_EQ(refusal("wang", kPassword), Why::wait);
  pass(seconds(1));
  EXPECT_FALSE(refusal("wang", kPassword));
}

TEST_P(SessionsTest, ADisabledAccountIsOnlyToldToWhoKnowsItsPassword) {
  const SignedIn wang = sign_in_fully("wang");
  accounts().set_disabled(sign_in("zhao"), "account-wang", 1, true);
  EXPECT_FALSE(resolve(wang.token)) << "open sessions end at once";
  EXPECT_EQ(refusal("wang", kPassword), Why::disabled);
  EXPECT_EQ(refusal("wang", "wrong password"), Why::wrong);
  accounts().set_disabled(sign_in("zhao"), "account-wang", 2, false);
  EXPECT_FALSE(refusal("wang", kPassword));
}

TEST_P(SessionsTest, APostThatEndsTodayEndsTonight) {
  const SignedIn wang = sign_in_fully("wang");
  const auto ended = posts().end(sign_in("zhao"), wang.caller.post, 1, today());
  ASSERT_TRUE(ended) << ended.faults().to_string();
  EXPECT_EQ(caller_of(wang.token).role, Role::official);
  pass(hours(12));  // past midnight
  const SignedIn next_day = sign_in_fully("wang");
  EXPECT_EQ(next_day.caller.role, Role::public_);
  EXPECT_EQ(next_day.caller.post, "");
}

TEST_P(SessionsTest, APostEndedAsOfYesterdayTakesRightsFromOpenSessions) {
  const SignedIn wang = sign_in_fully("wang");
  ASSERT_TRUE(posts().end(sign_in("zhao"), wang.caller.post, 1, today().add_days(-1)));
  const Caller caller = caller_of(wang.token);  // signed in still
  EXPECT_EQ(caller.role, Role::public_);
  EXPECT_EQ(caller.organisation, "");
}

TEST_P(SessionsTest, ActsAsOneOfSeveralPosts) {
  const auto second = posts().assign(system(), new_id(), person_of("wang"),
                                     {.organisation = "bureau",
                                      .place = {},
                                      .role = Role::unit_admin,
                                      .title = "",
                                      .head = {},
                                      .held_from = today(),
                                      .held_to = today()});
  ASSERT_TRUE(second) << second.faults().to_string();
  pass(hours(8));  // eight in the evening
  const SignedIn wang = sign_in_fully("wang");
  EXPECT_EQ(wang.caller.organisation, "office");
  EXPECT_EQ(sessions().acting_posts(wang.caller).size(), 2U);
  EXPECT_TRUE(sessions().act_as(wang.caller, second->id, ""));
  EXPECT_EQ(caller_of(wang.token).role, Role::unit_admin);
  EXPECT_EQ(caller_of(wang.token).organisation, "bureau");
  EXPECT_FALSE(sessions().act_as(wang.caller, post_of("sun"), ""));
  EXPECT_FALSE(sessions().act_as(wang.caller, second->id, "no-delegation"));
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(caller_of(wang.token).role, Role::unit_admin) << i;
    pass(hours(1));
  }
  // Midnight: the post that was chosen has ended, and none takes its place behind the person's
  // back.
  EXPECT_EQ(caller_of(wang.token).role, Role::public_);
  EXPECT_TRUE(sessions().act_as(caller_of(wang.token), post_of("wang"), ""));
  EXPECT_EQ(caller_of(wang.token).role, Role::official);
}

TEST_P(SessionsTest, SignsInFromOutsideByWhatIsBound) {
  const auto from_outside = [&](std::string code) {
    return sessions().sign_in({.provider = "outside", .login = "", .secret = std::move(code)}, "");
  };
  const auto why = [](const auto& answer) { return std::get<SignInRefusal>(answer).why; };
  EXPECT_EQ(why(from_outside("code-of-330203-wang")), Why::no_account);
  ASSERT_TRUE(accounts().bind(system(), "account-wang", "outside", "330203-wang"));
  EXPECT_EQ(std::get<SignedIn>(from_outside("code-of-330203-wang")).caller.name, "王一");
  EXPECT_EQ(why(from_outside("forged")), Why::wrong);
  EXPECT_EQ(accounts().bind(system(), "account-li", "outside", "330203-wang").faults()[0].code,
            "credential.taken");
  EXPECT_EQ(why(sessions().sign_in(
                {.provider = "unheard of", .login = "wang", .secret = std::string(kPassword)}, "")),
            Why::wrong);
}

TEST_P(SessionsTest, ChangingThePasswordEndsAllOtherSessions) {
  const SignedIn here = sign_in_fully("wang");
  const SignedIn there = sign_in_fully("wang");
  const auto token = sessions().change_password(here.caller, kPassword, "滟滟随波千万里");
  ASSERT_TRUE(token) << token.faults().to_string();
  EXPECT_FALSE(resolve(there.token));
  EXPECT_FALSE(resolve(here.token)) << "the token is made anew";
  EXPECT_TRUE(resolve(*token));
  EXPECT_EQ(refusal("wang", kPassword), Why::wrong);
  EXPECT_FALSE(refusal("wang", "滟滟随波千万里"));
}

TEST_P(SessionsTest, APasswordIsNotChangedWithoutTheCurrentOne) {
  const Caller wang = sign_in("wang");
  const auto code = [&](std::string_view current, std::string_view next) {
    const auto changed = sessions().change_password(wang, current, next);
    return changed ? "" : changed.faults()[0].code + changed.faults()[0].pointer;
  };
  EXPECT_EQ(code("wrong password", "滟滟随波千万里"), "password.wrong/current");
  EXPECT_EQ(code(kPassword, "short"), "password.short/next");
  EXPECT_EQ(code(kPassword, kPassword), "password.same/next");
  EXPECT_EQ(code(kPassword, "wang-wang-2026-wang"), "password.known/next");
  for (int i = 0; i < 4; ++i) code("wrong password", "滟滟随波千万里");
  EXPECT_EQ(code(kPassword, "滟滟随波千万里"), "password.wait/current")
      << "a stolen session does not let the password be guessed";
  EXPECT_EQ(refusal("wang", kPassword), Why::wait);
}

TEST_P(SessionsTest, APasswordIsKeptAnewWhenTheCostRises) {
  const std::string before = secret_of("wang");
  const Passwords dearer({.operations = 2, .memory_bytes = 16384});
  Means now = means();
  Sessions later(Means{now.database, now.places, now.keys, dearer, now.clock, now.random});
  const auto answer = later.sign_in(
      {.provider = "password", .login = "wang", .secret = std::string(kPassword)}, "");
  EXPECT_TRUE(std::holds_alternative<SignedIn>(answer));
  EXPECT_NE(secret_of("wang"), before);
  EXPECT_FALSE(refusal("wang", kPassword));
}

}  // namespace
}  // namespace qinqing::identity
