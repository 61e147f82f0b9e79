#include "norms/views_form.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

#include "norms/testing/packs.h"

namespace qinqing::norms {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

const base::FixedClock& clock() {
  static const base::FixedClock kClock(base::Date::parse("2026-11-24").value_or(base::Date()));
  return kClock;
}

const Norms& norms() {
  static const Norms kNorms = [] {
    auto loaded = Norms::load({QINQING_TESTDATA "/sample", QINQING_TESTDATA "/jinan"},
                              QINQING_SOURCE_DIR "/policy/calendar", clock());
    if (!loaded) ADD_FAILURE() << loaded.faults().to_string();
    return std::move(loaded).value();
  }();
  return kNorms;
}

const Pack& pack() {
  return norms().find("sample")->pack;
}

AskForm form_of(const Fields& fields) {
  http::Form form;
  for (const auto& [name, value] : fields) form.add(name, value);
  auto read = read_form(norms(), form);
  if (!read) ADD_FAILURE() << read.faults().to_string();
  return std::move(read).value();
}

Step fact(std::string_view id) {
  return {StepKind::fact, pack().fact_index(id).value_or(0)};
}

// A meal at a public event, answered to the end.
Fields meal() {
  return {{"pack", "sample"},           {"actor", "official"},
          {"conduct", "attend"},        {"conduct", "eat"},
          {"contact_on", "2026-11-27"}, {"f.relation", "none"},
          {"f.approval", "given"},      {"f.event_public", "true"},
          {"f.meal_kind", "work_meal"}, {"f.meal_payer", "organiser"},
          {"f.meal_cost", "80.00"}};
}

Fields with(Fields fields, const std::string& name, const std::string& value) {
  std::erase_if(fields, [&](const auto& field) { return field.first == name; });
  fields.emplace_back(name, value);
  return fields;
}

Fields without(Fields fields, const std::string& name) {
  std::erase_if(fields, [&](const auto& field) { return field.first == name; });
  return fields;
}

Shown shown_of(const Fields& fields) {
  const AskForm form = form_of(fields);
  return choose_step(form, walk(norms(), form));
}

Walk walk_of(const Fields& fields) {
  return walk(norms(), form_of(fields));
}

TEST(Walk, AsksWhoThenWhatThenWhenThenFacts) {
  EXPECT_EQ(walk_of({}).open, Step{StepKind::actor});
  EXPECT_EQ(walk_of({{"actor", "official"}}).open, Step{StepKind::conducts});
  EXPECT_EQ(walk_of({{"actor", "official"}, {"conduct", "eat"}}).open, Step{StepKind::day});
  const Walk way =
      walk_of({{"actor", "official"}, {"conduct", "eat"}, {"contact_on", "2026-11-27"}});
  EXPECT_EQ(way.open, fact("relation"));
  EXPECT_EQ(way.done.size(), 3U);
  EXPECT_EQ(way.fault, "");
}

TEST(Walk, EndsInTheSituationThatTheAnswersTell) {
  const Walk way = walk_of(meal());
  ASSERT_EQ(way.open, Step{StepKind::verdict});
  EXPECT_EQ(way.situation.actor, Actor::official);
  EXPECT_EQ(way.situation.contact_on.to_string(), "2026-11-27");
  EXPECT_EQ(way.situation.asked_on.to_string(), "2026-11-24");
  EXPECT_EQ(way.situation.conducts.size(), 2U);
  const FactValue& cost = way.situation.facts[pack().fact_index("meal_cost").value_or(0)];
  EXPECT_EQ(cost.given, Given::value);
  EXPECT_EQ(cost.value.as_number().to_string(), "80.00");
  const auto check = norms().check(*norms().find("sample"), way.situation);
  ASSERT_TRUE(check.ok());
  EXPECT_EQ(check->judgement.outcome.verdict, Verdict::conditional);
}

TEST(Walk, ReadsUnclearInEitherForm) {
  for (const auto& answer :
       {std::pair<std::string, std::string>{"u", "relation"}, {"f.relation", "?"}}) {
    Fields fields = without(meal(), "f.relation");
    fields.push_back(answer);
    EXPECT_EQ(walk_of(fields).situation.facts[pack().fact_index("relation").value_or(0)].given,
              Given::unknown);
  }
}

TEST(Walk, LeavesFactsOfAbsentConductsOutButKeepsThem) {
  Fields fields = meal();
  std::erase(fields, std::pair<std::string, std::string>{"conduct", "eat"});
  const AskForm form = form_of(fields);
  const Walk way = walk(norms(), form);
  EXPECT_EQ(way.open, Step{StepKind::verdict});
  EXPECT_EQ(way.situation.facts[pack().fact_index("meal_cost").value_or(0)].given, Given::absent);
  const auto hidden = hidden_fields(form, way.open);
  EXPECT_NE(std::ranges::find(hidden, std::pair<std::string, std::string>{"f.meal_cost", "80.00"}),
            hidden.end());
}

TEST(Walk, IgnoresConductsOfTheOtherSide) {
  const Walk way = walk_of({{"actor", "entrepreneur"}, {"conduct", "eat"}});
  EXPECT_EQ(way.open, Step{StepKind::conducts});
  EXPECT_TRUE(way.situation.conducts.empty());
}

TEST(Walk, LeadsBackToWhatCannotBeRead) {
  const Walk way = walk_of(with(meal(), "f.meal_kind", "no_such"));
  EXPECT_EQ(way.open, fact("meal_kind"));
  EXPECT_NE(way.fault.find("no_such"), std::string::npos);
}

TEST(Walk, NamesContradictions) {
  Fields twice = meal();
  twice.emplace_back("f.relation", "pending");
  EXPECT_EQ(walk_of(twice).open, fact("relation"));
  EXPECT_NE(walk_of(twice).fault.find("两个不同的回答"), std::string::npos);
  Fields both = meal();
  both.emplace_back("u", "meal_cost");
  EXPECT_EQ(walk_of(both).open, fact("meal_cost"));
  Fields actors = meal();
  actors.emplace_back("actor", "entrepreneur");
  EXPECT_EQ(walk_of(actors).open, Step{StepKind::actor});
  Fields days = meal();
  days.emplace_back("contact_on", "2026-11-28");
  EXPECT_EQ(walk_of(days).open, Step{StepKind::day});
}

TEST(Walk, TakesTheSameAnswerTwiceAsOne) {
  Fields fields = meal();
  fields.emplace_back("f.relation", "none");
  fields.emplace_back("conduct", "eat");
  EXPECT_EQ(walk_of(fields).open, Step{StepKind::verdict});
}

TEST(Walk, RefusesDaysThatAreNoneAndDaysOutsideThePack) {
  EXPECT_EQ(walk_of(with(meal(), "contact_on", "2026-02-30")).open, Step{StepKind::day});
  const Walk early = walk_of(with(meal(), "contact_on", "2019-07-31"));
  EXPECT_EQ(early.open, Step{StepKind::day});
  EXPECT_NE(early.fault.find("2019年8月1日起施行"), std::string::npos);
  EXPECT_EQ(walk_of(with(meal(), "contact_on", "2019-08-01")).open, Step{StepKind::verdict});
}

TEST(Walk, ReadsTheFieldForAnotherDay) {
  Fields fields = with(meal(), "contact_on", "other");
  fields.emplace_back("other_day", "２０２６年１１月２７日");
  EXPECT_EQ(walk_of(fields).situation.contact_on.to_string(), "2026-11-27");
  Fields alone = without(meal(), "contact_on");
  alone.emplace_back("other_day", "2026/11/27");
  EXPECT_EQ(walk_of(alone).situation.contact_on.to_string(), "2026-11-27");
}

TEST(Form, SaysWhatItCouldNotUse) {
  Fields fields = meal();
  fields.emplace_back("f.no_such", "1");
  fields.emplace_back("u", "no_such");
  fields.emplace_back("conduct", "no_such");
  const AskForm form = form_of(fields);
  ASSERT_EQ(form.notices.size(), 1U);
  EXPECT_NE(form.notices[0].find("有 3 个回答"), std::string::npos);
  EXPECT_EQ(walk(norms(), form).open, Step{StepKind::verdict});
  EXPECT_EQ(form_of(with(meal(), "pack_hash", "sha256:old")).notices.size(), 1U);
  EXPECT_TRUE(form_of(with(meal(), "pack_hash", pack().hash)).notices.empty());
}

TEST(Form, RefusesAPackThatIsNotServed) {
  http::Form form;
  form.add("pack", "atlantis");
  const auto read = read_form(norms(), form);
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.faults()[0].code, "unknown_pack");
}

