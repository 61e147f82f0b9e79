// The body of a check as it is written; what its facts mean is told by the pack. Described once:
// the reader, the refusal of unknown keys and the OpenAPI schema come from here.
#pragma once

#include <boost/describe.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"

namespace qinqing::norms {

struct CheckBody {
  std::optional<std::string> pack;
  std::string actor;
  std::optional<base::Date> asked_on;
  base::Date contact_on;
  std::vector<std::string> conducts;
  std::optional<boost::json::value> facts;
  std::vector<std::string> unknown;
  std::optional<std::string> place;  // whose rulings hold besides those of the whole city
  static constexpr std::string_view kTitle = "Check";
  static void describe(boost::json::object& properties);  // schema.cc
};
BOOST_DESCRIBE_STRUCT(CheckBody, (),
                      (pack, actor, asked_on, contact_on, conducts, facts, unknown, place))

}  // namespace qinqing::norms
