// Reading JSON from strangers.
//
// Boost.JSON lets the last of two equal keys win and stops at the first fault. Here duplicate keys,
// depth, size and encoding are refused, and every duplicate is named by its pointer.
//
// Thread-safety: pure functions.
#pragma once

#include <boost/json/value.hpp>
#include <cstddef>
#include <string_view>

#include "base/fault.h"

namespace qinqing::base {

struct JsonLimits {
  std::size_t bytes_max = 1 << 20;
  std::size_t depth_max = 32;
};

// Faults: "too_large", "too_deep", "not_utf8", "syntax" (with line), "duplicate_key" (one each).
Result<boost::json::value> parse_json(std::string_view text, const JsonLimits& limits = {});

}  // namespace qinqing::base
