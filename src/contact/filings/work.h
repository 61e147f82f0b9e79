// The start page: what the caller has to do, by when, and what others owe the caller.
//
// Thread-safety: as the Sql given.
#pragma once

#include <boost/json/object.hpp>

#include "contact/filings/filings.h"

namespace qinqing::contact {

// {owed: [{filing, title, number, label, due, weekday, light, state_label}], waiting: [Item],
//  unit: {pending, late, soon} or null}
boost::json::object work_json(store::Sql& sql, const Filings& filings,
                              const identity::Caller& caller);

}  // namespace qinqing::contact
