// The regions of a diff against brute force: every combination of discretised facts, judged in both
// packs, lies in a region exactly if its answer differs.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <map>
#include <random>
#include <set>

#include "norms/diff/diff.h"
#include "norms/mutate.h"
#include "norms/testing/packs.h"

namespace qinqing::norms {
namespace {

using testing::calendar;
using testing::ningbo;

constexpr std::size_t kMutations = 200;
constexpr std::size_t kTogether = 25;
// Cells judged of a conduct that a mutation may have touched, and of every other.
constexpr std::size_t kTouchedCells = 4'000;
constexpr std::size_t kOtherCells = 40;

Answer said(const Pack& pack, Judge& judge, const Situation& situation) {
  Answer answer;
  const auto judged = judge.judge(situation);
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
  return answer;
}

// But for the days by which duties are due.
bool alike_but_days(const Answer& a, const Answer& b) {
  const auto duties = [](const Answer& answer) {
    std::set<std::pair<std::string, DutyState>> set;
    for (const AnsweredDuty& duty : answer.duties) set.insert({duty.id, duty.state});
    return set;
  };
  const auto clauses = [](const Answer& answer) {
    return std::set<std::string>(answer.clauses.begin(), answer.clauses.end());
  };
  return a.refused == b.refused && a.refused_for == b.refused_for && a.verdict == b.verdict &&
         a.effect == b.effect && duties(a) == duties(b) && clauses(a) == clauses(b) &&
         a.authority == b.authority;
}

bool same_days(const Answer& a, const Answer& b) {
  for (const AnsweredDuty& duty : a.duties)
    for (const AnsweredDuty& other : b.duties)
      if (duty.id == other.id && duty.due != other.due) return false;
  return true;
}

bool below(const dmn::Value& a, const dmn::Value& b) {
  if (a.kind() == dmn::Value::Kind::date) return a.as_date() < b.as_date();
  return a.as_number() < b.as_number();
}

bool satisfies(const dmn::Value& value, const FactCondition& condition) {
  if (!condition.values.empty())
    return std::ranges::find(condition.values, value) != condition.values.end();
  return std::ranges::any_of(condition.spans, [&](const Span& span) {
    if (span.from && (below(value, *span.from) || (span.from_open && value == *span.from)))
      return false;
    return !span.to || !(below(*span.to, value) || (span.to_open && value == *span.to));
  });
}

// One mutation, judged cell by cell. Mutations leave facts and conducts as they are, so that one
// situation fits both packs.
class Cells {
 public:
  Cells(const Pack& a, const Pack& b, const PackDiff& diff, std::uint32_t seed)
      : a_(a), b_(b), diff_(diff), judge_a_(a, calendar()), judge_b_(b, calendar()), random_(seed) {
    choose_days();
  }

  std::size_t changed() const { return changed_; }

  void run(const std::set<std::string>& touched_files) {
    for (std::size_t conduct = 0; conduct < a_.conducts.size(); ++conduct)
      for (const Actor actor : {Actor::official, Actor::entrepreneur}) {
        if (!a_.conducts[conduct].actors.has(actor)) continue;
        const bool listed = std::ranges::any_of(diff_.regions, [&](const Region& region) {
          return region.conduct == a_.conducts[conduct].id;
        });
        const bool touched = listed || touched_files.contains(a_.tables[conduct].file);
        walk(static_cast<Index>(conduct), actor, touched ? kTouchedCells : kOtherCells);
        if (::testing::Test::HasFailure()) return;
      }
  }

 private:
  static std::set<base::Date> landmarks(const Pack& pack) {
    std::set<base::Date> days{pack.from};
    if (pack.to) days.insert(pack.to->add_days(1));
    for (const Clause& clause : pack.clauses) {
      days.insert(clause.from);
      if (clause.to) days.insert(clause.to->add_days(1));
    }
    for (const Parameter& parameter : pack.parameters)
      for (const DatedValue& value : parameter.values) days.insert(value.from);
    return days;
  }

  // Days that one pack names and the other does not, the days beside them, and a few plain ones.
  void choose_days() {
    const auto in_a = landmarks(a_);
    const auto in_b = landmarks(b_);
    std::vector<base::Date> differing;
    std::ranges::set_symmetric_difference(in_a, in_b, std::back_inserter(differing));
    std::set<base::Date> days;
    for (const base::Date day : differing)
      for (const int beside : {-1, 0, 1}) days.insert(day.add_days(beside));
    for (const char* plain : {"2026-11-25", "2026-11-28", "2026-10-01", "2021-03-04"})
      days.insert(*base::Date::parse(plain));
    days.insert(std::max(a_.from, b_.from));
    for (const base::Date day : days)
      if (a_.in_force(day) || b_.in_force(day)) days_.push_back(day);
  }

  void add_values(Judge& judge, Index fact, std::vector<dmn::Value>& into) const {
    for (const base::Date day : days_)
      for (const dmn::Value& value : judge.representatives(fact, day, day))
        if (std::ranges::find(into, value) == into.end()) into.push_back(value);
  }

