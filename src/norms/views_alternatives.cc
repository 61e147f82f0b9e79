#include "norms/views_alternatives.h"

#include <algorithm>
#include <optional>

#include "norms/views.h"

namespace qinqing::norms {
namespace {

using boost::json::array;
using boost::json::object;

bool is_ordered(const Fact& fact) {
  return fact.type != FactType::choice && fact.type != FactType::boolean;
}

bool less(const dmn::Value& a, const dmn::Value& b) {
  if (a.kind() == dmn::Value::Kind::date) return a.as_date() < b.as_date();
  return a.as_number() < b.as_number();
}

// The one fact that all alternatives are about, if it is one and its values have an order.
std::optional<Index> only_ordered_fact(const Pack& pack, const std::vector<Alternative>& all) {
  if (all.empty() || all.front().assumed.size() != 1) return std::nullopt;
  const Index fact = all.front().assumed.front().first;
  const bool only = std::ranges::all_of(all, [&](const Alternative& each) {
    return each.assumed.size() == 1 && each.assumed.front().first == fact;
  });
  if (!only || !is_ordered(pack.facts[fact])) return std::nullopt;
  return fact;
}

std::string duties_text(const Pack& pack, const Outcome& outcome) {
  std::vector<std::string> parts;
  for (const DutyResult& duty : outcome.duties)
    if (duty.state != DutyState::met) parts.push_back(pack.duties[duty.duty].does);
  return join(parts, "；");
}

object row(const Pack& pack, std::string assumed, const Outcome& outcome) {
  return {{"assumed", std::move(assumed)},
          {"mark", mark(outcome.verdict)},
          {"duties", duties_text(pack, outcome)}};
}

std::string range_text(const Fact& fact, const dmn::Value& low, const dmn::Value& high, bool first,
                       bool last) {
  const bool date = fact.type == FactType::date;
  const auto text = [&](const dmn::Value& value) { return fact_value_text(fact, value); };
  if (first && last) return "不论多少";
  if (first) return (date ? "不晚于" : "不超过") + text(high);
  if (last) return text(low) + (date ? "起" : "及以上");
  if (low == high) return "正好" + text(low);
  return "从" + text(low) + "到" + text(high);
}

array ranges(const Pack& pack, Index index, const std::vector<Alternative>& all) {
  const Fact& fact = pack.facts[index];
  std::vector<const Alternative*> sorted;
  sorted.reserve(all.size());
  for (const Alternative& each : all) sorted.push_back(&each);
  const auto value = [&](std::size_t i) { return sorted[i]->assumed.front().second; };
  std::ranges::sort(sorted, [](const Alternative* a, const Alternative* b) {
    return less(a->assumed.front().second, b->assumed.front().second);
  });
  array rows;
  for (std::size_t begin = 0; begin < sorted.size();) {
    std::size_t end = begin + 1;
    while (end < sorted.size() && sorted[end]->outcome.same_answer(sorted[begin]->outcome)) ++end;
    rows.push_back(
        row(pack,
            fact.label + "：" +
                range_text(fact, value(begin), value(end - 1), begin == 0, end == sorted.size()),
            sorted[begin]->outcome));
    begin = end;
  }
  return rows;
}

}  // namespace

array alternatives_view(const Check& check, std::size_t rows_max) {
  const Pack& pack = check.served->pack;
  const auto& all = check.judgement.alternatives;
  if (const auto fact = only_ordered_fact(pack, all)) return ranges(pack, *fact, all);
  array rows;
  for (const Alternative& each : all) {
    if (rows.size() == rows_max) break;
    const auto assumed = told(each.assumed, "；", [&](const auto& fact_and_value) {
      const Fact& fact = pack.facts[fact_and_value.first];
      return fact.label + "：" + fact_value_text(fact, fact_and_value.second);
    });
    rows.push_back(row(pack, assumed, each.outcome));
  }
  return rows;
}

}  // namespace qinqing::norms
