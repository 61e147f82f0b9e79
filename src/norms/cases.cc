#include "norms/cases.h"

#include <algorithm>
#include <boost/describe.hpp>
#include <set>

#include "base/reader.h"
#include "base/yaml.h"
#include "norms/pack_parts.h"

namespace qinqing::norms {
namespace text {

struct Expect {
  std::optional<std::string> verdict;
  std::vector<std::string> clauses, duties, refused;
};
BOOST_DESCRIBE_STRUCT(Expect, (), (verdict, clauses, duties, refused))

struct Published {
  std::string verdict;
  std::optional<std::string> why, source, publisher, date, url;
};
BOOST_DESCRIBE_STRUCT(Published, (), (verdict, why, source, publisher, date, url))

struct Case {
  std::string id, title;
  std::optional<std::string> situation;
  base::Date asked_on, contact_on;
  std::string actor;
  std::vector<std::string> conducts;
  std::optional<boost::json::value> facts;
  std::vector<std::string> unknown;
  Expect expect;
  std::optional<Published> published;
  std::string source;
};
BOOST_DESCRIBE_STRUCT(Case, (),
                      (id, title, situation, asked_on, contact_on, actor, conducts, facts, unknown,
                       expect, published, source))

}  // namespace text

namespace {

boost::json::object ask_of(const text::Case& from) {
  boost::json::array conducts(from.conducts.begin(), from.conducts.end());
  boost::json::array unknown(from.unknown.begin(), from.unknown.end());
  boost::json::object ask{{"actor", from.actor},
                          {"asked_on", from.asked_on.to_string()},
                          {"contact_on", from.contact_on.to_string()},
                          {"conducts", std::move(conducts)},
                          {"unknown", std::move(unknown)}};
  if (from.facts && !from.facts->is_null()) ask.emplace("facts", *from.facts);
  return ask;
}

// "hand_in owed 2026-12-24", "get_approval met", "pay_meal"
std::optional<ExpectedDuty> read_duty(std::string_view line, const Pack& pack) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < line.size();) {
    const auto end = std::min(line.find(' ', at), line.size());
    if (end > at) words.emplace_back(line.substr(at, end - at));
    at = end + 1;
  }
  if (words.empty() || words.size() > 3 || !pack.duty_index(words[0])) return std::nullopt;
  ExpectedDuty duty{.id = words[0], .state = {}, .due = {}};
  if (words.size() > 1 && !(duty.state = parse_duty_state(words[1]))) return std::nullopt;
  if (words.size() > 2 && !(duty.due = base::Date::parse(words[2]))) return std::nullopt;
  return duty;
}

void take_expectation(const text::Expect& from, const Pack& pack, std::string_view pointer,
                      Case& into, base::Faults& faults) {
  if (from.verdict) into.verdict = parse_verdict(*from.verdict);
  if (into.verdict.has_value() == !from.refused.empty())
    faults.add("value", base::pointer_to(pointer, "verdict"), "期望写一个判定，或写 refused",
               "permitted、conditional、prohibited 或 undetermined");
  for (const std::string& clause : from.clauses)
    if (!pack.clause_index(clause))
      faults.add("unknown_id", base::pointer_to(pointer, "clauses"), "没有条款 " + clause,
                 nearest(clause, ids_of(pack.clauses)));
  for (const std::string& fact : from.refused)
    if (!pack.fact_index(fact))
      faults.add("unknown_id", base::pointer_to(pointer, "refused"), "没有事实 " + fact,
                 nearest(fact, ids_of(pack.facts)));
  into.clauses = from.clauses;
  into.refused = from.refused;
  for (const std::string& line : from.duties) {
    auto duty = read_duty(line, pack);
    if (duty)
      into.duties.push_back(std::move(*duty));
    else
      faults.add("value", base::pointer_to(pointer, "duties"), "看不懂义务“" + line + "”",
                 "义务编号 [met|owed|late|missed [日期]]");
  }
}

Case take_case(const text::Case& from, const Pack& pack, std::string_view pointer,
               base::Faults& faults) {
  Case test;
  test.id = from.id;
  test.title = from.title;
  test.situation_id = from.situation.value_or("");
  test.source = from.source;
  auto situation = read_situation(pack, ask_of(from), from.asked_on, base::Scalars::text, pointer);
  if (situation.ok())
    test.situation = std::move(situation).value();
  else
    faults.append(situation.faults());
  take_expectation(from.expect, pack, base::pointer_to(pointer, "expect"), test, faults);
  if (from.published)
    test.published = Published{.verdict = from.published->verdict,
                               .why = from.published->why.value_or(""),
                               .source = from.published->source.value_or(""),
                               .publisher = from.published->publisher.value_or(""),
                               .date = from.published->date.value_or(""),
                               .url = from.published->url.value_or("")};
  return test;
}

