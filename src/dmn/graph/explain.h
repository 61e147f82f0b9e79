// A trace in words.
//
// Thread-safety: pure function.
#pragma once

#include "dmn/explanation.h"
#include "dmn/feel/trace.h"
#include "dmn/graph/elements.h"

namespace qinqing::dmn::graph {

// Values that are too large to be printed become null in it.
Explanation explained(const Graph& graph, const feel::Trace& trace);

}  // namespace qinqing::dmn::graph
