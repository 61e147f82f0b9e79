// A case on pages that are made here: what case_json.h tells, with what a template asks besides.
//
// Thread-safety: pure functions.
#pragma once

#include <boost/json/array.hpp>
#include <string>
#include <string_view>

#include "base/date.h"

namespace qinqing::casework {

// The acts that can be taken now, of those told: with how each field is asked.
boost::json::array acts_view(const boost::json::array& may);
// What is still owed, of the deadlines told.
boost::json::array owed_view(const boost::json::array& deadlines, base::Date today);
// The worst of what is owed: "late", "soon" or "".
std::string light_of_all(const boost::json::array& owed);
// "11月27日 09:30", as clocks here show it; the text itself where it is no instant.
std::string moment_text(std::string_view instant, base::Date today);
// The moment of every step, beside its instant.
void add_moments(boost::json::array& steps, base::Date today);

}  // namespace qinqing::casework
