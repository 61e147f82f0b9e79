#include "casework/permit.h"

#include <algorithm>

#include "casework/roles.h"

namespace qinqing::casework {
namespace {

base::Fault refusal(std::string code, std::string what) {
  return {.code = std::move(code),
          .pointer = "",
          .what = std::move(what),
          .right = "",
          .file = "",
          .line = 0};
}

bool is_role_of_a_post(const std::string& role, const Procedure& procedure) {
  return procedure.party(role) == nullptr;
}

// Whether the caller is kept from the arrow only because the case is his own.
bool would_decide_his_own(const Docket& docket, const Transition& transition,
                          const identity::Caller& caller, const Registry& registry) {
  const std::string post_role(identity::name_of(caller.role));
  return docket.is_party(caller) &&
         std::ranges::find(transition.by, post_role) != transition.by.end() &&
         is_role_of_a_post(post_role, docket.procedure()) &&
         registry.in_scope(post_role, docket, caller);
}

}  // namespace

std::vector<std::string> roles_in(const Docket& docket, const identity::Caller& caller,
                                  const Registry& registry) {
  std::vector<std::string> roles;
  if (!caller.signed_in()) return roles;
  for (const CaseParty& party : docket.parties)
    if (!party.person.empty() && party.person == caller.person && party.state != PartyState::left &&
        std::ranges::find(roles, party.role) == roles.end())
      roles.push_back(party.role);
  if (docket.is_party(caller)) return roles;
  std::string post_role(identity::name_of(caller.role));
  if (post_roles().contains(post_role) && registry.in_scope(post_role, docket, caller))
    roles.push_back(std::move(post_role));
  return roles;
}

base::Result<std::string> role_for(const Docket& docket, std::string_view id,
                                   const identity::Caller& caller, const Registry& registry) {
  const Transition* transition = docket.procedure().transition(id);
  if (transition == nullptr || transition->is_automatic())
    return refusal("case.transition", "没有这一步");
  if (!transition->starts_in(docket.file.state))
    return refusal("case.state", "现在是“" + docket.procedure().state(docket.file.state)->label +
                                     "”，不能“" + transition->label + "”");
  for (std::string& role : roles_in(docket, caller, registry))
    if (std::ranges::find(transition->by, role) != transition->by.end()) return std::move(role);
  if (would_decide_his_own(docket, *transition, caller, registry))
    return refusal("case.own", "这件事里有您自己，或者有您替他代行职务的人，要由别人来“" +
                                   transition->label + "”");
  return refusal("case.role", "这一步不由您来做");
}

std::optional<base::Fault> stopped(const std::vector<std::string>& guards, const Scene& scene,
                                   const Registry& registry) {
  for (const std::string& name : guards)
    if (auto why = registry.guard_of(name)(scene)) return refusal("case.guard", std::move(*why));
  return std::nullopt;
}

std::vector<Offer> offers(const Docket& docket, const identity::Caller& caller,
                          const Registry& registry, store::Sql& sql) {
  static const FieldValues kNothing;
  std::vector<Offer> found;
  for (const Transition& transition : docket.procedure().transitions) {
    if (!transition.starts_in(docket.file.state) || transition.is_automatic()) continue;
    auto role = role_for(docket, transition.id, caller, registry);
    if (!role && role.faults()[0].code == "case.role") continue;
    Offer offer{.transition = &transition, .role = role ? *role : "", .why_not = ""};
    if (!role)
      offer.why_not = role.faults()[0].what;
    else if (const auto no = stopped(transition.guards, {docket, caller, kNothing, sql}, registry))
      offer.why_not = no->what;
    found.push_back(std::move(offer));
  }
  return found;
}

}  // namespace qinqing::casework
