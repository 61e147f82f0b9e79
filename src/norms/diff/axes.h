// The values by which two packs can be told apart in one fact: choices and booleans one by one,
// numbers and days as the endpoints that either pack's table of a conduct compares with and what
// lies between them. Private to this folder.
//
// Thread-safety: plain values and pure functions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "norms/diff/diff.h"

namespace qinqing::norms {

// Values that neither pack tells apart, with one that stands for all.
struct Atom {
  dmn::Value value;
  Span span;  // of a number or a day
};

struct Axis {
  std::string fact;
  FactType type = FactType::choice;
  std::optional<Index> a;  // where that pack asks it of this conduct and actor
  std::optional<Index> b;
  std::vector<Atom> atoms;

  FactCondition condition(const std::vector<std::size_t>& atoms_in) const;
};

// One conduct in one pack, as one actor asks it.
struct Aspect {
  const Pack* pack = nullptr;
  Index conduct = 0;
  Actor actor = Actor::official;

  // May this fact be given?
  bool asks(Index fact) const;
  // The facts that some rule of the table has a condition on, and those that a duty of it is met by
  // or counted from; in the pack's order, only those that may be given.
  std::vector<Index> facts() const;
  std::vector<Index> duties() const;  // that some rule imposes, in the pack's order
};

// One axis a fact that either needs. Days that only anchor a duty have none: duties in time or late
// tell more (see Occasion). `days`: parameters are valued on these.
std::vector<Axis> axes_of(const Aspect& a, const Aspect& b, const std::vector<base::Date>& days);

}  // namespace qinqing::norms
