// Shows 4 of the first issue, held against brute force: a missing fact is refused exactly when it
// matters, no answer is milder for want of a fact, and more prohibition never improves a verdict.
#include "norms/judge.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <regex>

#include "norms/testing/packs.h"

namespace qinqing::norms {
namespace {

using testing::calendar;
using testing::TestPack;

// Every number that stands in any table or parameter, found by looking at the text alone, so that
// the oracle does not share the judge's idea of what the thresholds are.
std::vector<base::Decimal> numbers_in(const Pack& pack) {
  static const std::regex kNumber(R"(\d+(\.\d+)?)");
  std::vector<base::Decimal> numbers;
  for (const ConductTable& table : pack.tables)
    for (const auto& rule : table.model->table(table.decision)->rules)
      for (const std::string& condition : rule.conditions)
        for (std::sregex_iterator at(condition.begin(), condition.end(), kNumber), end; at != end;
             ++at)
          numbers.push_back(*base::Decimal::parse(at->str()));
  for (const Parameter& parameter : pack.parameters)
    for (const DatedValue& value : parameter.values) numbers.push_back(value.value);
  return numbers;
}

std::vector<dmn::Value> oracle_values(const Pack& pack, Index index, const Situation& situation) {
  const Fact& fact = pack.facts[index];
  std::vector<dmn::Value> values;
  if (fact.type == FactType::boolean)
    return {dmn::Value::boolean(true), dmn::Value::boolean(false)};
  for (const Choice& choice : fact.choices) values.push_back(dmn::Value::string(choice.id));
  if (fact.type == FactType::date)
    for (const int days : {-800, -40, -1, 0, 1, 40})
      values.push_back(dmn::Value::date(situation.contact_on.add_days(days)));
  if (!values.empty()) return values;
  const bool count = fact.type == FactType::count;
  const base::Decimal step = count ? base::Decimal(1) : *base::Decimal::parse("0.01");
  std::vector<base::Decimal> numbers = numbers_in(pack);
  numbers.push_back(base::Decimal(0));
  numbers.push_back(base::Decimal(1'000'000));
  for (const base::Decimal& number : numbers)
    for (const base::Decimal& near : {number - step, number, number + step})
      if (!near.is_negative() && (!count || near.is_integer()))
        values.push_back(dmn::Value::number(near));
  return values;
}

std::vector<const TestPack*> all_packs() {
  return {&testing::sample(), &testing::jinan(), &testing::ningbo()};
}

TEST(Judge, RefusesADroppedFactExactlyWhenSomeValueOfItWouldChangeTheAnswer) {
  std::size_t refused = 0;
  std::size_t answered = 0;
  for (const TestPack* tested : all_packs()) {
    Judge judge(tested->pack, calendar());
    for (const Case& test : tested->cases) {
      const auto whole = judge.judge(test.situation);
      if (!std::holds_alternative<Judgement>(whole)) continue;
      for (std::size_t f = 0; f < test.situation.facts.size(); ++f) {
        if (test.situation.facts[f].given != Given::value) continue;
        Situation situation = test.situation;
        std::optional<Outcome> first;
        bool differs = false;
        for (const auto& value :
             oracle_values(tested->pack, static_cast<Index>(f), test.situation)) {
          situation.facts[f] = {Given::value, value};
          const auto answer = judge.judge(situation);
          // With this value another fact begins to matter: then completions differ.
          const auto* judgement = std::get_if<Judgement>(&answer);
          if (judgement && !first) first = judgement->outcome;
          differs = differs || !judgement || !first->same_answer(judgement->outcome);
        }
        situation.facts[f] = {Given::absent, {}};
        const auto dropped = judge.judge(situation);
        const std::string where = test.id + " without " + tested->pack.facts[f].id;
        if (differs) {
          ++refused;
          ASSERT_TRUE(std::holds_alternative<MissingFacts>(dropped)) << where;
          const auto& named = std::get<MissingFacts>(dropped).facts;
          EXPECT_NE(std::ranges::find(named, static_cast<Index>(f)), named.end()) << where;
          for (const Index other : named)
            EXPECT_EQ(situation.facts[other].given, Given::absent) << where;
        } else {
          ++answered;
          ASSERT_TRUE(std::holds_alternative<Judgement>(dropped)) << where;
          EXPECT_TRUE(
              std::get<Judgement>(dropped).outcome.same_answer(std::get<Judgement>(whole).outcome))
              << where;
        }
      }
    }
  }
  EXPECT_GT(refused, 100U);
  EXPECT_GT(answered, 10U);
}

TEST(Judge, SayingUnknownNeverGivesAMilderVerdictThanSomeValueWould) {
  for (const TestPack* tested : all_packs()) {
    Judge judge(tested->pack, calendar());
    for (const Case& test : tested->cases) {
      const auto whole = judge.judge(test.situation);
      if (!std::holds_alternative<Judgement>(whole)) continue;
      for (std::size_t f = 0; f < test.situation.facts.size(); ++f) {
        if (test.situation.facts[f].given != Given::value) continue;
        Situation situation = test.situation;
        std::vector<Verdict> verdicts;
        bool needs_more = false;
        for (const auto& value :
             oracle_values(tested->pack, static_cast<Index>(f), test.situation)) {
          situation.facts[f] = {Given::value, value};
          const auto answer = judge.judge(situation);
          if (const auto* judgement = std::get_if<Judgement>(&answer))
            verdicts.push_back(judgement->outcome.verdict);
          else
            needs_more = true;
        }
        situation.facts[f] = {Given::unknown, {}};
        const auto answer = judge.judge(situation);
        // A value that needs another fact first may have it asked for, or make no difference
        // because the values disagree anyway.
        if (std::holds_alternative<MissingFacts>(answer)) {
          EXPECT_TRUE(needs_more) << test.id;
          continue;
        }
        const Verdict verdict = std::get<Judgement>(answer).outcome.verdict;
        const bool agree =
            std::ranges::adjacent_find(verdicts, std::not_equal_to<>()) == verdicts.end();
        if (needs_more && verdict == Verdict::undetermined) continue;
        EXPECT_EQ(verdict, agree ? verdicts.front() : Verdict::undetermined)
            << test.id << " unknown " << tested->pack.facts[f].id;
      }
    }
  }
}

// Random complete situations of a pack.
class RandomSituations {
 public:
  explicit RandomSituations(const TestPack& tested)
      : tested_(tested), judge_(tested.pack, calendar()) {}

