#include "dmn/tables.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "dmn/expression_check.h"

namespace qinqing::dmn {

namespace {

// Any strict order in which equal values are equivalent, so that 1.0 and 1 are one endpoint.
struct ValueLess {
  bool operator()(const Value& a, const Value& b) const {
    if (a.kind() != b.kind()) return a.kind() < b.kind();
    if (a.kind() == Value::Kind::boolean) return !a.as_boolean() && b.as_boolean();
    return compare(Comparison::lt, a, b) == Truth::yes;
  }
};

class Endpoints {
 public:
  void add(const UnaryTests& tests) {
    for (const UnaryTest& test : tests.tests) {
      add(test.low.operand);
      if (test.high) add(test.high->operand);
    }
  }
  std::vector<Endpoint> take() { return std::move(out_); }

 private:
  void add(const Node& operand) {
    if (operand.kind == Node::Kind::literal) {
      if (literals_.insert(operand.literal).second)
        out_.push_back({.literal = operand.literal, .name = ""});
      return;
    }
    const std::string name = qualified_name(operand);
    if (names_.insert(name).second) out_.push_back({.literal = std::nullopt, .name = name});
  }

  std::set<Value, ValueLess> literals_;
  std::set<std::string> names_;
  std::vector<Endpoint> out_;
};

void add_names(const Node& node, std::vector<std::string>& out) {
  if (node.kind == Node::Kind::name && std::ranges::find(out, node.text) == out.end())
    out.push_back(node.text);
  for (const Node& child : node.children) add_names(child, out);
}

// The tests of a list each by itself; not(…) is one.
std::vector<std::string> allowed_tests(const std::optional<ExpressionText>& text,
                                       const std::optional<UnaryTests>& tests) {
  std::vector<std::string> out;
  if (!text || !tests || tests->any) return out;
  if (tests->negated) return {text->text};
  for (const UnaryTest& test : tests->tests) out.push_back(test.text);
  return out;
}

InputClause shown_input(const TableDocument& text, const CheckedTable& checked, std::size_t index,
                        const Linked& linked) {
  const TableInput& written = text.inputs[index];
  const CheckedColumn& column = checked.columns[index];
  InputClause out;
  out.id = written.id;
  out.label = written.label;
  out.expression = written.expression.text;
  out.type_ref = written.type_ref;
  if (const auto type = linked.types.find(written.type_ref); type && *type != kAnyType) {
    if (!linked.types.base_name(*type).empty()) out.type_ref = linked.types.base_name(*type);
  } else if (out.type_ref.empty() && column.expression.kind == Node::Kind::name) {
    out.type_ref = linked.types.base_name(linked.slot_types[column.expression.slot]);
  }
  out.allowed = allowed_tests(written.allowed, column.allowed);
  Endpoints endpoints;
  for (const CheckedRule& rule : checked.rules) endpoints.add(rule.conditions[index]);
  out.endpoints = endpoints.take();
  add_names(column.expression, out.names);
  return out;
}

}  // namespace

Table shown_table(const TableDocument& text, const CheckedTable& checked, const Linked& linked) {
  Table out;
  out.hit_policy = text.hit_policy;
  out.aggregation = text.aggregation;
  for (std::size_t i = 0; i < text.inputs.size(); ++i)
    out.inputs.push_back(shown_input(text, checked, i, linked));
  for (std::size_t i = 0; i < text.outputs.size(); ++i) {
    const TableOutput& written = text.outputs[i];
    const auto& tests = checked.outputs[i].priority;
    out.outputs.push_back(
        {.id = written.id,
         .name = written.name,
         .label = written.label,
         .type_ref = written.type_ref,
         .allowed = allowed_tests(written.allowed, tests),
         .default_entry = written.default_entry ? written.default_entry->text : ""});
  }
  out.annotations = text.annotations;
  for (const TableRule& written : text.rules) {
    RuleText rule{.id = written.id,
                  .description = written.description,
                  .conditions = {},
                  .outputs = {},
                  .annotations = written.annotations};
    for (const ExpressionText& condition : written.conditions)
      rule.conditions.push_back(condition.text.empty() ? "-" : condition.text);
    for (const ExpressionText& output : written.outputs) rule.outputs.push_back(output.text);
    out.rules.push_back(std::move(rule));
  }
  return out;
}

}  // namespace qinqing::dmn
