// Duties as people read them: who does what to whom by which day, and how the day was counted.
//
// Thread-safety: pure functions over immutable packs.
#pragma once

#include <boost/json/array.hpp>

#include "base/calendar.h"
#include "norms/norms.h"

namespace qinqing::norms {

// Rows in the order in which they are to be done: before the contact, then after, each by its day.
boost::json::array duties_view(const Check& check, const base::Calendar& calendar);

// Whom to ask where the lists give no answer: {whom, how, today, by, by_weekday, note}; `by` is ""
// where the pack names no period.
boost::json::object ask_view(const Check& check, const base::Calendar& calendar);

}  // namespace qinqing::norms
