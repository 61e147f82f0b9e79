// Reads a model and what it imports into one graph.
//
// Thread-safety: pure function.
#pragma once

#include <span>

#include "dmn/decision_model.h"
#include "dmn/graph/elements.h"

namespace qinqing::dmn::graph {

// Faults: as XmlTree::parse, "not_dmn".
base::Result<std::unique_ptr<Graph>> load_graph(const ModelText& text,
                                                std::span<const ModelText> imports);

}  // namespace qinqing::dmn::graph
