// The first page, the page on how it works, and the page that says what went wrong.
//
// Thread-safety: pure functions over immutable packs.
#pragma once

#include <boost/json/object.hpp>

#include "http/problem.h"
#include "norms/norms.h"

namespace qinqing::norms {

// The data of `norms/start`.
boost::json::object start_view(const Norms& norms, const ServedPack& served);

// The data of `norms/how`.
boost::json::object how_view(const Norms& norms, const ServedPack& served);

// The data of `norms/problem`.
boost::json::object problem_view(const Norms& norms, const ServedPack& served,
                                 const http::Problem& problem);

}  // namespace qinqing::norms
