#include "norms/diff/axes.h"

#include <algorithm>
#include <set>

namespace qinqing::norms {
namespace {

// Beside a value of this type, the next one that can be given; none of a decimal.
std::optional<base::Decimal> step_of(FactType type) {
  if (type == FactType::count) return base::Decimal(1);
  if (type == FactType::money) return base::Decimal::parse("0.01");
  return std::nullopt;
}

// The values that can be given just below and above a number; the number itself where it can be.
std::vector<base::Decimal> givable(FactType type, const base::Decimal& number) {
  const auto step = step_of(type);
  if (!step) return {number};
  if (number.is_negative()) return {};
  const int scale = type == FactType::money ? 2 : 0;
  std::string text = number.to_string();
  const auto point = text.find('.');
  if (point != std::string::npos && number.scale() > scale)
    text.resize(scale == 0 ? point : point + 1 + static_cast<std::size_t>(scale));
  // Adding a zero of the type's scale gives money its two places.
  const base::Decimal below =
      *base::Decimal::parse(text) + *base::Decimal::parse(scale == 2 ? "0.00" : "0");
  if (below == number) return {below};
  return {below, below + *step};
}

void collect_endpoints(const Aspect& aspect, Index fact, const std::vector<base::Date>& days,
                       std::vector<dmn::Value>& into) {
  const ConductTable& table = aspect.pack->tables[aspect.conduct];
  const auto& inputs = table.model->table(table.decision)->inputs;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (table.columns[i].fact != fact) continue;
    for (const dmn::Endpoint& endpoint : inputs[i].endpoints) {
      if (endpoint.literal) {
        into.push_back(*endpoint.literal);
        continue;
      }
      const auto parameter = aspect.pack->parameter_index(endpoint.name);
      if (!parameter) continue;
      for (const base::Date day : days)
        if (const DatedValue* value = aspect.pack->parameters[*parameter].at(day))
          into.push_back(dmn::Value::number(value->value));
    }
  }
}

Atom point(dmn::Value value) {
  Span span{value, value, false, false};
  return {std::move(value), std::move(span)};
}

std::vector<Atom> number_atoms(FactType type, const std::vector<dmn::Value>& endpoints) {
  std::vector<base::Decimal> points;
  for (const dmn::Value& endpoint : endpoints)
    if (endpoint.kind() == dmn::Value::Kind::number)
      for (const base::Decimal& number : givable(type, endpoint.as_number()))
        points.push_back(number);
  std::ranges::sort(points);
  points.erase(std::ranges::unique(points).begin(), points.end());
  const auto number = [](const base::Decimal& value) { return dmn::Value::number(value); };
  if (points.empty()) {
    const auto zero = *base::Decimal::parse(type == FactType::money ? "0.00" : "0");
    return {{number(zero), {}}};
  }
  const auto step = step_of(type);
  const base::Decimal beside = step.value_or(base::Decimal(1));
  std::vector<Atom> atoms;
  if (!step || !(points.front() - beside).is_negative())
    atoms.push_back(
        {number(points.front() - beside),
         {std::nullopt, number(step ? points.front() - beside : points.front()), false, !step}});
  for (std::size_t i = 0; i < points.size(); ++i) {
    atoms.push_back(point(number(points[i])));
    if (i + 1 == points.size()) break;
    if (!step) {
      const auto middle = base::Decimal::divide(points[i] + points[i + 1], base::Decimal(2));
      atoms.push_back({number(*middle), {number(points[i]), number(points[i + 1]), true, true}});
    } else if (points[i] + *step <= points[i + 1] - *step) {
      atoms.push_back({number(points[i] + *step),
                       {number(points[i] + *step), number(points[i + 1] - *step), false, false}});
    }
  }
  atoms.push_back(
      {number(points.back() + beside),
       {number(step ? points.back() + beside : points.back()), std::nullopt, !step, false}});
  return atoms;
}

std::vector<Atom> day_atoms(const std::vector<dmn::Value>& endpoints) {
  std::set<base::Date> points;
  for (const dmn::Value& endpoint : endpoints)
    if (endpoint.kind() == dmn::Value::Kind::date) points.insert(endpoint.as_date());
  const auto day = [](base::Date date) { return dmn::Value::date(date); };
  std::vector<Atom> atoms;
  for (auto at = points.begin(); at != points.end(); ++at) {
    if (at == points.begin())
      atoms.push_back({day(at->add_days(-1)), {std::nullopt, day(at->add_days(-1)), false, false}});
    atoms.push_back(point(day(*at)));
    const auto next = std::next(at);
    if (next == points.end())
      atoms.push_back({day(at->add_days(1)), {day(at->add_days(1)), std::nullopt, false, false}});
    else if (at->add_days(1) < *next)
      atoms.push_back(
          {day(at->add_days(1)), {day(at->add_days(1)), day(next->add_days(-1)), false, false}});
  }
  return atoms;
}

// The choices that both packs have, where both ask.
std::vector<Atom> choice_atoms(const Fact* a, const Fact* b) {
  std::vector<Atom> atoms;
  for (const Choice& choice : (a ? a : b)->choices)
    if (!a || !b || b->find_choice(choice.id)) atoms.push_back({dmn::Value::string(choice.id), {}});
  return atoms;
}

std::vector<Atom> atoms_of(const Axis& axis, const Aspect& a, const Aspect& b,
                           const std::vector<base::Date>& days) {
  if (axis.type == FactType::boolean)
    return {{dmn::Value::boolean(false), {}}, {dmn::Value::boolean(true), {}}};
  if (axis.type == FactType::choice)
    return choice_atoms(axis.a ? &a.pack->facts[*axis.a] : nullptr,
                        axis.b ? &b.pack->facts[*axis.b] : nullptr);
  std::vector<dmn::Value> endpoints;
  if (axis.a) collect_endpoints(a, *axis.a, days, endpoints);
  if (axis.b) collect_endpoints(b, *axis.b, days, endpoints);
  return axis.type == FactType::date ? day_atoms(endpoints) : number_atoms(axis.type, endpoints);
}

// The same question in the other pack, where that one may be given it.
std::optional<Index> counterpart(const Fact& fact, const Aspect& other) {
  const auto index = other.pack->fact_index(fact.id);
  if (!index || !other.asks(*index) || !same_question(fact, other.pack->facts[*index]))
    return std::nullopt;
  return index;
}

}  // namespace

