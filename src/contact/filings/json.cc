#include "contact/filings/json.h"

#include <algorithm>

#include "base/json.h"
#include "base/reader.h"
#include "casework/roles.h"
#include "contact/filings/other_side.h"
#include "contact/filings/told.h"
#include "norms/views.h"

namespace qinqing::contact {
namespace {

using boost::json::object;
using boost::json::value;

std::string verdict_word_of(const std::string& verdict) {
  const auto known = norms::parse_verdict(verdict);
  return known ? std::string(norms::verdict_word(*known)) : verdict;
}

// Where the named words stand as they are in a row of the database.
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

  FilingJson run() {
    head();
    told();
    out_.attendees = attendees();
    const casework::CaseView view(sql_, record_.docket, caller_, filings_.places());
    out_.steps =
        view.steps("开始写报备", casework::roles_in(record_.docket, caller_, filings_.registry()));
    out_.deadlines = view.deadlines();
    out_.path = view.path();
    out_.may = view.may(filings_.casework(), own());
    out_.differences = differences();
    return std::move(out_);
  }

 private:
  const casework::Procedure& procedure() const { return record_.docket.procedure(); }
  const casework::CaseFile& file() const { return record_.docket.file; }

  void head() {
    const Filing& filing = record_.filing;
    const auto unit = directory_.organisation(file().unit);
    const auto* state = procedure().state(file().state);
    out_.id = filing.id;
    out_.version = file().version;
    out_.number = file().number;
    out_.state = file().state;
    out_.state_label = casework::state_label(procedure(), file().state);
    out_.hint = state != nullptr ? state->hint.value_or("") : "";
    out_.ended = file().ended;
    out_.side = name_of(filing.side);
    out_.title = record_.account.title;
    out_.counterpart = record_.account.counterpart;
    if (!filing.enterprise.empty()) out_.counterpart_organisation = filing.enterprise;
    out_.contact_on = filing.contact_on;
    out_.verdict = filing.verdict;
    out_.verdict_word = verdict_word_of(filing.verdict);
    out_.binding = filing.binding;
    out_.filer = {.id = filing.filer, .name = directory_.name_of(filing.filer)};
    out_.unit = {.id = file().unit, .name = unit ? unit->name : ""};
    out_.opened_at = file().opened_at;
  }

  // What was told, as the pack words it; ids where the pack is gone.
  void told() {
    out_.receipt_hash = record_.account.receipt_hash;
    out_.accounts = record_.filing.accounts;
    if (const auto* facts = receipt_.if_contains("facts"); facts != nullptr && facts->is_object())
      for (const auto& [id, given] : facts->get_object()) out_.answers.push_back(answer(id, given));
    for (const auto& id : receipt_.at("clauses").as_array())
      out_.clauses.push_back(clause(std::string(id.as_string())));
    for (const auto& duty : receipt_.at("duties").as_array())
      out_.duties.push_back(duty_told(duty));
    for (const auto& id : receipt_.at("conducts").as_array()) {
      const auto known = served_ ? served_->pack.conduct_index(id.as_string()) : std::nullopt;
      out_.conducts.push_back(known ? served_->pack.conducts[*known].label
                                    : std::string(id.as_string()));
    }
    out_.receipt = receipt_;
  }

  AnswerJson answer(const std::string& id, const value& given) const {
    const auto index = served_ ? served_->pack.fact_index(id) : std::nullopt;
    if (!index) return {.id = id, .label = id, .value = given};
    const norms::Fact& fact = served_->pack.facts[*index];
    const auto read = norms::read_fact_value(fact, given, base::Scalars::typed, "");
    return {.id = id,
            .label = fact.label,
            .value = read ? value(norms::fact_value_text(fact, *read)) : given};
  }

  ClauseJson clause(const std::string& id) const {
    const auto index = served_ ? served_->pack.clause_index(id) : std::nullopt;
    if (!index) return {.id = id, .number = "", .title = id, .status = ""};
    const norms::Clause& known = served_->pack.clauses[*index];
    return {.id = id,
            .number = known.number,
            .title = known.title,
            .status = std::string(norms::to_string(known.status))};
  }

