#include "casework/case_json.h"

#include <algorithm>

#include "base/json.h"
#include "casework/certificate.h"
#include "casework/permit.h"
#include "casework/roles.h"
#include "identity/answers.h"
#include "store/value.h"

namespace qinqing::casework {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

constexpr std::int32_t kSoonDays = 1;

// Where the named words stand as they are in a row of the database.
template <class E>
std::string name_of(E named) {
  return std::get<std::string>(store::as_value(named));
}

object object_of(const std::string& text) {
  const auto parsed = base::parse_json(text.empty() ? "{}" : text);
  return parsed && parsed->is_object() ? parsed->get_object() : object();
}

value said_text(const Field* field, const value& said) {
  if (field == nullptr || field->type != FieldType::choice || !said.is_string()) return said;
  for (const auto& choice : field->choices)
    if (choice.id == said.get_string()) return value(choice.label);
  return said;
}

}  // namespace

void SaidJson::describe(object& properties) {
  properties["value"] = object{{"type", array{"string", "boolean", "integer"}}};
}

void DeadlineJson::describe(object& properties) {
  properties["light"] = identity::words_schema({"ok", "soon", "late", "hold", ""});
  properties["certificate"] = identity::nullable_schema(identity::schema_of<CertificateJson>());
}

std::string state_label(const Procedure& procedure, const std::string& state) {
  const auto* known = procedure.state(state);
  return known != nullptr ? known->label : state;
}

std::string role_label(const Procedure& procedure, const std::string& role) {
  const auto* party = procedure.party(role);
  return party != nullptr ? party->label : role_name(role);
}

Light light_of(base::Date due, bool paused, base::Date today) {
  if (paused) return Light::hold;
  if (due < today) return Light::late;
  return due - today <= kSoonDays ? Light::soon : Light::ok;
}

std::vector<TakenStepJson> CaseView::steps(const std::string& opening,
                                           const std::vector<std::string>& roles) const {
  std::vector<TakenStepJson> out;
  for (const auto& step : steps_of(sql_, docket_.file.id)) {
    const auto* transition = procedure().transition(step.transition);
    const auto post = directory_.post(step.post);
    TakenStepJson& taken = out.emplace_back();
    taken.n = step.n;
    taken.at = step.at;
    taken.said = transition ? said_to(*transition, roles) : opening;
    taken.by = step.person.empty() ? "" : directory_.name_of(step.person);
    taken.post = post ? post->title : "";
    taken.state_label = state_label(procedure(), step.to_state);
    for (const std::string& given : {step.given, step.given_personal.value_or("")})
      for (const auto& [id, said] : object_of(given)) {
        const auto* field = procedure().field(id);
        taken.note.push_back(
            {.label = field ? field->label : std::string(id), .value = said_text(field, said)});
      }
  }
  return out;
}

std::string CaseView::who_owes(const CaseDeadline& row) const {
  std::string names;
  for (const auto& party : docket_.parties) {
    if (party.role != row.owed_by || party.state == PartyState::left) continue;
    if (row.each_party && party.state != PartyState::waiting) continue;
    names.append(names.empty() ? "" : "、").append(directory_.name_of(party.person));
  }
  if (!names.empty()) return names;
  const auto unit = directory_.organisation(docket_.file.unit);
  return (unit ? unit->name : "") + role_name(row.owed_by);
}

std::vector<DeadlineJson> CaseView::deadlines() const {
  std::vector<DeadlineJson> out;
  for (const auto& row : docket_.deadlines) {
    const auto certificate = certificate_of(sql_, row);
    const auto body = base::parse_json(certificate.body);
    const bool paused = row.state == DeadlineState::paused;
    out.push_back({.id = row.name,
                   .round = row.round,
                   .label = row.label,
                   .due = row.due,
                   .weekday = std::string(row.due.weekday_chinese()),
                   .state = row.state,
                   .open = !row.ended_on.has_value(),
                   .light = row.ended_on ? "" : name_of(light_of(row.due, paused, caller_.today)),
                   .provisional = row.provisional,
                   .owed_by = who_owes(row),
                   .met_on = row.met_on,
                   .certificates = row.certificates,
                   .certificate = body ? *body : value(nullptr)});
  }
  return out;
}

std::vector<StageJson> CaseView::path() const {
  std::vector<StageJson> out;
  std::vector<std::string> been;
  for (const auto& step : steps_of(sql_, docket_.file.id))
    if (std::ranges::find(been, step.to_state) == been.end()) been.push_back(step.to_state);
  std::erase(been, docket_.file.state);
  for (const std::string& state : been) out.push_back(stage(state, StageStatus::done));
  out.push_back(stage(docket_.file.state, StageStatus::now));
  for (const auto& row : docket_.deadlines) {
    const auto* deadline = procedure().deadline(row.name);
    if (row.ended_on || deadline == nullptr || deadline->met_by.empty()) continue;
    const auto* next = procedure().transition(deadline->met_by.front());
    if (next == nullptr || !next->to || *next->to == docket_.file.state) continue;
    out.push_back(stage(*next->to, StageStatus::next));
    break;
  }
  return out;
}

StageJson CaseView::stage(const std::string& state, StageStatus status) const {
  return {.id = state, .label = state_label(procedure(), state), .status = status};
}

bool CaseView::does_what_is_owed(const std::string& transition, const Own& own) const {
  return std::ranges::any_of(docket_.deadlines, [&](const auto& row) {
    if (row.ended_on) return false;
    if (own.does_it && own.does_it(row, transition)) return true;
    const auto* deadline = procedure().deadline(row.name);
    return deadline && std::ranges::find(deadline->met_by, transition) != deadline->met_by.end();
  });
}

std::vector<ActJson> CaseView::may(const Casework& casework, const Own& own) const {
  std::vector<ActJson> out;
  bool primary_given = false;
  for (const auto& offer : casework.offers(docket_, caller_, sql_)) {
    const bool primary =
        !primary_given && offer.why_not.empty() && does_what_is_owed(offer.transition->id, own);
    primary_given = primary_given || primary;
    ActJson& act = out.emplace_back();
    act.id = offer.transition->id;
    act.label = offer.transition->label;
    act.confirm = offer.transition->confirm;
    act.why_not = offer.why_not;
    act.primary = primary;
    for (const std::string& id : offer.transition->fields)
      if (const auto* field = procedure().field(id)) act.fields.push_back(field_json(*field, own));
  }
  return out;
}

FieldJson CaseView::field_json(const Field& field, const Own& own) const {
  FieldJson out{.id = field.id,
                .label = field.label,
                .hint = field.hint.value_or(""),
                .type = field.type,
                .required = field.required.value_or(false),
                .max = field.max.value_or(2000),
                .choices = {}};
  for (const auto& choice : field.choices)
    out.choices.push_back({.id = choice.id, .label = choice.label});
  if (own.of_field) own.of_field(out);
  return out;
}

}  // namespace qinqing::casework
