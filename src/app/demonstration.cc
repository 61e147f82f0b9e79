#include "app/demonstration.h"

#include <iostream>

#include "app/demonstration_text.h"
#include "base/reader.h"
#include "base/yaml.h"
#include "identity/first_account.h"
#include "store/value.h"

namespace qinqing::app {
namespace {

identity::Caller the_system(const base::Clock& clock) {
  identity::Caller caller;
  caller.system = true;
  caller.now = clock.now();
  caller.today = clock.today();
  return caller;
}

// A described enumeration by its name. Throws std::runtime_error for an unknown one, which the
// demonstration file alone can hold.
template <class E>
E named(const std::string& name) {
  E value{};
  store::Kept<E>::from(store::Value(name), value);
  return value;
}

class Filling {
 public:
  Filling(House& house, text::Demonstration told) : house_(house), told_(std::move(told)) {}

  base::Faults run() {
    for (const auto& each : told_.organisations) organisation(each);
    for (const auto& each : told_.people) person(each);
    if (faults_.empty() && house_.filings() != nullptr)
      for (const auto& each : told_.filings) filing(each);
    if (faults_.empty() && house_.rulings() != nullptr)
      for (const auto& each : told_.rulings) ruling(each);
    return std::move(faults_);
  }

 private:
  void organisation(const text::Organisation& told) {
    const auto made = house_.identity().organisations.create(
        the_system(house_.clock()), told.id,
        {.kind = named<identity::OrganisationKind>(told.kind),
         .name = told.name,
         .parent = told.parent,
         .place = told.place,
         .credit_code = told.credit_code,
         .valid_from = base::Date::of(2020, 1, 1),
         .valid_to = std::nullopt,
         .merged_into = std::nullopt});
    if (!made) faults_.append(made.faults());
  }

  void person(const text::Person& told) {
    const auto made = house_.identity().accounts.open_with(
        the_system(house_.clock()), house_.ids().next(),
        {.person =
             identity::PersonText{
                 .name = told.name, .phone = std::nullopt, .id_number = std::nullopt},
         .person_id = std::nullopt,
         .login = told.login,
         .post = identity::PostText{.organisation = told.organisation,
                                    .place = std::nullopt,
                                    .role = named<identity::Role>(told.role),
                                    .title = told.title,
                                    .head = told.head,
                                    .held_from = base::Date::of(2026, 1, 1),
                                    .held_to = std::nullopt}},
        told_.password);
    if (!made) return faults_.append(made.faults());
    accounts_[told.login] = {made->id, made->person, told.name};
  }

  base::Date day(int from_today) const {
    base::Date date = house_.clock().today().add_days(from_today);
    const int step = from_today < 0 ? -1 : 1;
    while (!house_.norms().calendar()->is_working(date)) date = date.add_days(step);
    return date;
  }

  // The person of that login at ten in the morning of that day.
  identity::Caller caller(const std::string& login, int on) {
    const Account& account = accounts_.at(login);
    identity::Caller caller;
    caller.account = account.id;
    caller.person = account.person;
    caller.name = account.name;
    caller.today = day(on);
    caller.now = base::FixedClock(caller.today).now() - std::chrono::hours(2);
    const auto posts = house_.database().read([&](store::Sql& sql) {
      return identity::Directory(sql, house_.places()).posts_of(account.person, caller.today);
    });
    caller.post = posts.at(0).id;
    caller.organisation = posts.at(0).organisation;
    caller.place = posts.at(0).place;
    caller.role = posts.at(0).role;
    caller.head = posts.at(0).head;
    return caller;
  }

  static boost::json::value typed(const norms::Fact& fact, const std::string& text) {
    if (fact.type == norms::FactType::boolean) return text == "true";
    if (fact.type == norms::FactType::count) return std::stoll(text);
    return boost::json::value(text);
  }

