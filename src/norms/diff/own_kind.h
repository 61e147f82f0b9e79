// Regions of their own kind: what only one of two packs has. Private to this folder.
//
// Thread-safety: pure functions.
#pragma once

#include <vector>

#include "norms/diff/regions.h"

namespace qinqing::norms {

// Days on which one pack is in force and the other is not.
std::vector<Region> in_force_regions(const Pack& a, const Pack& b, const base::Calendar& calendar);

// The conduct of `has`, which the other pack does not have for that actor.
std::vector<Region> conduct_region(const Aspect& has, bool is_a, const base::Calendar& calendar);

// Facts and choices that `has` asks for this conduct and the other pack does not know. Where no
// answer depends on the fact there is no region.
std::vector<Region> question_regions(const Aspect& has, const Aspect& other, bool is_a,
                                     const DaySpan& common, const base::Calendar& calendar);

}  // namespace qinqing::norms
