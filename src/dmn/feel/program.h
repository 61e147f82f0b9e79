// Compiled FEEL: the expressions of one decision or model element as one compact tree.
//
// Names are resolved when it is compiled: a variable is a slot of its function's frame, a captured
// value or an element of the model ("global"). Immutable once compiled; shared between threads.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "dmn/feel/function.h"
#include "dmn/feel/type.h"
#include "dmn/feel/value.h"

namespace qinqing::dmn::feel {

using NodeId = std::uint32_t;
inline constexpr NodeId kNoNode = 0xffff'ffff;

enum class Op : std::uint8_t {
  constant,  // a: constant
  local,     // a: slot
  capture,   // a: index in the function's captured values
  global,    // a: element of the model
  member,    // a: name; b: list of nodes whose contexts may have it; c: node otherwise
  negate,    // a
  add,       // a, b; so the next ones
  subtract,
  multiply,
  divide,
  power,
  less,
  at_most,
  greater,
  at_least,
  equal,
  not_equal,
  conjunction,
  disjunction,
  between,        // a: value, b: low, c: high
  in,             // a: value, b: list of tests
  conditional,    // a: condition, b, c
  for_each,       // a: list of iterations, b: body, c: slot of `partial` or kNoNode
  some,           // a: list of iterations, b: condition
  every,          // a: list of iterations, b: condition
  filter,         // a: list, b: condition, c: slot of `item`
  path,           // a: value, b: name
  list,           // a: list of items
  context,        // a: list of (name, node, slot)*
  boxed_context,  // a: the same; c: node of the result
  range,          // a, b; flag: 1 start included, 2 end included
  unary_range,    // a; flag: Range::Form
  call,           // a: function, b: list of arguments, c: list of names or kNoNode
  instance_of,    // a: value, b: type
  lambda,         // a: lambda
  coerce,         // a: value, b: type or kNoNode
  tests,          // a: value, b: list of tests; flag 1: negated
  test_value,     // inside tests. a: expression; flag 1: it speaks of the value (`?`)
  test_any,       // inside tests: `-`
  table,          // a: decision table
  failed,         // a: text; null with that warning
};

struct Node {
  Op op = Op::constant;
  std::uint8_t flag = 0;
  NodeId a = kNoNode;
  NodeId b = kNoNode;
  NodeId c = kNoNode;
};

// `for a in x..y`: what one iteration walks over.
struct Iteration {
  std::uint32_t slot = 0;
  NodeId domain = kNoNode;
  NodeId range_end = kNoNode;  // of a range without brackets
};

struct Capture {
  enum class From : std::uint8_t { local, capture, global, self };
  From from = From::local;
  std::uint32_t index = 0;
};

struct Lambda {
  std::vector<Parameter> parameters;
  TypeRef result;     // what the value is brought to; nullptr: as it is
  TypeRef body_type;  // what is known of the value; nullptr: nothing
  std::vector<Capture> captures;
  NodeId body = kNoNode;
  std::uint32_t frame_size = 0;
};

enum class Hit : std::uint8_t {
  unique,
  any,
  priority,
  first,
  collect,
  rule_order,
  output_order,
};
enum class Aggregate : std::uint8_t { none, sum, count, min, max };

// A name that the text of an expression used.
struct Reference {
  enum class To : std::uint8_t { element, function, local };
  To to = To::local;
  std::uint32_t element = 0;  // element: its index in the model
  std::string name;
};

// A decision table as it was written, for those who want to know why.
struct TableText {
  struct Column {
    std::string label;
    std::string expression;
    std::vector<Reference> references;  // each once
  };
  struct Rule {
    std::string id;
    std::vector<std::string> conditions;
    std::vector<std::string> outputs;
    std::vector<std::string> annotations;
  };
  std::string hit_policy;
  std::vector<Column> columns;
  std::vector<Rule> rules;
};

struct TableColumn {
  NodeId expression = kNoNode;
  std::uint32_t slot = 0;    // where the value stands while its tests are evaluated
  NodeId allowed = kNoNode;  // tests over the slot
  TypeRef type;
};

struct TableResult {
  std::string name;  // "" for the only output
  TypeRef type;
  NodeId allowed = kNoNode;  // tests over the slot
  std::uint32_t slot = 0;
  std::vector<NodeId> priorities;  // the allowed values, highest first
  NodeId fallback = kNoNode;
};

struct DecisionTable {
  Hit hit = Hit::unique;
  Aggregate aggregate = Aggregate::none;
  std::vector<TableColumn> inputs;
  std::vector<TableResult> outputs;
  std::uint32_t rule_count = 0;
  std::vector<NodeId> conditions;  // rule by rule, one an input
  std::vector<NodeId> entries;     // rule by rule, one an output
  TableText text;
};

struct Program {
  std::vector<Node> nodes;
  std::vector<std::uint32_t> lists;  // each: its length, then its entries
  std::vector<Value> constants;
  std::vector<std::string> names;
  std::vector<std::vector<std::string>> argument_names;
  std::vector<TypeRef> types;
  std::vector<Lambda> lambdas;
  std::vector<Iteration> iterations;
  std::vector<DecisionTable> tables;
  NodeId root = kNoNode;
  std::uint32_t frame_size = 0;

  // The list that a node names by its place.
  std::span<const std::uint32_t> list(std::uint32_t at) const {
    return {lists.data() + at + 1, lists[at]};
  }
};

}  // namespace qinqing::dmn::feel
