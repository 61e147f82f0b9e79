// What was given with a transition, checked against what the procedure asks.
//
// Thread-safety: pure functions.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <string>
#include <string_view>

#include "base/fault.h"
#include "base/reader.h"
#include "casework/procedure.h"

namespace qinqing::casework {

// Values by field id, in the form JSON has them: text, choice, date and money as strings, counts as
// integers, booleans as booleans.
struct FieldValues {
  boost::json::object plain;     // of fields that say nothing of a person
  boost::json::object personal;  // of those that do

  // nullptr where the field was not given.
  const boost::json::value* find(std::string_view field) const;
  // The text of a given text, choice, date or money field, else "".
  std::string text(std::string_view field) const;
};

// `given` is an object or null (nothing given). `text`: all values come as text, as a form posts
// them, and an empty one is not given. Text is trimmed. Faults, by pointer below `pointer`:
// "missing", "unknown_key" (a field this transition does not ask), "type", "value", "too_long".
base::Result<FieldValues> read_fields(const Procedure& procedure, const Transition& transition,
                                      const boost::json::value& given, std::string_view pointer,
                                      base::Scalars scalars = base::Scalars::typed);

}  // namespace qinqing::casework
