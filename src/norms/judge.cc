#include "norms/judge.h"

#include <algorithm>
#include <array>

#include "norms/evaluation.h"
#include "norms/representatives.h"

namespace qinqing::norms {
namespace {

// Beyond these an explorer gives up and takes the careful side: a fact is asked for, or an answer
// is undetermined. Real situations need a few dozen passes; a stranger's could need billions.
constexpr std::size_t kPassesMax = 30'000;
constexpr std::size_t kAlternativesMax = 4'096;

constexpr std::array<std::string_view, 4> kVerdicts{"permitted", "conditional", "undetermined",
                                                    "prohibited"};
constexpr std::array<std::string_view, 4> kDutyStates{"met", "owed", "late", "missed"};

template <class Enum, std::size_t N>
std::optional<Enum> parse_name(const std::array<std::string_view, N>& names,
                               std::string_view text) {
  const auto found = std::ranges::find(names, text);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

void merge_conducts(std::vector<ConductResult>& into, const std::vector<ConductResult>& from) {
  for (std::size_t i = 0; i < into.size(); ++i) {
    if (into[i].effect != from[i].effect) into[i].effect = Effect::refer;
    auto& matched = into[i].matched;
    matched.insert(matched.end(), from[i].matched.begin(), from[i].matched.end());
    std::ranges::sort(matched);
    matched.erase(std::ranges::unique(matched).begin(), matched.end());
  }
}

// A duty that some alternative imposes may be owed: it is shown in its worst state.
void merge_duties(std::vector<DutyResult>& into, const std::vector<DutyResult>& from) {
  for (const DutyResult& duty : from) {
    const auto same = std::ranges::find(into, duty.duty, &DutyResult::duty);
    if (same == into.end())
      into.push_back(duty);
    else
      same->state = std::max(same->state, duty.state);
  }
  std::ranges::sort(into, {}, &DutyResult::duty);
}

void merge_clauses(std::vector<Index>& into, const std::vector<Index>& from) {
  into.insert(into.end(), from.begin(), from.end());
  std::ranges::sort(into);
  into.erase(std::ranges::unique(into).begin(), into.end());
}

// What can be said when it is not known which alternative is true.
Outcome combine(const std::vector<Alternative>& alternatives, bool complete) {
  Outcome combined = alternatives.front().outcome;
  bool agree = complete;
  for (std::size_t i = 1; i < alternatives.size(); ++i) {
    const Outcome& other = alternatives[i].outcome;
    agree = agree && other.verdict == combined.verdict;
    merge_conducts(combined.conducts, other.conducts);
    merge_duties(combined.duties, other.duties);
    merge_clauses(combined.clauses, other.clauses);
  }
  if (!agree) combined.verdict = Verdict::undetermined;
  return combined;
}

}  // namespace

std::string_view to_string(Verdict verdict) {
  return kVerdicts[static_cast<std::size_t>(verdict)];
}
std::optional<Verdict> parse_verdict(std::string_view text) {
  return parse_name<Verdict>(kVerdicts, text);
}
std::string_view to_string(DutyState state) {
  return kDutyStates[static_cast<std::size_t>(state)];
}
std::optional<DutyState> parse_duty_state(std::string_view text) {
  return parse_name<DutyState>(kDutyStates, text);
}

struct Judge::Impl {
  Impl(const Pack& pack_in, const base::Calendar& calendar_in)
      : pack(pack_in),
        calendar(calendar_in),
        pass(pack_in, calendar_in),
        representatives(pack_in) {}

  std::vector<dmn::Value> values_of(Index fact) const {
    return representatives.of(fact, pass.view(), work.asked_on);
  }

  // Judges `work`, in which no absent fact matters, trying every value of the unknown ones.
  Judgement resolve_unknown() {
    Judgement judgement;
    std::vector<std::pair<Index, dmn::Value>> assumed;
    const bool complete = try_unknown(judgement.alternatives, assumed);
    judgement.outcome = combine(judgement.alternatives, complete);
    if (judgement.alternatives.size() == 1) judgement.alternatives.clear();
    return judgement;
  }

  // False where it gave up.
  bool try_unknown(std::vector<Alternative>& alternatives,
                   std::vector<std::pair<Index, dmn::Value>>& assumed) {
    run_pass();
    const auto fact = pass.open_fact(Given::unknown);
    if (!fact) {
      alternatives.push_back({assumed, pass.outcome()});
      return true;
    }
    for (const dmn::Value& value : values_of(*fact)) {
      if (alternatives.size() >= kAlternativesMax) return false;
      // The first way down is always walked to its end, so that there is an answer to be careful
      // with.
      if (spent() && !alternatives.empty()) return false;
      work.facts[*fact] = {Given::value, value};
      assumed.emplace_back(*fact, value);
      const bool complete = try_unknown(alternatives, assumed);
      assumed.pop_back();
      work.facts[*fact] = {Given::unknown, {}};
      if (!complete) return false;
    }
    return true;
  }

