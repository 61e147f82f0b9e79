// FEEL values from JSON and to JSON, for the command line.
//
// Thread-safety: pure functions.
#pragma once

#include <boost/json/value.hpp>
#include <string>

#include "base/fault.h"
#include "dmn/feel/type.h"
#include "dmn/feel/value.h"
#include "dmn/session.h"

namespace qinqing::app {

// A JSON value as the type says: days, times, durations and exact decimals are strings. Without a
// type it is what JSON says it is. Faults: "type" at the pointer.
dmn::feel::Value from_json(const boost::json::value& json, const dmn::feel::TypeRef& type,
                           const std::string& pointer, base::Faults& faults);

// Numbers as JSON numbers in full, days, times and durations as strings in ISO form, ranges and
// functions as FEEL writes them.
std::string to_json(const dmn::feel::Value& value);
std::string json_string(std::string_view text);
// The same at the end of `out`.
void write_json(const dmn::feel::Value& value, std::string& out);
void write_string(std::string_view text, std::string& out);

// What is given by name, each as its type says. Faults: as from_json; "unknown_key" where the model
// has no such input.
void set_inputs(dmn::Session& session, const boost::json::object& given, base::Faults& faults);

}  // namespace qinqing::app
