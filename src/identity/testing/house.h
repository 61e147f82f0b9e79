// A small town for tests: two districts, a bureau with an office below it, a unit elsewhere, an
// enterprise, and people in them with accounts, on either engine.
//
//   class FilingTest : public identity::testing::HouseTest { … };
//   STORE_ON_BOTH(FilingTest);
//   TEST_P(FilingTest, …) { const Caller wang = sign_in("wang"); … }
//
// The day is 2026-11-24. Every password is kPassword; the accounts' logins are those of Town's
// people, whose accounts are "account-<login>".
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "identity/accounts.h"
#include "identity/organisations.h"
#include "identity/posts.h"
#include "identity/provider.h"
#include "identity/sessions.h"
#include "identity/testing/must.h"
#include "store/testing/databases.h"

namespace qinqing::identity::testing {

inline constexpr std::string_view kPassword = "春江潮水连海平";

// A sign-in from outside that proves whatever code it was told of.
class OutsideProvider final : public Provider {
 public:
  std::string_view name() const override { return "outside"; }
  std::optional<std::string> subject_of(const Attempt& attempt) override {
    if (!attempt.secret.starts_with("code-of-")) return std::nullopt;
    return attempt.secret.substr(8);
  }
};

class HouseTest : public store::testing::DatabaseTest {
 protected:
  // `schemas` of the folders above, opened beside store's and identity's.
  explicit HouseTest(std::vector<store::Schema> schemas = {});
  ~HouseTest() override;

  const Means& means() const { return *means_; }
  Sessions& sessions() { return *sessions_; }
  Accounts& accounts() { return *accounts_; }
  const Posts& posts() const { return *posts_; }
  const Organisations& organisations() const { return *organisations_; }
  const Places& places() const { return places_; }

  // Signs in by password; fails the test where that is refused.
  SignedIn sign_in_fully(std::string_view login, std::string_view password = kPassword);
  Caller sign_in(std::string_view login) { return sign_in_fully(login).caller; }
  // Whom the token belongs to now.
  Caller caller_of(const std::string& token) { return must(sessions_->resolve(token)); }
  std::optional<Caller> resolve(const std::string& token) { return sessions_->resolve(token); }

  Caller system() const;
  void pass(std::chrono::milliseconds time) { clock_.set(clock_.now() + time); }
  base::Date today() const { return clock_.today(); }

  // Gives a further person an account and one post.
  void add(std::string_view login, std::string name, std::string_view organisation, Role role,
           bool head = false);
  void add_organisation(std::string id, OrganisationKind kind, std::string name,
                        std::optional<std::string> parent, std::string place);
  std::string post_of(std::string_view login) const;
  std::string person_of(std::string_view login) const;
  std::string new_id() { return ids_->next(); }

 private:
  void settle();

  std::filesystem::path keys_folder_;
  Places places_;
  std::optional<Keys> keys_;
  Passwords passwords_;
  std::optional<Means> means_;
  std::unique_ptr<base::UuidSource> ids_;
  std::unique_ptr<Sessions> sessions_;
  std::unique_ptr<Accounts> accounts_;
  std::unique_ptr<Posts> posts_;
  std::unique_ptr<Organisations> organisations_;
};

}  // namespace qinqing::identity::testing