  // True as soon as two completions of the absent facts differ in verdict or duties. Otherwise
  // `first` holds their common answer with the rules and clauses of all of them.
  bool completions_differ(std::optional<Outcome>& first) {
    if (spent()) return true;
    run_pass();
    const auto fact = pass.open_fact(Given::absent);
    if (!fact) {
      Outcome answer = resolve_unknown().outcome;
      if (!first) {
        first = std::move(answer);
        return false;
      }
      if (!first->same_answer(answer)) return true;
      merge_conducts(first->conducts, answer.conducts);
      merge_clauses(first->clauses, answer.clauses);
      return false;
    }
    for (const dmn::Value& value : values_of(*fact)) {
      work.facts[*fact] = {Given::value, value};
      const bool differ = completions_differ(first);
      work.facts[*fact] = {Given::absent, {}};
      if (differ) return true;
    }
    return false;
  }

  void begin(const Situation& situation) {
    work = situation;
    passes = 0;
  }
  void run_pass() {
    ++passes;
    pass.run(work);
  }
  bool spent() const { return passes > kPassesMax; }

  const Pack& pack;
  const base::Calendar& calendar;
  Pass pass;
  Representatives representatives;
  Situation work;
  std::size_t passes = 0;
};

Judge::Judge(const Pack& pack, const base::Calendar& calendar)
    : impl_(std::make_unique<Impl>(pack, calendar)) {}
Judge::~Judge() = default;
Judge::Judge(Judge&&) noexcept = default;
Judge& Judge::operator=(Judge&&) noexcept = default;

const Pack& Judge::pack() const {
  return impl_->pack;
}
const base::Calendar& Judge::calendar() const {
  return impl_->calendar;
}

std::variant<Judgement, MissingFacts> Judge::judge(const Situation& situation) {
  Impl& impl = *impl_;
  impl.pass.run(situation);
  const auto absent = impl.pass.open_facts(Given::absent);
  if (absent.empty() && !impl.pass.open_fact(Given::unknown))
    return Judgement{impl.pass.outcome(), {}};
  impl.begin(situation);
  if (absent.empty()) return impl.resolve_unknown();
  std::optional<Outcome> first;
  if (impl.completions_differ(first)) return MissingFacts{absent};
  // Every completion gives the same verdict and duties: the answer is what is known already.
  impl.pass.run(situation);
  if (!impl.pass.open_fact(Given::unknown)) {
    Outcome known = impl.pass.outcome();
    if (known.same_answer(*first)) return Judgement{std::move(known), {}};
  }
  return Judgement{std::move(*first), {}};
}

std::optional<Index> Judge::next_question(const Situation& situation) {
  Impl& impl = *impl_;
  impl.pass.run(situation);
  const auto next = impl.pass.open_fact(Given::absent, true);
  if (!next) return std::nullopt;
  if (!impl.pass.open_fact(Given::absent)) return std::nullopt;
  impl.begin(situation);
  std::optional<Outcome> first;
  if (!impl.completions_differ(first)) return std::nullopt;
  return next;
}

std::vector<RuleExplanation> Judge::explain(const Situation& situation) {
  impl_->pass.run(situation);
  return impl_->pass.explain();
}

std::vector<dmn::Value> Judge::representatives(Index fact, base::Date contact_on,
                                               base::Date asked_on) const {
  return impl_->representatives.of(fact, DayView(impl_->pack, contact_on), asked_on);
}

std::optional<base::Certificate> duty_certificate(const Duty& duty, const Situation& situation,
                                                  const base::Calendar& calendar) {
  base::Date anchor = duty.anchor == "asked_on" ? situation.asked_on : situation.contact_on;
  if (duty.anchor_fact) {
    const FactValue& fact = situation.facts[*duty.anchor_fact];
    if (fact.given != Given::value) return std::nullopt;
    anchor = fact.value.as_date();
  }
  return base::count_deadline({.day = anchor}, duty.offset, calendar);
}

bool is_met(const Duty& duty, const Situation& situation) {
  if (!duty.met_fact) return false;
  const FactValue& fact = situation.facts[*duty.met_fact];
  if (fact.given != Given::value) return false;
  const std::string_view value = fact.value.kind() == dmn::Value::Kind::boolean
                                     ? (fact.value.as_boolean() ? "true" : "false")
                                     : fact.value.as_string();
  return std::ranges::find(duty.met_values, value) != duty.met_values.end();
}

DutyResult duty_result(const Pack& pack, Index index, const Situation& situation,
                       std::optional<base::Date> due) {
  const Duty& duty = pack.duties[index];
  DutyResult result{.duty = index, .state = DutyState::owed, .due = due};
  if (is_met(duty, situation))
    result.state = DutyState::met;
  else if (due && situation.asked_on > *due)
    result.state = duty.when == DutyTime::before ? DutyState::missed : DutyState::late;
  return result;
}

std::optional<Status> weakest_status(const Pack& pack, const std::vector<Index>& clauses) {
  std::optional<Status> weakest;
  for (const Index clause : clauses)
    weakest = std::max(weakest.value_or(Status::official), pack.clauses[clause].status);
  return weakest;
}

}  // namespace qinqing::norms
