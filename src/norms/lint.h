// What a machine can see is wrong with a pack before anyone asks it anything.
//
// Thread-safety: pure functions.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/calendar.h"
#include "base/fault.h"
#include "norms/pack.h"

namespace qinqing::norms {

struct TableGaps {
  std::string conduct;
  std::size_t situations = 0;  // combinations of the values that the table can tell apart
  std::size_t gaps = 0;        // those in which no rule permits, refers or denies
  bool counted = true;         // false where there are too many combinations to count
};

struct LintReport {
  base::Faults faults;  // by file; empty: the pack is clean
  std::vector<TableGaps> gaps;
};

// Structure: a clause without a rule, a rule without a clause, a fact no rule uses, a value outside
// a fact's choices, a parameter without basis, a duty without who or when, a permit rule that can
// never be the deciding one, dates that contradict their edition or successor, gaps not reviewed.
// (Dangling ids are faults of loading already.)
LintReport lint(const Pack& pack, const base::Calendar& calendar);

}  // namespace qinqing::norms
