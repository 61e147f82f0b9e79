// The regions of one conduct whose answer changes. Private to this folder.
//
// Thread-safety: pure functions.
#pragma once

#include <vector>

#include "norms/diff/answer.h"

namespace qinqing::norms {

// Both aspects are of the same conduct and actor. Fault: "table_too_large".
base::Result<std::vector<Region>> changed_regions(const Aspect& a, const Aspect& b,
                                                  const DaySpan& common,
                                                  const base::Calendar& calendar,
                                                  base::Date around);

// What both or one of two answered situations give, as a witness.
Witness witness_of(const Aspect& a, const Situation& in_a, const Aspect& b, const Situation& in_b);

}  // namespace qinqing::norms
