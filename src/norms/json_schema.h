// JSON Schemas written by hand: for what this folder writes without described structs.
//
//   record("Choice", {{"id", text_schema("编号")}, {"label", text_schema("文字")}})
//
// A title that is a name is the schema's name in the OpenAPI document (http/openapi.h).
//
// Thread-safety: pure functions.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <initializer_list>
#include <string_view>

namespace qinqing::norms {

boost::json::object text_schema(std::string_view description);
boost::json::object day_schema();
boost::json::object boolean_schema();
boost::json::object list_of(boost::json::value items);
// A string that is one of these; with a name where `title` is one.
boost::json::object names(std::initializer_list<std::string_view> values,
                          std::string_view title = "");
// An object whose members are all of these kind.
boost::json::object map_of(boost::json::value schema);
// An object: the members that are always there, and those that are left out where nothing is known.
boost::json::object record(std::string_view title, boost::json::object always,
                           const boost::json::object& sometimes = {});

}  // namespace qinqing::norms
