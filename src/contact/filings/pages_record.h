// The page of one filing: what it is now, who owes what by when, what may be done here, what was
// told, and how it came about.
//
// Thread-safety: pure functions.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <string>
#include <string_view>

#include "base/date.h"

namespace qinqing::contact {

// The data of the template "contact/filing" without its frame, out of what record_json says.
// `errors`: {text} of the step that was just tried.
boost::json::object record_view(boost::json::object told, boost::json::array errors,
                                base::Date today);

// "11月24日 10:12" at +08:00, with the year where it is another than `today`'s; the text as it is
// where it is no instant.

}  // namespace qinqing::contact
