// The slow way to evaluate a model: walks the trees of its expressions, by name, in the order of
// the standard's text, and allocates as it likes. Only tests use it: what the compiled form says
// must be what this says.
//
// THIS CODE SHOULD NEVER BE USED IN PRODUCTION.
//
// It shares with the engine the XML reader, the parser, the types and the meaning of one operator
// on two values; it has its own names, conditions, rules, hit policies and unknowns.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "dmn/dmn.h"
#include "dmn/document.h"
#include "dmn/linker.h"

namespace qinqing::dmn::testing {

// A value, or the names of the inputs it waits for.
struct Known {
  std::optional<Value> value;
  std::set<std::string> waits_for;
};

struct ReferenceRule {
  RuleState state = RuleState::failed;
  std::size_t condition = 0;
  std::set<std::string> inputs;
};

struct ReferenceResult {
  Known result;
  std::vector<ReferenceRule> rules;  // of a table
};

class Reference {
 public:
  // Requires a model that loads.
  explicit Reference(std::string_view xml);

  using Inputs = std::map<std::string, Value>;  // absent: not in the map
  using Results = std::map<std::string, ReferenceResult>;

  // All decisions, by name.
  Results run(const Inputs& inputs) const;

 private:
  using Names = std::map<std::string, Known>;

  // The decision's result, worked out once.
  const ReferenceResult& decision(const DecisionDocument& decision, const Inputs& inputs,
                                  Results& results) const;
  Names names_for(const DecisionDocument& decision, const Inputs& inputs, Results& results) const;
  std::vector<ReferenceRule> rules(const TableDocument& table, const std::vector<Known>& columns,
                                   const Names& names) const;
  Known table_result(const TableDocument& table, const std::vector<Known>& columns,
                     const std::vector<ReferenceRule>& states, const Names& names) const;
  Known outputs(const TableDocument& table, const std::vector<Known>& values) const;
  std::size_t rank(const std::optional<ExpressionText>& allowed, const Value& value) const;
  std::vector<std::size_t> ranks(const TableDocument& table, const Value& output) const;
  Value combined(const TableDocument& table, std::vector<Value> values) const;
  Known defaults(const TableDocument& table, const Names& names) const;
  Known evaluate(const ExpressionText& text, const Names& names) const;
  Known column(const TableInput& input, const Names& names) const;
  Value typed(const Value& value, const std::string& type_ref) const;

  // Parsed on first use.
  const UnaryTests& tests(const ExpressionText& text, const Names& names) const;
  const Node& tree(const ExpressionText& text, const Names& names) const;

  Document document_;
  TypeTable types_;
  mutable std::map<const ExpressionText*, UnaryTests> tests_;
  mutable std::map<const ExpressionText*, Node> trees_;
};

}  // namespace qinqing::dmn::testing
