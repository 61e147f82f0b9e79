#include "norms/views_verdict.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <set>

#include "http/markdown.h"
#include "norms/qr.h"
#include "norms/views.h"
#include "norms/views_alternatives.h"
#include "norms/views_condition.h"
#include "norms/views_duties.h"
#include "norms/views_headline.h"
#include "norms/views_question.h"

namespace qinqing::norms {
namespace {

using boost::json::array;
using boost::json::object;

constexpr std::size_t kAlternativesShown = 24;
// Heights on paper as print.css sets them, in millimetres, measured over the pack's own cases and
// rounded up: a print is one A4 page.
struct Paper {
  static constexpr std::size_t kPage = 265;
  static constexpr std::size_t kFrame = 95;  // the head, the panel, the headings
  static constexpr std::size_t kLine = 5;
  static constexpr std::size_t kClause = 12;  // what it is called and what its wording is worth
  static constexpr std::size_t kDuty = 14;
  static constexpr std::size_t kAsk = 45;
  static constexpr std::size_t kResult = 6;
  static constexpr std::size_t kAlternative = 9;
  static constexpr std::size_t kLineBytes = 156;  // 52 characters

  static std::size_t text(std::string_view markdown) {
    const auto breaks = static_cast<std::size_t>(std::ranges::count(markdown, '\n'));
    return kLine * (markdown.size() / kLineBytes + 1 + breaks / 2);
  }
};

class VerdictView {
 public:
  VerdictView(const Norms& norms, const AskForm& form, const Walk& way, const Check& check)
      : norms_(norms),
        form_(form),
        way_(way),
        check_(check),
        served_(*check.served),
        pack_(served_.pack),
        outcome_(check.judgement.outcome),
        unknown_(deciding_unknown(check.judgement)) {}

  object view() {
    page_ = frame(norms_, served_, "", Section::none);
    show_sentence();
    show_duties();
    show_clauses();
    show_rulings();
    show_results();
    show_alternatives();
    show_receipt();
    page_["answered"] = answered_view(form_, way_, {StepKind::verdict});
    page_["hidden"] = hidden_view(form_, {StepKind::verdict});
    page_["asked_on_iso"] = today().to_string();
    page_["notices"] = array(form_.notices.begin(), form_.notices.end());
    page_["has_notices"] = !form_.notices.empty();
    return std::move(page_);
  }

 private:
  base::Date today() const { return check_.situation.asked_on; }

  void show_sentence() {
    const auto parts = phrases(headline(check_));
    // A browser's history keeps the title: it says the answer and not what was asked.
    page_["title"] = verdict_word(outcome_.verdict);
    page_["phrases"] = array(parts.begin(), parts.end());
    page_["mark"] = mark(outcome_.verdict);
    page_["authority"] = authority(check_, norms_.today());
    page_["conducts"] = conduct_labels(pack_, check_.situation.conducts);
    page_["actor"] = actor_words(check_.situation.actor);
    page_["day"] = day_text(check_.situation.contact_on, today());
    page_["asked_on"] = today().to_chinese_full() + "（" + today().weekday_chinese() + "）";
  }

  void show_duties() {
    page_["ask"] = outcome_.verdict == Verdict::undetermined
                       ? boost::json::value(ask_view(check_, *check_.calendar))
                       : boost::json::value(false);
    page_["find_out"] = told(unknown_, "、", [&](Index fact) { return pack_.facts[fact].label; });
    page_["duties"] = duties_view(check_, *check_.calendar);
    page_["has_duties"] = !outcome_.duties.empty() || outcome_.verdict == Verdict::undetermined;
  }

  // What a person said that met the rule's conditions: {label, value, beside}.
  array said(const Rule& rule) const {
    array rows;
    for (const ConditionWords& condition :
         conditions_of(pack_, rule, check_.situation.contact_on)) {
      const FactValue& value = check_.situation.facts[condition.fact];
      rows.push_back({{"label", condition.label},
                      {"value", value.given == Given::value
                                    ? fact_value_text(pack_.facts[condition.fact], value.value)
                                    : "不清楚"},
                      {"beside", beside(condition.tests)}});
    }
    return rows;
  }

  // The thresholds that a condition compares with, as they were on the day.
  std::string beside(std::string_view tests) const {
    return told(parameters_in(pack_, tests), "、", [&](const Parameter* parameter) {
      return parameter_text(*parameter, check_.situation.contact_on);
    });
  }

  // Why a clause is cited. What was said for a rule is told once, at the first clause it names.
  array reasons(Index clause) {
    array rows;
    for (const ConductResult& result : outcome_.conducts) {
      for (const Index index : result.matched) {
        const Rule& rule = pack_.rules[index];
        if (std::ranges::find(rule.clauses, clause) == rule.clauses.end()) continue;
        array facts = told_.insert(index).second ? said(rule) : array();
        rows.push_back({{"reason", pack_.conducts[rule.conduct].label + "：" + rule.reason + "。"},
                        {"has_said", !facts.empty()},
                        {"said", std::move(facts)}});
      }
    }
    for (const DutyResult& duty : outcome_.duties) {
      const Duty& of = pack_.duties[duty.duty];
      if (std::ranges::find(of.clauses, clause) != of.clauses.end())
        rows.push_back({{"reason", "要做的事“" + of.does + "”依据这一条。"},
                        {"has_said", false},
                        {"said", array()}});
    }
    return rows;
  }

