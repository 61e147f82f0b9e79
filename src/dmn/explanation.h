// How a decision came about: the decisions on the way, where each input's value came from, which
// rules matched, and of each rule that did not the first condition that failed.
//
// Thread-safety: plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dmn/feel/value.h"

namespace qinqing::dmn {

// Where a value came from.
struct Source {
  enum class From : std::uint8_t {
    given,      // input data, by the caller
    missing,    // input data that the caller did not give; its value is null
    decision,   // another decision's result
    knowledge,  // a business knowledge model or decision service that was called
    local,      // a parameter, a context's entry or a variable around
  };
  From from = From::given;
  std::string name;
};

struct ExplainedColumn {
  std::string label;
  std::string expression;  // as written
  feel::Value value;
  std::vector<Source> sources;  // of the names in the expression
};

struct ExplainedRule {
  enum class State : std::uint8_t {
    matched,
    failed,
    not_reached,  // hit policy FIRST: a rule before it matched
  };
  State state = State::failed;
  std::string id;
  // failed: the first condition that is not true.
  std::size_t column = 0;
  std::string condition;  // as written
  // matched: as written, one an output and one an annotation.
  std::vector<std::string> outputs;
  std::vector<std::string> annotations;
};

struct ExplainedTable {
  std::string hit_policy;
  std::vector<ExplainedColumn> columns;
  std::vector<ExplainedRule> rules;
};

struct ExplainedInput {
  Source source;
  feel::Value value;
};

// A decision or, where one was called, a business knowledge model or decision service.
struct ExplainedStep {
  Source::From kind = Source::From::decision;  // decision or knowledge
  std::string name;
  feel::Value value;
  std::vector<ExplainedInput> inputs;
  std::vector<ExplainedTable> tables;
};

struct Explanation {
  std::vector<ExplainedStep> steps;  // innermost first, the one asked for last
  bool cut = false;                  // more was evaluated than stands here
};

}  // namespace qinqing::dmn
