// The tree of an expression and of a cell's unary tests, as the parser leaves it: names resolved to
// slots, nothing checked or computed.
//
// Invariants after parsing: `depth` is at most kDepthMax; a name has a slot, an unknown name only
// its text; binary nodes have two children, negate, logic_not and member one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dmn/dmn.h"
#include "dmn/truth.h"

namespace qinqing::dmn {

struct Node {
  enum class Kind : std::uint8_t {
    literal,       // literal
    name,          // slot, text
    unknown_name,  // text
    member,        // child 0 . text
    negate,
    add,
    subtract,
    multiply,
    divide,
    power,
    compare,  // comparison
    logic_and,
    logic_or,
    logic_not,
    list,  // the children are its items
  };
  static constexpr std::size_t kDepthMax = 200;

  Kind kind = Kind::literal;
  Comparison comparison = Comparison::eq;
  std::uint32_t slot = 0;
  std::uint32_t depth = 1;
  std::size_t begin = 0;  // in the expression, in bytes
  Value literal;
  std::string text;
  std::vector<Node> children;
};

struct TestBound {
  Comparison comparison = Comparison::eq;
  Node operand;
};

// `value low.comparison low.operand` and, for an interval, the same with `high`.
struct UnaryTest {
  TestBound low;
  std::optional<TestBound> high;
  std::string text;  // as written
};

struct UnaryTests {
  bool any = false;              // "-": always yes
  bool negated = false;          // not(…)
  std::vector<UnaryTest> tests;  // one of them must hold
};

}  // namespace qinqing::dmn
