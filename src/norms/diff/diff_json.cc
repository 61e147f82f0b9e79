#include "norms/diff/diff_json.h"

#include <array>
#include <boost/json/array.hpp>

#include "norms/json_object.h"

namespace qinqing::norms {
namespace {

using boost::json::array;
using boost::json::object;

std::string_view to_string(RegionKind kind) {
  constexpr std::array<std::string_view, 5> names{"answer", "in_force", "conduct", "fact",
                                                  "choice"};
  return names[static_cast<std::size_t>(kind)];
}

array texts(const std::vector<std::string>& items) {
  array out;
  for (const std::string& item : items) out.emplace_back(item);
  return out;
}

object pack_name(const Pack& pack) {
  return object_of({{"id", pack.id}, {"title", pack.title}, {"hash", pack.hash}});
}

object part_json(const PartChange& part) {
  object out = object_of({{"part", part.part},
                          {"id", part.id},
                          {"change", part.in_a && part.in_b ? "changed"
                                     : part.in_a            ? "removed"
                                                            : "added"}});
  if (!part.in_a || !part.in_b) return out;
  object fields;
  for (const PartChange::Field& field : part.fields)
    fields.emplace(field.name, object_of({{"a", field.a}, {"b", field.b}}));
  out.emplace("fields", std::move(fields));
  return out;
}

// Writes regions in the words of two packs.
class RegionWriter {
 public:
  RegionWriter(const Pack& a, const Pack& b) : a_(a), b_(b) {}

  object write(const Region& region) const {
    object out = object_of({{"kind", to_string(region.kind)}});
    if (region.kind == RegionKind::answer)
      out.emplace("change", region.outcome ? "outcome" : "basis");
    else
      out.emplace("in", region.in_a ? "a" : "b");
    if (region.kind != RegionKind::in_force) {
      out.emplace("conduct", region.conduct);
      out.emplace("actor", norms::to_string(region.actor));
    }
    if (!region.about.empty()) out.emplace("fact", region.about);
    if (!region.choice.empty()) out.emplace("choice", region.choice);
    if (!region.contact_on.empty()) out.emplace("contact_on", days(region.contact_on));
    if (region.kind == RegionKind::answer) put_conditions(region, out);
    out.emplace("a", answer(region.witness.a, false));
    out.emplace("b", answer(region.witness.b, false));
    if (!region.due_changed.empty()) out.emplace("due_changed", texts(region.due_changed));
    out.emplace("witness", witness(region));
    return out;
  }

 private:
  static array days(const std::vector<DaySpan>& spans) {
    array out;
    for (const DaySpan& span : spans) {
      object each = object_of({{"from", span.from.to_string()}});
      if (span.to) each.emplace("to", span.to->to_string());
      out.emplace_back(std::move(each));
    }
    return out;
  }

  boost::json::value value(const std::string& id, bool of_a, const dmn::Value& value) const {
    return fact_value_json(*(of_a ? a_ : b_).find_fact(id), value);
  }

  void put_conditions(const Region& region, object& out) const {
    object facts;
    object facts_a;
    object facts_b;
    for (const FactCondition& fact : region.facts)
      (fact.in_a && fact.in_b ? facts
       : fact.in_a            ? facts_a
                              : facts_b)
          .emplace(fact.fact, condition(fact));
    out.emplace("facts", std::move(facts));
    if (!facts_a.empty()) out.emplace("facts_a", std::move(facts_a));
    if (!facts_b.empty()) out.emplace("facts_b", std::move(facts_b));
    object late;
    object late_a;
    object late_b;
    for (const LateCondition& each : region.late)
      (each.of_a && each.of_b ? late : each.of_a ? late_a : late_b).emplace(each.duty, each.late);
    if (!late.empty()) out.emplace("late", std::move(late));
    if (!late_a.empty()) out.emplace("late_a", std::move(late_a));
    if (!late_b.empty()) out.emplace("late_b", std::move(late_b));
  }

  array condition(const FactCondition& fact) const {
    array out;
    for (const dmn::Value& each : fact.values) out.push_back(value(fact.fact, fact.in_a, each));
    for (const Span& span : fact.spans) {
      object each;
      if (span.from)
        each.emplace(span.from_open ? "above" : "from", value(fact.fact, fact.in_a, *span.from));
      if (span.to)
        each.emplace(span.to_open ? "below" : "to", value(fact.fact, fact.in_a, *span.to));
      out.emplace_back(std::move(each));
    }
    return out;
  }

  static object answer(const Answer& answer, bool whole) {
    if (!answer.refused.empty())
      return object_of({{"refused", answer.refused}, {"for", texts(answer.refused_for)}});
    array duties;
    for (const AnsweredDuty& duty : answer.duties) {
      object each = object_of({{"id", duty.id}, {"state", norms::to_string(duty.state)}});
      if (whole && duty.due) each.emplace("due", duty.due->to_string());
      duties.emplace_back(std::move(each));
    }
    object out =
        object_of({{"verdict", norms::to_string(answer.verdict)},
                   {"effect", norms::to_string(answer.effect)},
                   {"duties", std::move(duties)},
                   {"clauses", texts(answer.clauses)},
                   {"authority", answer.authority ? norms::to_string(*answer.authority) : "none"}});
    if (whole) out.emplace("rules", texts(answer.rules));
    return out;
  }

  object values(const std::map<std::string, dmn::Value>& facts, bool of_a) const {
    object out;
    for (const auto& [id, each] : facts) out.emplace(id, value(id, of_a, each));
    return out;
  }

  object witness(const Region& region) const {
    const Witness& shown = region.witness;
    // What only one pack has is written by that pack.
    const bool of_a = region.kind == RegionKind::answer || region.in_a;
    object situation = object_of({{"actor", norms::to_string(region.actor)},
                                  {"asked_on", shown.asked_on.to_string()},
                                  {"contact_on", shown.contact_on.to_string()},
                                  {"conducts", array{boost::json::string(region.conduct)}},
                                  {"facts", values(shown.facts, of_a)}});
    object out = object_of({{"situation", std::move(situation)}});
    if (!shown.facts_a.empty()) out.emplace("facts_a", values(shown.facts_a, true));
    if (!shown.facts_b.empty()) out.emplace("facts_b", values(shown.facts_b, false));
    out.emplace("a", answer(shown.a, true));
    out.emplace("b", answer(shown.b, true));
    return out;
  }

  const Pack& a_;
  const Pack& b_;
};

}  // namespace

object diff_json(const Pack& a, const Pack& b, const PackDiff& diff) {
  array parts;
  for (const PartChange& part : diff.parts) parts.emplace_back(part_json(part));
  array regions;
  const RegionWriter writer(a, b);
  for (const Region& region : diff.regions) regions.emplace_back(writer.write(region));
  return object_of({{"a", pack_name(a)},
                    {"b", pack_name(b)},
                    {"parts", std::move(parts)},
                    {"regions", std::move(regions)}});
}

}  // namespace qinqing::norms
