#include "norms/diff/own_kind.h"

#include <algorithm>
#include <set>

namespace qinqing::norms {
namespace {

// Situations that are tried for one in which a fact decides whether there is an answer.
constexpr std::size_t kTriesMax = 20'000;

Answer refusal(std::string code, std::string about) {
  Answer answer;
  answer.refused = std::move(code);
  answer.refused_for = {std::move(about)};
  return answer;
}

Region own_region(RegionKind kind, const Aspect& has, bool is_a, const Situation& situation,
                  Answer answer, Answer refused) {
  Region region;
  region.kind = kind;
  region.in_a = is_a;
  region.in_b = !is_a;
  region.conduct = has.pack->conducts[has.conduct].id;
  region.actor = has.actor;
  region.witness.asked_on = situation.asked_on;
  region.witness.contact_on = situation.contact_on;
  region.witness.facts = facts_of(*has.pack, situation);
  region.witness.a = is_a ? std::move(answer) : std::move(refused);
  region.witness.b = is_a ? std::move(refused) : std::move(answer);
  return region;
}

std::vector<DaySpan> only_in(const Pack& has, const Pack& other) {
  std::vector<DaySpan> days;
  if (has.from < other.from) {
    const base::Date last = other.from.add_days(-1);
    days.push_back({has.from, has.to && *has.to < last ? *has.to : last});
  }
  if (other.to && (!has.to || *has.to > *other.to))
    days.push_back({std::max(has.from, other.to->add_days(1)), has.to});
  return days;
}

void add_in_force(const Pack& has, const Pack& other, bool is_a, const base::Calendar& calendar,
                  std::vector<Region>& into) {
  for (const DaySpan& days : only_in(has, other))
    for (std::size_t conduct = 0; conduct < has.conducts.size(); ++conduct) {
      const Aspect aspect{
          &has, static_cast<Index>(conduct),
          has.conducts[conduct].actors.official ? Actor::official : Actor::entrepreneur};
      Answering answering(aspect, calendar);
      const auto situation = answering.complete(days.from, {});
      if (!situation) continue;
      Region region =
          own_region(RegionKind::in_force, aspect, is_a, *situation, answering.answer(*situation),
                     refusal("not_in_force", days.from.to_string()));
      region.contact_on = {days};
      into.push_back(std::move(region));
      break;
    }
}

// The facts of one pack that the other has not, or asks as another kind of question.
bool is_foreign(const Fact& fact, const Aspect& other) {
  const auto index = other.pack->fact_index(fact.id);
  return !index || !other.asks(*index) || !same_question(fact, other.pack->facts[*index]);
}

std::vector<Region> choice_regions(const Aspect& has, Index index, const Fact& there, bool is_a,
                                   base::Date day, Answering& answering) {
  std::vector<Region> regions;
  const Fact& fact = has.pack->facts[index];
  for (const Choice& choice : fact.choices) {
    if (there.find_choice(choice.id)) continue;
    const auto situation = answering.complete(day, {{index, dmn::Value::string(choice.id)}});
    if (!situation) continue;
    Region region = own_region(RegionKind::choice, has, is_a, *situation,
                               answering.answer(*situation), refusal("value", fact.id));
    region.about = fact.id;
    region.choice = choice.id;
    regions.push_back(std::move(region));
  }
  return regions;
}

// A situation that gets no answer for want of this fact alone.
std::optional<Situation> wanting(const Aspect& has, Index fact, base::Date day,
                                 const base::Calendar& calendar) {
  Answering answering(has, calendar);
  Judge judge(*has.pack, calendar);
  std::vector<Index> others = has.facts();
  std::erase(others, fact);
  std::vector<std::vector<dmn::Value>> values;
  for (const Index other : others) values.push_back(judge.representatives(other, day, day));
  std::vector<std::size_t> at(others.size(), 0);
  for (std::size_t tries = 0; tries < kTriesMax; ++tries) {
    Situation situation = answering.blank(day, day);
    for (std::size_t i = 0; i < others.size(); ++i)
      situation.facts[others[i]] = {Given::value, values[i][at[i]]};
    const auto judged = judge.judge(situation);
    if (const auto* missing = std::get_if<MissingFacts>(&judged))
      if (missing->facts == std::vector<Index>{fact}) return situation;
    std::size_t i = 0;
    while (i < at.size() && ++at[i] == values[i].size()) at[i++] = 0;
    if (i == at.size()) break;
  }
  return std::nullopt;
}

}  // namespace

std::vector<Region> in_force_regions(const Pack& a, const Pack& b, const base::Calendar& calendar) {
  std::vector<Region> regions;
  add_in_force(a, b, true, calendar, regions);
  add_in_force(b, a, false, calendar, regions);
  return regions;
}

std::vector<Region> conduct_region(const Aspect& has, bool is_a, const base::Calendar& calendar) {
  Answering answering(has, calendar);
  const auto situation = answering.complete(has.pack->from, {});
  if (!situation) return {};
  return {own_region(RegionKind::conduct, has, is_a, *situation, answering.answer(*situation),
                     refusal("unknown_conduct", has.pack->conducts[has.conduct].id))};
}

std::vector<Region> question_regions(const Aspect& has, const Aspect& other, bool is_a,
                                     const DaySpan& common, const base::Calendar& calendar) {
  std::vector<Region> regions;
  Answering answering(has, calendar);
  for (const Index index : has.facts()) {
    const Fact& fact = has.pack->facts[index];
    if (!is_foreign(fact, other)) {
      const Fact& there = other.pack->facts[*other.pack->fact_index(fact.id)];
      for (Region& region : choice_regions(has, index, there, is_a, common.from, answering))
        regions.push_back(std::move(region));
      continue;
    }
    const auto situation = wanting(has, index, common.from, calendar);
    if (!situation) continue;
    Answering answers(other, calendar);
    Situation without = answers.blank(common.from, common.from);
    for (std::size_t i = 0; i < has.pack->facts.size(); ++i)
      if (situation->facts[i].given == Given::value && !is_foreign(has.pack->facts[i], other))
        without.facts[*other.pack->fact_index(has.pack->facts[i].id)] = situation->facts[i];
    Region region = own_region(RegionKind::fact, has, is_a, *situation,
                               answering.answer(*situation), answers.answer(without));
    region.about = fact.id;
    regions.push_back(std::move(region));
  }
  return regions;
}

}  // namespace qinqing::norms