  Situation next() {
    const Pack& pack = tested_.pack;
    Situation situation;
    situation.actor = pick(2) == 0 ? Actor::official : Actor::entrepreneur;
    situation.contact_on = base::Date::of(2026, 1, 1)->add_days(static_cast<int>(pick(600)) - 300);
    situation.asked_on = situation.contact_on.add_days(static_cast<int>(pick(21)) - 10);
    situation.facts.resize(pack.facts.size());
    std::vector<Index> possible;
    for (std::size_t c = 0; c < pack.conducts.size(); ++c)
      if (pack.conducts[c].actors.has(situation.actor)) possible.push_back(static_cast<Index>(c));
    if (possible.empty()) return next();
    std::ranges::shuffle(possible, random_);
    possible.resize(std::min<std::size_t>(possible.size(), 1 + pick(3)));
    std::ranges::sort(possible);
    for (const Index conduct : possible) add_conduct(situation, conduct);
    fill(situation, std::nullopt);
    return situation;
  }

  // Another conduct with facts of its own; false where the situation has them all.
  bool extend(Situation& situation) {
    std::vector<Index> others;
    for (std::size_t c = 0; c < tested_.pack.conducts.size(); ++c)
      if (tested_.pack.conducts[c].actors.has(situation.actor) &&
          !situation.has_conduct(static_cast<Index>(c)))
        others.push_back(static_cast<Index>(c));
    if (others.empty()) return false;
    add_conduct(situation, others[pick(others.size())]);
    return true;
  }

  std::size_t pick(std::size_t of) {
    return std::uniform_int_distribution<std::size_t>(0, of - 1)(random_);
  }

 private:
  void add_conduct(Situation& situation, Index conduct) {
    situation.conducts.push_back(conduct);
    std::ranges::sort(situation.conducts);
    fill(situation, conduct);
  }

  // Values for the facts of one conduct, or of the context.
  void fill(Situation& situation, std::optional<Index> conduct) {
    for (std::size_t f = 0; f < tested_.pack.facts.size(); ++f) {
      if (tested_.pack.facts[f].conduct != conduct) continue;
      const auto values =
          judge_.representatives(static_cast<Index>(f), situation.contact_on, situation.asked_on);
      situation.facts[f] = {Given::value, values[pick(values.size())]};
    }
  }

