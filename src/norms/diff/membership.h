// Whether a situation lies in a region of a diff.
//
// Thread-safety: pure functions.
#pragma once

#include "norms/diff/diff.h"

namespace qinqing::norms {

// `situation` is read for pack `a`; of a region of kind answer. False where a fact that the region
// names is not given, or is one that only one pack asks.
bool lies_in(const Situation& situation, const Region& region, const Pack& a, const Pack& b,
             const base::Calendar& calendar);

}  // namespace qinqing::norms
