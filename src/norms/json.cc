#include "norms/json.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "norms/json_object.h"

namespace qinqing::norms {
namespace {

using boost::json::array;
using boost::json::object;

array actors_json(Actors actors) {
  array out;
  for (const Actor actor : {Actor::official, Actor::entrepreneur})
    if (actors.has(actor)) out.emplace_back(to_string(actor));
  return out;
}

template <class Items>
array ids_json(const Items& items, const std::vector<Index>& indices) {
  array out;
  for (const Index index : indices) out.emplace_back(items[index].id);
  return out;
}

// Members whose value is not known are left out, never written as "".
void put(object& into, std::string_view key, const std::string& value) {
  if (!value.empty()) into.emplace(key, value);
}

void put(object& into, std::string_view key, const std::optional<base::Date>& day) {
  if (day) into.emplace(key, day->to_string());
}

object fact_json(const Pack& pack, const Fact& fact) {
  object out = object_of({{"id", fact.id},
                          {"of", fact.conduct ? pack.conducts[*fact.conduct].id : "context"},
                          {"actors", actors_json(fact.actors)},
                          {"question", fact.question},
                          {"label", fact.label},
                          {"type", to_string(fact.type)},
                          {"changeable", fact.changeable},
                          {"private", fact.private_}});
  for (const auto& [actor, wording] : fact.question_for) {
    if (!out.contains("question_for")) out.emplace("question_for", object());
    out["question_for"].as_object().emplace(actor, wording);
  }
  put(out, "why", fact.why);
  put(out, "hint", fact.hint);
  put(out, "unit", fact.unit);
  if (fact.type == FactType::choice) {
    array choices;
    for (const Choice& choice : fact.choices)
      choices.emplace_back(object_of({{"id", choice.id}, {"label", choice.label}}));
    out.emplace("choices", std::move(choices));
  }
  return out;
}

object basis_json(const Basis& basis) {
  object out =
      object_of({{"kind", basis.kind}, {"title", basis.title}, {"verified", basis.verified}});
  put(out, "source", basis.source);
  put(out, "article", basis.article);
  put(out, "item", basis.item);
  put(out, "edition", basis.edition);
  put(out, "note", basis.note);
  return out;
}

array parameters_json(const Pack& pack) {
  array out;
  for (const Parameter& parameter : pack.parameters) {
    array values;
    for (const DatedValue& value : parameter.values)
      values.emplace_back(
          object_of({{"from", value.from.to_string()}, {"value", value.value.to_string()}}));
    object item = object_of({{"id", parameter.id},
                             {"type", to_string(parameter.type)},
                             {"label", parameter.label},
                             {"values", std::move(values)},
                             {"own", parameter.own}});
    put(item, "unit", parameter.unit);
    put(item, "basis", parameter.basis);
    out.push_back(std::move(item));
  }
  return out;
}

array duties_json(const Pack& pack) {
  array out;
  for (const Duty& duty : pack.duties) {
    object item = object_of({{"id", duty.id},
                             {"when", duty.when == DutyTime::before ? "before" : "after"},
                             {"who", duty.who},
                             {"does", duty.does},
                             {"anchor", duty.anchor},
                             {"offset", duty.offset.to_string()},
                             {"clauses", ids_json(pack.clauses, duty.clauses)}});
    put(item, "to", duty.to);
    if (duty.until_1730) item.emplace("until", "17:30");
    if (duty.met_fact)
      item.emplace("met_by", object_of({{pack.facts[*duty.met_fact].id,
                                         array(duty.met_values.begin(), duty.met_values.end())}}));
    out.push_back(std::move(item));
  }
  return out;
}

array rules_json(const Pack& pack) {
  array out;
  for (const Rule& rule : pack.rules) {
    const ConductTable& table = pack.tables[rule.conduct];
    const dmn::Table& text = *table.model->table(table.decision);
    object conditions;
    for (std::size_t i = 0; i < text.inputs.size(); ++i)
      if (text.rules[rule.row].conditions[i] != "-")
        conditions.emplace(text.inputs[i].expression, text.rules[rule.row].conditions[i]);
    out.emplace_back(object_of({{"id", rule.id},
                                {"conduct", pack.conducts[rule.conduct].id},
                                {"effect", to_string(rule.effect)},
                                {"reason", rule.reason},
                                {"conditions", std::move(conditions)},
                                {"duties", ids_json(pack.duties, rule.duties)},
                                {"clauses", ids_json(pack.clauses, rule.clauses)}}));
  }
  return out;
}

array sources_json(const Pack& pack) {
  array out;
  for (const Source& source : pack.sources) {
    object item = object_of({{"id", source.id}, {"title", source.title}, {"kind", source.kind}});
    put(item, "from", source.from);
    put(item, "to", source.to);
    put(item, "publisher", source.publisher);
    put(item, "date", source.date);
    put(item, "url", source.url);
    put(item, "verified", source.verified);
    put(item, "note", source.note);
    out.push_back(std::move(item));
  }
  return out;
}

object in_force_json(const Pack& pack) {
  object out = object_of({{"from", pack.from.to_string()}});
  put(out, "to", pack.to);
  return out;
}

object ask_json(const Ask& ask) {
  object out = object_of({{"whom", ask.whom}, {"own", ask.own}});
  put(out, "how", ask.how);
  put(out, "within", ask.within);
  put(out, "basis", ask.basis);
  return out;
}

array duty_results_json(const Pack& pack, const std::vector<DutyResult>& duties) {
  array out;
  for (const DutyResult& duty : duties)
    out.emplace_back(object_of({{"id", pack.duties[duty.duty].id},
                                {"state", to_string(duty.state)},
                                {"due", duty.due ? duty.due->to_string() : ""}}));
  return out;
}

array alternatives_json(const Pack& pack, const std::vector<Alternative>& alternatives) {
  array out;
  for (const Alternative& alternative : alternatives) {
    object assumed;
    for (const auto& [fact, value] : alternative.assumed)
      assumed.emplace(pack.facts[fact].id, fact_value_json(pack.facts[fact], value));
    out.emplace_back(object_of({{"assumed", std::move(assumed)},
                                {"verdict", to_string(alternative.outcome.verdict)},
                                {"duties", duty_results_json(pack, alternative.outcome.duties)}}));
  }
  return out;
}

}  // namespace

std::string answer_json(const Check& check) {
  std::string out = "{";
  if (!check.judgement.alternatives.empty())
    out += "\"alternatives\":" +
           boost::json::serialize(
               alternatives_json(check.served->pack, check.judgement.alternatives)) +
           ",";
  out.reserve(out.size() + check.receipt.bytes.size() + check.receipt.hash.size() + 32);
  out += "\"hash\":\"";
  out += check.receipt.hash;
  out += "\",\"receipt\":";
  out += check.receipt.bytes;
  out += '}';
  return out;
}

object explanation_json(const Check& check, Judge& judge) {
  const Pack& pack = check.served->pack;
  array rules;
  for (const RuleExplanation& each : judge.explain(check.situation)) {
    const Rule& rule = pack.rules[each.rule];
    object item = object_of({{"rule", rule.id},
                             {"conduct", pack.conducts[rule.conduct].id},
                             {"effect", to_string(rule.effect)}});
    item.emplace("state", !each.exists                            ? "not_in_force"
                          : each.state == dmn::RuleState::matched ? "matched"
                          : each.state == dmn::RuleState::failed  ? "failed"
                                                                  : "blocked");
    put(item, "input", each.input);
    put(item, "condition", each.condition);
    if (!each.facts.empty()) item.emplace("facts", ids_json(pack.facts, each.facts));
    rules.push_back(std::move(item));
  }
  return object_of({{"rules", std::move(rules)}});
}

object pack_summary_json(const ServedPack& served, base::Date today) {
  const Pack& pack = served.pack;
  const Adoption* adoption = adopted_on(served.adoptions, pack.hash, today);
  object out = object_of({{"id", pack.id},
                          {"title", pack.title},
                          {"issuer", pack.issuer},
                          {"place", pack.place},
                          {"hash", pack.hash},
                          {"in_force", in_force_json(pack)},
                          {"ask", ask_json(pack.ask)},
                          {"adopted", adoption != nullptr}});
  if (adoption)
    out.emplace("adoption", object_of({{"by", adoption->by},
                                       {"document", adoption->document},
                                       {"from", adoption->from.to_string()}}));
  put(out, "note", pack.note);
  return out;
}

array conducts_json(const Pack& pack) {
  array out;
  for (const Conduct& conduct : pack.conducts) {
    object item{
        {"id", conduct.id}, {"label", conduct.label}, {"actors", actors_json(conduct.actors)}};
    put(item, "group", conduct.group);
    put(item, "hint", conduct.hint);
    out.push_back(std::move(item));
  }
  return out;
}

array facts_json(const Pack& pack) {
  array out;
  for (const Fact& fact : pack.facts) out.push_back(fact_json(pack, fact));
  return out;
}

object clause_json(const Pack& pack, const Clause& clause) {
  array basis;
  for (const Basis& each : clause.basis) basis.push_back(basis_json(each));
  array rules;
  const auto index = static_cast<Index>(&clause - pack.clauses.data());
  for (const Rule& rule : pack.rules)
    if (std::ranges::find(rule.clauses, index) != rule.clauses.end()) rules.emplace_back(rule.id);
  object out = object_of({{"id", clause.id},
                          {"side", to_string(clause.side)},
                          {"number", clause.number},
                          {"title", clause.title},
                          {"status", to_string(clause.status)},
                          {"from", clause.from.to_string()},
                          {"wording", clause.wording},
                          {"basis", std::move(basis)},
                          {"rules", std::move(rules)}});
  put(out, "to", clause.to);
  put(out, "replaced_by", clause.replaced_by);
  return out;
}

array clauses_json(const Pack& pack) {
  array out;
  for (const Clause& clause : pack.clauses) out.push_back(clause_json(pack, clause));
  return out;
}

object pack_json(const Pack& pack) {
  return object_of({{"id", pack.id},
                    {"title", pack.title},
                    {"issuer", pack.issuer},
                    {"place", pack.place},
                    {"hash", pack.hash},
                    {"in_force", in_force_json(pack)},
                    {"ask", ask_json(pack.ask)},
                    {"conducts", conducts_json(pack)},
                    {"facts", facts_json(pack)},
                    {"parameters", parameters_json(pack)},
                    {"clauses", clauses_json(pack)},
                    {"duties", duties_json(pack)},
                    {"rules", rules_json(pack)},
                    {"sources", sources_json(pack)}});
}

}  // namespace qinqing::norms
