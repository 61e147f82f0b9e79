#include "norms/diff/membership.h"

#include <algorithm>

namespace qinqing::norms {
namespace {

bool below(const dmn::Value& a, const dmn::Value& b) {
  if (a.kind() == dmn::Value::Kind::date) return a.as_date() < b.as_date();
  return a.as_number() < b.as_number();
}

bool within(const dmn::Value& value, const Span& span) {
  if (span.from && (below(value, *span.from) || (span.from_open && value == *span.from)))
    return false;
  return !span.to || !(below(*span.to, value) || (span.to_open && value == *span.to));
}

bool satisfies(const dmn::Value& value, const FactCondition& condition) {
  if (!condition.values.empty())
    return std::ranges::find(condition.values, value) != condition.values.end();
  return std::ranges::any_of(condition.spans,
                             [&](const Span& span) { return within(value, span); });
}

// The duty's day as that pack counts it, with the facts of a situation of pack `a`.
bool is_late(const LateCondition& condition, const Situation& situation, const Pack& a,
             const Pack& b, const base::Calendar& calendar) {
  const Pack& pack = condition.of_a ? a : b;
  Duty duty = pack.duties[*pack.duty_index(condition.duty)];
  // Facts are looked up by the places they have in `a`.
  if (duty.anchor_fact) duty.anchor_fact = a.fact_index(pack.facts[*duty.anchor_fact].id);
  if (!duty.anchor_fact && duty.anchor != "asked_on" && duty.anchor != "contact_on") return false;
  const auto due = duty_certificate(duty, situation, calendar);
  return due && situation.asked_on > due->due;
}

bool on_a_day_of(const Region& region, base::Date day) {
  return region.contact_on.empty() ||
         std::ranges::any_of(region.contact_on, [&](const DaySpan& span) {
           return span.from <= day && (!span.to || day <= *span.to);
         });
}

}  // namespace

bool lies_in(const Situation& situation, const Region& region, const Pack& a, const Pack& b,
             const base::Calendar& calendar) {
  const base::Date day = situation.contact_on;
  const auto conduct = a.conduct_index(region.conduct);
  if (region.kind != RegionKind::answer || region.actor != situation.actor || !conduct ||
      !situation.has_conduct(*conduct) || !a.in_force(day) || !b.in_force(day) ||
      !on_a_day_of(region, day))
    return false;
  const auto fact_holds = [&](const FactCondition& condition) {
    const auto index = a.fact_index(condition.fact);
    if (!condition.in_a || !condition.in_b || !index) return false;
    const FactValue& fact = situation.facts[*index];
    return fact.given == Given::value && satisfies(fact.value, condition);
  };
  return std::ranges::all_of(region.facts, fact_holds) &&
         std::ranges::all_of(region.late, [&](const LateCondition& condition) {
           return is_late(condition, situation, a, b, calendar) == condition.late;
         });
}

}  // namespace qinqing::norms
