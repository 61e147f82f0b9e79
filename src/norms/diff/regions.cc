#include "norms/diff/regions.h"

#include <algorithm>
#include <unordered_map>

#include "norms/diff/boxes.h"
#include "norms/diff/occasions.h"

namespace qinqing::norms {
namespace {

// Beyond these a conduct is not walked. The largest conduct of a real pack has some ten thousand.
constexpr std::size_t kCellsMax = 4'000'000;
constexpr std::size_t kDeadlinesMax = 12;

// Two outcomes in numbers that both packs share, so that equal changes have equal keys.
using Key = std::vector<std::uint16_t>;

struct KeyHash {
  std::size_t operator()(const Key& key) const {
    std::size_t hash = 14695981039346656037ULL;
    for (const std::uint16_t part : key) hash = (hash ^ part) * 1099511628211ULL;
    return hash;
  }
};

template <class Items>
std::vector<std::uint16_t> shared_numbers(const Items& items, const Items& others) {
  std::vector<std::uint16_t> numbers;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto same = std::ranges::find(others, items[i].id, [](const auto& o) { return o.id; });
    numbers.push_back(static_cast<std::uint16_t>(
        same != others.end() ? same - others.begin()
                             : static_cast<std::ptrdiff_t>(others.size() + i)));
  }
  return numbers;
}

template <class Items>
std::vector<std::uint16_t> own_numbers(const Items& items) {
  std::vector<std::uint16_t> numbers;
  for (std::size_t i = 0; i < items.size(); ++i) numbers.push_back(static_cast<std::uint16_t>(i));
  return numbers;
}

// One pack's side of the comparison: its answers and how their parts are numbered.
struct Side {
  Answering answering;
  std::vector<std::uint16_t> duty_numbers;
  std::vector<std::uint16_t> clause_numbers;
  std::vector<std::uint16_t> fact_numbers;

  struct Seen {
    bool refused = false;
    Key outcome;  // verdict, effect, duties with their states
    Key basis;    // clauses and authority
    std::vector<std::pair<std::uint16_t, std::optional<base::Date>>> dues;
  };

  Seen see(const Situation& situation) {
    Seen seen;
    const Pack& pack = *answering.aspect().pack;
    const auto judged = answering.judge(situation);
    if (const auto* missing = std::get_if<MissingFacts>(&judged)) {
      seen.refused = true;
      for (const Index fact : missing->facts) seen.outcome.push_back(fact_numbers[fact]);
      std::ranges::sort(seen.outcome);
      return seen;
    }
    const Outcome& outcome = std::get<Judgement>(judged).outcome;
    for (const DutyResult& duty : outcome.duties) {
      seen.outcome.push_back(static_cast<std::uint16_t>(duty_numbers[duty.duty] * 4U +
                                                        static_cast<unsigned>(duty.state)));
      seen.dues.emplace_back(duty_numbers[duty.duty], duty.due);
    }
    // Two packs may list their parts in another order.
    std::ranges::sort(seen.outcome);
    std::ranges::sort(seen.dues);
    seen.outcome.push_back(static_cast<std::uint16_t>(outcome.verdict));
    seen.outcome.push_back(static_cast<std::uint16_t>(outcome.conducts.front().effect));
    for (const Index clause : outcome.clauses) seen.basis.push_back(clause_numbers[clause]);
    std::ranges::sort(seen.basis);
    const auto authority = weakest_status(pack, outcome.clauses);
    seen.basis.push_back(authority ? static_cast<std::uint16_t>(*authority) : 9);
    return seen;
  }
};

// Walks every cell of one conduct in both packs.
class Walk {
 public:
  Walk(const Aspect& a, const Aspect& b, std::vector<DaySpan> spells,
       const base::Calendar& calendar, base::Date around)
      : calendar_(calendar),
        around_(around),
        a_{Answering(a, calendar), own_numbers(a.pack->duties), own_numbers(a.pack->clauses),
           own_numbers(a.pack->facts)},
        b_{Answering(b, calendar), shared_numbers(b.pack->duties, a.pack->duties),
           shared_numbers(b.pack->clauses, a.pack->clauses),
           shared_numbers(b.pack->facts, a.pack->facts)},
        spells_(std::move(spells)),
        deadlines_(deadlines_of(a, b)) {
    std::vector<base::Date> days;
    for (const DaySpan& spell : spells_) days.push_back(spell.from);
    axes_ = axes_of(a, b, days);
  }

