// What the engine knows of a Value beyond its public face.
#pragma once

#include <cstddef>
#include <string>

#include "dmn/dmn.h"

namespace qinqing::dmn {

// Above this a result is refused. Values share their parts, so that a few decisions, each made
// twice of the one before, would soon name more items than there is memory or time to walk through.
inline constexpr std::size_t kWeightMax = 100'000;

struct ValueAccess {
  // How many values a walk through this one meets; long strings count for several. Known at once.
  static std::size_t weight(const Value& value);
};

// As a literal, cut where it is long: for messages.
std::string shown(const Value& value);

}  // namespace qinqing::dmn
