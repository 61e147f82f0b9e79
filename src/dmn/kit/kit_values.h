// Values as the kit's files write them (testCases.xsd, valueType).
//
// Thread-safety: pure functions.
#pragma once

#include <pugixml.hpp>
#include <string_view>

#include "dmn/feel/value.h"

namespace qinqing::dmn::kit {

std::vector<pugi::xml_node> children(pugi::xml_node node, std::string_view name);

// Of an inputNode, expected, item or component.
feel::Value value_of(pugi::xml_node node);

// Numbers to 8 decimals, as the kit asks; entries of contexts in any order.
bool agrees(const feel::Value& expected, const feel::Value& actual);

}  // namespace qinqing::dmn::kit