  base::Result<std::vector<Region>> run() {
    grid_.sizes.push_back(spells_.size());
    for (const Axis& axis : axes_) grid_.sizes.push_back(axis.atoms.size());
    ways_ = std::size_t{1} << std::min(deadlines_.size(), kDeadlinesMax);
    std::size_t cells = ways_;
    for (const std::size_t size : grid_.sizes) cells *= std::max<std::size_t>(size, 1);
    for (std::size_t i = 0; i < deadlines_.size(); ++i) grid_.sizes.push_back(2);
    if (cells > kCellsMax || deadlines_.size() > kDeadlinesMax) return too_large();
    // No choice is known to both: no situation can be given to both.
    if (std::ranges::find(grid_.sizes, std::size_t{0}) != grid_.sizes.end())
      return std::vector<Region>{};
    grid_.labels.assign(cells, kNoCell);
    for (std::size_t cell = 0; cell < cells; cell += ways_) visit(cell);
    std::vector<Region> regions;
    for (const Box& box : maximal_boxes(grid_)) regions.push_back(region(box));
    return regions;
  }

 private:
  base::Fault too_large() const {
    const Conduct& conduct = a_.answering.aspect().pack->conducts[a_.answering.aspect().conduct];
    return base::whole_fault(
        "table_too_large",
        "“" + conduct.label + "”（" + conduct.id + "）的情形太多，数不完哪些会变",
        "把这个行为拆成几个");
  }

  std::size_t spell_of(std::size_t cell) const { return atom_of(cell, 0); }

  std::size_t atom_of(std::size_t cell, std::size_t coordinate) const {
    for (std::size_t i = grid_.sizes.size(); --i > coordinate;) cell /= grid_.sizes[i];
    return cell % grid_.sizes[coordinate];
  }

  // The occasions of a spell with these values of date facts.
  const std::map<std::uint32_t, Occasion>& occasions_of(std::size_t cell) {
    std::vector<std::size_t> place{spell_of(cell)};
    std::map<std::string, Span> days;
    for (std::size_t i = 0; i < axes_.size(); ++i) {
      if (axes_[i].type != FactType::date) continue;
      place.push_back(atom_of(cell, i + 1));
      days.emplace(axes_[i].fact, axes_[i].atoms[place.back()].span);
    }
    const auto found = occasions_.find(place);
    if (found != occasions_.end()) return found->second;
    return occasions_
        .emplace(place, occasions(a_.answering.aspect(), b_.answering.aspect(),
                                  spells_[place.front()], deadlines_, days, calendar_, around_))
        .first->second;
  }

  // The last coordinates are the deadlines, the first of them slowest.
  std::uint32_t late_of(std::size_t cell) const {
    std::uint32_t late = 0;
    for (std::size_t i = 0; i < deadlines_.size(); ++i)
      if (((cell >> (deadlines_.size() - 1 - i)) & 1U) != 0) late |= 1U << i;
    return late;
  }

  void visit(std::size_t first) {
    const auto& occasions = occasions_of(first);
    for (std::size_t cell = first; cell < first + ways_; ++cell) {
      const auto occasion = occasions.find(late_of(cell));
      if (occasion == occasions.end()) continue;
      grid_.labels[cell] = label(a_.see(situation(a_, cell, occasion->second)),
                                 b_.see(situation(b_, cell, occasion->second)));
    }
  }

  Situation situation(const Side& side, std::size_t cell, const Occasion& occasion) const {
    const Aspect& aspect = side.answering.aspect();
    Situation situation = side.answering.blank(occasion.contact_on, occasion.asked_on);
    const bool is_a = &side == &a_;
    for (std::size_t i = 0; i < axes_.size(); ++i)
      if (const auto fact = is_a ? axes_[i].a : axes_[i].b)
        situation.facts[*fact] = {Given::value, axes_[i].atoms[atom_of(cell, i + 1)].value};
    for (const auto& [id, day] : occasion.days) {
      const auto fact = aspect.pack->fact_index(id);
      if (fact && aspect.asks(*fact) && aspect.pack->facts[*fact].type == FactType::date)
        situation.facts[*fact] = {Given::value, dmn::Value::date(day)};
    }
    return situation;
  }

  std::uint32_t label(const Side::Seen& a, const Side::Seen& b) {
    Key dues;
    if (!a.refused && !b.refused)
      for (const auto& [duty, due] : a.dues)
        for (const auto& [other, other_due] : b.dues)
          if (duty == other && due != other_due) dues.push_back(duty);
    const bool outcome = a.refused != b.refused || a.outcome != b.outcome || !dues.empty();
    if (!outcome && a.basis == b.basis) return kSame;
    Key key{static_cast<std::uint16_t>(a.refused), static_cast<std::uint16_t>(b.refused)};
    for (const Key* part :
         std::initializer_list<const Key*>{&a.outcome, &a.basis, &b.outcome, &b.basis, &dues}) {
      key.push_back(static_cast<std::uint16_t>(part->size()));
      key.insert(key.end(), part->begin(), part->end());
    }
    return labels_.emplace(std::move(key), static_cast<std::uint32_t>(labels_.size() + 1))
        .first->second;
  }