  const TestPack& tested_;
  Judge judge_;
  std::mt19937_64 random_{20261124};
};

Verdict verdict_of(Judge& judge, const Situation& situation) {
  auto answer = judge.judge(situation);
  EXPECT_TRUE(std::holds_alternative<Judgement>(answer));
  return std::holds_alternative<Judgement>(answer) ? std::get<Judgement>(answer).outcome.verdict
                                                   : Verdict::permitted;
}

TEST(Judge, AddingAConductNeverImprovesTheVerdict) {
  for (const TestPack* tested : all_packs()) {
    RandomSituations situations(*tested);
    Judge judge(tested->pack, calendar());
    for (int i = 0; i < 40'000; ++i) {
      Situation situation = situations.next();
      const Verdict before = verdict_of(judge, situation);
      if (!situations.extend(situation)) continue;
      ASSERT_LE(before, verdict_of(judge, situation));
    }
  }
}

// The pack with every condition of one rule replaced by "any".
TestPack without_conditions(const TestPack& tested, const Rule& rule) {
  PackFiles files = tested.files;
  std::string& text = files[tested.pack.tables[rule.conduct].file];
  const auto begin = text.find("<rule id=\"" + rule.id + "\"");
  const auto end = text.find("</rule>", begin);
  std::string row = text.substr(begin, end - begin);
  static const std::regex kEntry("(<inputEntry[^>]*>\\s*<text>)[^<]*(</text>)");
  row = std::regex_replace(row, kEntry, "$1-$2");
  text.replace(begin, end - begin, row);
  std::erase_if(files, [](const auto& file) { return file.first.starts_with("tests/"); });
  return testing::reload(files);
}

TEST(Judge, AWiderDenyRuleNeverImprovesTheVerdict) {
  std::size_t situations_tried = 0;
  for (const TestPack* tested : all_packs()) {
    RandomSituations situations(*tested);
    Judge judge(tested->pack, calendar());
    std::vector<const Rule*> denies;
    for (const Rule& rule : tested->pack.rules)
      if (rule.effect == Effect::deny) denies.push_back(&rule);
    for (const Rule* rule : denies) {
      const TestPack wider = without_conditions(*tested, *rule);
      Judge wider_judge(wider.pack, calendar());
      const std::size_t share = 100'000 / denies.size() + 1;
      for (std::size_t i = 0; i < share; ++i) {
        const Situation situation = situations.next();
        ++situations_tried;
        ASSERT_LE(verdict_of(judge, situation), verdict_of(wider_judge, situation)) << rule->id;
      }
    }
  }
  EXPECT_GE(situations_tried, 100'000U);
}

TEST(Judge, AsksInTheOrderOfTheFactsAndStopsWhenNothingCanChange) {
  const Pack& pack = testing::sample().pack;
  Judge judge(pack, calendar());
  Situation situation = testing::situation(
      pack, R"({"actor":"official","contact_on":"2026-11-27","conducts":["attend","eat"]})");
  std::vector<std::string> asked;
  const boost::json::object answers =
      testing::json(R"({"relation":"none","approval":"not_yet","event_public":true,
                        "meal_kind":"work_meal","meal_payer":"organiser","meal_cost":"80.00"})")
          .as_object();
  while (const auto next = judge.next_question(situation)) {
    const Fact& fact = pack.facts[*next];
    asked.push_back(fact.id);
    ASSERT_LE(asked.size(), answers.size());
    situation.facts[*next] = {
        Given::value, read_fact_value(fact, answers.at(fact.id), base::Scalars::typed, "").value()};
  }
  EXPECT_EQ(asked, (std::vector<std::string>{"relation", "approval", "event_public", "meal_kind",
                                             "meal_payer", "meal_cost"}));
  EXPECT_TRUE(std::holds_alternative<Judgement>(judge.judge(situation)));
}

TEST(Judge, NeverAsksAboutAConductThatIsNotThere) {
  const Pack& pack = testing::sample().pack;
  Judge judge(pack, calendar());
  Situation situation =
      testing::situation(pack, R"({"actor":"official","contact_on":"2026-11-27","conducts":["eat"],
                "facts":{"relation":"pending","meal_kind":"banquet"}})");
  // A banquet given by somebody with a matter pending is prohibited whatever it costs.
  EXPECT_EQ(judge.next_question(situation), std::nullopt);
}

TEST(Judge, QuestionsEndWithAnAnswerForAnyReplies) {
  for (const TestPack* tested : all_packs()) {
    RandomSituations situations(*tested);
    Judge judge(tested->pack, calendar());
    for (int i = 0; i < 300; ++i) {
      const Situation truth = situations.next();
      Situation situation = truth;
      for (FactValue& fact : situation.facts) fact = {};
      std::size_t asked = 0;
      while (const auto next = judge.next_question(situation)) {
        ASSERT_EQ(situation.facts[*next].given, Given::absent);
        situation.facts[*next] = truth.facts[*next];
        ASSERT_LE(++asked, tested->pack.facts.size());
      }
      const auto answer = judge.judge(situation);
      ASSERT_TRUE(std::holds_alternative<Judgement>(answer));
      EXPECT_TRUE(std::get<Judgement>(answer).outcome.same_answer(
          std::get<Judgement>(judge.judge(truth)).outcome));
    }
  }
}

TEST(Judge, AnUnknownFactListsWhatEachValueWouldGive) {
  const Pack& pack = testing::sample().pack;
  const auto judgement = testing::judged(
      pack, testing::situation(pack, R"({"actor":"official","contact_on":"2026-11-24",
        "conducts":["take"],"facts":{"gift_kind":"goods","gift_refusable":true},
        "unknown":["relation"]})"));
  EXPECT_EQ(judgement.outcome.verdict, Verdict::undetermined);
  ASSERT_EQ(judgement.alternatives.size(), 3U);
  EXPECT_EQ(judgement.alternatives[0].outcome.verdict, Verdict::prohibited);
  EXPECT_EQ(judgement.alternatives[2].outcome.verdict, Verdict::undetermined);
}

// Thirty conducts of which nothing is known have more combinations than there are stars.
TEST(Judge, AHopelessSituationIsAnsweredCarefullyAndInBoundedWork) {
  for (const Given given : {Given::unknown, Given::absent}) {
    const Pack& pack = testing::ningbo().pack;
    Judge judge(pack, calendar());
    Situation situation;
    situation.contact_on = situation.asked_on = *base::Date::parse("2026-11-24");
    for (std::size_t c = 0; c < pack.conducts.size(); ++c)
      if (pack.conducts[c].actors.official) situation.conducts.push_back(static_cast<Index>(c));
    situation.facts.resize(pack.facts.size());
    for (std::size_t f = 0; f < pack.facts.size(); ++f)
      situation.facts[f].given = f % 2 == 0 ? given : Given::unknown;
    const auto answer = judge.judge(situation);
    if (const auto* judgement = std::get_if<Judgement>(&answer)) {
      EXPECT_EQ(judgement->outcome.verdict, Verdict::undetermined);
    } else {
      EXPECT_FALSE(std::get<MissingFacts>(answer).facts.empty());
    }
  }
}

TEST(Judge, AnUnknownFactThatCannotMatterChangesNothing) {
  const Pack& pack = testing::sample().pack;
  const auto judgement = testing::judged(
      pack, testing::situation(pack, R"({"actor":"official","contact_on":"2026-11-24",
        "conducts":["eat"],"facts":{"relation":"pending","meal_kind":"banquet"},
        "unknown":["meal_cost","meal_payer"]})"));
  EXPECT_EQ(judgement.outcome.verdict, Verdict::prohibited);
  EXPECT_TRUE(judgement.alternatives.empty());
}

TEST(Judge, ADutyWhoseDayHasPassedUnmetProhibitsBeforeAndIsLateAfter) {
  const Pack& pack = testing::sample().pack;
  const auto ask = [&](std::string_view asked_on, std::string_view approval) {
    return testing::judged(pack,
                           testing::situation(
                               pack, R"({"actor":"official","asked_on":")" + std::string(asked_on) +
                                         R"(","contact_on":"2026-11-27","conducts":["attend","eat"],
            "facts":{"relation":"none","event_public":true,"approval":")" +
                                         std::string(approval) +
                                         R"(","meal_kind":"work_meal",
            "meal_payer":"organiser","meal_cost":"80.00"}})"))
        .outcome;
  };
  EXPECT_EQ(ask("2026-11-26", "not_yet").verdict, Verdict::conditional);
  const Outcome late = ask("2026-11-27", "not_yet");
  EXPECT_EQ(late.verdict, Verdict::prohibited);
  ASSERT_EQ(late.duties.size(), 1U);
  EXPECT_EQ(late.duties[0].state, DutyState::missed);
  const Outcome after = ask("2026-11-30", "given");
  EXPECT_EQ(after.verdict, Verdict::conditional);
  EXPECT_EQ(after.duties[1].state, DutyState::late);
}

TEST(Judge, ClausesOutOfForceAreNotCitedAndTheirRulesDoNotExist) {
  const Pack& pack = testing::sample().pack;
  const auto clauses_on = [&](std::string_view day) {
    const auto judgement = testing::judged(
        pack, testing::situation(pack, R"({"actor":"official","asked_on":")" + std::string(day) +
                                           R"(","contact_on":")" + std::string(day) +
                                           R"(","conducts":["take"],"facts":{"relation":"none",
            "gift_kind":"money","gift_refusable":true}})"));
    std::vector<std::string> ids;
    for (const Index clause : judgement.outcome.clauses) ids.push_back(pack.clauses[clause].id);
    return ids;
  };
  EXPECT_EQ(clauses_on("2020-06-30"), std::vector<std::string>{"neg-1"});
  EXPECT_EQ(clauses_on("2020-07-01"), (std::vector<std::string>{"neg-1", "law-pia-34"}));
}

}  // namespace
}  // namespace qinqing::norms
