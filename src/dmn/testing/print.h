// Trees as text, for the tables of parser tests: (+ a (* 2 b)), [>= 1, < 5].
#pragma once

#include <string>

#include "dmn/tree.h"

namespace qinqing::dmn::testing {

std::string print(const Node& node);
std::string print(const UnaryTests& tests);

}  // namespace qinqing::dmn::testing
