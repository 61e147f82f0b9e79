// The records of the town: filings, accounts, posts, delegations, organisations.
#include <stdexcept>

#include "app/testing/town.h"
#include "identity/testing/must.h"

namespace qinqing::app::testing {
namespace {

using boost::json::object;
using identity::testing::must;

constexpr const char* kFuture = "2026-11-27";

boost::json::value check(bool by_enterprise, const std::string& day) {
  if (by_enterprise)
    return {{"actor", "entrepreneur"},
            {"contact_on", day},
            {"conducts", {"treat"}},
            {"facts",
             {{"relation", "none"},
              {"treat_kind", "work_meal"},
              {"treat_cost", "80.00"},
              {"treat_charged", true}}}};
  return {{"actor", "official"},
          {"contact_on", day},
          {"conducts", {"attend"}},
          {"facts",
           {{"relation", "none"},
            {"approval", "not_yet"},
            {"event_kind", "trade"},
            {"event_public", true}}}};
}

struct Filed {
  const char* name;
  const char* by;
  const char* attendee;  // "" = nobody comes along
  const char* unit;      // whose it is once it is submitted; "" = it was not: the filer's alone
  std::vector<std::pair<const char*, const char*>> acts;  // by whom, what
};
const std::vector<Filed>& filed() {
  static const std::vector<Filed> kFiled{{"kept", "wang", "", "", {}},
                                         {"discarded", "wang", "li", "", {{"wang", "discard"}}},
                                         {"pending", "wang", "", "office", {}},
                                         {"confirming", "wang", "li", "office", {}},
                                         {"approved", "wang", "", "office", {{"zhao", "approve"}}},
                                         {"asked", "li", "", "office", {{"zhao", "ask"}}},
                                         {"elsewhere", "yi", "", "elsewhere", {}},
                                         {"approvers", "zhao", "", "office", {}},
                                         {"heads", "chief", "", "bureau", {}},
                                         {"theirs", "boss", "", "office", {}}};
  return kFiled;
}

}  // namespace

std::vector<std::string> Town::filings() {
  std::vector<std::string> names;
  for (const Filed& each : filed()) names.emplace_back(each.name);
  return names;
}

contact::Telling Town::telling(bool by_enterprise, const std::string& day, bool submit) {
  const std::string n = std::to_string(10'000 + ++told_);
  return {.check = check(by_enterprise, day),
          .title = "事由" + n,
          .counterpart = "对方" + n,
          .counterpart_organisation = std::nullopt,
          .unit = by_enterprise ? std::optional(organisation("office")) : std::nullopt,
          .attendees = {},
          .submit = submit};
}

const Record& Town::record(const std::string& name) {
  const auto found = records_.find(name);
  if (found != records_.end()) return found->second;
  return records_.emplace(name, make(name)).first->second;
}

Record Town::make(const std::string& name) {
  changed();
  const std::size_t dot = name.find('.');
  if (dot == std::string::npos) return make_filing(name);
  const std::string kind = name.substr(0, dot);
  const std::string of = name.substr(dot + 1);
  if (kind == "organisation") {
    const Unit& found = unit(of);
    return {.id = organisation(of), .unit = of, .place = found.place, .words = {}};
  }
  if (kind == "edition") return make_edition(of);
  if (kind == "ruling") return make_ruling(of);
  const Somebody who = somebody(of);
  const std::string at = who.unit.empty() ? "" : unit(who.unit).place;
  Record made{.id = "", .persons = {of}, .unit = who.unit, .place = at, .words = {}};
  if (kind == "account") {
    made.id = who.account;
    made.words = {who.name, "\"" + who.login + "\""};
  } else if (kind == "post") {
    made.id = add_post(of, who.unit, who.role);
    made.words = {who.name};
  } else if (kind == "delegation") {
    made.words = {"去学习" + std::to_string(10'000 + ++told_)};
    made.id = must(house_->identity().posts.delegate(system(), new_id(),
                                                     {.from_post = who.own_post,
                                                      .to_post = spare(who.unit).post,
                                                      .valid_from = clock_->today(),
                                                      .valid_to = clock_->today(),
                                                      .reason = made.words[0]}))
                  .id;
  } else {
    throw std::logic_error("no such record: " + name);
  }
  return made;
}

Record Town::make_filing(const std::string& name) {
  for (const Filed& each : filed()) {
    if (name != each.name) continue;
    const std::string by = each.by;
    const bool by_enterprise = somebody(by).role == identity::Role::entrepreneur;
    contact::Telling told = telling(by_enterprise, kFuture, std::string(each.unit) != "");
    Record made{.persons = {by}, .unit = each.unit};
    if (!made.unit.empty()) made.place = unit(made.unit).place;
    if (const std::string attendee = each.attendee; !attendee.empty()) {
      told.attendees.push_back(somebody(attendee).person);
      if (!made.unit.empty()) made.persons.push_back(attendee);
    }
    made.id = must(house_->filings()->file(caller(by), new_id(), told)).record.filing.id;
    for (const auto& [who, what] : each.acts)
      act(who, made.id, what,
          std::string_view(what) == "ask" ? object{{"question", "几个人"}} : object{});
    made.words = {told.title, told.counterpart};
    const auto docket = house_->database().read(
        [&](store::Sql& sql) { return house_->casework().find(sql, made.id); });
    if (docket->file.number) made.words.push_back(*docket->file.number);
    return made;
  }
  throw std::logic_error("no such record: " + name);
}

// By "shi", in that state: draft, tested or reviewed.
Record Town::make_edition(const std::string& state) {
  Record made{.id = new_id(), .persons = {"shi"}, .unit = "city", .place = "nb"};
  norms::Editions& editions = *house_->editions();
  must(editions.create(caller("shi"), made.id, house_->norms().packs().front()->files, ""));
  const auto step = [&](const char* login, const char* name) {
    must(editions.act(caller(login), made.id, version_of_edition(made.id), name, nullptr));
  };
  if (state != "draft") step("shi", "test");
  if (state == "reviewed") step("shi2", "review");
  return made;
}

norms::RulingQuestion Town::ruling_question() {
  const std::string n = std::to_string(10'000 + ++told_);
  norms::RulingQuestion question;
  question.check = {{"actor", "official"},
                    {"contact_on", kFuture},
                    {"conducts", {"take"}},
                    {"facts",
                     {{"relation", "none"},
                      {"gift_kind", "goods"},
                      {"gift_value", n + ".00"},
                      {"gift_refusable", true}}}};
  question.place = "nb-haishu";
  question.note = "补充" + n;
  return question;
}

void Town::ask_anonymously(const std::string& code) {
  must(house_->rulings()->ask_anonymously(new_id(), ruling_question(), code));
}

// By "wang" in the first district, in that state: asked, drafted, cosigned or published.
Record Town::make_ruling(const std::string& state) {
  norms::Rulings& rulings = *house_->rulings();
  const norms::RulingQuestion question = ruling_question();
  Record made{.id = new_id(), .persons = {"wang"}, .unit = "front", .place = "nb-haishu"};
  must(rulings.ask(caller("wang"), made.id, question));
  if (state == "asked") made.words = {*question.note};
  const auto step = [&](const char* login, const char* name, object fields) {
    norms::RulingAct act{.act = name, .fields = std::move(fields), .answer = std::nullopt};
    if (std::string_view(name) == "draft") {
      norms::RulingAnswer answer;
      answer.verdict = "permitted";
      answer.reasons = "可以";
      answer.law = "某条";
      answer.until = clock_->today().add_days(100);
      act.answer = std::move(answer);
    }
    must(rulings.act(caller(login), made.id, version(made.id), act));
  };
  if (state == "asked") return made;
  step("zheng", "draft", {{"no_tie", true}});
  made.unit = "watch";
  if (state == "drafted") return made;
  step("wu", "cosign", {{"no_tie", true}});
  made.unit = "front";
  if (state == "cosigned") return made;
  step("zheng3", "publish", {{"no_tie", true}, {"no_names", true}});
  return made;
}

std::int64_t Town::version_of_edition(const std::string& id) {
  return version_of<norms::PackEdition>(id) + version(id);
}

void Town::act(std::string_view login, const std::string& id, const std::string& name,
               object fields) {
  must(house_->filings()->act(caller(login), id, version(id),
                              {.act = name, .fields = std::move(fields), .telling = std::nullopt}));
}

std::int64_t Town::version(const std::string& id) {
  const auto docket =
      house_->database().read([&](store::Sql& sql) { return house_->casework().find(sql, id); });
  return docket ? docket->file.version : 1;
}

std::string Town::state(const std::string& id) {
  const auto docket =
      house_->database().read([&](store::Sql& sql) { return house_->casework().find(sql, id); });
  return docket ? docket->file.state : "";
}

}  // namespace qinqing::app::testing
