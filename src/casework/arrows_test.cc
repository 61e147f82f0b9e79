// State × transition × role of the filing procedure: where it leads, or by which name it is
// refused. The table is testdata/filing_arrows.txt, written by hand.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <tuple>

#include "casework/permit.h"
#include "casework/procedure_load.h"

namespace qinqing::casework {
namespace {

namespace fs = std::filesystem;
using Arrow = std::tuple<std::string, std::string, std::string>;  // state, transition, role

std::map<Arrow, std::string> table() {
  std::map<Arrow, std::string> arrows;
  std::ifstream in(fs::path(QINQING_TESTDATA) / "filing_arrows.txt");
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with('#')) continue;
    std::istringstream words(line);
    std::string state, transition, role, sign, to;
    words >> state >> transition >> role >> sign >> to;
    EXPECT_TRUE(arrows.emplace(Arrow{state, transition, role}, to).second) << line;
  }
  return arrows;
}

std::shared_ptr<const Version> filing() {
  static const auto kVersion = std::make_shared<const Version>(
      load_procedure(fs::path(QINQING_SOURCE_DIR) / "policy/ningbo/procedures/filing.yaml", {})
          .value());
  return kVersion;
}

identity::Caller caller(const std::string& person, identity::Role role,
                        const std::string& organisation) {
  identity::Caller caller;
  caller.account = "a";
  caller.person = person;
  caller.role = role;
  caller.organisation = organisation;
  return caller;
}

// Everybody who might try, by the role in which the table knows him; "" is nobody's role here.
struct Actor {
  const char* name;
  const char* role;
  identity::Caller caller;
  bool own = false;  // of the unit's office, but a party: refused as such
};

std::vector<Actor> actors() {
  using enum identity::Role;
  std::vector<Actor> all{
      {"filer", "filer", caller("filer", official, "unit")},
      {"attendee", "attendee", caller("attendee", official, "other")},
      {"admin", "unit_admin", caller("admin", unit_admin, "unit")},
      {"counterpart", "", caller("counterpart", entrepreneur, "firm")},
      {"colleague", "", caller("colleague", official, "unit")},
      {"admin elsewhere", "", caller("elsewhere", unit_admin, "other")},
      {"coordinator", "", caller("coordinator", coordinator, "front")},
      {"inspector", "", caller("inspector", inspector, "unit")},
      {"sysadmin", "", caller("root", sysadmin, "unit")},
      {"nobody", "", {}},
      {"filer in the office", "filer", caller("filer", unit_admin, "unit"), true},
      {"attendee in the office", "attendee", caller("attendee", unit_admin, "unit"), true},
      {"counterpart in the office", "", caller("counterpart", unit_admin, "unit"), true},
      {"who left, in the office", "", caller("left", unit_admin, "unit"), true},
  };
  Actor delegate{"for the filer's post", "", caller("delegate", unit_admin, "unit"), true};
  delegate.caller.delegation = "d";
  delegate.caller.stands_for = "filer";
  all.push_back(delegate);
  return all;
}

Docket docket_in(const std::string& state) {
  Docket docket{.version = filing(), .file = {}, .parties = {}, .deadlines = {}};
  docket.file.state = state;
  docket.file.unit = "unit";
  std::int64_t seq = 0;
  for (const auto& [role, person, party_state] :
       {std::tuple{"filer", "filer", PartyState::confirmed},
        {"attendee", "attendee", PartyState::waiting},
        {"counterpart", "counterpart", PartyState::named},
        {"attendee", "", PartyState::named},
        {"attendee", "left", PartyState::left}}) {
    CaseParty party;
    party.seq = ++seq;
    party.role = role;
    party.person = person;
    party.state = party_state;
    docket.parties.push_back(party);
  }
  return docket;
}

// What the table says of an actor's try.
std::string expected(const std::map<Arrow, std::string>& arrows, const std::string& state,
                     const Transition& transition, const Actor& actor) {
  if (transition.is_automatic()) return "case.transition";
  if (!transition.starts_in(state)) return "case.state";
  const auto found = arrows.find({state, transition.id, actor.role});
  if (found != arrows.end()) return found->second;
  return actor.own && arrows.contains({state, transition.id, "unit_admin"}) ? "case.own"
                                                                            : "case.role";
}

TEST(Arrows, OfEveryStateTransitionAndActor) {
  const auto arrows = table();
  const Registry registry;
  std::size_t tried = 0;
  for (const State& state : filing()->procedure.states) {
    const Docket docket = docket_in(state.id);
    for (const Transition& transition : filing()->procedure.transitions)
      for (const Actor& actor : actors()) {
        const auto role = role_for(docket, transition.id, actor.caller, registry);
        const std::string got = role ? transition.to.value_or(state.id) : role.faults()[0].code;
        EXPECT_EQ(got, expected(arrows, state.id, transition, actor))
            << state.id << ' ' << transition.id << " by " << actor.name;
        if (role) EXPECT_EQ(*role, actor.role);
        ++tried;
      }
  }
  EXPECT_EQ(tried, 12U * 22U * 15U);
}

TEST(Arrows, TheTableHasEveryArrow) {
  std::set<Arrow> drawn;
  for (const Transition& transition : filing()->procedure.transitions)
    for (const std::string& from : transition.from) {
      if (transition.is_automatic()) drawn.insert({from, transition.id, "auto"});
      for (const std::string& role : transition.by) drawn.insert({from, transition.id, role});
    }
  std::set<Arrow> listed;
  for (const auto& [arrow, to] : table()) {
    listed.insert(arrow);
    const auto& [state, id, role] = arrow;
    const Transition* transition = filing()->procedure.transition(id);
    ASSERT_NE(transition, nullptr) << id;
    EXPECT_EQ(transition->to.value_or(state), to) << state << ' ' << id;
  }
  EXPECT_EQ(listed, drawn);
}

TEST(Arrows, AnUnknownArrowIsRefused) {
  const auto role = role_for(docket_in("draft"), "fly", actors()[0].caller, Registry());
  ASSERT_FALSE(role);
  EXPECT_EQ(role.faults()[0].code, "case.transition");
}

TEST(Arrows, ARoleMayBeBoundToSomethingElseThanTheUnit) {
  Registry registry;
  registry.scope("coordinator", [](const Docket& docket, const identity::Caller& caller) {
    return caller.place == docket.file.place;
  });
  Docket docket = docket_in("pending");
  docket.file.place = "nb-haishu";
  auto coordinator = caller("c", identity::Role::coordinator, "front");
  coordinator.place = "nb-haishu";
  EXPECT_EQ(roles_in(docket, coordinator, registry), std::vector<std::string>{"coordinator"});
  coordinator.place = "nb-jiangbei";
  EXPECT_TRUE(roles_in(docket, coordinator, registry).empty());
}

}  // namespace
}  // namespace qinqing::casework