TEST(Form, CutsWhatNoAnswerIsAsLongAs) {
  const AskForm form = form_of(with(meal(), "f.meal_cost", std::string(1 << 20, '1')));
  const auto& values = form.answers[pack().fact_index("meal_cost").value_or(0)].values;
  ASSERT_EQ(values.size(), 1U);
  EXPECT_LT(values[0].size(), 100U);
  EXPECT_EQ(walk(norms(), form).open, fact("meal_cost"));
  // Cut between characters, not within one.
  std::string text;
  for (int i = 0; i < 100; ++i) text += "亲";
  EXPECT_TRUE(http::is_text(form_of(with(meal(), "f.meal_cost", text))
                                .answers[pack().fact_index("meal_cost").value_or(0)]
                                .values[0]));
}

TEST(Steps, GoBackOneAndForwardAgain) {
  const Walk way = walk_of(meal());
  Fields fields = with(meal(), "at", "verdict");
  for (std::size_t i = way.done.size(); i-- > 0;) {
    const Shown shown = shown_of(with(fields, "action", "back"));
    EXPECT_EQ(shown.step, way.done[i]);
    EXPECT_FALSE(shown.returning);
    fields = with(fields, "at", step_name(pack(), shown.step));
  }
  EXPECT_EQ(shown_of(with(fields, "action", "back")).step, way.done.front()) << "no step before it";
  for (std::size_t i = 1; i < way.done.size(); ++i) {
    const Shown shown = shown_of(with(fields, "action", "next"));
    EXPECT_EQ(shown.step, way.done[i]);
    fields = with(fields, "at", step_name(pack(), shown.step));
  }
  EXPECT_EQ(shown_of(with(fields, "action", "next")).step, Step{StepKind::verdict});
}

