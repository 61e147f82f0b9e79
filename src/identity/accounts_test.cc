// Accounts, on both engines from one body.
#include "identity/accounts.h"

#include <gtest/gtest.h>

#include "identity/queries.h"
#include "identity/testing/administration.h"

namespace qinqing::identity {
namespace {

using testing::kPassword;
using testing::must;

constexpr const char* kNumber = "330203199001010017";

class AccountsTest : public testing::AdministrationTest {};
STORE_ON_BOTH(AccountsTest);

TEST_P(AccountsTest, AFirstPasswordMustBeChanged) {
  const Caller zhao = sign_in("zhao");
  const auto opened = accounts().open(zhao, new_id(), text("he", "office"));
  ASSERT_TRUE(opened) << opened.faults().to_string();
  const Caller he = sign_in_fully("he", opened->first_password).caller;
  EXPECT_TRUE(he.must_change);
  EXPECT_EQ(he.organisation, "office");
  ASSERT_TRUE(sessions().change_password(he, opened->first_password, kPassword));
  EXPECT_FALSE(sign_in("he").must_change);
}

TEST_P(AccountsTest, AnAccountIsOpenedWholeOrNotAtAll) {
  const std::int64_t before = events("account.create");
  EXPECT_EQ(opening("zhao", text("wang", "office")), "account.login_taken /login");
  EXPECT_EQ(opening("zhao", text("h e", "office")), "login.form /login");
  AccountText bad = text("he", "office");
  bad.person = PersonText{.name = " ", .phone = "12", .id_number = {}};
  EXPECT_EQ(opening("zhao", bad), "name.missing /person/name");
  EXPECT_EQ(opening("zhao", text("he", "office", Role::entrepreneur)), "post.role /post/role");
  const auto people = database().read([](store::Sql& sql) {
    return sql.number("SELECT count(*) FROM account") - sql.number("SELECT count(*) FROM person");
  });
  EXPECT_EQ(people, 0);
  EXPECT_EQ(events("account.create"), before);
}

TEST_P(AccountsTest, TheSameIdTwiceIsOneAccount) {
  const Caller zhao = sign_in("zhao");
  const std::string id = new_id();
  EXPECT_EQ(outcome([&] { return accounts().open(zhao, id, text("he", "office")); }), "");
  EXPECT_EQ(outcome([&] { return accounts().open(zhao, id, text("he2", "office")); }), "exists");
}

TEST_P(AccountsTest, AnAdministratorOpensAccountsInTheUnitAndOneLevelDown) {
  EXPECT_EQ(opening("zhao", text("a1", "office")), "");
  EXPECT_EQ(opening("zhao", text("a2", "bureau")), "hidden");
  EXPECT_EQ(opening("zhao", text("a3", "elsewhere")), "hidden");
  EXPECT_EQ(opening("sun", text("a4", "office", Role::unit_admin, true)), "");
  EXPECT_EQ(opening("root", text("a5", "elsewhere")), "");
  EXPECT_EQ(opening("wang", text("a6", "office")), "hidden");
  EXPECT_EQ(opening("zheng", text("a7", "office")), "hidden");
  AccountText without = text("a8", "office");
  without.post.reset();
  EXPECT_EQ(opening("zhao", without), "hidden");
  EXPECT_EQ(opening("root", without), "");
}

TEST_P(AccountsTest, PasswordsAreNotResetUpward) {
  EXPECT_EQ(resetting("zhao", "wang"), "");
  EXPECT_EQ(resetting("zhao", "zhao"), "refused") << "one's own is changed, not reset";
  EXPECT_EQ(resetting("zhao", "chief"), "refused") << "the head of the own unit";
  EXPECT_EQ(resetting("zhao", "sun"), "hidden") << "one level up";
  EXPECT_EQ(resetting("zhao", "root"), "hidden");
  EXPECT_EQ(resetting("zhao", "zhou"), "hidden") << "another unit";
  EXPECT_EQ(resetting("sun", "chief"), "") << "one level down";
  EXPECT_EQ(resetting("sun", "root"), "refused") << "a post that reaches further than one's own";
  EXPECT_EQ(resetting("li", "wang"), "hidden");
  EXPECT_EQ(resetting("wu", "wang"), "hidden");
  EXPECT_EQ(resetting("root", "sun"), "");
  EXPECT_EQ(resetting("root", "root"), "refused");
  EXPECT_EQ(resetting("root", "nobody"), "hidden");
}

TEST_P(AccountsTest, WhoHoldsAPostElsewhereIsNotTheUnitsAlone) {
  ASSERT_EQ(assigning("root", "wang", post_text("elsewhere", Role::official)), "");
  EXPECT_EQ(resetting("zhao", "wang"), "refused");
  EXPECT_EQ(disabling("zhao", "wang"), "refused");
  EXPECT_EQ(resetting("zhou", "wang"), "refused");
  EXPECT_EQ(resetting("root", "wang"), "");
}

TEST_P(AccountsTest, AnAccountForAKnownPersonDoesNotOpenTheirOtherPosts) {
  Person he{.id = "person-he",
            .version = 0,
            .name = "何某",
            .name_initials = "hm",
            .phone = {},
            .id_number = {},
            .id_match = {}};
  database().write([&](store::Unit& unit) {
    unit.event(
        {.kind = "test", .account = "", .post = "", .place = "", .subject = "", .basis = ""});
    Person row = he;
    unit.insert(row);
  });
  ASSERT_TRUE(posts().assign(system(), new_id(), he.id, post_text("elsewhere", Role::official)));
  AccountText text = AdministrationTest::text("he", "office");
  text.person.reset();
  text.person_id = he.id;
  EXPECT_EQ(opening("zhao", text), "hidden") << "its first password would open the other unit";
  EXPECT_EQ(opening("root", text), "");
  EXPECT_EQ(opening("root", text), "account.login_taken /login");
  text.login = "he2";
  EXPECT_EQ(opening("root", text), "account.has_one /person_id");
  text.person = PersonText{.name = "何某", .phone = {}, .id_number = {}};
  EXPECT_EQ(opening("root", text), "account.person /person");
}

TEST_P(AccountsTest, AResetPasswordIsShownOnceAndEndsEverything) {
  const SignedIn wang = sign_in_fully("wang");
  const std::string first = accounts().reset_password(sign_in("zhao"), "account-wang");
  EXPECT_FALSE(resolve(wang.token));
  EXPECT_TRUE(sign_in_fully("wang", first).caller.must_change);
  EXPECT_EQ(events("account.reset_password"), 1);
}

TEST_P(AccountsTest, DisablingAnAccountThatSomebodyElseChangedIsAConflict) {
  EXPECT_EQ(disabling("zhao", "wang"), "");
  EXPECT_EQ(disabling("zhao", "wang"), "conflict");
}

TEST_P(AccountsTest, KeepsResidentNumbersUnreadableAndUnique) {
  AccountText he = text("he", "office");
  PersonText person_text = must(he.person);
  person_text.id_number = kNumber;
  he.person = person_text;
  EXPECT_EQ(opening("zhao", he), "resident_id.check /person/id_number");
  std::string number = kNumber;
  for (number.back() = '0'; base::check_resident_id(number, today()) && number.back() < '9';)
    ++number.back();
  if (base::check_resident_id(number, today())) number.back() = 'X';
  person_text.id_number = number;
  he.person = person_text;
  const Caller zhao = sign_in("zhao");
  const std::string id = new_id();
  ASSERT_TRUE(accounts().open(zhao, id, he));
  const std::string person = person_of("he");
  const auto row = database().read([&](store::Sql& sql) { return must(sql.find<Person>(person)); });
  const std::string kept = must(row.id_number);
  EXPECT_EQ(kept.find(number), std::string::npos);
  EXPECT_EQ(means().keys.decrypt(kept, row.id), number);
  const AccountView view = accounts().read(zhao, id);
  EXPECT_EQ(view.id_number, number.substr(0, 4) + "************" + number.substr(16));
  EXPECT_EQ(view.phone, "138****5678");
  he.login = "he2";
  EXPECT_EQ(opening("zhao", he), "person.known /person/id_number");
}

TEST_P(AccountsTest, ListsOnlyWhomTheCallerReaches) {
  const auto logins = [&](std::string_view by) {
    std::string all;
    for (const AccountView& view : accounts().list(sign_in(by), "", 100))
      all += view.account.login + " ";
    return all;
  };
  EXPECT_EQ(logins("zhao"), "chief li wang zhao ");
  EXPECT_EQ(logins("sun"), "chief li root sun wang zhao ");
  EXPECT_EQ(logins("wang"), "");
  EXPECT_EQ(accounts().list(sign_in("root"), "", 100).size(), 10U);
  EXPECT_EQ(accounts().list(sign_in("root"), "account-wu", 100).size(), 3U);
  EXPECT_THROW(accounts().read(sign_in("zhao"), "account-sun"), Refused);
  EXPECT_THROW(accounts().read(sign_in("wang"), "account-wang"), Refused);
}

}  // namespace
}  // namespace qinqing::identity
