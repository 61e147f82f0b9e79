#include "norms/diff/answer.h"

namespace qinqing::norms {

Answering::Answering(const Aspect& aspect, const base::Calendar& calendar)
    : aspect_(aspect), judge_(*aspect.pack, calendar) {}

Situation Answering::blank(base::Date contact_on, base::Date asked_on) const {
  Situation situation;
  situation.contact_on = contact_on;
  situation.asked_on = asked_on;
  situation.actor = aspect_.actor;
  situation.conducts = {aspect_.conduct};
  situation.facts.resize(aspect_.pack->facts.size());
  return situation;
}

Answer Answering::answer(const Situation& situation) {
  const Pack& pack = *aspect_.pack;
  Answer answer;
  const auto judged = judge_.judge(situation);
  if (const auto* missing = std::get_if<MissingFacts>(&judged)) {
    answer.refused = "missing_fact";
    for (const Index fact : missing->facts) answer.refused_for.push_back(pack.facts[fact].id);
    return answer;
  }
  const Outcome& outcome = std::get<Judgement>(judged).outcome;
  answer.verdict = outcome.verdict;
  answer.effect = outcome.conducts.front().effect;
  for (const DutyResult& duty : outcome.duties)
    answer.duties.push_back({pack.duties[duty.duty].id, duty.state, duty.due});
  for (const Index clause : outcome.clauses) answer.clauses.push_back(pack.clauses[clause].id);
  answer.authority = weakest_status(pack, outcome.clauses);
  for (const Index rule : outcome.conducts.front().matched)
    answer.rules.push_back(pack.rules[rule].id);
  return answer;
}

std::optional<Situation> Answering::complete(base::Date contact_on,
                                             const std::map<Index, dmn::Value>& given) {
  Situation situation = blank(contact_on, contact_on);
  for (const auto& [fact, value] : given) situation.facts[fact] = {Given::value, value};
  while (true) {
    const auto judged = judge_.judge(situation);
    const auto* missing = std::get_if<MissingFacts>(&judged);
    if (!missing) return situation;
    const Index next = missing->facts.front();
    if (!aspect_.asks(next)) return std::nullopt;
    situation.facts[next] = {Given::value,
                             judge_.representatives(next, contact_on, contact_on).front()};
  }
}

std::map<std::string, dmn::Value> facts_of(const Pack& pack, const Situation& situation) {
  std::map<std::string, dmn::Value> facts;
  for (std::size_t i = 0; i < pack.facts.size(); ++i)
    if (situation.facts[i].given == Given::value)
      facts.emplace(pack.facts[i].id, situation.facts[i].value);
  return facts;
}

}  // namespace qinqing::norms