  void show_clauses() {
    array clauses;
    for (const Index index : outcome_.clauses) {
      object row = clause_view(norms_, served_, pack_.clauses[index]);
      row["because"] = reasons(index);
      row["has_because"] = !row["because"].as_array().empty();
      clauses.push_back(std::move(row));
    }
    show_print(clauses);
    page_["has_clauses"] = !clauses.empty();
    page_["clauses"] = std::move(clauses);
  }

  // A print is one page: where the wordings do not fit on it, it names the clauses; where the
  // reasons do not fit either, it leaves them to the receipt.
  void show_print(const array& clauses) {
    std::size_t rest = Paper::kFrame + Paper::kDuty * outcome_.duties.size() +
                       Paper::kResult * outcome_.conducts.size() +
                       Paper::kLine * (way_.done.size() + 1) / 2;
    if (outcome_.verdict == Verdict::undetermined) rest += Paper::kAsk;
    if (!check_.judgement.alternatives.empty())
      rest += Paper::kAlternative * (alternatives_view(check_, kAlternativesShown).size() + 2);
    std::size_t named = 0;
    std::size_t wordings = 0;
    for (const Index index : outcome_.clauses)
      wordings += Paper::text(pack_.clauses[index].wording);
    for (const auto& clause : clauses)
      named += Paper::kClause + Paper::kLine * clause.at("because").as_array().size();
    page_["brief"] = rest + named + wordings > Paper::kPage;
    page_["tight"] = rest + named > Paper::kPage;
  }

  object ruling_view(const Precedent& ruling) const {
    const bool mine = check_.ruling == &ruling;
    return {{"number", ruling.number},
            {"href", "/rulings/" + ruling.id},
            {"office", ruling.office},
            {"word", verdict_word(ruling.verdict)},
            {"reasons", ruling.reasons},
            {"law", ruling.law},
            {"decides", mine},
            {"place", ruling.scope.empty() ? "" : ruling.scope.front()},
            {"until", ruling.until.to_chinese_full()}};
  }

  void show_rulings() {
    array here;
    if (check_.ruling != nullptr) here.push_back(ruling_view(*check_.ruling));
    for (const Precedent* each : check_.contrary) here.push_back(ruling_view(*each));
    array elsewhere;
    if (check_.ruling == nullptr)
      for (const Precedent* each : check_.elsewhere) elsewhere.push_back(ruling_view(*each));
    page_["contrary"] = !check_.contrary.empty();
    page_["has_rulings"] = !here.empty();
    page_["rulings"] = std::move(here);
    page_["has_elsewhere"] = !elsewhere.empty();
    page_["elsewhere"] = std::move(elsewhere);
    page_["undecided"] = outcome_.verdict == Verdict::undetermined;
  }

  object result_view(const ConductResult& result) const {
    array why;
    bool duties = false;
    for (const Index index : result.matched) {
      const Rule& rule = pack_.rules[index];
      duties = duties || !rule.duties.empty();
      if (rule.effect == result.effect) why.emplace_back(rule.reason + "。");
    }
    if (why.empty() && result.effect == Effect::refer) why.emplace_back(gap_words());
    return {{"label", pack_.conducts[result.conduct].label},
            {"mark", mark(check_.ruling != nullptr && result.effect == Effect::refer
                              ? outcome_.verdict
                              : verdict_of(result.effect, duties))},
            {"why", std::move(why)}};
  }

  std::string gap_words() const {
    if (check_.ruling != nullptr) return "清单没有写到这种情形，按研判答复判断。";
    return unknown_.empty() ? "清单没有写到这种情形。" : "要看不清楚的那一问怎么答。";
  }

  void show_results() {
    array results;
    for (const ConductResult& result : outcome_.conducts) results.push_back(result_view(result));
    page_["results"] = std::move(results);
  }

  void show_alternatives() {
    array rows = alternatives_view(check_, kAlternativesShown);
    const bool more = check_.judgement.alternatives.size() > kAlternativesShown &&
                      rows.size() == kAlternativesShown;
    page_["alternatives"] =
        rows.empty() ? boost::json::value(false)
                     : object{{"rows", std::move(rows)},
                              {"more", more},
                              {"all", std::to_string(check_.judgement.alternatives.size())}};
  }

  void show_receipt() {
    page_["hash"] = check_.receipt.hash;
    page_["qr"] =
        qr_svg(receipt_code(check_.receipt.hash), "这份答案的指纹，" + check_.receipt.hash);
    page_["pack_hash"] = pack_.hash;
    page_["receipt_page"] = "/receipt" + pack_query(norms_, served_);
  }

  const Norms& norms_;
  const AskForm& form_;
  const Walk& way_;
  const Check& check_;
  const ServedPack& served_;
  const Pack& pack_;
  const Outcome& outcome_;
  std::vector<Index> unknown_;  // the facts not known on which the answer depends
  object page_;
  std::set<Index> told_;  // rules whose conditions were told already
};

}  // namespace

object clause_view(const Norms& norms, const ServedPack& served, const Clause& clause) {
  object row = clause_name(norms, served, clause);
  row["wording"] = http::markdown_html(clause.wording);
  row["status"] = status_line(clause);
  row["because"] = array();
  row["has_because"] = false;
  return row;
}

std::string receipt_code(std::string_view hash) {
  return "qinqing:receipt:" + std::string(hash);
}

object verdict_view(const Norms& norms, const AskForm& form, const Walk& way, const Check& check) {
  return VerdictView(norms, form, way, check).view();
}

}  // namespace qinqing::norms
