#include "identity/access.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <set>

namespace qinqing::identity {
namespace {

// Two units in two districts, one below the other; the first's people are a, a2, the second's b.
Caller caller_of(Role role, std::string person = "a", std::string unit = "unit-1",
                 std::string place = "nb-haishu") {
  Caller caller;
  caller.account = "account-" + person;
  caller.person = std::move(person);
  caller.post = "post";
  caller.organisation = std::move(unit);
  caller.place = std::move(place);
  caller.role = role;
  return caller;
}

Target record(std::string person, std::string unit, std::string above = "bureau",
              std::vector<std::string> places = {"nb-haishu", "nb"}) {
  return {.persons = {std::move(person)},
          .organisation = std::move(unit),
          .organisation_above = std::move(above),
          .places = std::move(places)};
}

TEST(AccessTable, NamesEveryActionOnceAndGrantsOnlyThose) {
  std::set<std::string_view> names;
  for (const Action& action : actions()) {
    EXPECT_TRUE(names.insert(action.name).second) << action.name;
    EXPECT_FALSE(action.title.empty()) << action.name;
  }
  std::set<std::string_view> granted;
  for (const Grant& grant : grants()) {
    EXPECT_TRUE(names.contains(grant.action)) << grant.action;
    granted.insert(grant.action);
  }
  EXPECT_EQ(granted, names) << "an action that nobody may do is not one";
}

TEST(AccessTable, AnswersEveryActionForEveryRole) {
  for (const Action& action : actions())
    for (const Role role : kRoles)
      for (const Target& target : {record("a", "unit-1"), record("b", "unit-2"), Target{}})
        EXPECT_NO_THROW(may(caller_of(role), action.name, target)) << action.name;
  EXPECT_THROW(may(caller_of(Role::sysadmin), "filing.burn", {}), std::logic_error);
  EXPECT_THROW(could(caller_of(Role::sysadmin), ""), std::logic_error);
}

TEST(AccessTable, TheSystemAdministratorReadsNoCase) {
  for (const Action& action : actions())
    if (action.name.starts_with("filing.") || action.name == "deadline.read")
      EXPECT_TRUE(grants_of(Role::sysadmin, action.name).empty()) << action.name;
}

TEST(AccessTable, TheInspectorReadsOthersOnlyWithABasisAndChangesNothing) {
  for (const Action& action : actions()) {
    if (!action.name.starts_with("filing.")) continue;
    for (const Grant& grant : grants_of(Role::inspector, action.name))
      EXPECT_TRUE(grant.reach == Reach::own || grant.needs_basis) << action.name;
  }
  const Target other = record("b", "unit-2");
  const Caller inspector = caller_of(Role::inspector, "i", "discipline");
  EXPECT_EQ(may(inspector, "filing.read", other), Access::needs_basis);
  EXPECT_EQ(may(inspector, "filing.read", other, "甬纪〔2026〕1号"), Access::allowed);
  for (const char* change : {"filing.approve", "filing.return", "filing.ask", "filing.amend"})
    EXPECT_EQ(may(inspector, change, other, "甬纪〔2026〕1号"), Access::refused) << change;
}

TEST(AccessTable, AnEditionIsTheCoordinatorsOfItsPlaceAndNobodyReviewsHisOwn) {
  const Target others = record("b", "unit-2");
  const Target own = record("a", "unit-1");
  const Caller coordinator = caller_of(Role::coordinator);
  for (const char* action : {"edition.review", "edition.adopt"}) {
    EXPECT_EQ(may(coordinator, action, others), Access::allowed) << action;
    EXPECT_EQ(may(coordinator, action, own), Access::refused) << action;
    EXPECT_EQ(may(caller_of(Role::inspector), action, others), Access::refused) << action;
    EXPECT_EQ(may(caller_of(Role::coordinator, "a", "unit-1", "nb-jiangbei"), action, others),
              Access::hidden)
        << action;
    EXPECT_EQ(may(caller_of(Role::sysadmin), action, others), Access::hidden) << action;
  }
  EXPECT_EQ(may(caller_of(Role::inspector), "edition.read", others), Access::allowed);
}

TEST(AccessTable, NobodyReachesEveryCase) {
  for (const Grant& grant : grants())
    if (grant.action.starts_with("filing."))
      EXPECT_TRUE(grant.reach != Reach::any && grant.reach != Reach::public_) << grant.action;
}

TEST(AccessTable, AccountsAreForAdministratorsOnly) {
  for (const Grant& grant : grants())
    if (grant.action.starts_with("account.") || grant.action == "post.assign")
      EXPECT_EQ(grant.roles & ~(one(Role::unit_admin) | one(Role::sysadmin)), 0U) << grant.action;
}

TEST(May, NobodyApprovesTheirOwnByAnyPath) {
  const Caller admin = caller_of(Role::unit_admin, "a");
  for (const char* action : {"filing.approve", "filing.return", "filing.ask"}) {
    EXPECT_EQ(may(admin, action, record("b", "unit-1")), Access::allowed) << action;
    EXPECT_EQ(may(admin, action, record("a", "unit-1")), Access::refused) << action;
    Target together = record("b", "unit-1");
    together.persons.emplace_back("a");
    EXPECT_EQ(may(admin, action, together), Access::refused) << "one of several: " << action;
    // By delegation: neither what is one's own nor what is theirs whom one stands for.
    Caller deputy = caller_of(Role::unit_admin, "deputy");
    deputy.stands_for = "a";
    EXPECT_EQ(may(deputy, action, record("b", "unit-1")), Access::allowed) << action;
    EXPECT_EQ(may(deputy, action, record("a", "unit-1")), Access::refused) << action;
    EXPECT_EQ(may(deputy, action, record("deputy", "unit-1")), Access::refused) << action;
    // One level up.
    const Caller above = caller_of(Role::unit_admin, "a", "bureau");
    EXPECT_EQ(may(above, action, record("b", "unit-1")), Access::allowed) << action;
    EXPECT_EQ(may(above, action, record("a", "unit-1")), Access::refused) << action;
  }
}

TEST(May, NothingLeaksBetweenUnits) {
  const Caller admin = caller_of(Role::unit_admin);
  EXPECT_EQ(may(admin, "filing.read", record("b", "unit-1")), Access::allowed);
  EXPECT_EQ(may(admin, "filing.read", record("b", "unit-2")), Access::hidden);
  EXPECT_EQ(may(admin, "filing.approve", record("b", "unit-2")), Access::hidden);
  EXPECT_EQ(may(admin, "filing.read", record("b", "unit-2", "unit-1")), Access::allowed);
  // Two levels down is not one.
  EXPECT_EQ(may(admin, "filing.read", record("b", "unit-3", "unit-2")), Access::hidden);
  // A record without a unit belongs to none, also not to who has none.
  Caller without = admin;
  without.organisation.clear();
  EXPECT_EQ(may(without, "filing.read", record("b", "", "")), Access::hidden);
}

TEST(May, NothingLeaksBetweenPlaces) {
  const Caller coordinator = caller_of(Role::coordinator, "c", "front");
  const auto access = [&](std::vector<std::string> places) {
    return may(coordinator, "filing.read", record("b", "unit-2", "bureau", std::move(places)), "x");
  };
  EXPECT_EQ(access({"nb-haishu", "nb"}), Access::allowed);
  EXPECT_EQ(access({"nb-330203005", "nb-haishu", "nb"}), Access::allowed);
  EXPECT_EQ(access({"nb-jiangbei", "nb"}), Access::hidden);
  EXPECT_EQ(access({"nb"}), Access::hidden) << "what lies in the whole city is not the district's";
  EXPECT_EQ(access({}), Access::hidden);
}

TEST(May, TheExistenceOfARecordIsOnlyToldToWhoMayReadIt) {
  const Caller official = caller_of(Role::official, "a");
  EXPECT_EQ(may(official, "filing.approve", record("a", "unit-1")), Access::refused);
  EXPECT_EQ(may(official, "filing.approve", record("b", "unit-1")), Access::hidden);
  EXPECT_EQ(may(official, "filing.read", record("b", "unit-1")), Access::hidden);
}

TEST(May, WhoHasNotSignedInHasNothingOfTheirOwn) {
  const Caller nobody;
  Target target = record("", "", "", {""});
  for (const Action& action : actions()) {
    bool open = false;
    for (const Grant& grant : grants_of(Role::public_, action.name))
      open = open || grant.reach == Reach::public_;
    EXPECT_EQ(may(nobody, action.name, target) == Access::allowed, open) << action.name;
    EXPECT_EQ(could(nobody, action.name), open) << action.name;
  }
}

TEST(May, WithoutAPostOnlyOnesOwnSessionIsLeft) {
  Caller idle = caller_of(Role::public_, "a", "", "");
  idle.post.clear();
  EXPECT_EQ(may(idle, "session.delete",
                {.persons = {"a"}, .organisation = "", .organisation_above = "", .places = {}}),
            Access::allowed);
  EXPECT_EQ(may(idle, "filing.read", record("a", "unit-1")), Access::hidden);
  EXPECT_TRUE(could(idle, "password.change"));
  EXPECT_FALSE(could(idle, "organisation.list"));
}

// Whatever the role and the action: what is allowed on a stranger's record in another unit, another
// place and not one level down, is allowed on everybody's.
TEST(May, OnlyTheWidestReachReachesStrangers) {
  rc::check([] {
    const Role role = *rc::gen::elementOf(kRoles);
    const auto& action =
        *rc::gen::elementOf(std::vector<Action>(actions().begin(), actions().end()));
    const Target stranger = record("z", "unit-9", "bureau-9", {"hz-xihu", "hz"});
    const Access access = may(caller_of(role), action.name, stranger, "basis");
    bool wide = false;
    for (const Grant& grant : grants_of(role, action.name))
      wide = wide || grant.reach == Reach::any || grant.reach == Reach::public_;
    RC_ASSERT((access == Access::allowed) == wide);
  });
}

TEST(AccessCsv, HasALineForEveryRoleAndAction) {
  const std::string csv = access_csv();
  EXPECT_TRUE(csv.starts_with("role,action,reach\n"));
  for (const Role role : kRoles)
    for (const Action& action : actions())
      EXPECT_NE(csv.find("\n" + std::string(name_of(role)) + "," + std::string(action.name) + ","),
                std::string::npos);
  EXPECT_NE(csv.find("\nsysadmin,filing.read,none\n"), std::string::npos);
  EXPECT_NE(csv.find("\ninspector,filing.read,place+basis\n"), std::string::npos);
  EXPECT_NE(csv.find("\nunit_admin,filing.approve,unit-own\n"), std::string::npos);
}

}  // namespace
}  // namespace qinqing::identity
