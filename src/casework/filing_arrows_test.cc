// Every arrow of the filing procedure is taken from every state that it starts in.
#include <gtest/gtest.h>

#include <set>

#include "casework/testing/filing_case.h"

namespace qinqing::casework {
namespace {

using boost::json::object;
using boost::json::value;

class FilingArrowsTest : public testing::FilingCaseTest {
 protected:
  // Brings a new filing into a state.
  void bring(const std::string& id, const std::string& state) {
    const bool past = state == "closed" || state == "follow_up";
    const bool confirm = state == "to_confirm" || state == "to_correct";
    draft(id, past ? When::past : When::ahead,
          confirm ? std::vector<std::string>{"a", "b"} : std::vector<std::string>{});
    if (state == "follow_up") contacts_[id].duties = {"pay_meal", "hand_in"};
    if (state == "draft") return;
    must(id, "submit", filer());
    if (state == "to_correct") must(id, "dispute", caller("a"), why("what_is_wrong"));
    if (state == "asked") must(id, "ask", admin(), why("question"));
    if (state == "returned") must(id, "return", admin(), why("why_returned"));
    if (state == "approved") must(id, "approve", admin());
    if (past) must(id, "receive", admin());
    ASSERT_EQ(find(id).file.state, state);
  }

  // What makes the arrow possible, where time or the domain must.
  void prepare(const std::string& id, const std::string& transition) {
    if (transition == "not_wait") set_day("2026-12-01");
    if (transition == "went") set_day("2026-12-04");
    if (transition == "receive") contacts_[id].on = date("2026-11-20");
    if (transition == "receive") contacts_[id].duties = {"pay_meal"};
    if (transition == "found_different") contacts_[id].differs = true;
  }

  identity::Caller actor(const Transition& transition) {
    const std::string& role = transition.by.front();
    if (role == "unit_admin") return admin();
    return role == "attendee" ? caller("a") : filer();
  }

  value fields_of(const Transition& transition) {
    object given;
    for (const std::string& field : transition.fields)
      if (field == "duty")
        given = settled("pay_meal").get_object();
      else if (field != "how_met" && field != "amount" && field != "voucher")
        given[field] = "因为";
    return given;
  }

  void note(const std::string& id) {
    for (const CaseStep& step : history(id))
      if (step.transition != "open") taken_.insert(step.from_state + " " + step.transition);
  }
  std::set<std::string> taken_;  // "state transition"

  // Takes the arrow from its state and gives where the case is then.
  std::string take(const std::string& id, const std::string& state, const Transition& transition) {
    bring(id, state);
    prepare(id, transition.id);
    const Docket after = transition.is_automatic()
                             ? advance(id)
                             : must(id, transition.id, actor(transition), fields_of(transition));
    return after.file.state;
  }
};
STORE_ON_BOTH(FilingArrowsTest);

TEST_P(FilingArrowsTest, EachIsTakenFromEachOfItsStates) {
  const Procedure& filing = casework_->current("filing")->procedure;
  std::set<std::string> drawn;
  int n = 0;
  for (const Transition& transition : filing.transitions)
    for (const std::string& from : transition.from) {
      drawn.insert(from + " " + transition.id);
      // These follow from others by themselves.
      if (transition.id == "all_said_yes" || transition.id == "found_alike" ||
          transition.id == "all_done")
        continue;
      set_day("2026-11-24");
      const std::string id = "f" + std::to_string(++n);
      const std::string at = take(id, from, transition);
      if (transition.is_automatic()) EXPECT_EQ(at, "to_correct") << from;
      note(id);
    }
  set_day("2026-11-24");
  submitted("g1", When::past, {"a"});
  must("g1", "dispute", caller("a"), why("what_is_wrong"));
  must("g1", "confirm", caller("a"));  // found_alike, all_said_yes
  must("g1", "receive", admin());      // all_done
  note("g1");
  EXPECT_EQ(taken_, drawn);
}

}  // namespace
}  // namespace qinqing::casework