  // A duty of the receipt with what became of it since.
  DutyJson duty_told(const value& told) const {
    const std::string id(told.at("id").as_string());
    DutyJson out{.id = id,
                 .does = id,
                 .to = "",
                 .when = "",
                 .due = told.at("due"),
                 .state = told.at("state"),
                 .met_on = std::nullopt};
    if (served_) {
      const auto& known = served_->pack.duties;
      if (const auto at = std::ranges::find(known, id, &norms::Duty::id); at != known.end()) {
        out.does = at->does;
        out.to = at->to;
        out.when = at->when == norms::DutyTime::before ? "before" : "after";
      }
    }
    // What was to be done beforehand the unit has looked at when it decided; nobody counts it on.
    if (out.when == "before" && decided()) {
      out.state = "decided";
      out.due = nullptr;
    }
    for (const auto& row : record_.docket.deadlines) {
      if (row.name != deadline_of_duty(id)) continue;
      out.due = row.due.to_string();
      out.state = row.met_on ? "met" : row.state == casework::DeadlineState::late ? "late" : "owed";
      out.met_on = row.met_on;
    }
    return out;
  }

  bool decided() const {
    const auto taken = casework::steps_of(sql_, file().id);
    return std::ranges::any_of(
        taken, [](const auto& step) { return action_of(step.transition) == "filing.approve"; });
  }

  std::vector<AttendeeJson> attendees() const {
    std::vector<AttendeeJson> out;
    for (const auto& party : record_.docket.parties) {
      if (party.role != "attendee" || party.state == casework::PartyState::left) continue;
      const auto post = directory_.post(party.post);
      out.push_back({.id = party.person,
                     .name = directory_.name_of(party.person),
                     .title = post ? post->title : "",
                     .state = party.state});
    }
    return out;
  }

  // A duty is met by settling it, a confirmation by each who is asked; of a duty the choices are
  // those that are owed now.
  casework::CaseView::Own own() const {
    return {.does_it =
                [](const casework::CaseDeadline& row, const std::string& transition) {
                  if (duty_of_deadline(row.name)) return transition == "settle";
                  return row.each_party && transition == "confirm";
                },
            .of_field =
                [this](FieldJson& field) {
                  if (field.id != "duty") return;
                  field.type = casework::FieldType::choice;
                  for (const auto& row : record_.docket.deadlines)
                    if (const auto duty = duty_of_deadline(row.name); duty && !row.ended_on)
                      field.choices.push_back({.id = std::string(*duty), .label = row.label});
                }};
  }

  // To the two who told and to the unit that decides.
  std::vector<DifferenceJson> differences() const {
    std::vector<DifferenceJson> out;
    const auto other = other_account(sql_, record_.filing);
    if (!other || never_submitted(record_.docket)) return out;
    for (const auto& each : account_differences(sql_, filings_.norms(), record_.filing, *other))
      out.push_back({.label = each.label, .ours = each.ours, .theirs = each.theirs});
    return out;
  }

  store::Sql& sql_;
  const Filings& filings_;
  const FilingRecord& record_;
  const identity::Caller& caller_;
  identity::Directory directory_;
  object receipt_;
  const norms::ServedPack* served_;
  FilingJson out_;
};

}  // namespace

ItemJson item_json(const Listed& item, const casework::Procedure& procedure, base::Date today) {
  ItemJson out;
  out.id = item.id;
  out.version = item.version;
  out.number = item.number;
  out.state = item.state;
  out.state_label = casework::state_label(procedure, item.state);
  out.side = item.side;
  out.title = item.title;
  out.counterpart = item.counterpart;
  out.contact_on = item.contact_on;
  out.verdict = item.verdict;
  out.verdict_word = verdict_word_of(item.verdict);
  out.binding = item.binding;
  out.filer = {.id = item.filer, .name = item.filer_name};
  out.unit = {.id = item.unit, .name = item.unit_name};
  out.opened_at = item.opened_at;
  if (item.due)
    out.due = {.id = item.due->name,
               .label = item.due->label,
               .due = item.due->due,
               .weekday = std::string(item.due->due.weekday_chinese()),
               .light = casework::light_of(item.due->due, item.due->state == "paused", today),
               .owed_by = casework::role_label(procedure, item.due->owed_by)};
  return out;
}

FilingJson record_json(store::Sql& sql, const Filings& filings, const FilingRecord& record,
                       const identity::Caller& caller) {
  return RecordView(sql, filings, record, caller).run();
}

}  // namespace qinqing::contact
