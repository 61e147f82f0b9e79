#include "identity/first_account.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "identity/place_store.h"
#include "identity/testing/house.h"

namespace qinqing::identity {
namespace {

// A database in which nothing is yet.
class FirstAccountTest : public store::testing::DatabaseTest {
 protected:
  FirstAccountTest()
      : folder_(std::filesystem::temp_directory_path() /
                ("first-keys-" + std::to_string(::getpid()))),
        places_(Places::of({{.id = "hs",
                             .version = 0,
                             .parent = std::nullopt,
                             .kind = PlaceKind::district,
                             .name = "海曙区",
                             .name_initials = "hsq",
                             .code = std::nullopt,
                             .valid_from = std::nullopt,
                             .valid_to = std::nullopt}})
                    .value()),
        passwords_({.operations = 1, .memory_bytes = 8192}),
        keys_(Keys::open(folder_, Keys::Missing::make, random_).value()),
        identity_(
            Means{open({store::schema(), schema()}), places_, keys_, passwords_, clock_, random_}) {
    adopt_places(database(), places_);
  }
  ~FirstAccountTest() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path folder_;
  Places places_;
  Passwords passwords_;
  Keys keys_;
  Identity identity_;
};
STORE_ON_BOTH(FirstAccountTest);

TEST_P(FirstAccountTest, IsASystemAdministratorWhoMustChangeThePassword) {
  const auto first = open_first_account(identity_, "Root");
  ASSERT_TRUE(first) << first.faults().to_string();
  const auto answer = identity_.sessions.sign_in(
      {.provider = "password", .login = "root", .secret = first->first_password}, "");
  const Caller& caller = std::get<SignedIn>(answer).caller;
  EXPECT_EQ(caller.role, Role::sysadmin);
  EXPECT_EQ(caller.place, "hs");
  EXPECT_TRUE(caller.must_change);
}

TEST_P(FirstAccountTest, IsOpenedOnce) {
  ASSERT_TRUE(open_first_account(identity_, "root"));
  const auto second = open_first_account(identity_, "root2");
  ASSERT_FALSE(second);
  EXPECT_EQ(second.faults()[0].code, "account.not_first");
}

TEST_P(FirstAccountTest, OtherKeysThanTheDatabasesAreNoticed) {
  EXPECT_FALSE(check_keys(identity_.means)) << "nothing encrypted yet";
  database().write([&](store::Unit& unit) {
    unit.event(
        {.kind = "test", .account = "", .post = "", .place = "", .subject = "", .basis = ""});
    unit.insert(Person{.id = "p",
                       .version = 0,
                       .name = "何某",
                       .name_initials = "hm",
                       .phone = std::nullopt,
                       .id_number = keys_.encrypt("33020319900101001X", "p", random_),
                       .id_match = std::nullopt});
  });
  EXPECT_FALSE(check_keys(identity_.means));
  std::filesystem::remove_all(folder_);
  const Keys others = Keys::open(folder_, Keys::Missing::make, random_).value();
  const Means wrong{database(), places_, others, passwords_, clock_, random_};
  EXPECT_EQ(check_keys(wrong).value_or(base::Fault()).code, "keys.other");
}

}  // namespace
}  // namespace qinqing::identity
