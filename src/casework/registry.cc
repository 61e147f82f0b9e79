#include "casework/registry.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "casework/proceeding.h"
#include "casework/roles.h"

namespace qinqing::casework {
namespace {

bool any_party(const Docket& docket, PartyState state) {
  return std::ranges::any_of(docket.parties,
                             [&](const CaseParty& party) { return party.state == state; });
}

std::optional<std::string> all_confirmed(const Scene& scene) {
  if (any_party(scene.docket, PartyState::waiting)) return "还有人没有确认";
  return std::nullopt;
}

std::optional<std::string> none_disputed(const Scene& scene) {
  if (any_party(scene.docket, PartyState::disputed)) return "有人说不对，还没有更正";
  return std::nullopt;
}

// The caller's parts in the role in which he answers; he may change his mind.
bool answers(const Scene& scene, const CaseParty& party) {
  return !party.person.empty() && party.person == scene.caller.person &&
         party.state != PartyState::left;
}

std::optional<std::string> is_asked(const Scene& scene) {
  const bool asked = std::ranges::any_of(scene.docket.parties, [&](const CaseParty& party) {
    return answers(scene, party) &&
           (party.state == PartyState::waiting || party.state == PartyState::disputed);
  });
  if (asked) return std::nullopt;
  return "您已经确认过了，或者没有要您确认的";
}

base::Faults answer(Proceeding& proceeding, PartyState state) {
  const std::vector<CaseParty> parties = proceeding.docket().parties;
  for (const CaseParty& party : parties)
    if (party.role == proceeding.role() && answers(proceeding.scene(), party))
      proceeding.set_party(party.seq, state);
  return {};
}

base::Faults ask_again(Proceeding& proceeding) {
  const std::vector<CaseParty> parties = proceeding.docket().parties;
  for (const CaseParty& party : parties)
    if (party.state == PartyState::confirmed || party.state == PartyState::disputed)
      proceeding.set_party(party.seq, PartyState::waiting);
  return {};
}

template <class Map, class F>
void add(Map& map, std::set<std::string>& names, const std::string& name, F function) {
  if (!map.emplace(name, std::move(function)).second)
    throw std::logic_error("registered twice: " + name);
  names.insert(name);
}

template <class Map>
const typename Map::mapped_type& get(const Map& map, std::string_view name) {
  const auto found = map.find(name);
  if (found == map.end())
    throw std::logic_error("a procedure names what is not registered: " + std::string(name));
  return found->second;
}

}  // namespace

Registry::Registry() {
  guard("all_confirmed", all_confirmed);
  guard("none_disputed", none_disputed);
  guard("is_asked", is_asked);
  effect("number", [](Proceeding& proceeding) {
    proceeding.give_number();
    return base::Faults();
  });
  effect("confirm", [](Proceeding& p) { return answer(p, PartyState::confirmed); });
  effect("dispute", [](Proceeding& p) { return answer(p, PartyState::disputed); });
  effect("unconfirm", ask_again);
}

void Registry::guard(const std::string& name, Guard guard) {
  add(guards_, guard_names_, name, std::move(guard));
}
void Registry::effect(const std::string& name, Effect effect) {
  add(effects_, effect_names_, name, std::move(effect));
}
void Registry::anchor(const std::string& name, AnchorDay day) {
  add(anchors_, anchor_names_, name, std::move(day));
}
void Registry::scope(const std::string& role, Scope scope) {
  if (!scopes_.emplace(role, std::move(scope)).second)
    throw std::logic_error("registered twice: " + role);
}

void Registry::follow(const std::string& procedure, Follow follow) {
  followers_[procedure].push_back(std::move(follow));
}

void Registry::tell_followers(store::Unit& unit, const Docket& before, const Docket& now,
                              const identity::Caller& by) const {
  for (const std::string& procedure : {now.file.procedure, std::string()}) {
    const auto found = followers_.find(procedure);
    if (found == followers_.end()) continue;
    for (const Follow& follow : found->second) follow(unit, before, now, by);
  }
}

Vocabulary Registry::vocabulary() const {
  return {.roles = &post_roles(),
          .guards = &guard_names_,
          .effects = &effect_names_,
          .anchors = &anchor_names_};
}

const Guard& Registry::guard_of(std::string_view name) const {
  return get(guards_, name);
}
const Effect& Registry::effect_of(std::string_view name) const {
  return get(effects_, name);
}
const AnchorDay& Registry::anchor_of(std::string_view name) const {
  return get(anchors_, name);
}
bool Registry::in_scope(std::string_view role, const Docket& docket,
                        const identity::Caller& caller) const {
  const auto found = scopes_.find(role);
  return found == scopes_.end() ? of_the_unit(docket, caller) : found->second(docket, caller);
}

}  // namespace qinqing::casework
