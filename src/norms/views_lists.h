// The lists, and each clause with what it rests on, how it is applied and on which situations it is
// tested.
//
// Thread-safety: pure functions over immutable packs.
#pragma once

#include <boost/json/object.hpp>
#include <string_view>

#include "norms/norms.h"

namespace qinqing::norms {

// The data of `norms/lists`. `side` is a side's name or anything else for all; `typed` is what is
// looked for, "" for nothing.
boost::json::object lists_view(const Norms& norms, const ServedPack& served, std::string_view side,
                               std::string_view typed);

// The data of `norms/clause`.
boost::json::object clause_page_view(const Norms& norms, const ServedPack& served, Index clause);

}  // namespace qinqing::norms
