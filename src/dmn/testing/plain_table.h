// A decision table as tests make it: printed, it is a model that the engine loads; taken as it is,
// it says by DMN 1.5 §8.2.8–8.2.11 what the engine must answer. See feel_tree.h and plain_feel.h.
//
// THIS CODE SHOULD NEVER BE USED IN PRODUCTION.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dmn/testing/plain_feel.h"

namespace qinqing::dmn::testing {

struct PlainCell {
  bool negated = false;
  std::vector<FeelTree> tests;  // none: `-`
};

struct PlainInput {
  std::string name;  // of input data
  std::string type;  // "": any
};

struct PlainColumn {
  FeelTree expression;
  std::string type;   // "": any
  PlainCell allowed;  // `-`: any
};

struct PlainOutput {
  std::string name;
  std::string type;
  std::vector<feel::Value> allowed;  // highest priority first; none: any
  std::optional<FeelTree> fallback;
};

struct PlainRule {
  std::vector<PlainCell> cells;
  std::vector<FeelTree> entries;
};

struct PlainTable {
  std::string hit;        // as the standard's XML spells it
  std::string aggregate;  // "" or "SUM" …
  std::vector<PlainInput> inputs;
  std::vector<PlainColumn> columns;
  std::vector<PlainOutput> outputs;
  std::vector<PlainRule> rules;
};

std::string cell_text(const PlainCell& cell);
// A model with the one decision "result".
std::string model_text(const PlainTable& table);

struct PlainResult {
  feel::Value value;
  // A rule: the first column whose condition is not true; nullopt where all are.
  std::vector<std::optional<std::size_t>> failed;
};
// `inputs` may miss some and have some of another type than declared.
PlainResult plain_result(const PlainTable& table, const PlainNames& inputs);

}  // namespace qinqing::dmn::testing
