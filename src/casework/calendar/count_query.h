// Counting working days for anyone: what is asked in an address, and what is answered.
//
//   ?from=2026-12-30&count=5&unit=workdays&way=after&after_hours=1&pause_from=…&pause_to=…
//
// Thread-safety: pure functions.
#pragma once

#include <boost/json/object.hpp>

#include "base/calendar.h"
#include "casework/certificate.h"
#include "http/form.h"

namespace qinqing::casework {

// Faults at "/<parameter>": "missing", "value", "range" (a day outside the calendar's years, a
// pause that ends before it begins, more than can be counted here).
base::Result<Count> read_count_query(const http::Form& query, const base::Calendar& calendar);

// What the page shows: the due day, each day in order with its year's standing.
boost::json::object count_view(const base::Certificate& certificate,
                               const base::Calendar& calendar);

}  // namespace qinqing::casework