  std::vector<Index> facts_of(Index conduct, Actor actor) const {
    std::set<Index> facts;
    for (const Pack* pack : {&a_, &b_}) {
      for (const auto& [input, column] : pack->tables[conduct].bindings)
        if (column.fact) facts.insert(*column.fact);
      for (const Index rule : pack->tables[conduct].rules)
        for (const Index duty : pack->rules[rule].duties)
          for (const auto& fact : {pack->duties[duty].met_fact, pack->duties[duty].anchor_fact})
            if (fact) facts.insert(*fact);
    }
    std::erase_if(facts, [&](Index fact) {
      return !a_.facts[fact].actors.has(actor) ||
             (a_.facts[fact].conduct && *a_.facts[fact].conduct != conduct);
    });
    return {facts.begin(), facts.end()};
  }

  void walk(Index conduct, Actor actor, std::size_t most) {
    const std::vector<Index> facts = facts_of(conduct, actor);
    std::vector<std::vector<dmn::Value>> values;
    std::size_t cells = days_.size();
    for (const Index fact : facts) {
      auto& of_fact = values.emplace_back();
      add_values(judge_a_, fact, of_fact);
      add_values(judge_b_, fact, of_fact);
      cells *= of_fact.size();
    }
    Situation situation;
    situation.actor = actor;
    situation.conducts = {conduct};
    situation.facts.resize(a_.facts.size());
    for (std::size_t i = 0; i < std::min(cells, most); ++i) {
      // All of them in turn where they are few enough, else as many at random.
      std::size_t cell = cells <= most ? i : random_() % cells;
      situation.contact_on = days_[cell % days_.size()];
      cell /= days_.size();
      for (std::size_t f = 0; f < facts.size(); ++f) {
        situation.facts[facts[f]] = {Given::value, values[f][cell % values[f].size()]};
        cell /= values[f].size();
      }
      for (const base::Date asked : asked_days(situation)) {
        situation.asked_on = asked;
        check(situation);
      }
    }
  }

  // The day of the contact, and each day on which some duty's lateness turns in either pack.
  std::set<base::Date> asked_days(Situation situation) const {
    situation.asked_on = situation.contact_on;
    std::set<base::Date> days{situation.contact_on};
    for (const Pack* pack : {&a_, &b_})
      for (const Index rule : pack->tables[situation.conducts.front()].rules)
        for (const Index duty : pack->rules[rule].duties)
          if (const auto due = duty_certificate(pack->duties[duty], situation, calendar())) {
            days.insert(due->due);
            days.insert(due->due.add_days(1));
          }
    return days;
  }

  bool late(const LateCondition& condition, const Situation& situation) const {
    const Pack& pack = condition.of_a ? a_ : b_;
    const auto due =
        duty_certificate(pack.duties[*pack.duty_index(condition.duty)], situation, calendar());
    return due && situation.asked_on > due->due;
  }

  bool lies_in(const Situation& situation, const Region& region) const {
    const auto day = situation.contact_on;
    if (!region.contact_on.empty() &&
        std::ranges::none_of(region.contact_on, [&](const DaySpan& s) {
          return s.from <= day && (!s.to || day <= *s.to);
        }))
      return false;
    if (region.kind == RegionKind::in_force) return true;
    if (region.kind != RegionKind::answer || !a_.in_force(day) || !b_.in_force(day) ||
        region.conduct != a_.conducts[situation.conducts.front()].id ||
        region.actor != situation.actor)
      return false;
    return std::ranges::all_of(region.facts,
                               [&](const FactCondition& condition) {
                                 const Index fact = *a_.fact_index(condition.fact);
                                 return satisfies(situation.facts[fact].value, condition);
                               }) &&
           std::ranges::all_of(region.late, [&](const LateCondition& condition) {
             return late(condition, situation) == condition.late;
           });
  }

  void check(const Situation& situation) {
    const bool only_one = a_.in_force(situation.contact_on) != b_.in_force(situation.contact_on);
    const Answer a = said(a_, judge_a_, situation);
    const Answer b = said(b_, judge_b_, situation);
    const bool days = same_days(a, b);
    const bool changes = only_one || !alike_but_days(a, b) || !days;
    if (changes) ++changed_;
    bool listed = false;
    for (const Region& region : diff_.regions) {
      if (!lies_in(situation, region)) continue;
      listed = true;
      if (only_one) {
        EXPECT_EQ(region.kind, RegionKind::in_force);
        continue;
      }
      EXPECT_TRUE(alike_but_days(a, region.witness.a) && alike_but_days(b, region.witness.b))
          << "another change than the region's: " << shown(situation);
      // Two ways of counting may fall on one day.
      if (!changes) {
        EXPECT_FALSE(region.due_changed.empty()) << "listed but same: " << shown(situation);
      }
    }
    if (changes) {
      EXPECT_TRUE(listed) << "not listed: " << shown(situation);
    }
  }

