// An expression as a tree that tests make themselves: printed, it is what the engine reads; walked
// as it is, it says what the engine must answer. So neither the parser nor the compiler stands on
// both sides.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dmn/feel/value.h"

namespace qinqing::dmn::testing {

struct FeelTree {
  enum class Kind : std::uint8_t {
    literal,
    name,    // `text`
    negate,  // the next ones: parts
    add,
    subtract,
    multiply,
    divide,
    less,
    at_most,
    greater,
    at_least,
    equal,
    not_equal,
    conjunction,
    disjunction,
    between,
    in,  // the value, then the tests
    conditional,
    for_each,  // `names`; parts: a domain a name, then the body
    some,
    every,
    filter,       // the list, the condition
    list,         // items
    context,      // `names`; values
    path,         // the holder; `text`
    range,        // start, end; `start_included`, `end_included`
    unary_range,  // end; `form`
    call,         // `text`; arguments
  };

  Kind kind = Kind::literal;
  feel::Value literal;
  std::string text;
  std::vector<std::string> names;
  std::vector<FeelTree> parts;
  bool start_included = true;
  bool end_included = true;
  feel::Range::Form form = feel::Range::Form::less;

  static FeelTree of(feel::Value value);
  static FeelTree named(std::string name);
  static FeelTree made(Kind kind, std::vector<FeelTree> parts);
  static FeelTree called(std::string function, std::vector<FeelTree> arguments);
};

// With all parentheses, so that no precedence is needed to read it.
std::string feel_text(const FeelTree& tree);
// Whether the name stands in it.
bool mentions(const FeelTree& tree, std::string_view name);

}  // namespace qinqing::dmn::testing
