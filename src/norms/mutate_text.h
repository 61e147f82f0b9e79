// The small changes that mutation makes to texts: numbers by a cent, days by a day, offsets by one.
// Private to mutate.cc.
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "norms/pack.h"

namespace qinqing::norms {

// Each number literal of a condition moved up and down: by one for counts, else by one cent.
// Numbers inside string literals are left alone.
std::vector<std::string> shifted_numbers(std::string_view condition, bool count);

// Each date("…") of a condition moved by a day, both ways.
std::vector<std::string> shifted_dates(std::string_view condition);

struct YamlChange {
  std::string op;
  std::string pointer;
  std::string description;
  std::string value;
};

// Every change of one YAML file: dates under from, to and edition; parameter values; offsets and
// clause references of duties.
std::vector<YamlChange> yaml_changes(const boost::json::value& tree, std::string_view file,
                                     const Pack& pack);

}  // namespace qinqing::norms
