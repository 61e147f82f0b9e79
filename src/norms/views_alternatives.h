// What each value of an unknown fact would give, so that a person sees what to find out.
//
// Thread-safety: pure functions over immutable packs.
#pragma once

#include <boost/json/array.hpp>

#include "norms/norms.h"

namespace qinqing::norms {

// Rows {assumed, mark, duties}. Numbers and days are told as ranges ("不超过¥100.00", "¥100.01起"):
// the values that were tried stand for all between them. At most `rows_max` rows.
boost::json::array alternatives_view(const Check& check, std::size_t rows_max);

}  // namespace qinqing::norms
