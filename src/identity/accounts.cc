#include "identity/accounts.h"

#include <utility>

#include "identity/checks.h"
#include "identity/event.h"
#include "identity/masked.h"
#include "identity/queries.h"
#include "identity/rank.h"
#include "identity/refused.h"
#include "identity/token.h"

namespace qinqing::identity {
namespace {

Account require_account(store::Unit& unit, const Caller& caller, std::string_view action,
                        const Directory& directory, std::string_view id) {
  auto account = unit.sql().find<Account>(id);
  if (!account) throw Refused(Access::hidden, action);
  if (!caller.system) require_over(caller, action, directory, account->person);
  return *std::move(account);
}

bool may_see(const Caller& caller, std::string_view action, const Directory& directory,
             std::string_view person) {
  const Target whoever{
      .persons = {std::string(person)}, .organisation = "", .organisation_above = "", .places = {}};
  if (may(caller, action, whoever) == Access::allowed) return true;
  for (const Post& post : directory.posts_of(person, caller.today))
    if (may(caller, action, directory.target(post)) == Access::allowed) return true;
  return false;
}

bool reaches_all(const Caller& caller, std::string_view action) {
  for (const Grant& grant : grants_of(caller.role, action))
    if (grant.reach == Reach::any) return true;
  return caller.system;
}

}  // namespace

std::string Accounts::reset_password(const Caller& caller, std::string_view id) {
  const std::string password = make_first_password(means_.random);
  const std::string hash = means_.passwords.hash(password);
  means_.database.write([&](store::Unit& unit) {
    const Directory directory(unit.sql(), means_.places);
    const Account account = require_account(unit, caller, "account.reset_password", directory, id);
    unit.event(event_of(caller, "account.reset_password", "", account.id));
    auto credential = queries::credential_of(unit.sql(), account.id, "password");
    if (!credential) {
      credential = Credential{.id = ids_.next(),
                              .version = 0,
                              .account = account.id,
                              .provider = "password",
                              .subject = account.login,
                              .must_change = true,
                              .changed_on = caller.today};
      unit.insert(*credential);
    } else {
      credential->must_change = true;
      credential->changed_on = caller.today;
      unit.update(*credential);
    }
    unit.put(CredentialSecret{.credential = credential->id, .secret = hash});
    unit.remove<Lockout>(lockout_key(account.login));
    queries::remove_sessions_of(unit, account.id, "");
  });
  return password;
}

Account Accounts::set_disabled(const Caller& caller, std::string_view id, std::int64_t version,
                               bool disabled) {
  return means_.database.write([&](store::Unit& unit) {
    const Directory directory(unit.sql(), means_.places);
    Account account = require_account(unit, caller, "account.disable", directory, id);
    unit.event(event_of(caller, disabled ? "account.disable" : "account.enable", "", account.id));
    account.version = version;
    account.disabled = disabled;
    unit.update(account);
    if (disabled) queries::remove_sessions_of(unit, account.id, "");
    return account;
  });
}

base::Result<Credential> Accounts::bind(const Caller& caller, std::string_view id,
                                        std::string_view provider, std::string_view subject) {
  return means_.database.write([&](store::Unit& unit) -> base::Result<Credential> {
    const Directory directory(unit.sql(), means_.places);
    const Account account = require_account(unit, caller, "account.reset_password", directory, id);
    if (queries::credential(unit.sql(), provider, subject))
      return base::Fault{.code = "credential.taken",
                         .pointer = "/subject",
                         .what = "这个外部身份已经绑定了账号",
                         .right = "先解除原来的绑定",
                         .file = "",
                         .line = 0};
    unit.event(event_of(caller, "account.bind", "", account.id));
    Credential made{.id = ids_.next(),
                    .version = 0,
                    .account = account.id,
                    .provider = std::string(provider),
                    .subject = std::string(subject),
                    .must_change = false,
                    .changed_on = caller.today};
    unit.insert(made);
    return made;
  });
}

AccountView Accounts::view(const Directory& directory, Account account, base::Date day) const {
  AccountView view{
      .account = std::move(account), .name = "", .phone = "", .id_number = "", .posts = {}};
  if (const auto person = directory.person(view.account.person)) {
    view.name = person->name;
    if (person->phone) view.phone = masked_phone(*person->phone);
    if (person->id_number)
      view.id_number =
          masked_resident_id(means_.keys.decrypt(*person->id_number, person->id).value_or(""));
  }
  view.posts = directory.acting_posts(view.account.person, day);
  return view;
}

AccountView Accounts::read(const Caller& caller, std::string_view id) const {
  return means_.database.read([&](store::Sql& sql) {
    const Directory directory(sql, means_.places);
    auto account = sql.find<Account>(id);
    if (!account || !may_see(caller, "account.read", directory, account->person))
      throw Refused(Access::hidden, "account.read");
    return view(directory, *std::move(account), caller.today);
  });
}

std::vector<AccountView> Accounts::list(const Caller& caller, std::string_view after,
                                        std::int64_t limit) const {
  return means_.database.read([&](store::Sql& sql) {
    const Directory directory(sql, means_.places);
    std::vector<Account> accounts =
        reaches_all(caller, "account.list")
            ? queries::all_accounts(sql, after, limit)
            : queries::accounts_in(sql, caller.organisation, caller.today, after, limit);
    std::vector<AccountView> views;
    for (Account& account : accounts)
      if (may_see(caller, "account.list", directory, account.person))
        views.push_back(view(directory, std::move(account), caller.today));
    return views;
  });
}

}  // namespace qinqing::identity
