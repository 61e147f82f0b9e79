// One pass over the tables of the conducts present: which rules match, which an open fact still
// blocks, and what follows if nothing is open. Private to judge.cc and its parts.
//
// "Open" is what an explorer may still fill in: facts that are absent, or facts given as unknown.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "base/calendar.h"
#include "dmn/dmn.h"
#include "norms/judge.h"
#include "norms/pack.h"
#include "norms/situation.h"

namespace qinqing::norms {

// What a pack is on one day: which clauses are in force, which rules exist, what parameters are.
class DayView {
 public:
  DayView(const Pack& pack, base::Date day);
  base::Date day() const { return day_; }
  bool clause_in_force(Index clause) const { return clauses_[clause] != 0; }
  // A rule exists on the days on which at least one of its clauses is in force.
  bool rule_exists(Index rule) const { return rules_[rule] != 0; }
  const dmn::Value& parameter(Index parameter) const { return parameters_[parameter]; }

 private:
  base::Date day_;
  std::vector<std::uint8_t> clauses_;
  std::vector<std::uint8_t> rules_;
  std::vector<dmn::Value> parameters_;
};

class Pass {
 public:
  Pass(const Pack& pack, const base::Calendar& calendar);

  // Reads the rules' states. `situation.facts` may change between passes of one situation.
  void run(const Situation& situation);

  // The first fact in the pack's order, given as `kind`, whose value could still change the verdict
  // or the duties. With `any_rule` also those that only block rules that cannot matter any more.
  std::optional<Index> open_fact(Given kind, bool any_rule = false) const;
  // All of them.
  std::vector<Index> open_facts(Given kind) const;

  // What follows from the matched rules. Exact where open_fact() is none for both kinds.
  Outcome outcome() const;

  // What became of every rule of the conducts present.
  std::vector<RuleExplanation> explain() const;

  const DayView& view() const { return *view_; }

 private:
  struct Table {
    dmn::Inputs inputs;
    dmn::Evaluation evaluation;
  };
  struct Present {
    Index conduct = 0;
    std::vector<Index> matched;
    std::vector<Index> blocked;
    Effect effect = Effect::duty;  // strictest matched; duty: nothing decides yet
  };

  void run_table(Present& present);
  bool can_matter(Index rule, const Present& present) const;
  bool all_imposed(Index rule, bool surviving_only) const;
  template <class Visit>
  void visit_open(Given kind, bool any_rule, Visit visit) const;
  template <class Visit>
  void visit_duty_facts(Index rule, Given kind, Visit visit) const;
  std::vector<DutyResult> duties_of(bool denied) const;
  std::optional<base::Date> due(Index duty) const;
  std::vector<Index> clauses_of(const Outcome& outcome, bool by_missed) const;

  const Pack& pack_;
  const base::Calendar& calendar_;
  std::vector<Table> tables_;  // one a conduct
  std::optional<DayView> view_;
  const Situation* situation_ = nullptr;
  std::vector<Present> present_;
  bool denied_ = false;
  std::vector<std::uint8_t> imposed_;            // by duty, by any matched rule
  std::vector<std::uint8_t> imposed_surviving_;  // by duty, by a matched deny or duty rule
  mutable std::unordered_map<std::uint64_t, base::Date> due_memo_;
};

}  // namespace qinqing::norms
