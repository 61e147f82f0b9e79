#include "norms/lint.h"

#include <algorithm>
#include <set>

#include "norms/evaluation.h"
#include "norms/representatives.h"

namespace qinqing::norms {
namespace {

// A table with more combinations than this is not enumerated.
constexpr std::size_t kCombinationsMax = 2'000'000;

class Linter {
 public:
  Linter(const Pack& pack, const base::Calendar& calendar) : pack_(pack), calendar_(calendar) {}

  LintReport run() {
    check_used();
    check_clause_dates();
    check_words();
    for (std::size_t c = 0; c < pack_.conducts.size(); ++c) check_table(static_cast<Index>(c));
    return std::move(report_);
  }

 private:
  void fault(std::string_view code, std::string file, std::string id, std::string what,
             std::string right = "") {
    report_.faults.add({.code = std::string(code),
                        .pointer = std::move(id),
                        .what = std::move(what),
                        .right = std::move(right),
                        .file = std::move(file),
                        .line = 0});
  }

  void check_used() {
    std::set<Index> clauses;
    std::set<Index> duties;
    std::set<Index> facts;
    std::set<Index> parameters;
    for (const Rule& rule : pack_.rules) {
      clauses.insert(rule.clauses.begin(), rule.clauses.end());
      duties.insert(rule.duties.begin(), rule.duties.end());
      if (rule.clauses.empty())
        fault("rule_without_clause", pack_.tables[rule.conduct].file, rule.id,
              "规则 " + rule.id + " 没有写依据哪一条款");
    }
    for (const Duty& duty : pack_.duties) {
      clauses.insert(duty.clauses.begin(), duty.clauses.end());
      if (duty.met_fact) facts.insert(*duty.met_fact);
      if (duty.anchor_fact) facts.insert(*duty.anchor_fact);
    }
    for (const ConductTable& table : pack_.tables) collect_table(table, facts, parameters);
    report_unused(clauses, duties, facts, parameters);
  }

  // A fact is used by a column in which some rule has a condition, a parameter by its comparison.
  void collect_table(const ConductTable& table, std::set<Index>& facts,
                     std::set<Index>& parameters) {
    const dmn::Table& text = *table.model->table(table.decision);
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const bool used = std::ranges::any_of(
          text.rules, [&](const dmn::RuleText& rule) { return rule.conditions[i] != "-"; });
      if (used && table.columns[i].fact) facts.insert(*table.columns[i].fact);
      if (used && table.columns[i].parameter) parameters.insert(*table.columns[i].parameter);
      for (const dmn::Endpoint& endpoint : text.inputs[i].endpoints) {
        if (!endpoint.literal) parameters.insert(pack_.parameter_index(endpoint.name).value_or(0));
        if (endpoint.literal && table.columns[i].fact)
          check_choice(pack_.facts[*table.columns[i].fact], *endpoint.literal, table.file);
      }
    }
  }

  void check_choice(const Fact& fact, const dmn::Value& literal, const std::string& file) {
    if (fact.type != FactType::choice || literal.kind() != dmn::Value::Kind::string) return;
    if (!fact.find_choice(literal.as_string()))
      fault("value_outside_choices", file, fact.id,
            "“" + std::string(literal.as_string()) + "”不是 " + fact.id + " 的选项");
  }

  void report_unused(const std::set<Index>& clauses, const std::set<Index>& duties,
                     const std::set<Index>& facts, const std::set<Index>& parameters) {
    for (std::size_t i = 0; i < pack_.clauses.size(); ++i)
      if (!clauses.contains(static_cast<Index>(i)))
        fault("clause_without_rule", "clauses/" + pack_.clauses[i].id + ".md", pack_.clauses[i].id,
              "没有规则也没有义务用到这一条款");
    for (std::size_t i = 0; i < pack_.duties.size(); ++i)
      if (!duties.contains(static_cast<Index>(i)))
        fault("duty_without_rule", "duties.yaml", pack_.duties[i].id, "没有规则要求这项义务");
    for (std::size_t i = 0; i < pack_.facts.size(); ++i)
      if (!facts.contains(static_cast<Index>(i)))
        fault("unused_fact", "facts.yaml", pack_.facts[i].id, "没有规则也没有义务看这个事实");
    for (std::size_t i = 0; i < pack_.parameters.size(); ++i)
      if (!parameters.contains(static_cast<Index>(i)))
        fault("unused_parameter", "parameters.yaml", pack_.parameters[i].id,
              "没有规则用到这个参数");
  }

  void check_words() {
    for (const Parameter& parameter : pack_.parameters)
      if (parameter.basis.empty())
        fault("parameter_without_basis", "parameters.yaml", parameter.id, "参数没有写依据",
              "法律的条文，或 own: true 并写明是本单位的什么标准");
    for (const Duty& duty : pack_.duties)
      if (duty.clauses.empty())
        fault("duty_without_clause", "duties.yaml", duty.id, "义务没有写依据哪一条款");
    for (const Rule& rule : pack_.rules)
      if (rule.reason.empty())
        fault("rule_without_reason", pack_.tables[rule.conduct].file, rule.id,
              "规则没有写给人看的理由（rule 的 description）");
  }

