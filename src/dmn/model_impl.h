// What a Model holds. Private to the engine.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "dmn/dmn.h"
#include "dmn/program.h"

namespace qinqing::dmn {

struct Model::Impl {
  std::string name;
  std::string name_space;
  std::vector<Input> inputs;
  std::vector<DecisionInfo> decisions;
  std::vector<std::optional<Table>> tables;                 // one a decision
  std::vector<std::vector<std::uint32_t>> required_inputs;  // of each decision, directly
  std::map<std::string, std::uint32_t, std::less<>> inputs_by_name;
  std::map<std::string, std::uint32_t, std::less<>> decisions_by_name;
  std::map<std::string, std::uint32_t, std::less<>> decisions_by_id;
  Program program;
};

}  // namespace qinqing::dmn
