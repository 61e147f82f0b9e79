// What the receipt of an account says that the procedure needs: its day, its verdict, and what is
// to be done afterwards, by when.
//
// Thread-safety: pure functions.
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/deadline.h"
#include "norms/norms.h"

namespace qinqing::contact {

// A duty after the contact that was still owed when the check was made.
struct DutyAfter {
  std::string id;
  std::string does;
  base::Date anchor;  // the day it counts from
  base::Period period;
};

// The receipt's JSON. Throws std::runtime_error for bytes that are none: they came from our own
// database.
boost::json::object receipt_of(std::string_view bytes);

// The pack that judged it, or the one of that name that is served today; nullptr where there is
// none.
const norms::ServedPack* pack_of(const norms::Norms& norms, const boost::json::object& receipt);

// Empty where the pack is gone: a duty whose words are not known is not made up.
std::vector<DutyAfter> duties_after(const norms::Norms& norms, const boost::json::object& receipt);

// Case deadlines of duties are called so.
std::string deadline_of_duty(std::string_view duty);
std::optional<std::string_view> duty_of_deadline(std::string_view deadline);

}  // namespace qinqing::contact
