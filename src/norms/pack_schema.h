// What the API answers of packs, in JSON Schema: what json.h writes.
//
// Thread-safety: pure functions.
#pragma once

#include <boost/json/object.hpp>

namespace qinqing::norms {

// {packs: [PackSummary]}
boost::json::object pack_list_schema();
boost::json::object pack_schema();
// {clauses: [Clause]}
boost::json::object clause_list_schema();
boost::json::object clause_schema();

}  // namespace qinqing::norms
