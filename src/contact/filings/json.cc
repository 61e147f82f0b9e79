#include "contact/filings/json.h"

#include <algorithm>
#include <set>

#include "base/json.h"
#include "base/reader.h"
#include "casework/roles.h"
#include "contact/filings/other_side.h"
#include "contact/filings/told.h"
#include "norms/views.h"

namespace qinqing::contact {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

constexpr std::int32_t kSoonDays = 1;

std::string verdict_word_of(const std::string& verdict) {
  const auto known = norms::parse_verdict(verdict);
  return known ? std::string(norms::verdict_word(*known)) : verdict;
}

std::string state_label(const casework::Procedure& procedure, const std::string& state) {
  const auto* known = procedure.state(state);
  return known != nullptr ? known->label : state;
}

std::string role_label(const casework::Procedure& procedure, const std::string& role) {
  const auto* party = procedure.party(role);
  return party != nullptr ? party->label : casework::role_name(role);
}

value optional_text(const std::optional<std::string>& text) {
  return text ? value(*text) : value(nullptr);
}

template <class E>
std::string name_of(E value) {
  return std::get<std::string>(store::as_value(value));
}

class RecordView {
 public:
  RecordView(store::Sql& sql, const Filings& filings, const FilingRecord& record,
             const identity::Caller& caller)
      : sql_(sql),
        filings_(filings),
        record_(record),
        caller_(caller),
        directory_(sql, filings.places()),
        receipt_(receipt_of(record.account.receipt)),
        served_(pack_of(filings.norms(), receipt_)) {}

  object run() {
    head();
    told();
    out_["attendees"] = attendees();
    out_["steps"] = steps();
    out_["deadlines"] = deadlines();
    out_["path"] = path();
    out_["may"] = may();
    out_["differences"] = differences();
    return std::move(out_);
  }

 private:
  const casework::Procedure& procedure() const { return record_.docket.procedure(); }
  const casework::CaseFile& file() const { return record_.docket.file; }

  object person(const std::string& id) const {
    return {{"id", id}, {"name", directory_.name_of(id)}};
  }

  void head() {
    const Filing& filing = record_.filing;
    const auto unit = directory_.organisation(file().unit);
    const auto* state = procedure().state(file().state);
    out_["id"] = filing.id;
    out_["version"] = file().version;
    out_["number"] = optional_text(file().number);
    out_["state"] = file().state;
    out_["state_label"] = state_label(procedure(), file().state);
    out_["hint"] = state != nullptr ? state->hint.value_or("") : "";
    out_["ended"] = file().ended;
    out_["side"] = name_of(filing.side);
    out_["title"] = record_.account.title;
    out_["counterpart"] = record_.account.counterpart;
    out_["counterpart_organisation"] =
        filing.enterprise.empty() ? value(nullptr) : value(filing.enterprise);
    out_["contact_on"] = filing.contact_on.to_string();
    out_["verdict"] = filing.verdict;
    out_["verdict_word"] = verdict_word_of(filing.verdict);
    out_["binding"] = filing.binding;
    out_["filer"] = person(filing.filer);
    out_["unit"] = object{{"id", file().unit}, {"name", unit ? unit->name : ""}};
    out_["opened_at"] = file().opened_at;
  }

  // What was told, as the pack words it; ids where the pack is gone.
  void told() {
    out_["receipt_hash"] = record_.account.receipt_hash;
    out_["receipt"] = receipt_;
    out_["accounts"] = record_.filing.accounts;
    array answers;
    if (const auto* facts = receipt_.if_contains("facts"); facts != nullptr && facts->is_object())
      for (const auto& [id, given] : facts->get_object()) answers.push_back(answer(id, given));
    out_["answers"] = std::move(answers);
    array clauses;
    for (const auto& id : receipt_.at("clauses").as_array()) clauses.push_back(clause(id));
    out_["clauses"] = std::move(clauses);
    array duties;
    for (const auto& duty : receipt_.at("duties").as_array()) duties.push_back(duty_told(duty));
    out_["duties"] = std::move(duties);
    array conducts;
    for (const auto& id : receipt_.at("conducts").as_array()) {
      const auto known = served_ ? served_->pack.conduct_index(id.as_string()) : std::nullopt;
      conducts.push_back(known ? value(served_->pack.conducts[*known].label) : id);
    }
    out_["conducts"] = std::move(conducts);
  }

  object answer(std::string_view id, const value& given) const {
    const auto index = served_ ? served_->pack.fact_index(id) : std::nullopt;
    if (!index) return {{"id", id}, {"label", id}, {"value", given}};
    const norms::Fact& fact = served_->pack.facts[*index];
    const auto read = norms::read_fact_value(fact, given, base::Scalars::typed, "");
    return {{"id", id},
            {"label", fact.label},
            {"value", read ? value(norms::fact_value_text(fact, *read)) : given}};
  }

