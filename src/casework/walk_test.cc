// Random walks: whoever tries whatever on whichever day, every case stays sound, nothing late is
// ever forgiven, and no day that was promised comes earlier.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <set>

#include "casework/testing/casework_test_base.h"

namespace qinqing::casework {
namespace {

using boost::json::object;
using identity::Role;

// Evenly from [from, to): RapidCheck's own begins with small numbers, and walks would go nowhere.
template <class T, class U>
U drawn(T from, U to) {
  return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<U>(from, to));
}

class WalkTest : public testing::CaseworkTest {
 protected:
  WalkTest()
      : CaseworkTest(std::filesystem::path(QINQING_SOURCE_DIR) /
                     "policy/ningbo/procedures/filing.yaml") {}

  identity::Caller actor(int which) const {
    switch (which) {
      case 0:
        return caller("filer");
      case 1:
        return caller("a");
      case 2:
        return caller("b");
      case 3:
        return caller("filer", Role::unit_admin);
      default:
        return caller("admin", Role::unit_admin);
    }
  }

  // Mostly what is offered to somebody, else anything by anybody.
  std::pair<identity::Caller, const Transition*> pick(const std::string& id,
                                                      const Procedure& filing) {
    std::vector<std::pair<identity::Caller, const Transition*>> offered;
    const Docket docket = find(id);
    const bool ends = drawn(0, 8) == 0;  // else most walks would be withdrawn at once
    states_.insert(docket.file.state);
    database().read([&](store::Sql& sql) {
      for (int i = 0; i < 5; ++i)
        for (const Offer& offer : casework_->offers(docket, actor(i), sql))
          if (offer.why_not.empty() && (ends || !leads_to_an_end(filing, *offer.transition)))
            offered.emplace_back(actor(i), filing.transition(offer.transition->id));
    });
    if (!offered.empty() && drawn(0, 4) > 0) return offered[drawn(0, offered.size())];
    const std::size_t any = drawn(0, filing.transitions.size());
    return {actor(drawn(0, 5)), &filing.transitions[any]};
  }
  static bool leads_to_an_end(const Procedure& filing, const Transition& transition) {
    return transition.to && filing.state(*transition.to)->is_final();
  }
  std::set<std::string> states_;  // in which a walk has been

  static object everything(const Transition& transition) {
    object given;
    for (const std::string& field : transition.fields)
      if (field == "how_met")
        given[field] = "paid";
      else if (field == "duty")
        given[field] = "pay_meal";
      else if (field != "amount")
        given[field] = "因为";
    return given;
  }

  void begin(const std::string& id, int days_ahead) {
    contacts_[id] = {.on = clock_.today().add_days(days_ahead), .duties = {"pay_meal"}};
    open_case(id, "filing",
              {{.role = "filer", .person = "filer"},
               {.role = "attendee", .person = "a", .state = PartyState::waiting},
               {.role = "attendee", .person = "b", .state = PartyState::waiting}},
              caller("filer"));
  }

  // What must never change, from one look to the next.
  void compare(const std::vector<CaseDeadline>& before, const std::vector<CaseDeadline>& after) {
    for (const CaseDeadline& old : before) {
      const auto now = std::ranges::find_if(after, [&](const CaseDeadline& row) {
        return row.name == old.name && row.round == old.round;
      });
      RC_ASSERT(now != after.end());
      RC_ASSERT(old.state != DeadlineState::late || now->state == DeadlineState::late);
      RC_ASSERT(now->due >= old.due);
      RC_ASSERT(!old.ended_on || *now == old);
      RC_ASSERT(now->certificates >= old.certificates);
    }
  }
};
STORE_ON_BOTH(WalkTest);

TEST_P(WalkTest, EveryWalkStaysSound) {
  const Procedure& filing = casework_->current("filing")->procedure;
  int n = 0;
  EXPECT_TRUE(rc::check("walks", [&] {
    set_day("2026-11-24");
    const std::string id = "w" + std::to_string(++n);
    begin(id, drawn(-10, 15));
    std::vector<CaseDeadline> before = find(id).deadlines;
    for (int moves = drawn(4, 18); moves > 0; --moves) {
      clock_.set(clock_.now() + std::chrono::hours(drawn(0, 40)));
      contacts_[id].differs = drawn(0, 6) == 0;
      if (drawn(0, 8) == 0) casework_->sweep(database(), clock_.now());
      const auto [who, transition] = pick(id, filing);
      act(id, transition->id, who, everything(*transition)).ok();
      expect_sound(id);
      const std::vector<CaseDeadline> after = find(id).deadlines;
      compare(before, after);
      before = after;
    }
    RC_ASSERT(!HasFailure());
    for (const CaseStep& step : history(id))
      RC_ASSERT(step.role != "unit_admin" || step.person == "admin");
  }));
  EXPECT_GE(states_.size(), 10U) << "walks that go nowhere prove nothing";
}

}  // namespace
}  // namespace qinqing::casework
