// A diff as JSON (docs/policy-pack.md says what each member means) and as a person reads it.
//
// Thread-safety: pure functions.
#pragma once

#include <boost/json/object.hpp>
#include <string>

#include "norms/diff/diff.h"

namespace qinqing::norms {

// {a, b: {id, hash}, parts, regions}. Both packs are those that were compared.
boost::json::object diff_json(const Pack& a, const Pack& b, const PackDiff& diff);

// Lines of plain Chinese; ends with one that counts.
std::string diff_text(const Pack& a, const Pack& b, const PackDiff& diff);

}  // namespace qinqing::norms