TEST(Steps, EditOneAndComeBack) {
  const Shown edited = shown_of(with(with(meal(), "at", "verdict"), "action", "edit:f.relation"));
  EXPECT_EQ(edited.step, fact("relation"));
  EXPECT_TRUE(edited.returning);
  const Fields changed = with(with(meal(), "f.relation", "supervised"), "at", "f.relation");
  EXPECT_EQ(shown_of(with(changed, "returning", "1")).step, Step{StepKind::verdict});
}

TEST(Steps, EditingWhatIsNotThereShowsWhatIsOpen) {
  EXPECT_EQ(shown_of(with(meal(), "action", "edit:f.gift_kind")).step, Step{StepKind::verdict});
  EXPECT_EQ(shown_of(with(meal(), "action", "edit:nonsense")).step, Step{StepKind::verdict});
}

TEST(Steps, AskAgainWhatWasLeftOpen) {
  const Shown shown = shown_of(with(without(meal(), "f.meal_kind"), "at", "f.meal_kind"));
  EXPECT_EQ(shown.step, fact("meal_kind"));
  EXPECT_EQ(shown.fault, "请选一项；不知道就选“不清楚”");
  // Coming there for the first time is no mistake.
  EXPECT_EQ(shown_of(with(without(meal(), "f.meal_kind"), "at", "f.event_public")).fault, "");
}

TEST(Steps, ANewQuestionInTheMiddleDoesNotRepeatTheLaterOnes) {
  Fields fields = without(meal(), "f.event_public");
  const Shown open = shown_of(with(fields, "action", "edit:nothing"));
  ASSERT_EQ(open.step, fact("event_public"));
  ASSERT_TRUE(open.returning);
  fields =
      with(with(with(fields, "f.event_public", "true"), "at", "f.event_public"), "returning", "1");
  EXPECT_EQ(shown_of(fields).step, Step{StepKind::verdict});
}

// What a person answered is never lost: whatever was sent, the hidden fields of any page and what
// the page asks for itself give the same form again.
RC_GTEST_PROP(Hidden, LosesNothing, ()) {
  Fields fields{{"pack", "sample"}};
  for (const auto& field : meal())
    if (*rc::gen::arbitrary<bool>()) fields.push_back(field);
  if (*rc::gen::arbitrary<bool>()) fields.emplace_back("u", "gift_kind");
  if (*rc::gen::arbitrary<bool>()) fields.emplace_back("f.gift_kind", "goods");
  const auto action = *rc::gen::element<std::string>("next", "back", "edit:day", "edit:f.relation");
  const auto at =
      *rc::gen::element<std::string>("actor", "day", "f.relation", "f.meal_cost", "verdict");
  fields.emplace_back("action", action);
  fields.emplace_back("at", at);
  const AskForm form = form_of(fields);
  const Shown shown = choose_step(form, walk(norms(), form));
  const auto hidden = hidden_fields(form, shown.step);
  const AskForm again = form_of(hidden);
  const auto same_but_shown = [&](StepKind kind, const auto& a, const auto& b) {
    if (shown.step.kind == kind)
      RC_ASSERT(b.empty());
    else
      RC_ASSERT(a == b);
  };
  same_but_shown(StepKind::actor, form.actors, again.actors);
  same_but_shown(StepKind::conducts, form.conducts, again.conducts);
  same_but_shown(StepKind::day, form.days, again.days);
  for (std::size_t i = 0; i < form.answers.size(); ++i) {
    if (shown.step == Step{StepKind::fact, static_cast<Index>(i)}) {
      RC_ASSERT(again.answers[i].empty());
      continue;
    }
    RC_ASSERT(form.answers[i].values == again.answers[i].values);
    RC_ASSERT(form.answers[i].unclear == again.answers[i].unclear);
  }
}

}  // namespace
}  // namespace qinqing::norms
