// Opening accounts: a person, a login with its first password, and a post, in one unit of work.
#include <utility>

#include "base/identifiers.h"
#include "identity/accounts.h"
#include "identity/checks.h"
#include "identity/event.h"
#include "identity/pinyin.h"
#include "identity/queries.h"
#include "identity/rank.h"
#include "identity/refused.h"
#include "identity/token.h"

namespace qinqing::identity {
namespace {

void require_opening(const Caller& caller, const Directory& directory, const AccountText& text) {
  Target target;
  if (text.post)
    target = directory.target({}, text.post->organisation, text.post->place.value_or(""));
  require(caller, "account.create", target);
  // A first password opens whatever the person may do: also what others have given them.
  if (text.person_id && !caller.system)
    require_over(caller, "account.create", directory, *text.person_id);
}

void append_under(base::Faults& faults, std::string_view pointer, const base::Faults& found) {
  for (base::Fault fault : found) {
    fault.pointer.insert(0, pointer);
    faults.add(std::move(fault));
  }
}

void check_person(const PersonText& text, base::Date today, base::Faults& faults) {
  check_name(text.name, "/person/name", faults);
  if (text.phone) check_phone(*text.phone, "/person/phone", faults);
  if (!text.id_number) return;
  if (auto fault = base::check_resident_id(*text.id_number, today)) {
    fault->pointer = "/person/id_number";
    faults.add(*std::move(fault));
  }
}

}  // namespace

base::Result<OpenedAccount> Accounts::open(const Caller& caller, std::string id,
                                           const AccountText& text) {
  const std::string password = make_first_password(means_.random);
  auto made = open_hashed(caller, id, text, {means_.passwords.hash(password), true});
  if (!made) return made.faults();
  return OpenedAccount{.account = std::move(made).value(), .first_password = password};
}

base::Result<Account> Accounts::open_with(const Caller& caller, std::string id,
                                          const AccountText& text, std::string_view password) {
  if (!caller.system) throw Refused(Access::refused, "account.create");
  return open_hashed(caller, id, text, {means_.passwords.hash(password), false});
}

base::Result<Account> Accounts::open_hashed(const Caller& caller, const std::string& id,
                                            const AccountText& text, const Secret& secret) {
  return means_.database.write([&](store::Unit& unit) -> base::Result<Account> {
    return open_in(unit, caller, id, text, secret);
  });
}

base::Result<Account> Accounts::open_in(store::Unit& unit, const Caller& caller,
                                        const std::string& id, const AccountText& text,
                                        const Secret& secret) {
  const Directory directory(unit.sql(), means_.places);
  require_opening(caller, directory, text);
  unit.event(
      event_of(caller, "account.create", text.post ? text.post->place.value_or("") : "", id));
  base::Faults faults;
  Account account{
      .id = id, .version = 0, .person = "", .login = plain_login(text.login), .disabled = false};
  check_login(account.login, "/login", faults);
  if (queries::account_by_login(unit.sql(), account.login))
    faults.add("account.login_taken", "/login", "这个登录名已经有人用了", "换一个");
  const auto person = person_for(unit, caller, text, faults);
  if (!faults.empty() || !person) return faults;
  account.person = person->id;
  unit.insert(account);
  const Credential credential{.id = ids_.next(),
                              .version = 0,
                              .account = id,
                              .provider = "password",
                              .subject = account.login,
                              .must_change = secret.must_change,
                              .changed_on = caller.today};
  unit.insert(Credential(credential));
  unit.put(CredentialSecret{.credential = credential.id, .secret = secret.hash});
  if (!text.post) return account;
  const auto post = Posts(means_).assign(unit, caller, ids_.next(), person->id, *text.post);
  if (post) return account;
  append_under(faults, "/post", post.faults());
  return faults;
}

std::optional<Person> Accounts::person_for(store::Unit& unit, const Caller& caller,
                                           const AccountText& text, base::Faults& faults) {
  if (text.person.has_value() == text.person_id.has_value()) {
    faults.add("account.person", "/person", "要写新的人，或者选已有的人，二者取一",
               "person 或者 person_id");
    return std::nullopt;
  }
  if (text.person) return new_person(unit, caller, *text.person, faults);
  auto known = unit.sql().find<Person>(text.person_id.value_or(""));
  if (!known)
    faults.add("account.person", "/person_id", "没有这个人", "按姓名找一找，或者写新的人");
  else if (queries::account_of_person(unit.sql(), known->id))
    faults.add("account.has_one", "/person_id", "这个人已经有账号", "忘了口令可以重设");
  return known;
}

std::optional<Person> Accounts::new_person(store::Unit& unit, const Caller& caller,
                                           const PersonText& text, base::Faults& faults) {
  check_person(text, caller.today, faults);
  Person person{.id = ids_.next(),
                .version = 0,
                .name = text.name,
                .name_initials = search_initials(text.name),
                .phone = text.phone,
                .id_number = std::nullopt,
                .id_match = std::nullopt};
  if (text.id_number) {
    person.id_number = means_.keys.encrypt(*text.id_number, person.id, means_.random);
    person.id_match = means_.keys.match(*text.id_number);
    if (queries::person_by_match(unit.sql(), *person.id_match))
      faults.add("person.known", "/person/id_number", "已经有人登记过这个身份证号",
                 "按姓名找到这个人，用已有的人开账号");
  }
  if (faults.empty()) unit.insert(person);
  return person;
}

}  // namespace qinqing::identity
