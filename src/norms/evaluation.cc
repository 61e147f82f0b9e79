#include "norms/evaluation.h"

#include <algorithm>

#include "base/deadline.h"

namespace qinqing::norms {
namespace {

// Duties of these rules are owed even where the conduct is prohibited: what could not be refused is
// handed in.
bool survives_prohibition(Effect effect) {
  return effect == Effect::deny || effect == Effect::duty;
}

constexpr std::size_t kDueMemoMax = 4096;

}  // namespace

DayView::DayView(const Pack& pack, base::Date day) : day_(day) {
  clauses_.reserve(pack.clauses.size());
  for (const Clause& clause : pack.clauses) clauses_.push_back(clause.in_force(day) ? 1 : 0);
  rules_.reserve(pack.rules.size());
  for (const Rule& rule : pack.rules) {
    const bool exists =
        std::ranges::any_of(rule.clauses, [&](Index clause) { return clauses_[clause] != 0; });
    rules_.push_back(exists ? 1 : 0);
  }
  parameters_.reserve(pack.parameters.size());
  for (const Parameter& parameter : pack.parameters) {
    const DatedValue* value = parameter.at(day);
    parameters_.push_back(value ? dmn::Value::number(value->value) : dmn::Value());
  }
}

Pass::Pass(const Pack& pack, const base::Calendar& calendar) : pack_(pack), calendar_(calendar) {
  tables_.reserve(pack.tables.size());
  for (const ConductTable& table : pack.tables)
    tables_.push_back({dmn::Inputs(*table.model), dmn::Evaluation(*table.model)});
}

void Pass::run(const Situation& situation) {
  situation_ = &situation;
  if (!view_ || view_->day() != situation.contact_on) view_.emplace(pack_, situation.contact_on);
  present_.resize(situation.conducts.size());
  imposed_.assign(pack_.duties.size(), 0);
  imposed_surviving_.assign(pack_.duties.size(), 0);
  denied_ = false;
  for (std::size_t i = 0; i < present_.size(); ++i) {
    present_[i].conduct = situation.conducts[i];
    run_table(present_[i]);
    denied_ = denied_ || present_[i].effect == Effect::deny;
  }
}

void Pass::run_table(Present& present) {
  present.matched.clear();
  present.blocked.clear();
  present.effect = Effect::duty;
  const ConductTable& table = pack_.tables[present.conduct];
  Table& scratch = tables_[present.conduct];
  for (const auto& [input, column] : table.bindings) {
    if (column.parameter) {
      scratch.inputs.set(input, view_->parameter(*column.parameter));
      continue;
    }
    const FactValue& fact = situation_->facts[*column.fact];
    if (fact.given == Given::value)
      scratch.inputs.set(input, fact.value);
    else
      scratch.inputs.remove(input);
  }
  scratch.evaluation.run_rules(table.decision, scratch.inputs);
  for (std::size_t row = 0; row < table.rules.size(); ++row) {
    const Index rule = table.rules[row];
    if (!view_->rule_exists(rule)) continue;
    const dmn::RuleState state = scratch.evaluation.rule(table.decision, row).state;
    if (state == dmn::RuleState::blocked) present.blocked.push_back(rule);
    if (state != dmn::RuleState::matched) continue;
    present.matched.push_back(rule);
    const Effect effect = pack_.rules[rule].effect;
    present.effect = std::max(present.effect, effect);
    for (const Index duty : pack_.rules[rule].duties) {
      imposed_[duty] = 1;
      if (survives_prohibition(effect)) imposed_surviving_[duty] = 1;
    }
  }
}

bool Pass::all_imposed(Index rule, bool surviving_only) const {
  const auto& imposed = surviving_only ? imposed_surviving_ : imposed_;
  return std::ranges::all_of(pack_.rules[rule].duties,
                             [&](Index duty) { return imposed[duty] != 0; });
}

// False only where no value of any open fact lets this blocked rule change verdict or duties.
bool Pass::can_matter(Index rule, const Present& present) const {
  switch (pack_.rules[rule].effect) {
    case Effect::duty:
      return !all_imposed(rule, true);
    case Effect::deny:
      return !denied_ || !all_imposed(rule, true);
    case Effect::refer:
      return !denied_ && (present.effect < Effect::refer || !all_imposed(rule, false));
    case Effect::permit:
      return !denied_ && (present.effect < Effect::permit || !all_imposed(rule, false));
  }
  return true;
}

template <class Visit>
void Pass::visit_duty_facts(Index rule, Given kind, Visit visit) const {
  if (denied_ && !survives_prohibition(pack_.rules[rule].effect)) return;
  for (const Index index : pack_.rules[rule].duties) {
    const Duty& duty = pack_.duties[index];
    if (duty.met_fact && situation_->facts[*duty.met_fact].given == kind) visit(*duty.met_fact);
    // A day said to be unknown leaves the due day open; trying days would only invent one.
    if (duty.anchor_fact && kind == Given::absent &&
        situation_->facts[*duty.anchor_fact].given == Given::absent)
      visit(*duty.anchor_fact);
  }
}

template <class Visit>
void Pass::visit_open(Given kind, bool any_rule, Visit visit) const {
  for (const Present& present : present_) {
    const ConductTable& table = pack_.tables[present.conduct];
    const Table& scratch = tables_[present.conduct];
    for (const Index rule : present.matched) visit_duty_facts(rule, kind, visit);
    for (const Index rule : present.blocked) {
      const bool matters = can_matter(rule, present);
      if (!matters && !any_rule) continue;
      const auto result = scratch.evaluation.rule(table.decision, pack_.rules[rule].row);
      for (const dmn::InputRef input : result.inputs) {
        const Column& column = table.bindings[static_cast<std::size_t>(input)].second;
        if (column.fact && situation_->facts[*column.fact].given == kind) visit(*column.fact);
      }
      if (matters) visit_duty_facts(rule, kind, visit);
    }
  }
}

std::optional<Index> Pass::open_fact(Given kind, bool any_rule) const {
  std::optional<Index> first;
  visit_open(kind, any_rule, [&](Index fact) { first = std::min(first.value_or(fact), fact); });
  return first;
}

std::vector<Index> Pass::open_facts(Given kind) const {
  std::vector<Index> facts;
  visit_open(kind, false, [&](Index fact) { facts.push_back(fact); });
  std::ranges::sort(facts);
  facts.erase(std::ranges::unique(facts).begin(), facts.end());
  return facts;
}

std::optional<base::Date> Pass::due(Index index) const {
  const Duty& duty = pack_.duties[index];
  base::Date anchor = duty.anchor == "asked_on" ? situation_->asked_on : situation_->contact_on;
  if (duty.anchor_fact) {
    const FactValue& fact = situation_->facts[*duty.anchor_fact];
    if (fact.given != Given::value) return std::nullopt;
    anchor = fact.value.as_date();
  }
  const auto key = static_cast<std::uint64_t>(static_cast<std::uint32_t>(anchor.day_number())) |
                   (static_cast<std::uint64_t>(index) << 32U);
  if (const auto found = due_memo_.find(key); found != due_memo_.end()) return found->second;
  if (due_memo_.size() >= kDueMemoMax) due_memo_.clear();
  const base::Date due = base::count_deadline({.day = anchor}, duty.offset, calendar_).due;
  due_memo_.emplace(key, due);
  return due;
}

std::vector<DutyResult> Pass::duties_of(bool denied) const {
  const auto& imposed = denied ? imposed_surviving_ : imposed_;
  std::vector<DutyResult> duties;
  for (std::size_t i = 0; i < imposed.size(); ++i)
    if (imposed[i] != 0) {
      const auto index = static_cast<Index>(i);
      duties.push_back(duty_result(pack_, index, *situation_, due(index)));
    }
  return duties;
}

Outcome Pass::outcome() const {
  Outcome outcome;
  Effect strictest = Effect::permit;
  for (const Present& present : present_) {
    const Effect effect = present.effect == Effect::duty ? Effect::refer : present.effect;
    outcome.conducts.push_back({present.conduct, effect, present.matched});
    strictest = std::max(strictest, effect);
  }
  outcome.duties = duties_of(strictest == Effect::deny);
  const auto missed = [](const DutyResult& duty) { return duty.state == DutyState::missed; };
  const bool by_missed = strictest != Effect::deny && std::ranges::any_of(outcome.duties, missed);
  if (by_missed) {
    std::erase_if(outcome.duties, [&](const DutyResult& duty) {
      return !missed(duty) && imposed_surviving_[duty.duty] == 0;
    });
  }
  if (strictest == Effect::deny || by_missed)
    outcome.verdict = Verdict::prohibited;
  else if (strictest == Effect::refer)
    outcome.verdict = Verdict::undetermined;
  else
    outcome.verdict = outcome.duties.empty() ? Verdict::permitted : Verdict::conditional;
  outcome.clauses = clauses_of(outcome, by_missed);
  return outcome;
}

std::vector<Index> Pass::clauses_of(const Outcome& outcome, bool by_missed) const {
  const Effect level = outcome.verdict == Verdict::prohibited     ? Effect::deny
                       : outcome.verdict == Verdict::undetermined ? Effect::refer
                                                                  : Effect::permit;
  const auto imposes_missed = [&](Index rule) {
    return std::ranges::any_of(outcome.duties, [&](const DutyResult& duty) {
      return duty.state == DutyState::missed &&
             std::ranges::find(pack_.rules[rule].duties, duty.duty) !=
                 pack_.rules[rule].duties.end();
    });
  };
  std::vector<Index> clauses;
  const auto add = [&](const std::vector<Index>& more) {
    for (const Index clause : more)
      if (view_->clause_in_force(clause)) clauses.push_back(clause);
  };
  for (const ConductResult& conduct : outcome.conducts)
    for (const Index rule : conduct.matched) {
      const Effect effect = pack_.rules[rule].effect;
      const bool decides =
          by_missed ? imposes_missed(rule) : conduct.effect == level && effect == level;
      if (decides || effect == Effect::duty) add(pack_.rules[rule].clauses);
    }
  for (const DutyResult& duty : outcome.duties) add(pack_.duties[duty.duty].clauses);
  std::ranges::sort(clauses);
  clauses.erase(std::ranges::unique(clauses).begin(), clauses.end());
  return clauses;
}

std::vector<RuleExplanation> Pass::explain() const {
  std::vector<RuleExplanation> explanations;
  for (const Present& present : present_) {
    const ConductTable& table = pack_.tables[present.conduct];
    const dmn::Table& text = *table.model->table(table.decision);
    for (std::size_t row = 0; row < table.rules.size(); ++row) {
      const auto result = tables_[present.conduct].evaluation.rule(table.decision, row);
      RuleExplanation each;
      each.rule = table.rules[row];
      each.exists = view_->rule_exists(each.rule);
      each.state = result.state;
      if (result.state == dmn::RuleState::failed) {
        each.input = text.inputs[result.condition].expression;
        each.condition = text.rules[row].conditions[result.condition];
      }
      for (const dmn::InputRef input : result.inputs)
        if (const auto fact = table.bindings[static_cast<std::size_t>(input)].second.fact)
          each.facts.push_back(*fact);
      explanations.push_back(std::move(each));
    }
  }
  return explanations;
}

}  // namespace qinqing::norms
