// An explanation as JSON, for `qinqing dmn eval --explain`.
//
// Thread-safety: pure functions.
#pragma once

#include <string>

#include "dmn/explanation.h"

namespace qinqing::app {

// An array of its steps.
std::string to_json(const dmn::Explanation& explanation);

}  // namespace qinqing::app
