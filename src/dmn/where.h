// The place of a warning, in words: 决策“eat”，规则 eat-3，输出 2.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "dmn/document.h"

namespace qinqing::dmn {

enum class Part : std::uint8_t {
  result,          // the decision as a whole
  logic,           // its literal expression
  input_column,    // column
  condition,       // row, column
  output,          // row, column
  default_output,  // column
};

struct Where {
  Part part = Part::result;
  std::uint32_t row = 0;
  std::uint32_t column = 0;
};

// `rule_id` may be "" where the rule has none or none is meant.
std::string describe(std::string_view decision, const Where& where, std::string_view rule_id);

}  // namespace qinqing::dmn