  object clause(const value& id) const {
    const auto index = served_ ? served_->pack.clause_index(id.as_string()) : std::nullopt;
    if (!index) return {{"id", id}, {"number", ""}, {"title", id}, {"status", ""}};
    const norms::Clause& known = served_->pack.clauses[*index];
    return {{"id", id},
            {"number", known.number},
            {"title", known.title},
            {"status", norms::to_string(known.status)}};
  }

  // A duty of the receipt with what became of it since.
  object duty_told(const value& told) const {
    const std::string id(told.at("id").as_string());
    object out{{"id", id},
               {"does", id},
               {"to", ""},
               {"when", ""},
               {"due", told.at("due")},
               {"state", told.at("state")},
               {"met_on", nullptr}};
    if (served_) {
      const auto& known = served_->pack.duties;
      if (const auto at = std::ranges::find(known, id, &norms::Duty::id); at != known.end()) {
        out["does"] = at->does;
        out["to"] = at->to;
        out["when"] = at->when == norms::DutyTime::before ? "before" : "after";
      }
    }
    // What was to be done beforehand the unit has looked at when it decided; nobody counts it on.
    if (out.at("when").as_string() == "before" && decided()) {
      out["state"] = "decided";
      out["due"] = nullptr;
    }
    for (const auto& row : record_.docket.deadlines) {
      if (row.name != deadline_of_duty(id)) continue;
      out["due"] = row.due.to_string();
      out["state"] = row.met_on                                   ? "met"
                     : row.state == casework::DeadlineState::late ? "late"
                                                                  : "owed";
      if (row.met_on) out["met_on"] = row.met_on->to_string();
    }
    return out;
  }

  bool decided() const {
    const auto taken = casework::steps_of(sql_, file().id);
    return std::ranges::any_of(
        taken, [](const auto& step) { return action_of(step.transition) == "filing.approve"; });
  }

  array attendees() const {
    array out;
    for (const auto& party : record_.docket.parties) {
      if (party.role != "attendee" || party.state == casework::PartyState::left) continue;
      const auto post = directory_.post(party.post);
      out.push_back(object{{"id", party.person},
                           {"name", directory_.name_of(party.person)},
                           {"title", post ? post->title : ""},
                           {"state", name_of(party.state)}});
    }
    return out;
  }

  array steps() const {
    const auto roles = casework::roles_in(record_.docket, caller_, filings_.registry());
    array out;
    for (const auto& step : casework::steps_of(sql_, file().id)) {
      const auto* transition = procedure().transition(step.transition);
      array note;
      for (const std::string& given : {step.given, step.given_personal.value_or("")})
        for (const auto& [id, said] : receipt_of(given.empty() ? "{}" : given)) {
          const auto* field = procedure().field(id);
          note.push_back(object{{"label", field ? field->label : std::string(id)},
                                {"value", said_text(field, said)}});
        }
      const auto post = directory_.post(step.post);
      out.push_back(object{
          {"n", step.n},
          {"at", step.at},
          {"said", transition ? casework::said_to(*transition, roles) : std::string("开始写报备")},
          {"by", step.person.empty() ? "" : directory_.name_of(step.person)},
          {"post", post ? post->title : ""},
          {"state_label", state_label(procedure(), step.to_state)},
          {"note", std::move(note)}});
    }
    return out;
  }

  static value said_text(const casework::Field* field, const value& said) {
    if (field == nullptr || field->type != casework::FieldType::choice || !said.is_string())
      return said;
    for (const auto& choice : field->choices)
      if (choice.id == said.get_string()) return value(choice.label);
    return said;
  }

  std::string who_owes(const casework::CaseDeadline& row) const {
    std::string names;
    for (const auto& party : record_.docket.parties) {
      if (party.role != row.owed_by || party.state == casework::PartyState::left) continue;
      if (row.each_party && party.state != casework::PartyState::waiting) continue;
      names.append(names.empty() ? "" : "、").append(directory_.name_of(party.person));
    }
    if (!names.empty()) return names;
    const auto unit = directory_.organisation(file().unit);
    return (unit ? unit->name : "") + casework::role_name(row.owed_by);
  }

  array deadlines() const {
    array out;
    for (const auto& row : record_.docket.deadlines) {
      const auto certificate = casework::certificate_of(sql_, row);
      const auto body = base::parse_json(certificate.body);
      const bool paused = row.state == casework::DeadlineState::paused;
      out.push_back(object{{"id", row.name},
                           {"round", row.round},
                           {"label", row.label},
                           {"due", row.due.to_string()},
                           {"weekday", row.due.weekday_chinese()},
                           {"state", name_of(row.state)},
                           {"open", !row.ended_on.has_value()},
                           {"light", row.ended_on ? "" : light_of(row.due, paused, caller_.today)},
                           {"provisional", row.provisional},
                           {"owed_by", who_owes(row)},
                           {"met_on", row.met_on ? value(row.met_on->to_string()) : value(nullptr)},
                           {"certificates", row.certificates},
                           {"certificate", body ? *body : value(nullptr)}});
    }
    return out;
  }

