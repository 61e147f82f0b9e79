// What changes between two packs: the parts that differ, and the regions of situations in which
// the answer differs, each with a situation that shows it.
//
//   auto diff = diff_packs(in_force, draft, calendar);
//   for (const Region& region : diff->regions) …
//
// Each conduct is compared on its own, for each actor, as it is judged. A region is a product of
// sets: days of the contact, values of facts, duties that are in time or late. The regions of kind
// `answer` together hold exactly the situations (all facts given) whose answer differs, and no
// other: between two neighbouring endpoints of either pack no rule tells two values apart, so a few
// values stand for all. Only facts that matter are named. Where a duty's deadline is counted in
// another way (`due_changed`), the two counts may fall on one day for some days of the contact.
//
// Thread-safety: pure functions.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/calendar.h"
#include "norms/judge.h"
#include "norms/pack.h"

namespace qinqing::norms {

// One part of the packs that was added, removed or changed.
struct PartChange {
  std::string part;  // pack | conduct | fact | parameter | clause | duty | rule
  std::string id;
  bool in_a = false;
  bool in_b = false;
  struct Field {
    std::string name;
    std::string a;  // as text, "" where it is not there
    std::string b;
  };
  std::vector<Field> fields;  // in both packs: what differs
};

struct AnsweredDuty {
  std::string id;
  DutyState state = DutyState::owed;
  std::optional<base::Date> due;
  friend bool operator==(const AnsweredDuty&, const AnsweredDuty&) = default;
};

// What one pack says to a situation with one conduct, by ids.
struct Answer {
  // Codes of a refusal and what it is about: "missing_fact", "unknown_fact", "value",
  // "unknown_conduct", "not_in_force". Empty: answered.
  std::string refused;
  std::vector<std::string> refused_for;
  Verdict verdict = Verdict::undetermined;
  Effect effect = Effect::refer;
  std::vector<AnsweredDuty> duties;
  std::vector<std::string> clauses;  // of what decides
  std::optional<Status> authority;   // of the weakest of them
  std::vector<std::string> rules;    // that match
};

// A complete situation; what one pack does not ask stands apart.
struct Witness {
  base::Date asked_on;
  base::Date contact_on;
  std::map<std::string, dmn::Value> facts;
  std::map<std::string, dmn::Value> facts_a;
  std::map<std::string, dmn::Value> facts_b;
  Answer a;
  Answer b;
};

// From and to are included unless open; neither: no bound.
struct Span {
  std::optional<dmn::Value> from;
  std::optional<dmn::Value> to;
  bool from_open = false;
  bool to_open = false;
};

struct DaySpan {
  base::Date from;
  std::optional<base::Date> to;  // last day
};

enum class RegionKind : std::uint8_t {
  answer,    // both answer, and otherwise
  in_force,  // days on which only one pack is in force, whatever the conduct
  conduct,   // a conduct that only one pack has for that actor
  fact,      // a fact that only one pack has, without which that pack gives no answer
  choice,    // a choice that only one pack has
};

// What a region asks of one fact: one of these.
struct FactCondition {
  std::string fact;
  bool in_a = true;
  bool in_b = true;
  std::vector<dmn::Value> values;  // of a choice or boolean
  std::vector<Span> spans;         // of a number or a day
};

// What a region asks of a duty's deadline, as it is counted in either pack or in one of them.
struct LateCondition {
  std::string duty;
  bool of_a = true;
  bool of_b = true;
  bool late = false;  // asked after its day
};

struct Region {
  RegionKind kind = RegionKind::answer;
  bool in_a = true;  // which pack has it, of the other kinds
  bool in_b = true;
  // kind answer: true where verdict, effect or duties differ; false where only the clauses that
  // decide or their authority do.
  bool outcome = true;
  std::string conduct;  // "": any
  Actor actor = Actor::official;
  std::vector<DaySpan> contact_on;  // empty: any day on which both are in force
  std::vector<FactCondition> facts;
  std::vector<LateCondition> late;
  std::vector<std::string> due_changed;  // duties whose day differs
  std::string about;                     // the fact of kind fact and choice
  std::string choice;
  Witness witness;
};

struct PackDiff {
  std::vector<PartChange> parts;
  std::vector<Region> regions;  // by conduct in A's order, then those of their own kind
};

// "table_too_large": a conduct whose tables have more situations to tell apart than can be walked.
// Witnesses are contacts on `around` or soon after it, where the region has such days.
base::Result<PackDiff> diff_packs(const Pack& a, const Pack& b, const base::Calendar& calendar,
                                  base::Date around);

// A fact of two packs that can be given to both alike.
bool same_question(const Fact& a, const Fact& b);

}  // namespace qinqing::norms
