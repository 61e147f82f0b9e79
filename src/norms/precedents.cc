#include "norms/precedents.h"

#include <algorithm>
#include <boost/describe.hpp>

#include "base/canonical.h"
#include "base/json.h"
#include "base/reader.h"

namespace qinqing::norms {

// A ruling's text as it is kept and hashed.
struct RulingText {
  std::string format, id, number, office, pack;
  std::vector<std::string> scope, actors, conducts;
  boost::json::value facts;
  std::vector<std::string> unknown;
  std::string verdict;
  std::vector<std::string> duties, clauses;
  std::string law, reasons;
  base::Date from, until;
};
BOOST_DESCRIBE_STRUCT(RulingText, (),
                      (format, id, number, office, pack, scope, actors, conducts, facts, unknown,
                       verdict, duties, clauses, law, reasons, from, until))

namespace {

std::string key_of(std::string_view pack, const std::vector<std::string>& conducts) {
  std::string key(pack);
  for (const std::string& conduct : conducts) key += '\n' + conduct;
  return key;
}

std::vector<std::string> conduct_ids(const Pack& pack, const Situation& situation) {
  std::vector<std::string> ids;
  for (const Index conduct : situation.conducts) ids.push_back(pack.conducts[conduct].id);
  std::ranges::sort(ids);
  return ids;
}

bool fact_is(const Pack& pack, const Situation& situation, std::string_view id,
             const boost::json::value& value) {
  const auto index = pack.fact_index(id);
  if (!index || situation.facts[*index].given != Given::value) return false;
  const auto read = read_fact_value(pack.facts[*index], value, base::Scalars::typed, "");
  return read.ok() && *read == situation.facts[*index].value;
}

boost::json::array strings(const std::vector<std::string>& items) {
  boost::json::array out;
  for (const std::string& item : items) out.emplace_back(item);
  return out;
}

bool share(const std::vector<std::string>& some, const std::vector<std::string>& others) {
  return std::ranges::any_of(some, [&](const std::string& each) {
    return std::ranges::find(others, each) != others.end();
  });
}

// Whether one situation may have what is material to both.
bool facts_agree(const Precedent& one, const Precedent& other) {
  for (const auto& [id, value] : one.facts) {
    if (const auto* there = other.facts.if_contains(id); there != nullptr && *there != value)
      return false;
    if (std::ranges::find(other.unknown, id) != other.unknown.end()) return false;
  }
  return std::ranges::none_of(one.unknown,
                              [&](const std::string& id) { return other.facts.contains(id); });
}

}  // namespace

std::string precedent_text(const Precedent& precedent) {
  boost::json::array actors;
  for (const Actor actor : {Actor::official, Actor::entrepreneur})
    if (precedent.actors.has(actor)) actors.emplace_back(to_string(actor));
  // Strings, integers and booleans that were checked: they have a canonical form.
  return base::canonical_json(boost::json::object{{"format", kRulingFormat},
                                                  {"id", precedent.id},
                                                  {"number", precedent.number},
                                                  {"office", precedent.office},
                                                  {"pack", precedent.pack},
                                                  {"scope", strings(precedent.scope)},
                                                  {"actors", std::move(actors)},
                                                  {"conducts", strings(precedent.conducts)},
                                                  {"facts", precedent.facts},
                                                  {"unknown", strings(precedent.unknown)},
                                                  {"verdict", to_string(precedent.verdict)},
                                                  {"duties", strings(precedent.duties)},
                                                  {"clauses", strings(precedent.clauses)},
                                                  {"law", precedent.law},
                                                  {"reasons", precedent.reasons},
                                                  {"from", precedent.from.to_string()},
                                                  {"until", precedent.until.to_string()}})
      .value();
}

base::Result<Precedent> read_precedent(std::string_view text) {
  auto parsed = base::parse_json(text);
  if (!parsed) return parsed.faults();
  base::Faults faults;
  RulingText from = base::read<RulingText>(*parsed, "", faults);
  if (!faults.empty()) return faults;
  const auto verdict = parse_verdict(from.verdict);
  if (from.format != kRulingFormat || !verdict || !from.facts.is_object())
    return base::whole_fault("ruling.text", "这不是一份研判答复的正文");
  Precedent precedent{.id = std::move(from.id),
                      .hash = base::named_hash(text),
                      .number = std::move(from.number),
                      .office = std::move(from.office),
                      .pack = std::move(from.pack),
                      .scope = std::move(from.scope),
                      .actors = {},
                      .conducts = std::move(from.conducts),
                      .facts = from.facts.get_object(),
                      .unknown = std::move(from.unknown),
                      .verdict = *verdict,
                      .duties = std::move(from.duties),
                      .clauses = std::move(from.clauses),
                      .law = std::move(from.law),
                      .reasons = std::move(from.reasons),
                      .from = from.from,
                      .until = from.until,
                      .revoked_on = std::nullopt};
  for (const std::string& name : from.actors) {
    precedent.actors.official |= parse_actor(name) == Actor::official;
    precedent.actors.entrepreneur |= parse_actor(name) == Actor::entrepreneur;
  }
  return precedent;
}

bool equal_where_material(const Precedent& precedent, const Pack& pack,
                          const Situation& situation) {
  if (precedent.pack != pack.id || !precedent.actors.has(situation.actor) ||
      precedent.conducts != conduct_ids(pack, situation))
    return false;
  return std::ranges::all_of(precedent.facts,
                             [&](const auto& fact) {
                               return fact_is(pack, situation, fact.key(), fact.value());
                             }) &&
         std::ranges::all_of(precedent.unknown, [&](const std::string& id) {
           const auto index = pack.fact_index(id);
           return index && situation.facts[*index].given == Given::unknown;
         });
}

std::optional<Outcome> decide(const Precedent& precedent, const Pack& pack,
                              const Situation& situation, const base::Calendar& calendar,
                              const Outcome& lists) {
  Outcome outcome;
  outcome.conducts = lists.conducts;
  outcome.verdict = precedent.verdict;
  for (const std::string& id : precedent.duties) {
    const auto duty = pack.duty_index(id);
    if (!duty) return std::nullopt;
    const auto certificate = duty_certificate(pack.duties[*duty], situation, calendar);
    outcome.duties.push_back(duty_result(
        pack, *duty, situation, certificate ? std::optional(certificate->due) : std::nullopt));
  }
  std::ranges::sort(outcome.duties, {}, &DutyResult::duty);
  // As with the lists' own duties: what was to be done before and was not, prohibits.
  const auto missed = [](const DutyResult& duty) { return duty.state == DutyState::missed; };
  if (std::ranges::any_of(outcome.duties, missed)) {
    outcome.verdict = Verdict::prohibited;
    std::erase_if(outcome.duties, [&](const DutyResult& duty) { return !missed(duty); });
  }
  for (const std::string& id : precedent.clauses)
    if (const auto clause = pack.clause_index(id);
        clause && pack.clauses[*clause].in_force(situation.contact_on))
      outcome.clauses.push_back(*clause);
  std::ranges::sort(outcome.clauses);
  return outcome;
}

bool overlap(const Precedent& one, const Precedent& other) {
  const bool actors = (one.actors.official && other.actors.official) ||
                      (one.actors.entrepreneur && other.actors.entrepreneur);
  return one.pack == other.pack && actors && one.conducts == other.conducts &&
         facts_agree(one, other) && one.from <= other.until && other.from <= one.until;
}

bool same_answer(const Precedent& one, const Precedent& other) {
  return one.verdict == other.verdict && one.duties == other.duties;
}

Precedents::Precedents(std::vector<Precedent> all, std::shared_ptr<const Above> above)
    : all_(std::move(all)), above_(std::move(above)) {
  std::ranges::sort(all_, [](const Precedent& a, const Precedent& b) {
    return std::tie(b.from, b.id) < std::tie(a.from, a.id);
  });
  for (std::size_t i = 0; i < all_.size(); ++i) {
    by_conducts_[key_of(all_[i].pack, all_[i].conducts)].push_back(i);
    by_hash_.emplace(all_[i].hash, i);
  }
}

const Precedent* Precedents::by_hash(std::string_view hash) const {
  const auto found = by_hash_.find(std::string(hash));
  return found == by_hash_.end() ? nullptr : &all_[found->second];
}

bool Precedents::holds_at(const Precedent& precedent, std::string_view place) const {
  const auto path = above_->find(std::string(place));
  if (path != above_->end()) return share(precedent.scope, path->second);
  // Nobody said where: only what holds in a whole city, which lies in no other place.
  return place.empty() && std::ranges::any_of(precedent.scope, [&](const std::string& id) {
           const auto of = above_->find(id);
           return of != above_->end() && of->second.size() == 1;
         });
}

Precedents::Found Precedents::for_situation(const Pack& pack, const Situation& situation) const {
  Found found;
  if (all_.empty()) return found;
  const auto candidates = by_conducts_.find(key_of(pack.id, conduct_ids(pack, situation)));
  if (candidates == by_conducts_.end()) return found;
  for (const std::size_t i : candidates->second) {
    const Precedent& each = all_[i];
    if (each.revoked_on || !each.could_bind(situation.asked_on) ||
        !equal_where_material(each, pack, situation))
      continue;
    (holds_at(each, situation.place) ? found.here : found.elsewhere).push_back(&each);
  }
  return found;
}

}  // namespace qinqing::norms
