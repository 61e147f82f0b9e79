#include "norms/diff/diff.h"

#include "norms/diff/occasions.h"
#include "norms/diff/own_kind.h"
#include "norms/diff/parts.h"
#include "norms/diff/regions.h"

namespace qinqing::norms {
namespace {

void append(std::vector<Region>& into, std::vector<Region> more) {
  for (Region& region : more) into.push_back(std::move(region));
}

// The conduct in that pack, if that actor may ask about it.
std::optional<Aspect> aspect_of(const Pack& pack, std::string_view conduct, Actor actor) {
  const auto index = pack.conduct_index(conduct);
  if (!index || !pack.actors.has(actor) || !pack.conducts[*index].actors.has(actor))
    return std::nullopt;
  return Aspect{&pack, *index, actor};
}

struct Comparison {
  const Pack& a;
  const Pack& b;
  const base::Calendar& calendar;
  base::Date around;
  std::optional<DaySpan> common;
  std::vector<Region> answers;
  std::vector<Region> own;
  base::Faults faults;

  void compare(const std::string& conduct, Actor actor) {
    const auto in_a = aspect_of(a, conduct, actor);
    const auto in_b = aspect_of(b, conduct, actor);
    if (in_a && !in_b) append(own, conduct_region(*in_a, true, calendar));
    if (in_b && !in_a) append(own, conduct_region(*in_b, false, calendar));
    if (!in_a || !in_b || !common) return;
    auto regions = changed_regions(*in_a, *in_b, *common, calendar, around);
    if (!regions)
      faults.append(regions.faults());
    else
      append(answers, std::move(regions).value());
    append(own, question_regions(*in_a, *in_b, true, *common, calendar));
    append(own, question_regions(*in_b, *in_a, false, *common, calendar));
  }
};

}  // namespace

base::Result<PackDiff> diff_packs(const Pack& a, const Pack& b, const base::Calendar& calendar,
                                  base::Date around) {
  PackDiff diff;
  diff.parts = changed_parts(a, b);
  if (a.hash == b.hash) return diff;
  Comparison comparison{
      a, b, calendar, around, common_days(a, b), {}, in_force_regions(a, b, calendar), {}};
  for (const Actor actor : {Actor::official, Actor::entrepreneur}) {
    for (const Conduct& conduct : a.conducts) comparison.compare(conduct.id, actor);
    for (const Conduct& conduct : b.conducts)
      if (!a.conduct_index(conduct.id)) comparison.compare(conduct.id, actor);
  }
  if (!comparison.faults.empty()) return comparison.faults;
  diff.regions = std::move(comparison.answers);
  append(diff.regions, std::move(comparison.own));
  return diff;
}

}  // namespace qinqing::norms