  template <class Told>
  boost::json::value check(const Told& told) const {
    const norms::Pack& pack = house_.norms().packs().front()->pack;
    boost::json::object facts;
    for (const auto& [id, text] : told.facts)
      if (const auto* fact = pack.find_fact(id))
        facts[id] = fact->type == norms::FactType::date
                        ? boost::json::value(day(std::stoi(text)).to_string())
                        : typed(*fact, text);
    return {{"actor", told.actor},
            {"asked_on", day(told.on).to_string()},
            {"contact_on", day(told.contact_on).to_string()},
            {"conducts", boost::json::array(told.conducts.begin(), told.conducts.end())},
            {"facts", std::move(facts)}};
  }

  void filing(const text::Filing& told) {
    std::vector<std::string> attendees;
    for (const std::string& login : told.attendees) attendees.push_back(accounts_.at(login).person);
    const auto filed = house_.filings()->file(caller(told.by, told.on), house_.ids().next(),
                                              {.check = check(told),
                                               .title = told.title,
                                               .counterpart = told.counterpart,
                                               .counterpart_organisation = std::nullopt,
                                               .unit = told.unit,
                                               .attendees = std::move(attendees),
                                               .submit = !told.kept.value_or(false)});
    if (!filed) return refused(told.title, filed.faults());
    for (const text::Act& each : told.acts) {
      const std::string& id = filed->record.filing.id;
      const std::int64_t version = house_.database().read(
          [&](store::Sql& sql) { return house_.casework().find(sql, id)->file.version; });
      const auto acted = house_.filings()->act(
          caller(each.by, each.on), id, version,
          {.act = each.act, .fields = each.fields.value_or(nullptr), .telling = std::nullopt},
          base::Scalars::text);
      if (!acted) return refused(told.title, acted.faults());
    }
  }

  void ruling(const text::Ruling& told) {
    const std::string words = "研判 " + told.by;
    norms::RulingQuestion question;
    question.check = check(told);
    question.place = told.place;
    question.note = told.note;
    const auto asked =
        house_.rulings()->ask(caller(told.by, told.on), house_.ids().next(), question);
    if (!asked) return refused(words, asked.faults());
    for (const text::RulingStep& each : told.acts) {
      const std::string& id = asked->record.ruling.id;
      const std::int64_t version = house_.database().read(
          [&](store::Sql& sql) { return house_.casework().find(sql, id)->file.version; });
      norms::RulingAct act{
          .act = each.act, .fields = each.fields.value_or(nullptr), .answer = std::nullopt};
      if (each.answer) act.answer = answer(*each.answer, each.on);
      const auto acted =
          house_.rulings()->act(caller(each.by, each.on), id, version, act, base::Scalars::text);
      if (!acted) return refused(words, acted.faults());
    }
  }

  norms::RulingAnswer answer(const text::Answer& told, int on) const {
    norms::RulingAnswer answer;
    answer.verdict = told.verdict;
    answer.reasons = told.reasons;
    answer.law = told.law;
    answer.duties = told.duties;
    answer.clauses = told.clauses;
    answer.until = day(on).add_days(told.days);
    return answer;
  }

  void refused(const std::string& what, const base::Faults& why) {
    for (base::Fault fault : why) {
      fault.what = what + "：" + fault.what;
      faults_.add(std::move(fault));
    }
  }

  struct Account {
    std::string id, person, name;
  };
  House& house_;
  text::Demonstration told_;
  std::map<std::string, Account> accounts_;
  base::Faults faults_;
};

}  // namespace

base::Faults fill_with_demonstration(House& house, const std::filesystem::path& file) {
  const auto document = base::load_yaml(file);
  if (!document) return document.faults();
  base::Faults faults;
  auto told = base::read<text::Demonstration>(document->value, "", faults, base::Scalars::text);
  if (!faults.empty()) return faults;
  return Filling(house, std::move(told)).run();
}

base::Faults make_first_account(House& house) {
  const auto opened = identity::open_first_account(house.identity(), "admin");
  if (!opened) return opened.faults();
  std::cerr << "第一个账号：admin，初始口令：" << opened->first_password
            << "（只显示这一次，登录后要改）\n";
  return {};
}

}  // namespace qinqing::app
