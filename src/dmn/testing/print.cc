#include "dmn/testing/print.h"

#include "dmn/arithmetic.h"

namespace qinqing::dmn::testing {

namespace {

std::string symbol(const Node& node) {
  if (node.kind == Node::Kind::list) return "list";
  if (node.kind == Node::Kind::member) return ".";
  return std::string(symbol_of(node.kind, node.comparison));
}

std::string shown(const TestBound& bound) {
  return std::string(symbol_of(Node::Kind::compare, bound.comparison)) + " " + print(bound.operand);
}

}  // namespace

std::string print(const Node& node) {
  switch (node.kind) {
    case Node::Kind::literal:
      return node.literal.to_feel();
    case Node::Kind::name:
      return "`" + node.text + "`";
    case Node::Kind::unknown_name:
      return "?" + node.text + "?";
    default:
      break;
  }
  std::string out = "(" + symbol(node);
  for (const Node& child : node.children) out += " " + print(child);
  if (node.kind == Node::Kind::member) out += " " + node.text;
  return out + ")";
}

std::string print(const UnaryTests& tests) {
  if (tests.any) return "any";
  std::string out = tests.negated ? "not[" : "[";
  for (std::size_t i = 0; i < tests.tests.size(); ++i) {
    const UnaryTest& test = tests.tests[i];
    if (i > 0) out += ", ";
    out += shown(test.low);
    if (test.high) out += " and " + shown(*test.high);
  }
  return out + "]";
}

}  // namespace qinqing::dmn::testing
