#include "norms/diff/occasions.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>

#include "base/deadline.h"

namespace qinqing::norms {
namespace {

// Days of a spell that are tried for the day of the contact: more than a week, so that weekends are
// met from every side.
constexpr int kDaysTried = 10;
// A day long past: every duty that is counted from it is late on the day of the contact.
constexpr int kLongAgo = -400;

std::string list(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text += item + '\x1f';
  return text + '\x1e';
}

template <class Items>
std::string names(const Items& items, const std::vector<Index>& indices) {
  std::vector<std::string> ids;
  for (const Index index : indices) ids.push_back(items[index].id);
  std::ranges::sort(ids);
  return list(ids);
}

std::string text_of(const Pack& pack, const Duty& duty) {
  return duty.id + (duty.when == DutyTime::before ? " before " : " after ") + duty.anchor + ' ' +
         duty.offset.to_string() + ' ' + (duty.met_fact ? pack.facts[*duty.met_fact].id : "") +
         list(duty.met_values) + names(pack.clauses, duty.clauses);
}

// All of an aspect that its answers depend on, but for the day.
std::string text_of(const Aspect& aspect) {
  const Pack& pack = *aspect.pack;
  const ConductTable& table = pack.tables[aspect.conduct];
  const dmn::Table& written = *table.model->table(table.decision);
  std::string text;
  for (const dmn::InputClause& input : written.inputs) text += list({input.expression});
  for (const Index rule : table.rules) {
    const Rule& each = pack.rules[rule];
    text += list(written.rules[each.row].conditions) + std::string(to_string(each.effect)) +
            names(pack.duties, each.duties) + names(pack.clauses, each.clauses);
    for (const Index clause : each.clauses) text += to_string(pack.clauses[clause].status);
  }
  for (const Index duty : aspect.duties()) {
    text += text_of(pack, pack.duties[duty]);
    for (const Index clause : pack.duties[duty].clauses)
      text += to_string(pack.clauses[clause].status);
  }
  for (const Index fact : aspect.facts()) {
    const Fact& asked = pack.facts[fact];
    text += asked.id + std::string(to_string(asked.type));
    for (const Choice& choice : asked.choices) text += list({choice.id});
  }
  return text;
}

std::set<Index> clauses_used(const Aspect& aspect) {
  std::set<Index> used;
  for (const Index rule : aspect.pack->tables[aspect.conduct].rules)
    used.insert(aspect.pack->rules[rule].clauses.begin(), aspect.pack->rules[rule].clauses.end());
  for (const Index duty : aspect.duties())
    used.insert(aspect.pack->duties[duty].clauses.begin(), aspect.pack->duties[duty].clauses.end());
  return used;
}

std::set<Index> parameters_used(const Aspect& aspect) {
  std::set<Index> used;
  const ConductTable& table = aspect.pack->tables[aspect.conduct];
  const auto& inputs = table.model->table(table.decision)->inputs;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (table.columns[i].parameter) used.insert(*table.columns[i].parameter);
    for (const dmn::Endpoint& endpoint : inputs[i].endpoints)
      if (!endpoint.literal)
        if (const auto index = aspect.pack->parameter_index(endpoint.name)) used.insert(*index);
  }
  return used;
}

// What an aspect is on one day.
std::string on_day(const Aspect& aspect, base::Date day) {
  std::vector<std::string> in_force;
  for (const Index clause : clauses_used(aspect))
    if (aspect.pack->clauses[clause].in_force(day))
      in_force.push_back(aspect.pack->clauses[clause].id);
  std::ranges::sort(in_force);
  std::map<std::string, std::string> values;
  for (const Index parameter : parameters_used(aspect)) {
    const DatedValue* value = aspect.pack->parameters[parameter].at(day);
    values[aspect.pack->parameters[parameter].id] = value ? value->value.to_string() : "";
  }
  std::string text = list(in_force);
  for (const auto& [id, value] : values) text += list({id, value});
  return text;
}

void collect_days(const Aspect& aspect, std::set<base::Date>& into) {
  for (const Index clause : clauses_used(aspect)) {
    into.insert(aspect.pack->clauses[clause].from);
    if (aspect.pack->clauses[clause].to) into.insert(aspect.pack->clauses[clause].to->add_days(1));
  }
  for (const Index parameter : parameters_used(aspect))
    for (const DatedValue& value : aspect.pack->parameters[parameter].values)
      into.insert(value.from);
}

base::Date within(base::Date day, const Span& span) {
  if (span.from && day < span.from->as_date()) return span.from->as_date();
  if (span.to && day > span.to->as_date()) return span.to->as_date();
  return day;
}

Deadline deadline_of(const Aspect& a, Index duty, const Aspect& b) {
  const Duty& counted = a.pack->duties[duty];
  Deadline deadline{counted.id, duty, std::nullopt};
  for (const Index other : b.duties()) {
    const Duty& same = b.pack->duties[other];
    if (same.id == counted.id && same.anchor == counted.anchor && same.offset == counted.offset)
      deadline.b = other;
  }
  return deadline;
}

// Tries days of the contact, of the asking and of the date facts.
class OccasionSearch {
 public:
  OccasionSearch(const Aspect& a, const Aspect& b, const std::vector<Deadline>& deadlines,
                 const std::map<std::string, Span>& days, const base::Calendar& calendar)
      : a_(a), b_(b), deadlines_(deadlines), days_(days), calendar_(calendar) {
    for (const Aspect* aspect : {&a, &b})
      for (const Index duty : aspect->duties()) {
        const auto& anchor = aspect->pack->duties[duty].anchor_fact;
        if (anchor && aspect->asks(*anchor)) anchors_.insert(aspect->pack->facts[*anchor].id);
      }
    for (const auto& [fact, span] : days) anchors_.insert(fact);
  }