  Region region(const Box& box) {
    Region region;
    const Aspect& a = a_.answering.aspect();
    region.conduct = a.pack->conducts[a.conduct].id;
    region.actor = a.actor;
    region.contact_on = days_of(box.atoms.front());
    for (std::size_t i = 0; i < axes_.size(); ++i)
      if (box.atoms[i + 1].size() < axes_[i].atoms.size())
        region.facts.push_back(axes_[i].condition(box.atoms[i + 1]));
    for (std::size_t i = 0; i < deadlines_.size(); ++i) {
      const auto& late = box.atoms[axes_.size() + 1 + i];
      if (late.size() == 1)
        region.late.push_back({deadlines_[i].duty, deadlines_[i].a.has_value(),
                               deadlines_[i].b.has_value(), late.front() == 1});
    }
    show(region, box.cell);
    return region;
  }

  std::vector<DaySpan> days_of(const std::vector<std::size_t>& spells) const {
    std::vector<DaySpan> days;
    for (const std::size_t at : spells) {
      const DaySpan& spell = spells_[at];
      if (!days.empty() && days.back().to && days.back().to->add_days(1) == spell.from)
        days.back().to = spell.to;
      else
        days.push_back(spell);
    }
    return days;
  }

  void show(Region& region, std::size_t cell) {
    const Occasion& occasion = occasions_of(cell).at(late_of(cell));
    const Situation in_a = situation(a_, cell, occasion);
    const Situation in_b = situation(b_, cell, occasion);
    region.witness = witness_of(a_.answering.aspect(), in_a, b_.answering.aspect(), in_b);
    region.witness.a = a_.answering.answer(in_a);
    region.witness.b = b_.answering.answer(in_b);
    const auto seen_a = a_.see(in_a);
    const auto seen_b = b_.see(in_b);
    for (const AnsweredDuty& duty : region.witness.a.duties)
      for (const AnsweredDuty& other : region.witness.b.duties)
        if (duty.id == other.id && duty.due != other.due) region.due_changed.push_back(duty.id);
    region.outcome = seen_a.refused != seen_b.refused || seen_a.outcome != seen_b.outcome ||
                     !region.due_changed.empty();
  }

  const base::Calendar& calendar_;
  base::Date around_;
  Side a_;
  Side b_;
  std::vector<DaySpan> spells_;
  std::vector<Deadline> deadlines_;
  std::vector<Axis> axes_;
  std::size_t ways_ = 1;
  Grid grid_;
  std::map<std::vector<std::size_t>, std::map<std::uint32_t, Occasion>> occasions_;
  std::unordered_map<Key, std::uint32_t, KeyHash> labels_;
};

}  // namespace

base::Result<std::vector<Region>> changed_regions(const Aspect& a, const Aspect& b,
                                                  const DaySpan& common,
                                                  const base::Calendar& calendar,
                                                  base::Date around) {
  auto spells = differing_spells(a, b, common);
  if (spells.empty()) return std::vector<Region>{};
  auto regions = Walk(a, b, std::move(spells), calendar, around).run();
  if (!regions) return regions;
  // A region of all days on which both are in force names none.
  for (Region& region : *regions)
    if (region.contact_on.size() == 1 && region.contact_on.front().from == common.from &&
        region.contact_on.front().to == common.to)
      region.contact_on.clear();
  return regions;
}

Witness witness_of(const Aspect& a, const Situation& in_a, const Aspect& b, const Situation& in_b) {
  Witness witness;
  witness.asked_on = in_a.asked_on;
  witness.contact_on = in_a.contact_on;
  witness.facts_a = facts_of(*a.pack, in_a);
  witness.facts_b = facts_of(*b.pack, in_b);
  for (auto at = witness.facts_a.begin(); at != witness.facts_a.end();) {
    const auto same = witness.facts_b.find(at->first);
    if (same == witness.facts_b.end() || !(same->second == at->second)) {
      ++at;
      continue;
    }
    witness.facts.insert(*at);
    witness.facts_b.erase(same);
    at = witness.facts_a.erase(at);
  }
  return witness;
}

}  // namespace qinqing::norms
