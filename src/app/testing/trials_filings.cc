// The routes of filings.
#include <algorithm>
#include <boost/json/serialize.hpp>
#include <iterator>
#include <stdexcept>

#include "app/testing/trials.h"

namespace qinqing::app::testing {
namespace {

using boost::json::object;
using http::Method;
using identity::testing::Fields;
using About = std::function<std::optional<Record>(Town&, const Somebody&)>;

constexpr const char* kBasis = "basis=%E6%9F%A5%E6%A0%B8";
constexpr const char* kDay = "2026-11-27";

About filing(const std::string& name) {
  return [name](Town& town, const Somebody&) -> std::optional<Record> { return town.record(name); };
}
std::optional<Record> oneself(Town&, const Somebody& who) {
  return Record{.id = "", .persons = {who.login}};
}
About view(const std::string& name) {
  return [name](Town& town, const Somebody& who) -> std::optional<Record> {
    Record record;
    if (name == "mine") record.persons = {who.login};
    if (name == "unit") record.unit = who.unit;
    if (name == "place" && !who.unit.empty()) record.place = town.unit(who.unit).place;
    return record;
  };
}

bool enterprise(const Somebody& who) {
  return who.role == identity::Role::entrepreneur || who.role == identity::Role::chamber_staff;
}

object told_json(const contact::Telling& told) {
  object body{{"check", told.check},
              {"title", told.title},
              {"counterpart", told.counterpart},
              {"attendees", boost::json::array(told.attendees.begin(), told.attendees.end())},
              {"submit", told.submit.value_or(false)}};
  if (told.unit) body["unit"] = *told.unit;
  return body;
}

// Something for every field of the step: what is asked of whom is the procedure's.
object given(const casework::Procedure& procedure, const casework::Transition& step) {
  object fields;
  for (const std::string& id : step.fields) {
    const auto* field = procedure.field(id);
    if (id == "duty")
      fields[id] = "pay_meal";
    else if (field->type == casework::FieldType::choice)
      fields[id] = field->choices.front().id;
    else if (field->type == casework::FieldType::money)
      fields[id] = "80.00";
    else if (field->type == casework::FieldType::text)
      fields[id] = "说明";
    else
      throw std::logic_error("no sample for the field " + id);
  }
  return fields;
}

// What is told, as the pages' forms have it.
Fields told_form(Town& town, const Somebody& who) {
  const auto told = town.telling(enterprise(who), kDay, false);
  Fields fields{{"contact_on", kDay},
                {"f.relation", "none"},
                {"title", told.title},
                {"counterpart", told.counterpart}};
  const Fields official{{"actor", "official"},
                        {"conduct", "attend"},
                        {"f.approval", "not_yet"},
                        {"f.event_kind", "trade"},
                        {"f.event_public", "true"}};
  const Fields other{{"actor", "entrepreneur"},     {"conduct", "treat"},
                     {"f.treat_kind", "work_meal"}, {"f.treat_cost", "80.00"},
                     {"f.treat_charged", "true"},   {"unit", told.unit.value_or("")}};
  std::ranges::copy(enterprise(who) ? other : official, std::back_inserter(fields));
  return fields;
}

Fields answers(Town& town, const Somebody& who) {
  Fields fields = told_form(town, who);
  fields.emplace_back("id", town.new_id());
  fields.emplace_back("submit", "0");
  return fields;
}

void add_lists(Trials& trials) {
  const auto get = [&](const std::string& route, const std::string& query, About about,
                       bool basis) {
    const std::string path = route + query;
    trials["GET " + route].push_back(
        {.what = path,
         .about = std::move(about),
         .names = false,
         .sends = [path](Town&, const Somebody&, const std::string&) { return Sent{.path = path}; },
         .basis = basis});
  };
  for (const std::string route : {"/api/v1/filings", "/api/v1/filings.xlsx"})
    for (const std::string name : {"mine", "unit", "place"}) {
      get(route, "?view=" + name, view(name), false);
      get(route, "?view=" + name + "&" + kBasis, view(name), true);
    }
  get("/filings", "", view("mine"), false);
  // Whoever may find people at all: how far, the test looks at what is found.
  get(
      "/api/v1/filings/people", "?q=%E5%A4%87%E7%94%A8",
      [](Town& town, const Somebody& who) -> std::optional<Record> {
        Record record{.id = "", .persons = {who.login}, .unit = who.unit};
        if (!who.unit.empty()) record.place = town.unit(who.unit).place;
        return record;
      },
      false);
}

void add_reads(Trials& trials) {
  struct Reading {
    std::string before, after;  // of the id
    bool takes_basis;           // the plain page takes none: the staff pages do
  };
  const Reading readings[] = {
      {"/api/v1/filings/", "", true}, {"/filings/", "", false}, {"/filings/", "/ledger", true}};
  for (const std::string& name : Town::filings())
    for (const Reading& reading : readings)
      for (const bool basis : {false, true}) {
        if (basis && !reading.takes_basis) continue;
        const std::string after = reading.after + (basis ? std::string("?") + kBasis : "");
        trials["GET " + reading.before + "{filing}" + reading.after].push_back(
            {.what = name + after,
             .about = filing(name),
             .sends = [before = reading.before, after](
                          Town&, const Somebody&,
                          const std::string& id) { return Sent{.path = before + id + after}; },
             .basis = basis});
      }
}

void add_creation(Trials& trials) {
  trials["PUT /api/v1/filings/{filing}"] = {
      {.what = "a filing of one's own",
       .about = oneself,
       .names = false,
       .sends = [](Town& town, const Somebody& who, const std::string&) {
         return Sent{
             .method = Method::put,
             .path = "/api/v1/filings/" + town.new_id(),
             .body = boost::json::serialize(told_json(town.telling(enterprise(who), kDay, false))),
             .headers = {{"If-None-Match", "*"}}};
       }}};
  for (const std::string path : {"/filings/new", "/filings"})
    trials["POST " + path] = {
        {.what = "a filing of one's own",
         .about = oneself,
         .names = false,
         .sends = [path](Town& town, const Somebody& who, const std::string&) {
           return Sent{.method = Method::post, .path = path, .form = answers(town, who)};
         }}};
}

void add_steps(Trials& trials, Town& town) {
  const auto version = town.house().casework().current(contact::kFilingProcedure);
  for (const std::string& name : Town::filings())
    for (const casework::Transition& step : version->procedure.transitions) {
      if (step.is_automatic()) continue;
      const auto action = steps_of_a_filing().find(step.id);
      if (action == steps_of_a_filing().end())
        throw std::logic_error("the step " + step.id + " has no action here");
      const object fields = given(version->procedure, step);
      Trial trial{.what = name + ": " + step.id,
                  .about = filing(name),
                  .action = action->second,
                  .narrowed = true,
                  .again = [name](Town& of, const Somebody&) { of.renew(name); }};
      trial.sends = [fields, act = step.id](Town& of, const Somebody& who, const std::string& id) {
        object body{{"act", act}, {"fields", fields}};
        if (act == "amend") body["telling"] = told_json(of.telling(enterprise(who), kDay, true));
        return Sent{.method = Method::post,
                    .path = "/api/v1/filings/" + id + "/acts",
                    .body = boost::json::serialize(body),
                    .headers = {{"If-Match", '"' + std::to_string(of.version(id)) + '"'}}};
      };
      trials["POST /api/v1/filings/{filing}/acts"].push_back(trial);
      trial.sends = [fields, act = step.id](Town& of, const Somebody&, const std::string& id) {
        Fields form{{"act", act}, {"version", std::to_string(of.version(id))}};
        for (const auto& [field, value] : fields)
          form.emplace_back("f." + std::string(field), std::string(value.as_string()));
        return Sent{.method = Method::post, .path = "/filings/" + id + "/acts", .form = form};
      };
      trials["POST /filings/{filing}/acts"].push_back(std::move(trial));
    }
}

// The page on which a filing is told anew: opened and sent.
void add_amending(Trials& trials) {
  for (const std::string& name : Town::filings()) {
    Trial trial{.what = name, .about = filing(name), .narrowed = true};
    trial.sends = [](Town&, const Somebody&, const std::string& id) {
      return Sent{.path = "/filings/" + id + "/amend"};
    };
    trials["GET /filings/{filing}/amend"].push_back(trial);
    trial.sends = [](Town& town, const Somebody& who, const std::string& id) {
      Fields form = told_form(town, who);
      form.emplace_back("a.what_changes", "改了说法");
      form.emplace_back("version", std::to_string(town.version(id)));
      return Sent{.method = Method::post, .path = "/filings/" + id + "/amend", .form = form};
    };
    trial.again = [name](Town& town, const Somebody&) { town.renew(name); };
    trials["POST /filings/{filing}/amend"].push_back(std::move(trial));
  }
}

}  // namespace

const std::map<std::string, std::string, std::less<>>& steps_of_a_filing() {
  static const std::map<std::string, std::string, std::less<>> kSteps{
      {"submit", "filing.file"},        {"not_wait", "filing.file"},
      {"confirm", "filing.confirm"},    {"dispute", "filing.confirm"},
      {"amend", "filing.amend"},        {"stand", "filing.amend"},
      {"approve", "filing.approve"},    {"receive", "filing.approve"},
      {"refuse", "filing.approve"},     {"revoke", "filing.approve"},
      {"return", "filing.return"},      {"ask", "filing.ask"},
      {"answer", "filing.answer"},      {"went", "filing.follow_up"},
      {"not_went", "filing.follow_up"}, {"settle", "filing.follow_up"},
      {"discard", "filing.withdraw"},   {"withdraw", "filing.withdraw"}};
  return kSteps;
}

void add_filing_trials(Trials& trials, Town& town) {
  add_lists(trials);
  add_reads(trials);
  add_creation(trials);
  add_steps(trials, town);
  add_amending(trials);
}

}  // namespace qinqing::app::testing
