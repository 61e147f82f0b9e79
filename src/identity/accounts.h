// Opening accounts, closing them, and helping those who forgot their password.
//
// Thread-safety: any thread. Each call that makes a password takes the time of hashing it.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fault.h"
#include "base/identifiers.h"
#include "identity/caller.h"
#include "identity/means.h"
#include "identity/model.h"
#include "identity/posts.h"

namespace qinqing::identity {

struct PersonText {
  std::string name;
  std::optional<std::string> phone;
  std::optional<std::string> id_number;  // in plain; kept encrypted
  static constexpr std::string_view kTitle = "PersonText";
};
BOOST_DESCRIBE_STRUCT(PersonText, (), (name, phone, id_number))

struct AccountText {
  std::optional<PersonText> person;      // a new person …
  std::optional<std::string> person_id;  // … or one who is known already
  std::string login;
  std::optional<PostText> post;  // without it only a system administrator may open an account
  static constexpr std::string_view kTitle = "AccountText";
};
BOOST_DESCRIBE_STRUCT(AccountText, (), (person, person_id, login, post))

struct OpenedAccount {
  Account account;
  // Shown once to whoever opened the account, who gives it to the person. It must be changed at the
  // first sign-in.
  std::string first_password;
};

// An account as administrators see it.
struct AccountView {
  Account account;
  std::string name;
  std::string phone;      // masked
  std::string id_number;  // masked; "" = not known
  std::vector<ActingPost> posts;
};

class Accounts {
 public:
  explicit Accounts(const Means& means) : means_(means), ids_(means.clock, means.random) {}

  // Faults: those of checks.h and Posts::assign (under "/post") · account.person (neither or both
  // said, or not there) · account.login_taken · account.has_one · resident_id.* ·
  // person.known (another person has this resident number).
  // Throws Refused, and what Database::write throws: Exists where the id is taken.
  base::Result<OpenedAccount> open(const Caller& caller, std::string id, const AccountText& text);

  // For the program itself (caller.system): the password is given, and need not be changed.
  base::Result<Account> open_with(const Caller& caller, std::string id, const AccountText& text,
                                  std::string_view password);

  // A new first password, shown once. Ends the account's sessions and its lockout.
  std::string reset_password(const Caller& caller, std::string_view id);

  // Disabling ends the account's sessions at once.
  Account set_disabled(const Caller& caller, std::string_view id, std::int64_t version,
                       bool disabled);

  // Binds whom a provider from outside calls `subject` to an account. For the program itself and
  // for whoever may reset the password. Fault: credential.taken.
  base::Result<Credential> bind(const Caller& caller, std::string_view id,
                                std::string_view provider, std::string_view subject);

  AccountView read(const Caller& caller, std::string_view id) const;
  // Of the caller's unit and those one level down, or all for who reaches all; in order of id,
  // after `after`.
  std::vector<AccountView> list(const Caller& caller, std::string_view after,
                                std::int64_t limit) const;

 private:
  struct Secret {
    std::string hash;
    bool must_change;
  };
  base::Result<Account> open_hashed(const Caller& caller, const std::string& id,
                                    const AccountText& text, const Secret& secret);
  base::Result<Account> open_in(store::Unit& unit, const Caller& caller, const std::string& id,
                                const AccountText& text, const Secret& secret);
  std::optional<Person> person_for(store::Unit& unit, const Caller& caller, const AccountText& text,
                                   base::Faults& faults);
  std::optional<Person> new_person(store::Unit& unit, const Caller& caller, const PersonText& text,
                                   base::Faults& faults);
  AccountView view(const Directory& directory, Account account, base::Date day) const;

  Means means_;
  base::UuidSource ids_;
};

}  // namespace qinqing::identity
