// What the page of a filing's ledger asks of the database.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <vector>

#include "store/log_rows.h"
#include "store/sql.h"

namespace qinqing::contact {

// In the order in which they were done.
std::vector<store::EventRow> events_about(store::Sql& sql, const std::string& filing);

// The filing's row as it stands, without the columns that are about people: as an event's
// after-image has them.
boost::json::object plain_row(store::Sql& sql, const std::string& filing);

}  // namespace qinqing::contact
