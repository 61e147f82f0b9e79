// Values that together show every behaviour a pack has in one fact: each choice, both booleans, and
// for numbers and days each endpoint that a rule compares with and the values just beside it.
// Between two neighbouring endpoints no rule tells two values apart, so these few stand for all.
//
// Thread-safety: immutable once made.
#pragma once

#include <vector>

#include "dmn/dmn.h"
#include "norms/evaluation.h"
#include "norms/pack.h"

namespace qinqing::norms {

class Representatives {
 public:
  explicit Representatives(const Pack& pack);

  // Distinct, smallest first; at least one. `view` gives the parameters of the day.
  std::vector<dmn::Value> of(Index fact, const DayView& view, base::Date asked_on) const;

 private:
  struct Landmark {
    std::optional<dmn::Value> literal;
    Index parameter = 0;
  };
  std::vector<dmn::Value> numbers(const Fact& fact, Index index, const DayView& view) const;
  std::vector<dmn::Value> days(Index index, const DayView& view, base::Date asked_on) const;

  const Pack& pack_;
  std::vector<std::vector<Landmark>> landmarks_;  // by fact
};

}  // namespace qinqing::norms
