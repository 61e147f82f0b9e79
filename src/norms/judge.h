// The verdict: from a situation and a pack to what may be done, under which clauses, with which
// duties. This is the heart of the house; its rules are DESIGN "The verdict" and are worked through
// in docs/policy-pack.md.
//
//   Judge judge(pack, calendar);                  // scratch; one a thread
//   auto answer = judge.judge(situation);
//   if (auto* missing = std::get_if<MissingFacts>(&answer)) …   // refused by name
//
// Each conduct present is judged on its own: deny > refer > permit, and no permit is refer. The
// situation gets the strictest: prohibited > undetermined > conditional > permitted.
//
// A missing fact is refused exactly when some completion would change the verdict or the duties. A
// fact given as unknown is tried with every value it may have. "Every value" means: each choice,
// both booleans, and for numbers and days each endpoint that a rule compares with, and the values
// just beside it, since between those no rule tells two values apart.
//
// Thread-safety: a Judge belongs to one thread at a time; pack and calendar must outlive it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/calendar.h"
#include "norms/pack.h"
#include "norms/situation.h"

namespace qinqing::norms {

// Mildest first.
enum class Verdict : std::uint8_t { permitted, conditional, undetermined, prohibited };
std::string_view to_string(Verdict verdict);
std::optional<Verdict> parse_verdict(std::string_view text);

// met: the fact that meets it holds. owed: its day has not passed. late: an `after` duty whose day
// has passed. missed: a `before` duty whose day has passed; it prohibits.
enum class DutyState : std::uint8_t { met, owed, late, missed };
std::string_view to_string(DutyState state);
std::optional<DutyState> parse_duty_state(std::string_view text);

struct DutyResult {
  Index duty = 0;
  DutyState state = DutyState::owed;
  std::optional<base::Date> due;  // none where its anchor is a day that is said to be unknown
  friend bool operator==(const DutyResult&, const DutyResult&) = default;
};

struct ConductResult {
  Index conduct = 0;
  Effect effect = Effect::refer;  // deny, refer or permit
  std::vector<Index> matched;     // rules, in the table's order; refer with none matched is a gap
  friend bool operator==(const ConductResult&, const ConductResult&) = default;
};

struct Outcome {
  Verdict verdict = Verdict::undetermined;
  std::vector<ConductResult> conducts;  // in the situation's order
  std::vector<DutyResult> duties;       // in the pack's order, each duty once
  std::vector<Index> clauses;           // of what decides, in force on the day, in the pack's order
  // What is decided: the verdict and its duties. Rules and clauses may differ with the same answer.
  bool same_answer(const Outcome& other) const {
    return verdict == other.verdict && duties == other.duties;
  }
};

// What the answer would be if the unknown facts had these values.
struct Alternative {
  std::vector<std::pair<Index, dmn::Value>> assumed;  // fact, value
  Outcome outcome;
};

struct Judgement {
  Outcome outcome;
  // Where an unknown fact mattered: every combination that was tried. Empty otherwise.
  std::vector<Alternative> alternatives;
};

// What became of one rule.
struct RuleExplanation {
  Index rule = 0;
  bool exists = true;  // false on a day on which none of its clauses is in force
  dmn::RuleState state = dmn::RuleState::failed;
  std::string input;         // failed: the input whose condition is false …
  std::string condition;     // … and the condition as written
  std::vector<Index> facts;  // blocked: by these facts
};

struct MissingFacts {
  std::vector<Index> facts;  // in the pack's order, at least one
};

class Judge {
 public:
  Judge(const Pack& pack, const base::Calendar& calendar);
  ~Judge();
  Judge(Judge&&) noexcept;
  Judge& operator=(Judge&&) noexcept;

  // Requires a situation read for this pack (read_situation).
  std::variant<Judgement, MissingFacts> judge(const Situation& situation);

  // The fact to ask next: the first in the pack's order, among the absent ones, that blocks a rule
  // not known to fail or that a duty imposed so far waits for; none once neither verdict nor duties
  // can change.
  std::optional<Index> next_question(const Situation& situation);

  // Every rule of the conducts present, in the tables' order, with what is given and nothing tried.
  std::vector<RuleExplanation> explain(const Situation& situation);

  // Values that together show every behaviour the pack has in this fact on that day.
  std::vector<dmn::Value> representatives(Index fact, base::Date contact_on,
                                          base::Date asked_on) const;

  const Pack& pack() const;
  const base::Calendar& calendar() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The day by which a duty is to be done, with the whole count. nullopt where its anchor is a fact
// whose value is not given.
std::optional<base::Certificate> duty_certificate(const Duty& duty, const Situation& situation,
                                                  const base::Calendar& calendar);

// Whether the fact that meets the duty holds.
bool is_met(const Duty& duty, const Situation& situation);
// The duty as it stands on the day of asking; `due` is the day of duty_certificate().
DutyResult duty_result(const Pack& pack, Index duty, const Situation& situation,
                       std::optional<base::Date> due);

// The weakest status among the clauses; nullopt where there are none.
std::optional<Status> weakest_status(const Pack& pack, const std::vector<Index>& clauses);

}  // namespace qinqing::norms