std::string joined(std::vector<std::string> words) {
  std::ranges::sort(words);
  std::string line;
  for (const std::string& word : words) line += (line.empty() ? "" : "、") + word;
  return line.empty() ? "无" : line;
}

std::string duty_text(const Pack& pack, const DutyResult& duty) {
  return pack.duties[duty.duty].id + " " + std::string(to_string(duty.state)) +
         (duty.due ? " " + duty.due->to_string() : "");
}

bool duty_is(const Pack& pack, const DutyResult& duty, const ExpectedDuty& expected) {
  return pack.duties[duty.duty].id == expected.id &&
         (!expected.state || *expected.state == duty.state) &&
         (!expected.due || expected.due == duty.due);
}

std::string expected_text(const ExpectedDuty& duty) {
  return duty.id + (duty.state ? " " + std::string(to_string(*duty.state)) : "") +
         (duty.due ? " " + duty.due->to_string() : "");
}

void compare_duties(const Pack& pack, const Case& test, const Outcome& outcome,
                    std::vector<std::string>& differences) {
  bool same = test.duties.size() == outcome.duties.size();
  for (const ExpectedDuty& expected : test.duties)
    same = same && std::ranges::any_of(outcome.duties, [&](const DutyResult& duty) {
             return duty_is(pack, duty, expected);
           });
  if (same) return;
  std::vector<std::string> got;
  std::vector<std::string> wanted;
  for (const DutyResult& duty : outcome.duties) got.push_back(duty_text(pack, duty));
  for (const ExpectedDuty& duty : test.duties) wanted.push_back(expected_text(duty));
  differences.push_back("义务应为 " + joined(wanted) + "，得到 " + joined(got));
}

}  // namespace

base::Result<std::vector<Case>> read_cases(const Pack& pack, const PackFiles& files) {
  std::vector<Case> cases;
  base::Faults faults;
  std::set<std::string> taken;
  for (const auto& [path, bytes] : files) {
    if (!path.starts_with("tests/") || !path.ends_with(".yaml")) continue;
    const auto document = base::parse_yaml(bytes, path);
    if (!document) {
      faults.append(document.faults());
      continue;
    }
    base::Faults found;
    const auto from =
        base::read<std::vector<text::Case>>(document->value, "", found, base::Scalars::text);
    for (std::size_t i = 0; i < from.size() && found.empty(); ++i) {
      base::Faults own;
      const std::string at = base::pointer_to("", i);
      if (!is_id(from[i].id) || !taken.insert(from[i].id).second)
        own.add("duplicate_id", at, "案例编号“" + from[i].id + "”不合规则或用了两次");
      Case test = take_case(from[i], pack, at, own);
      test.file = path;
      const auto line = document->lines.find(at);
      test.line = line == document->lines.end() ? 0 : line->second;
      faults.append(document->place(own));
      cases.push_back(std::move(test));
    }
    faults.append(document->place(found));
  }
  if (!faults.empty()) return faults;
  return cases;
}

std::vector<std::string> run_case(Judge& judge, const Case& test) {
  const Pack& pack = judge.pack();
  std::vector<std::string> differences;
  const auto answer = judge.judge(test.situation);
  if (const auto* missing = std::get_if<MissingFacts>(&answer)) {
    std::vector<std::string> got;
    for (const Index fact : missing->facts) got.push_back(pack.facts[fact].id);
    if (joined(got) != joined(test.refused))
      differences.push_back("缺少事实：" + joined(got) + "；期望缺少：" + joined(test.refused));
    return differences;
  }
  if (!test.verdict) return {"应因缺少 " + joined(test.refused) + " 而不答，却得到了判定"};
  const Outcome& outcome = std::get<Judgement>(answer).outcome;
  if (outcome.verdict != *test.verdict)
    differences.push_back("判定应为 " + std::string(to_string(*test.verdict)) + "，得到 " +
                          std::string(to_string(outcome.verdict)));
  std::vector<std::string> clauses;
  for (const Index clause : outcome.clauses) clauses.push_back(pack.clauses[clause].id);
  if (joined(clauses) != joined(test.clauses))
    differences.push_back("条款应为 " + joined(test.clauses) + "，得到 " + joined(clauses));
  compare_duties(pack, test, outcome, differences);
  return differences;
}

}  // namespace qinqing::norms
