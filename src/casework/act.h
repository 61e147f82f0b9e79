// One act on a case, from the arrow that somebody takes to the rows that are written. Internal to
// casework; the service is casework.h.
//
// What an act does, in this order:
//   1. the arrow that was taken: its step in the history, its effects, the new state;
//   2. arrows that are taken by themselves, as long as one's guards hold, each state at most once;
//   3. deadlines: at each arrow, those it meets are met; at each state entered, those bound to
//      another state are lifted and those bound to it pause or go on; at the end, those that start
//      with the last state or an arrow taken are started, and those counted from a day of the case
//      that has moved are counted again.
// A deadline that starts with a state is bound to it and to the states in which it pauses; any
// other lasts until it is met or the case has ended. An arrow with `to` enters its state even from
// that state itself.
#pragma once

#include <string>
#include <vector>

#include "casework/proceeding.h"

namespace qinqing::casework {

class Act {
 public:
  explicit Act(Proceeding& proceeding) : p_(proceeding) {}

  // The first entry of the history, and the first state.
  void open();
  // `role` is "" for an arrow that is taken by itself.
  base::Faults take(const Transition& transition, const std::string& role, FieldValues given);
  // The first automatic arrow whose guards hold now and whose state was not entered by itself yet.
  const Transition* next_automatic();
  base::Faults take_automatic();
  // Starts and moves deadlines, then writes what changed.
  void finish();

 private:
  void step(const Transition* transition, const std::string& from, const std::string& role);
  void enter(const std::string& state);
  void leave(CaseDeadline& row, const std::string& from, const std::string& entered);
  void start_due();
  bool starts_now(const Deadline& deadline);
  std::optional<base::Anchor> anchor_of(const Deadline& deadline);
  void move_anchors();
  void save();

  Proceeding& p_;
  std::vector<std::string> taken_;    // transitions
  std::vector<std::string> entered_;  // states
  std::vector<std::string> entered_by_itself_;
  std::vector<CaseStep> steps_;
};

}  // namespace qinqing::casework