  // Dates stand twice, once as data and once as a fact of the source, so that a slip shows.
  void check_clause_dates() {
    for (const Clause& clause : pack_.clauses) {
      const std::string file = "clauses/" + clause.id + ".md";
      const auto edition = clause.basis.empty() ? std::nullopt : clause.basis.front().edition;
      if (clause.side == Side::law && edition != clause.from)
        fault("date_contradicts_edition", file, clause.id,
              "法律条款的生效日与第一条依据的版本施行日（edition）不一致");
      if (clause.side != Side::law && clause.from != pack_.from)
        fault("date_contradicts_pack", file, clause.id, "清单条款的生效日与清单施行日不一致");
      for (const Basis& basis : clause.basis) check_basis_edition(basis, file, clause.id);
      check_successor(clause, file);
    }
  }

  void check_basis_edition(const Basis& basis, const std::string& file, const std::string& id) {
    const Source* source = pack_.find_source(basis.source);
    if (source && source->from && basis.edition && *source->from != *basis.edition)
      fault("date_contradicts_source", file, id,
            "依据的版本施行日与 pack.yaml 里 " + source->id + " 的日期不一致");
  }

  void check_successor(const Clause& clause, const std::string& file) {
    if (clause.replaced_by.empty()) {
      if (clause.to)
        fault("clause_ends_without_successor", file, clause.id,
              "条款有失效日，却没有写由哪一条接替（replaced_by）");
      return;
    }
    const Clause* next = pack_.find_clause(clause.replaced_by);
    if (!next)
      fault("unknown_id", file, clause.id, "没有接替的条款 " + clause.replaced_by);
    else if (!clause.to || clause.to->add_days(1) != next->from)
      fault("date_contradicts_successor", file, clause.id,
            "失效日的第二天应是接替条款 " + next->id + " 的生效日");
  }

  // Walks every combination of values that the table can tell apart.
  void check_table(Index conduct) {
    const ConductTable& table = pack_.tables[conduct];
    TableGaps gaps{
        .conduct = pack_.conducts[conduct].id, .situations = 0, .gaps = 0, .counted = true};
    std::vector<Index> facts;
    for (const auto& [input, column] : table.bindings)
      if (column.fact) facts.push_back(*column.fact);
    const DayView view(pack_, pack_.to.value_or(base::Date::of(2035, 12, 31).value()));
    const Representatives representatives(pack_);
    std::vector<std::vector<dmn::Value>> values;
    std::size_t combinations = 1;
    for (const Index fact : facts) {
      values.push_back(representatives.of(fact, view, view.day()));
      combinations *= values.back().size();
      gaps.counted = gaps.counted && combinations <= kCombinationsMax;
    }
    std::set<Index> deciding_permits;
    if (gaps.counted) walk(conduct, facts, values, view, gaps, deciding_permits);
    report_table(conduct, gaps, deciding_permits);
    report_.gaps.push_back(std::move(gaps));
  }

  void walk(Index conduct, const std::vector<Index>& facts,
            const std::vector<std::vector<dmn::Value>>& values, const DayView& view,
            TableGaps& gaps, std::set<Index>& deciding_permits) {
    Situation situation;
    situation.contact_on = view.day();
    situation.asked_on = view.day();
    situation.conducts = {conduct};
    situation.facts.resize(pack_.facts.size());
    // Facts that only duties look at do not decide a table.
    Pass pass(pack_, calendar_);
    std::vector<std::size_t> at(facts.size(), 0);
    for (bool more = true; more; more = advance(at, values)) {
      for (std::size_t i = 0; i < facts.size(); ++i)
        situation.facts[facts[i]] = {Given::value, values[i][at[i]]};
      pass.run(situation);
      const ConductResult result = pass.outcome().conducts.front();
      ++gaps.situations;
      const bool decided = std::ranges::any_of(
          result.matched, [&](Index rule) { return pack_.rules[rule].effect != Effect::duty; });
      if (!decided) ++gaps.gaps;
      if (result.effect == Effect::permit)
        for (const Index rule : result.matched)
          if (pack_.rules[rule].effect == Effect::permit) deciding_permits.insert(rule);
    }
  }

  static bool advance(std::vector<std::size_t>& at,
                      const std::vector<std::vector<dmn::Value>>& values) {
    for (std::size_t i = 0; i < at.size(); ++i) {
      if (++at[i] < values[i].size()) return true;
      at[i] = 0;
    }
    return false;
  }

  void report_table(Index conduct, const TableGaps& gaps, const std::set<Index>& deciding_permits) {
    const ConductTable& table = pack_.tables[conduct];
    if (!gaps.counted)
      fault("table_too_large", table.file, gaps.conduct, "组合太多，数不清有没有漏洞",
            "把这个行为拆成几个");
    else
      for (const Index rule : table.rules)
        if (pack_.rules[rule].effect == Effect::permit && !deciding_permits.contains(rule))
          fault("permit_never_decides", table.file, pack_.rules[rule].id,
                "这条“可以”的规则永远起不了作用：每次相符都有更严的规则");
    if (gaps.gaps > 0 && !table.gaps_reviewed)
      fault("gaps_not_reviewed", table.file, gaps.conduct,
            "有 " + std::to_string(gaps.gaps) + " 种情形没有规则管（共 " +
                std::to_string(gaps.situations) + " 种）",
            "补规则，或在决策的 description 里写 gaps: reviewed 日期 by 谁");
  }

  const Pack& pack_;
  const base::Calendar& calendar_;
  LintReport report_;
};

}  // namespace

LintReport lint(const Pack& pack, const base::Calendar& calendar) {
  return Linter(pack, calendar).run();
}

}  // namespace qinqing::norms
