// The calendar and the counting of days as programs use them.
//
//   GET /api/v1/calendar          {hash, years: [{year, provisional, notice, …}]}; for anyone
//   PUT /api/v1/calendar/{year}   the administrator's; the body is a file of policy/calendar as
//                                 JSON, If-None-Match: *. 201 published, 200 it was already, 412
//                                 "calendar.exists", 422 every fault by pointer
//   GET /api/v1/deadlines?…       the certificate of a count (count_query.h); for anyone, quiet
#pragma once

#include <boost/json/object.hpp>

#include "casework/calendar/publishing.h"
#include "identity/guard.h"

namespace qinqing::casework {

// What is known of every year, the last first.
boost::json::array years_json(const base::Calendar& calendar,
                              const std::vector<PublishedYear>& published);

// 412 where the year is known already, else 422.
int status_of(const base::Faults& faults);

// `publishing` must outlive the guard's router.
void add_calendar_api(const identity::Guard& guard, Publishing& publishing);

}  // namespace qinqing::casework