FactCondition Axis::condition(const std::vector<std::size_t>& atoms_in) const {
  FactCondition condition{fact, a.has_value(), b.has_value(), {}, {}};
  std::size_t last = 0;
  for (const std::size_t at : atoms_in) {
    if (type == FactType::choice || type == FactType::boolean) {
      condition.values.push_back(atoms[at].value);
      continue;
    }
    if (!condition.spans.empty() && at == last + 1) {
      condition.spans.back().to = atoms[at].span.to;
      condition.spans.back().to_open = atoms[at].span.to_open;
    } else {
      condition.spans.push_back(atoms[at].span);
    }
    last = at;
  }
  return condition;
}

bool Aspect::asks(Index fact) const {
  const Fact& asked = pack->facts[fact];
  return asked.actors.has(actor) && (!asked.conduct || *asked.conduct == conduct);
}

std::vector<Index> Aspect::facts() const {
  std::set<Index> found;
  const ConductTable& table = pack->tables[conduct];
  const dmn::Table& text = *table.model->table(table.decision);
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const bool used = std::ranges::any_of(
        text.rules, [&](const dmn::RuleText& rule) { return rule.conditions[i] != "-"; });
    if (used && table.columns[i].fact) found.insert(*table.columns[i].fact);
  }
  for (const Index duty : duties())
    for (const auto& fact : {pack->duties[duty].met_fact, pack->duties[duty].anchor_fact})
      if (fact) found.insert(*fact);
  std::erase_if(found, [&](Index fact) { return !asks(fact); });
  return {found.begin(), found.end()};
}

std::vector<Index> Aspect::duties() const {
  std::set<Index> found;
  for (const Index rule : pack->tables[conduct].rules)
    found.insert(pack->rules[rule].duties.begin(), pack->rules[rule].duties.end());
  return {found.begin(), found.end()};
}

bool same_question(const Fact& a, const Fact& b) {
  return a.id == b.id && a.type == b.type;
}

std::vector<Axis> axes_of(const Aspect& a, const Aspect& b, const std::vector<base::Date>& days) {
  std::vector<Axis> axes;
  for (const Index fact : a.facts()) {
    const Fact& asked = a.pack->facts[fact];
    axes.push_back({asked.id, asked.type, fact, counterpart(asked, b), {}});
  }
  for (const Index fact : b.facts()) {
    const Fact& asked = b.pack->facts[fact];
    const auto other = counterpart(asked, a);
    const bool there = std::ranges::any_of(axes, [&](const Axis& axis) { return axis.b == fact; });
    if (!there) axes.push_back({asked.id, asked.type, other, fact, {}});
  }
  for (Axis& axis : axes) axis.atoms = atoms_of(axis, a, b, days);
  // A day that no rule compares is no axis.
  std::erase_if(axes,
                [](const Axis& axis) { return axis.type == FactType::date && axis.atoms.empty(); });
  return axes;
}

}  // namespace qinqing::norms