  std::map<std::uint32_t, Occasion> run(const DaySpan& spell, base::Date around) {
    base::Date first = std::max(spell.from, around);
    if (spell.to) first = std::max(spell.from, std::min(first, spell.to->add_days(1 - kDaysTried)));
    for (int i = 0; i < kDaysTried; ++i) {
      contact_ = first.add_days(i);
      if (spell.to && contact_ > *spell.to) break;
      waiting_ = i;
      try_anchors(anchors_.begin());
    }
    std::map<std::uint32_t, Occasion> found;
    for (auto& [late, ranked] : found_) found.emplace(late, std::move(ranked.second));
    return found;
  }

 private:
  void try_anchors(std::set<std::string>::const_iterator at) {
    if (at == anchors_.end()) return try_asking();
    const auto span = days_.find(*at);
    for (const int past : {0, kLongAgo}) {
      const base::Date day = contact_.add_days(past);
      anchored_[*at] = span == days_.end() ? day : within(day, span->second);
      try_anchors(std::next(at));
    }
  }

  std::optional<base::Date> due(const Aspect& aspect, Index index, base::Date asked) const {
    const Duty& duty = aspect.pack->duties[index];
    base::Date anchor = duty.anchor == "asked_on" ? asked : contact_;
    if (duty.anchor_fact) {
      const auto found = anchored_.find(aspect.pack->facts[*duty.anchor_fact].id);
      if (found == anchored_.end()) return std::nullopt;
      anchor = found->second;
    }
    return base::count_deadline({.day = anchor}, duty.offset, calendar_).due;
  }

  std::optional<base::Date> due(const Deadline& deadline, base::Date asked) const {
    return deadline.a ? due(a_, *deadline.a, asked) : due(b_, *deadline.b, asked);
  }

  void try_asking() {
    std::set<base::Date> asked{contact_};
    for (const Deadline& deadline : deadlines_)
      if (const auto day = due(deadline, contact_)) {
        asked.insert(*day);
        asked.insert(day->add_days(1));
      }
    for (const base::Date day : asked) keep(day);
  }

  void keep(base::Date asked) {
    std::uint32_t late = 0;
    std::map<std::string, base::Date> dues;
    int alike = 0;  // deadlines counted in two ways that fall on one day
    for (std::size_t i = 0; i < deadlines_.size(); ++i) {
      const auto day = due(deadlines_[i], asked);
      if (day && asked > *day) late |= 1U << i;
      if (!day || (deadlines_[i].a && deadlines_[i].b)) continue;
      const auto [other, first] = dues.emplace(deadlines_[i].duty, *day);
      if (!first && other->second == *day) ++alike;
    }
    const int far = std::abs(asked - contact_);
    const std::array<int, 3> rank{alike, far, waiting_};
    const auto found = found_.find(late);
    if (found != found_.end() && found->second.first <= rank) return;
    found_[late] = {rank, {contact_, asked, anchored_}};
  }

  const Aspect& a_;
  const Aspect& b_;
  const std::vector<Deadline>& deadlines_;
  const std::map<std::string, Span>& days_;
  const base::Calendar& calendar_;
  std::set<std::string> anchors_;
  base::Date contact_;
  int waiting_ = 0;
  std::map<std::string, base::Date> anchored_;
  std::map<std::uint32_t, std::pair<std::array<int, 3>, Occasion>> found_;
};

}  // namespace

std::optional<DaySpan> common_days(const Pack& a, const Pack& b) {
  DaySpan common{std::max(a.from, b.from), a.to};
  if (b.to && (!common.to || *b.to < *common.to)) common.to = b.to;
  if (common.to && *common.to < common.from) return std::nullopt;
  return common;
}

std::vector<DaySpan> differing_spells(const Aspect& a, const Aspect& b, const DaySpan& common) {
  const bool alike = text_of(a) == text_of(b);
  std::set<base::Date> days{common.from};
  collect_days(a, days);
  collect_days(b, days);
  std::erase_if(
      days, [&](base::Date day) { return day < common.from || (common.to && day > *common.to); });
  std::vector<DaySpan> spells;
  std::string before;
  bool open = false;  // the last spell goes on
  for (auto at = days.begin(); at != days.end(); ++at) {
    const auto next = std::next(at);
    const auto last = next == days.end() ? common.to : std::optional(next->add_days(-1));
    const std::string in_a = on_day(a, *at);
    const std::string in_b = on_day(b, *at);
    if (alike && in_a == in_b) {
      open = false;
      continue;
    }
    if (open && before == in_a + '\x1d' + in_b)
      spells.back().to = last;
    else
      spells.push_back({*at, last});
    open = true;
    before = in_a + '\x1d' + in_b;
  }
  return spells;
}

std::vector<Deadline> deadlines_of(const Aspect& a, const Aspect& b) {
  std::vector<Deadline> deadlines;
  for (const Index duty : a.duties()) deadlines.push_back(deadline_of(a, duty, b));
  for (const Index duty : b.duties())
    if (std::ranges::none_of(deadlines, [&](const Deadline& each) { return each.b == duty; }))
      deadlines.push_back({b.pack->duties[duty].id, std::nullopt, duty});
  return deadlines;
}

std::map<std::uint32_t, Occasion> occasions(const Aspect& a, const Aspect& b, const DaySpan& spell,
                                            const std::vector<Deadline>& deadlines,
                                            const std::map<std::string, Span>& days,
                                            const base::Calendar& calendar, base::Date around) {
  return OccasionSearch(a, b, deadlines, days, calendar).run(spell, around);
}

}  // namespace qinqing::norms
