#include "norms/rulings/json.h"

#include <algorithm>

#include "base/json.h"
#include "casework/permit.h"
#include "identity/answers.h"
#include "norms/json_schema.h"
#include "norms/rulings/publishing.h"
#include "norms/schema.h"
#include "norms/views.h"

namespace qinqing::norms {
namespace {

using boost::json::object;
using boost::json::value;

object parsed(const std::string& text) {
  const auto read = base::parse_json(text.empty() ? "{}" : text);
  return read && read->is_object() ? read->get_object() : object();
}

std::vector<std::string> conduct_words(const ServedPack* served, const std::string& ids) {
  std::vector<std::string> words;
  for (std::size_t at = 1; at < ids.size();) {
    const std::size_t end = ids.find(',', at);
    const std::string id = ids.substr(at, end - at);
    const auto known = served ? served->pack.conduct_index(id) : std::nullopt;
    words.push_back(known ? served->pack.conducts[*known].label : id);
    at = end + 1;
  }
  return words;
}

ToldJson told_fact(const ServedPack* served, std::string_view id, const value* given) {
  const Fact* fact = served ? served->pack.find_fact(id) : nullptr;
  ToldJson out;
  out.id = id;
  out.label = fact ? fact->label : std::string(id);
  if (given == nullptr) {
    out.value = "不清楚";
  } else if (fact != nullptr) {
    const auto read = read_fact_value(*fact, *given, base::Scalars::typed, "");
    out.value = read ? fact_value_text(*fact, *read) : "";
  }
  if (out.value.empty() && given != nullptr)
    out.value = given->is_string() ? std::string(given->get_string()) : "";
  out.day = fact != nullptr && fact->type == FactType::date;
  return out;
}

identity::NamedJson named_place(const identity::Places& places, const std::string& id) {
  const identity::Place* place = places.find(id);
  return {.id = id, .name = place ? place->name : id};
}

std::string verdict_words(const std::string& verdict) {
  const auto known = parse_verdict(verdict);
  return known ? std::string(verdict_word(*known)) : verdict;
}

template <class Head>
void fill_head(Head& out, const Rulings& rulings, const RulingRecord& record, base::Date today) {
  const casework::CaseFile& file = record.docket.file;
  out.id = file.id;
  out.version = file.version;
  out.number = file.number;
  out.state = file.state;
  out.state_label = casework::state_label(record.docket.procedure(), file.state);
  out.ended = file.ended;
  out.place = named_place(rulings.places(), file.place);
  out.actor = record.ruling.actor;
  out.conducts = conduct_words(rulings.norms().find(record.ruling.pack), record.ruling.conducts);
  out.anonymous = record.ruling.asker.empty();
  out.asked_at = record.ruling.asked_at;
  std::optional<base::Date> due;
  for (const auto& row : record.docket.deadlines)
    if (!row.ended_on && (!due || row.due < *due)) due = row.due;
  if (!due) return;
  out.due = due->to_string();
  out.light = std::get<std::string>(store::as_value(casework::light_of(*due, false, today)));
}

}  // namespace

void PublishedRulingJson::describe(object& properties) {
  properties["verdict"] = verdict_schema();
  properties["text"] = object{{"type", "object"}, {"additionalProperties", true}};
}

void RulingHeadJson::describe(object& properties) {
  properties["actor"] = names({"official", "entrepreneur"});
  properties["light"] = names({"ok", "soon", "late", "hold", ""});
}

void RulingJson::describe(object& properties) {
  RulingHeadJson::describe(properties);
}

void RulingQuestion::describe(object& properties) {
  properties["check"] = check_schema();
}

void RulingAnswer::describe(object& properties) {
  properties["verdict"] = names({"permitted", "conditional", "prohibited"});
}

void RulingAct::describe(object& properties) {
  properties["fields"] = object{{"type", boost::json::array{"object", "null"}},
                                {"additionalProperties", true},
                                {"description", "按编号，哪些见 may.fields；没有就是 null"}};
}

std::vector<ToldJson> told_facts(const Rulings& rulings, const Ruling& ruling,
                                 const std::vector<std::string>* material) {
  const ServedPack* served = rulings.norms().find(ruling.pack);
  const object situation = parsed(ruling.situation);
  std::vector<ToldJson> facts;
  if (const auto* given = situation.if_contains("facts"))
    for (const auto& [id, told] : given->as_object()) facts.push_back(told_fact(served, id, &told));
  if (const auto* unknown = situation.if_contains("unknown"))
    for (const auto& id : unknown->as_array())
      facts.push_back(told_fact(served, id.as_string(), nullptr));
  for (ToldJson& fact : facts)
    fact.material =
        material == nullptr ? !fact.day : std::ranges::find(*material, fact.id) != material->end();
  return facts;
}

PublishedRulingJson published_json(const Rulings& rulings, const Ruling& ruling) {
  const ServedPack* served = rulings.norms().find(ruling.pack);
  const std::string today = rulings.clock().today().to_string();
  PublishedRulingJson out;
  out.id = ruling.id;
  out.number = ruling.number;
  out.verdict = ruling.verdict;
  out.verdict_word = verdict_words(ruling.verdict);
  out.conducts = conduct_words(served, ruling.conducts);
  out.published_on = ruling.published_on;
  out.until = ruling.until;
  out.days = ruling.days;
  if (!ruling.revoked_on.empty()) out.revoked_on = ruling.revoked_on;
  out.why_revoked = ruling.why_revoked;
  out.in_force = ruling.revoked_on.empty() && today <= ruling.until;
  out.hash = ruling.hash;
  out.text = parsed(ruling.text);
  const auto precedent = precedent_of(ruling);
  if (!precedent) return out;
  out.office = precedent->office;
  out.clauses = precedent->clauses;
  out.law = precedent->law;
  out.reasons = precedent->reasons;
  for (const std::string& place : precedent->scope)
    out.scope.push_back(named_place(rulings.places(), place));
  for (const Actor actor : {Actor::official, Actor::entrepreneur})
    if (precedent->actors.has(actor)) out.actors.emplace_back(to_string(actor));
  for (const auto& [id, told] : precedent->facts) out.facts.push_back(told_fact(served, id, &told));
  for (const std::string& id : precedent->unknown)
    out.facts.push_back(told_fact(served, id, nullptr));
  for (ToldJson& fact : out.facts) fact.material = true;
  for (const std::string& id : precedent->duties) {
    const auto duty = served ? served->pack.duty_index(id) : std::nullopt;
    out.duties.push_back(duty ? served->pack.duties[*duty].does : id);
  }
  return out;
}

RulingHeadJson head_json(const Rulings& rulings, const RulingRecord& record, base::Date today) {
  RulingHeadJson out;
  fill_head(out, rulings, record, today);
  return out;
}

RulingJson record_json(store::Sql& sql, Rulings& rulings, const RulingRecord& record,
                       const identity::Caller& caller) {
  const Ruling& ruling = record.ruling;
  const identity::Directory directory(sql, rulings.places());
  RulingJson out;
  fill_head(out, rulings, record, caller.today);
  const auto* state = record.docket.procedure().state(record.docket.file.state);
  out.hint = state != nullptr ? state->hint.value_or("") : "";
  if (!ruling.asker.empty())
    out.asker = identity::NamedJson{.id = ruling.asker, .name = directory.name_of(ruling.asker)};
  if (const auto unit = directory.organisation(ruling.unit))
    out.unit = identity::NamedJson{.id = unit->id, .name = unit->name};
  const object situation = parsed(ruling.situation);
  if (const auto* day = situation.if_contains("contact_on"))
    out.contact_on = std::string(day->as_string());
  out.receipt_hash = ruling.receipt_hash;
  out.note = ruling.note;
  // What an answer would be before it is published, its asker does not see.
  const bool handles = caller.person != ruling.asker;
  if (record.draft && handles) out.answer = DraftedJson{answer_of(*record.draft)};
  out.facts = told_facts(rulings, ruling,
                         out.answer && out.answer->material ? &*out.answer->material : nullptr);
  if (!ruling.published_on.empty()) out.published = published_json(rulings, ruling);
  std::optional<Precedent> precedent = precedent_of(ruling);
  if (!precedent && out.answer) {
    precedent = precedent_from(ruling, *out.answer);
    precedent->from = caller.today;
  }
  if (precedent && !precedent->revoked_on && handles)
    for (const Ruling& other : contrary(sql, rulings.places(), *precedent, caller.today))
      out.contrary.push_back(published_json(rulings, other));
  const casework::CaseView view(sql, record.docket, caller, rulings.places());
  std::vector<std::string> roles;
  for (const auto& party : record.docket.parties)
    if (party.person == caller.person) roles.push_back(party.role);
  out.steps = view.steps("问了研判", roles);
  if (!handles)
    for (auto& step : out.steps) {
      step.note.clear();  // what the offices wrote to each other
      step.by.clear();
    }
  out.deadlines = view.deadlines();
  out.may = view.may(rulings.casework(), {});
  return out;
}

RulingAnsweredJson answered_json(store::Sql& sql, const Rulings& rulings,
                                 const RulingRecord& record) {
  const RulingHeadJson head = head_json(rulings, record, rulings.clock().today());
  const auto* state = record.docket.procedure().state(head.state);
  RulingAnsweredJson out;
  out.state = head.state;
  out.state_label = head.state_label;
  out.hint = state != nullptr ? state->hint.value_or("") : "";
  out.due = head.due;
  if (head.state == "declined")
    for (const auto& step : casework::steps_of(sql, head.id))
      if (const auto given = parsed(step.given); given.contains("why_declined"))
        out.why_declined = std::string(given.at("why_declined").as_string());
  if (!record.ruling.published_on.empty()) out.published = published_json(rulings, record.ruling);
  return out;
}

}  // namespace qinqing::norms
