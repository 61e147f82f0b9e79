// What a DMN file says, before any of it is understood: names unresolved, expressions as text, each
// with the place it stands at.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "dmn/dmn.h"

namespace qinqing::dmn {

struct Place {
  std::string pointer;  // "/definitions/decision[eat]/decisionTable/rule[eat-1]/inputEntry[2]"
  int line = 0;
};

struct ExpressionText {
  std::string text;  // without white space around it
  Place place;
};

struct ItemDefinition {
  std::string name;
  std::string type_ref;  // "" where it has components
  std::optional<ExpressionText> allowed;
  bool is_collection = false;
  std::vector<ItemDefinition> components;
  Place place;
};

struct InputData {
  std::string id;
  std::string name;
  std::string type_ref;
  Place place;
};

struct TableInput {
  std::string id;
  std::string label;
  ExpressionText expression;
  std::string type_ref;
  std::optional<ExpressionText> allowed;
};

struct TableOutput {
  std::string id;
  std::string name;
  std::string label;
  std::string type_ref;
  std::optional<ExpressionText> allowed;
  std::optional<ExpressionText> default_entry;
  Place place;
};

struct TableRule {
  std::string id;
  std::string description;
  std::vector<ExpressionText> conditions;
  std::vector<ExpressionText> outputs;
  std::vector<std::string> annotations;
  Place place;
};

struct TableDocument {
  HitPolicy hit_policy = HitPolicy::unique;
  Aggregation aggregation = Aggregation::none;
  std::vector<TableInput> inputs;
  std::vector<TableOutput> outputs;
  std::vector<std::string> annotations;
  std::vector<TableRule> rules;
  Place place;
};

// Decision logic that this engine cannot run, by the name of its element.
struct UnsupportedLogic {
  std::string element;
  Place place;
};
struct NoLogic {};

struct Requirement {
  std::string id;  // what the href names
  Place place;
};

struct DecisionDocument {
  std::string id;
  std::string name;
  std::string description;
  std::string variable;  // the name that other decisions use
  std::string type_ref;
  std::vector<Requirement> inputs;
  std::vector<Requirement> decisions;
  std::variant<NoLogic, UnsupportedLogic, ExpressionText, TableDocument> logic;
  Place place;
};

struct Document {
  std::string name;
  std::string name_space;
  std::vector<ItemDefinition> item_definitions;
  std::vector<InputData> inputs;
  std::vector<DecisionDocument> decisions;
};

}  // namespace qinqing::dmn
