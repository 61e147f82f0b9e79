// The OpenAPI operations of this folder: what goes in, what comes out, in JSON Schema.
//
// Thread-safety: pure functions.
#pragma once

#include <boost/json/object.hpp>

namespace qinqing::norms {

// Parts of it that other operations speak of too.
boost::json::object check_schema();
boost::json::object receipt_schema();
boost::json::object verdict_schema();

boost::json::object checks_operation();
boost::json::object packs_operation();
boost::json::object pack_operation();
boost::json::object clauses_operation();
boost::json::object clause_operation();
boost::json::object receipts_operation();

}  // namespace qinqing::norms
