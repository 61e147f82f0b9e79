#include "norms/diff/parts.h"

#include <algorithm>

namespace qinqing::norms {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

std::string day(const std::optional<base::Date>& date) {
  return date ? date->to_string() : "";
}

std::string yes(bool flag) {
  return flag ? "true" : "false";
}

std::string actors(Actors actors) {
  std::string text;
  for (const Actor actor : {Actor::official, Actor::entrepreneur})
    if (actors.has(actor)) text += (text.empty() ? "" : ", ") + std::string(to_string(actor));
  return text;
}

std::string joined(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "" : ", ") + item;
  return text;
}

template <class Items>
std::string ids(const Items& items, const std::vector<Index>& indices) {
  std::vector<std::string> names;
  for (const Index index : indices) names.push_back(items[index].id);
  return joined(names);
}

Fields fields_of(const Pack& pack) {
  std::string sources;
  for (const Source& source : pack.sources)
    sources += source.id + " " + source.title + " " + day(source.from) + " " + day(source.to) +
               " " + source.verified + "\n";
  return {
      {"id", pack.id},         {"title", pack.title},
      {"issuer", pack.issuer}, {"place", pack.place},
      {"note", pack.note},     {"from", day(pack.from)},
      {"to", day(pack.to)},    {"ask", pack.ask.whom + " " + pack.ask.how + " " + pack.ask.within},
      {"sources", sources}};
}

Fields fields_of(const Pack& pack, const Conduct& conduct) {
  return {{"label", conduct.label},
          {"actors", actors(conduct.actors)},
          {"group", conduct.group},
          {"hint", conduct.hint},
          {"keywords", joined(conduct.keywords)},
          {"other_side", ids(pack.conducts, conduct.other_side)}};
}

Fields fields_of(const Pack& pack, const Fact& fact) {
  std::vector<std::string> choices;
  for (const Choice& choice : fact.choices) choices.push_back(choice.id + " " + choice.label);
  Fields fields{{"of", fact.conduct ? pack.conducts[*fact.conduct].id : "context"},
                {"actors", actors(fact.actors)},
                {"question", fact.question},
                {"label", fact.label},
                {"why", fact.why},
                {"hint", fact.hint},
                {"type", std::string(to_string(fact.type))},
                {"unit", fact.unit},
                {"choices", joined(choices)},
                {"changeable", yes(fact.changeable)},
                {"private", yes(fact.private_)},
                {"other_side", fact.other_side ? pack.facts[*fact.other_side].id : ""}};
  for (const Actor actor : {Actor::official, Actor::entrepreneur})
    fields.emplace_back("question_for/" + std::string(to_string(actor)), fact.question_of(actor));
  return fields;
}

Fields fields_of(const Pack&, const Parameter& parameter) {
  std::vector<std::string> values;
  for (const DatedValue& value : parameter.values)
    values.push_back(value.from.to_string() + " " + value.value.to_string());
  return {{"type", std::string(to_string(parameter.type))},
          {"label", parameter.label},
          {"unit", parameter.unit},
          {"values", joined(values)},
          {"basis", parameter.basis},
          {"own", yes(parameter.own)}};
}

Fields fields_of(const Pack&, const Clause& clause) {
  std::string basis;
  for (const Basis& each : clause.basis)
    basis += each.kind + " " + each.title + " " + each.article + each.item + " " +
             day(each.edition) + " " + each.verified + " " + each.note + "\n";
  return {{"side", std::string(to_string(clause.side))},
          {"number", clause.number},
          {"title", clause.title},
          {"status", std::string(to_string(clause.status))},
          {"from", day(clause.from)},
          {"to", day(clause.to)},
          {"replaced_by", clause.replaced_by},
          {"basis", basis},
          {"wording", clause.wording}};
}

Fields fields_of(const Pack& pack, const Duty& duty) {
  return {{"when", duty.when == DutyTime::before ? "before" : "after"},
          {"who", duty.who},
          {"does", duty.does},
          {"to", duty.to},
          {"anchor", duty.anchor},
          {"offset", duty.offset.to_string()},
          {"until", duty.until_1730 ? "17:30" : ""},
          {"met_by",
           duty.met_fact ? pack.facts[*duty.met_fact].id + ": " + joined(duty.met_values) : ""},
          {"clauses", ids(pack.clauses, duty.clauses)}};
}

Fields fields_of(const Pack& pack, const Rule& rule) {
  const ConductTable& table = pack.tables[rule.conduct];
  const dmn::Table& text = *table.model->table(table.decision);
  Fields fields{{"conduct", pack.conducts[rule.conduct].id},
                {"reason", rule.reason},
                {"effect", std::string(to_string(rule.effect))},
                {"duties", ids(pack.duties, rule.duties)},
                {"clauses", ids(pack.clauses, rule.clauses)}};
  for (std::size_t i = 0; i < text.inputs.size(); ++i)
    fields.emplace_back("if/" + text.inputs[i].expression, text.rules[rule.row].conditions[i]);
  return fields;
}

std::vector<PartChange::Field> differing(const Fields& a, const Fields& b) {
  std::vector<PartChange::Field> fields;
  const auto find = [](const Fields& in, const std::string& name) {
    for (const auto& [key, value] : in)
      if (key == name) return value;
    // A rule that lacks a column asks nothing of it.
    return std::string(name.starts_with("if/") ? "-" : "");
  };
  for (const auto& [name, value] : a)
    if (const std::string other = find(b, name); other != value)
      fields.push_back({name, value, other});
  for (const auto& [name, value] : b) {
    bool known = false;
    for (const auto& [key, unused] : a) known = known || key == name;
    if (!known && value != find(a, name)) fields.push_back({name, find(a, name), value});
  }
  return fields;
}

template <class Items>
void compare(std::string_view part, const Pack& a, const Items& in_a, const Pack& b,
             const Items& in_b, std::vector<PartChange>& into) {
  for (const auto& item : in_a) {
    const auto other = std::ranges::find(in_b, item.id, [](const auto& each) { return each.id; });
    PartChange change{std::string(part), item.id, true, other != in_b.end(), {}};
    if (change.in_b) {
      change.fields = differing(fields_of(a, item), fields_of(b, *other));
      if (change.fields.empty()) continue;
    }
    into.push_back(std::move(change));
  }
  for (const auto& item : in_b)
    if (std::ranges::find(in_a, item.id, [](const auto& each) { return each.id; }) == in_a.end())
      into.push_back({std::string(part), item.id, false, true, {}});
}

}  // namespace

std::vector<PartChange> changed_parts(const Pack& a, const Pack& b) {
  std::vector<PartChange> parts;
  auto own = differing(fields_of(a), fields_of(b));
  if (!own.empty()) parts.push_back({"pack", b.id, true, true, std::move(own)});
  compare("conduct", a, a.conducts, b, b.conducts, parts);
  compare("fact", a, a.facts, b, b.facts, parts);
  compare("parameter", a, a.parameters, b, b.parameters, parts);
  compare("clause", a, a.clauses, b, b.clauses, parts);
  compare("duty", a, a.duties, b, b.duties, parts);
  compare("rule", a, a.rules, b, b.rules, parts);
  return parts;
}

}  // namespace qinqing::norms
