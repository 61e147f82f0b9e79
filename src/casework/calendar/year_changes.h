// What a year's notice would change, for who is about to publish it.
//
// Thread-safety: pure functions.
#pragma once

#include <boost/json/object.hpp>

#include "base/calendar.h"

namespace qinqing::casework {

// {year, title, number, holidays: [{name, days}], workdays: [{name, day}], off_days, work_days,
//  workdays_before, workdays_after, changes: [{day, weekday, was, is}], changes_count, missing:
//  [{day, name}], has_missing}. `missing` are days off of the provisional year, which the law
//  gives,
// that would be working days: most often a line of the notice was forgotten.
boost::json::object year_changes(const base::Calendar& now, const base::Calendar::Year& year);

}  // namespace qinqing::casework