  // The states gone through, the one it is in, and the one that follows if what is owed is done.
  array path() const {
    array out;
    std::vector<std::string> been;
    for (const auto& step : casework::steps_of(sql_, file().id))
      if (std::ranges::find(been, step.to_state) == been.end()) been.push_back(step.to_state);
    std::erase(been, file().state);
    for (const std::string& state : been) out.push_back(stage(state, "done"));
    out.push_back(stage(file().state, "now"));
    for (const auto& row : record_.docket.deadlines) {
      const auto* deadline = procedure().deadline(row.name);
      if (row.ended_on || deadline == nullptr || deadline->met_by.empty()) continue;
      const auto* next = procedure().transition(deadline->met_by.front());
      if (next == nullptr || !next->to || *next->to == file().state) continue;
      out.push_back(stage(*next->to, "next"));
      break;
    }
    return out;
  }

  object stage(const std::string& state, std::string_view status) const {
    return {{"id", state}, {"label", state_label(procedure(), state)}, {"status", status}};
  }

  // The act that does what is owed first is the one to offer first.
  bool does_what_is_owed(const std::string& transition) const {
    return std::ranges::any_of(record_.docket.deadlines, [&](const auto& row) {
      if (row.ended_on) return false;
      if (duty_of_deadline(row.name)) return transition == "settle";
      if (row.each_party) return transition == "confirm";
      const auto* deadline = procedure().deadline(row.name);
      return deadline && std::ranges::find(deadline->met_by, transition) != deadline->met_by.end();
    });
  }

  array may() const {
    array out;
    bool primary_given = false;
    for (const auto& offer : filings_.casework().offers(record_.docket, caller_, sql_)) {
      const bool primary =
          !primary_given && offer.why_not.empty() && does_what_is_owed(offer.transition->id);
      primary_given = primary_given || primary;
      array fields;
      for (const std::string& id : offer.transition->fields)
        if (const auto* field = procedure().field(id)) fields.push_back(field_json(*field));
      out.push_back(object{{"id", offer.transition->id},
                           {"label", offer.transition->label},
                           {"confirm", optional_text(offer.transition->confirm)},
                           {"why_not", offer.why_not},
                           {"primary", primary},
                           {"fields", std::move(fields)}});
    }
    return out;
  }

  // Of a duty the choices are those that are owed now.
  object field_json(const casework::Field& field) const {
    array choices;
    for (const auto& choice : field.choices)
      choices.push_back(object{{"id", choice.id}, {"label", choice.label}});
    if (field.id == "duty")
      for (const auto& row : record_.docket.deadlines)
        if (const auto duty = duty_of_deadline(row.name); duty && !row.ended_on)
          choices.push_back(object{{"id", *duty}, {"label", row.label}});
    return {{"id", field.id},
            {"label", field.label},
            {"hint", field.hint.value_or("")},
            {"type", field.id == "duty" ? "choice" : name_of(field.type)},
            {"required", field.required.value_or(false)},
            {"max", field.max.value_or(2000)},
            {"choices", std::move(choices)}};
  }

  // To the two who told and to the unit that decides.
  array differences() const {
    array out;
    const auto other = other_account(sql_, record_.filing);
    if (!other || never_submitted(record_.docket)) return out;
    for (const auto& each : account_differences(sql_, filings_.norms(), record_.filing, *other))
      out.push_back(object{{"label", each.label}, {"ours", each.ours}, {"theirs", each.theirs}});
    return out;
  }

  store::Sql& sql_;
  const Filings& filings_;
  const FilingRecord& record_;
  const identity::Caller& caller_;
  identity::Directory directory_;
  object receipt_;
  const norms::ServedPack* served_;
  object out_;
};

}  // namespace

std::string_view light_of(base::Date due, bool paused, base::Date today) {
  if (paused) return "hold";
  if (due < today) return "late";
  return due - today <= kSoonDays ? "soon" : "ok";
}

object item_json(const Listed& item, const casework::Procedure& procedure, base::Date today) {
  object out{{"id", item.id},
             {"version", item.version},
             {"number", optional_text(item.number)},
             {"state", item.state},
             {"state_label", state_label(procedure, item.state)},
             {"side", item.side},
             {"title", item.title},
             {"counterpart", item.counterpart},
             {"contact_on", item.contact_on.to_string()},
             {"verdict", item.verdict},
             {"verdict_word", verdict_word_of(item.verdict)},
             {"binding", item.binding},
             {"filer", object{{"id", item.filer}, {"name", item.filer_name}}},
             {"unit", object{{"id", item.unit}, {"name", item.unit_name}}},
             {"opened_at", item.opened_at},
             {"due", nullptr}};
  if (item.due)
    out["due"] = object{{"id", item.due->name},
                        {"label", item.due->label},
                        {"due", item.due->due.to_string()},
                        {"weekday", item.due->due.weekday_chinese()},
                        {"light", light_of(item.due->due, item.due->state == "paused", today)},
                        {"owed_by", role_label(procedure, item.due->owed_by)}};
  return out;
}

object record_json(store::Sql& sql, const Filings& filings, const FilingRecord& record,
                   const identity::Caller& caller) {
  return RecordView(sql, filings, record, caller).run();
}

}  // namespace qinqing::contact
