#include "norms/pack.h"

#include <algorithm>
#include <array>

namespace qinqing::norms {
namespace {

template <class Items>
std::optional<Index> index_of(const Items& items, std::string_view id) {
  const auto found = std::ranges::find(items, id, [](const auto& item) { return item.id; });
  if (found == items.end()) return std::nullopt;
  return static_cast<Index>(found - items.begin());
}

}  // namespace

std::string_view to_string(Actor actor) {
  return actor == Actor::official ? "official" : "entrepreneur";
}

std::optional<Actor> parse_actor(std::string_view text) {
  if (text == "official") return Actor::official;
  if (text == "entrepreneur") return Actor::entrepreneur;
  return std::nullopt;
}

std::string_view to_string(Effect effect) {
  constexpr std::array<std::string_view, 4> names{"duty", "permit", "refer", "deny"};
  return names[static_cast<std::size_t>(effect)];
}

std::optional<Effect> parse_effect(std::string_view text) {
  for (const Effect effect : {Effect::duty, Effect::permit, Effect::refer, Effect::deny})
    if (to_string(effect) == text) return effect;
  return std::nullopt;
}

std::string_view to_string(Status status) {
  constexpr std::array<std::string_view, 3> names{"official", "reported", "drafted"};
  return names[static_cast<std::size_t>(status)];
}

std::string_view to_string(Side side) {
  constexpr std::array<std::string_view, 4> names{"positive", "negative", "enterprise", "law"};
  return names[static_cast<std::size_t>(side)];
}

std::string_view to_string(FactType type) {
  constexpr std::array<std::string_view, 6> names{"choice", "boolean", "money",
                                                  "count",  "decimal", "date"};
  return names[static_cast<std::size_t>(type)];
}

const std::string& Fact::question_of(Actor actor) const {
  const auto other = question_for.find(std::string(to_string(actor)));
  return other == question_for.end() ? question : other->second;
}

const Choice* Fact::find_choice(std::string_view choice_id) const {
  const auto found = std::ranges::find(choices, choice_id, &Choice::id);
  return found == choices.end() ? nullptr : &*found;
}

const DatedValue* Parameter::at(base::Date day) const {
  const DatedValue* current = nullptr;
  for (const DatedValue& value : values)
    if (value.from <= day) current = &value;
  return current;
}

std::optional<Index> Pack::conduct_index(std::string_view id_) const {
  return index_of(conducts, id_);
}
std::optional<Index> Pack::fact_index(std::string_view id_) const {
  return index_of(facts, id_);
}
std::optional<Index> Pack::parameter_index(std::string_view id_) const {
  return index_of(parameters, id_);
}
std::optional<Index> Pack::clause_index(std::string_view id_) const {
  return index_of(clauses, id_);
}
std::optional<Index> Pack::duty_index(std::string_view id_) const {
  return index_of(duties, id_);
}
std::optional<Index> Pack::rule_index(std::string_view id_) const {
  return index_of(rules, id_);
}

const Fact* Pack::find_fact(std::string_view id_) const {
  const auto index = fact_index(id_);
  return index ? &facts[*index] : nullptr;
}

const Clause* Pack::find_clause(std::string_view id_) const {
  const auto index = clause_index(id_);
  return index ? &clauses[*index] : nullptr;
}

const Source* Pack::find_source(std::string_view id_) const {
  const auto index = index_of(sources, id_);
  return index ? &sources[*index] : nullptr;
}

}  // namespace qinqing::norms
