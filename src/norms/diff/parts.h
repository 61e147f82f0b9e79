// Which parts of two packs differ: conducts, facts, parameters, clauses, duties, rules and the
// pack's own lines, each by its id. Private to this folder.
//
// Thread-safety: pure functions.
#pragma once

#include <vector>

#include "norms/diff/diff.h"

namespace qinqing::norms {

// In the order pack, conduct, fact, parameter, clause, duty, rule; each by id.
std::vector<PartChange> changed_parts(const Pack& a, const Pack& b);

}  // namespace qinqing::norms