  std::string shown(const Situation& situation) const {
    return boost::json::serialize(situation_json(a_, situation));
  }

  const Pack& a_;
  const Pack& b_;
  const PackDiff& diff_;
  Judge judge_a_;
  Judge judge_b_;
  std::mt19937 random_;
  std::vector<base::Date> days_;
  std::size_t changed_ = 0;
};

// A witness is a whole situation that both packs' own reader takes, and its answers are theirs.
void check_witness(const Pack& a, const Pack& b, const Region& region) {
  ASSERT_EQ(region.kind, RegionKind::answer);
  Situation situation;
  situation.asked_on = region.witness.asked_on;
  situation.contact_on = region.witness.contact_on;
  situation.actor = region.actor;
  situation.conducts = {*a.conduct_index(region.conduct)};
  situation.facts.resize(a.facts.size());
  for (const auto& [id, value] : region.witness.facts)
    situation.facts[*a.fact_index(id)] = {Given::value, value};
  const auto written = situation_json(a, situation);
  const auto in_a = read_situation(a, written, situation.asked_on, base::Scalars::typed);
  const auto in_b = read_situation(b, written, situation.asked_on, base::Scalars::typed);
  ASSERT_TRUE(in_a.ok() && in_b.ok()) << boost::json::serialize(written);
  Judge judge_a(a, calendar());
  Judge judge_b(b, calendar());
  const Answer said_a = said(a, judge_a, *in_a);
  const Answer said_b = said(b, judge_b, *in_b);
  EXPECT_TRUE(alike_but_days(said_a, region.witness.a) && same_days(said_a, region.witness.a));
  EXPECT_TRUE(alike_but_days(said_b, region.witness.b) && same_days(said_b, region.witness.b));
  EXPECT_FALSE(alike_but_days(said_a, said_b) && same_days(said_a, said_b))
      << boost::json::serialize(written);
}

struct Compared {
  std::size_t packs = 0;
  std::size_t regions = 0;
  std::size_t changed = 0;
};

// False where the mutations together make no pack.
bool compare(const std::vector<const Mutant*>& mutants, PackReader& reader, Compared& compared) {
  const auto& original = ningbo();
  PackFiles files = original.files;
  std::set<std::string> touched;
  std::string told;
  for (const Mutant* mutant : mutants) {
    files[mutant->file] = mutant->contents;
    touched.insert(mutant->file);
    told += mutant->op + " " + mutant->file + " " + mutant->place + " " + mutant->change + "; ";
  }
  const auto pack = reader.read(files);
  if (!pack) return false;
  SCOPED_TRACE(told);
  const auto diff = diff_packs(original.pack, *pack, calendar(), *base::Date::parse("2026-11-24"));
  EXPECT_TRUE(diff.ok());
  if (!diff) return false;
  EXPECT_FALSE(diff->parts.empty());
  for (const Region& region : diff->regions)
    if (region.kind == RegionKind::answer) check_witness(original.pack, *pack, region);
  Cells cells(original.pack, *pack, *diff, static_cast<std::uint32_t>(++compared.packs));
  cells.run(touched);
  compared.regions += diff->regions.size();
  compared.changed += cells.changed();
  return true;
}

std::vector<Mutant> shuffled(std::mt19937& random) {
  auto mutants = all_mutants(ningbo().pack, ningbo().files);
  std::shuffle(mutants.begin(), mutants.end(), random);
  return mutants;
}

TEST(DiffBruteForce, TwoHundredSeededMutationsListEveryChangedCellAndNoOther) {
  std::mt19937 random(20261127);
  PackReader reader;
  Compared compared;
  for (const Mutant& mutant : shuffled(random)) {
    if (compared.packs == kMutations || HasFailure()) break;
    compare({&mutant}, reader, compared);
  }
  EXPECT_EQ(compared.packs, kMutations);
  // Most mutations change answers; a brute force that finds none would prove nothing.
  EXPECT_GT(compared.regions, kMutations);
  EXPECT_GT(compared.changed, 10'000U);
}

// Changes that meet in one table, one duty, one day: what one alone would not show.
TEST(DiffBruteForce, MutationsOfSeveralFilesAtOnceToo) {
  std::mt19937 random(20261128);
  PackReader reader;
  Compared compared;
  const auto mutants = shuffled(random);
  for (std::size_t tries = 0; compared.packs < kTogether && !HasFailure(); ++tries) {
    ASSERT_LT(tries, 10 * kTogether);
    std::map<std::string, const Mutant*> by_file;
    while (by_file.size() < 8) {
      const Mutant& mutant = mutants[random() % mutants.size()];
      by_file[mutant.file] = &mutant;
    }
    std::vector<const Mutant*> chosen;
    for (const auto& [file, mutant] : by_file) chosen.push_back(mutant);
    compare(chosen, reader, compared);
  }
  EXPECT_GT(compared.changed, 10'000U);
}

}  // namespace
}  // namespace qinqing::norms
