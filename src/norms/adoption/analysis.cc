#include "norms/adoption/analysis.h"

#include <algorithm>
#include <set>

#include "base/json.h"
#include "norms/diff/membership.h"

namespace qinqing::norms {
namespace {

using boost::json::object;

struct Answered {
  std::string verdict;                                      // "" where refused
  std::vector<std::pair<std::string, std::string>> duties;  // id, state with its day
  friend bool operator==(const Answered&, const Answered&) = default;
};

Answered answered(Judge& judge, const Situation& situation) {
  const auto judged = judge.judge(situation);
  const auto* judgement = std::get_if<Judgement>(&judged);
  if (!judgement) return {};
  Answered answer{.verdict = std::string(to_string(judgement->outcome.verdict)), .duties = {}};
  for (const DutyResult& duty : judgement->outcome.duties)
    answer.duties.emplace_back(
        judge.pack().duties[duty.duty].id,
        std::string(to_string(duty.state)) + (duty.due ? " " + duty.due->to_string() : ""));
  std::ranges::sort(answer.duties);
  return answer;
}

// A receipt's situation, or a case's, as `pack` reads it; nullopt where it cannot.
std::optional<Situation> read_for(const Pack& pack, const object& told) {
  object ask;
  for (const std::string_view key :
       {"actor", "asked_on", "contact_on", "conducts", "facts", "unknown"})
    if (const auto* value = told.if_contains(key)) ask.emplace(key, *value);
  auto read = read_situation(pack, ask, base::Date(), base::Scalars::typed);
  if (!read) return std::nullopt;
  return std::move(read).value();
}

std::vector<std::string> facts_that_do_it(const Situation& situation, const Pack& before,
                                          const Pack& after, const PackDiff& diff,
                                          const base::Calendar& calendar) {
  std::set<std::string> names;
  for (const Region& region : diff.regions) {
    if (!lies_in(situation, region, before, after, calendar)) continue;
    for (const FactCondition& fact : region.facts) names.insert(fact.fact);
    for (const LateCondition& late : region.late) names.insert(late.duty);
    names.insert(region.due_changed.begin(), region.due_changed.end());
  }
  return {names.begin(), names.end()};
}

}  // namespace

std::optional<ChangedReceipt> changed_receipt(const KeptReceipt& kept, const Pack& before,
                                              const Pack& after, const PackDiff& diff,
                                              const base::Calendar& calendar) {
  const auto parsed = base::parse_json(kept.receipt);
  if (!parsed || !parsed->is_object()) return std::nullopt;
  const auto was = read_for(before, parsed->get_object());
  if (!was) return std::nullopt;
  Judge judge_before(before, calendar);
  const Answered old_answer = answered(judge_before, *was);
  Answered new_answer;
  if (const auto now = read_for(after, parsed->get_object())) {
    Judge judge_after(after, calendar);
    new_answer = answered(judge_after, *now);
  }
  if (old_answer == new_answer) return std::nullopt;
  ChangedReceipt changed{.kept = kept,
                         .contact_on = was->contact_on,
                         .conducts = {},
                         .before = old_answer.verdict,
                         .after = new_answer.verdict,
                         .facts = facts_that_do_it(*was, before, after, diff, calendar)};
  for (const Index conduct : was->conducts) changed.conducts.push_back(before.conducts[conduct].id);
  return changed;
}

std::vector<ChangedCase> changed_cases(const ServedPack& before, const Pack& after,
                                       const base::Calendar& calendar) {
  std::vector<ChangedCase> changed;
  Judge judge_before(before.pack, calendar);
  Judge judge_after(after, calendar);
  for (const Case& test : before.cases) {
    const Answered was = answered(judge_before, test.situation);
    const auto read = read_for(after, situation_json(before.pack, test.situation));
    const Answered now = read ? answered(judge_after, *read) : Answered{};
    if (was != now) changed.push_back({test.id, test.title, was.verdict, now.verdict});
  }
  return changed;
}

}  // namespace qinqing::norms
