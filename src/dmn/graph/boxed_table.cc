// Decision tables (DMN 1.5 §8.3).
#include "dmn/graph/boxed.h"

namespace qinqing::dmn::graph {
namespace {

using feel::Aggregate;
using feel::DecisionTable;
using feel::Hit;
using feel::kNoNode;
using feel::NodeId;
using feel::Op;
using feel::Typed;
using feel::TypeRef;
using Element = XmlTree::Element;

std::optional<Hit> hit_of(std::string_view name) {
  static constexpr std::pair<std::string_view, Hit> kNames[] = {
      {"", Hit::unique},
      {"UNIQUE", Hit::unique},
      {"ANY", Hit::any},
      {"PRIORITY", Hit::priority},
      {"FIRST", Hit::first},
      {"COLLECT", Hit::collect},
      {"RULE ORDER", Hit::rule_order},
      {"OUTPUT ORDER", Hit::output_order},
  };
  for (const auto& [known, hit] : kNames)
    if (known == name) return hit;
  return std::nullopt;
}

Aggregate aggregate_of(std::string_view name) {
  if (name == "SUM") return Aggregate::sum;
  if (name == "COUNT") return Aggregate::count;
  if (name == "MIN") return Aggregate::min;
  if (name == "MAX") return Aggregate::max;
  return Aggregate::none;
}

std::size_t count_of(const Element& element, std::string_view name) {
  std::size_t count = 0;
  for (const Element* child : element.children)
    if (child->name == name) ++count;
  return count;
}

std::string text_in(const Element& holder) {
  const Element* text = holder.child("text");
  return text == nullptr ? "" : text->text();
}

}  // namespace

NodeId BoxedCompiler::tests(const Element& holder, std::uint32_t slot, const TypeRef& type) {
  const std::string text = text_in(holder);
  compiler_.push_scope();
  compiler_.declare_at("?", slot, type);
  NodeId node = kNoNode;
  try {
    node = compiler_.tests(text.empty() ? "-" : text, compiler_.local(slot));
  } catch (const feel::SyntaxError& error) {
    node = fault(holder, "第 " + std::to_string(error.position + 1) + " 字节：" + error.what).node;
  }
  compiler_.pop_scope();
  return node;
}

void BoxedCompiler::table_input(const Element& input, DecisionTable& table) {
  feel::TableColumn column;
  const Element* expression = input.child("inputExpression");
  compiler_.take_references();
  Typed value = expression == nullptr ? fault(input, "没有输入表达式") : text_of(*expression);
  if (expression != nullptr) {
    column.type = types_.resolve(expression->attribute("typeRef"), *expression);
    value.node = compiler_.coerce(value.node, column.type);
  }
  if (!column.type) column.type = value.type;
  table.text.columns.push_back({input.attribute("label"),
                                expression == nullptr ? "" : text_in(*expression),
                                compiler_.take_references()});
  column.expression = value.node;
  column.slot = compiler_.new_slot();
  if (const Element* allowed = input.child("inputValues"))
    column.allowed = tests(*allowed, column.slot, column.type);
  table.inputs.push_back(std::move(column));
}

void BoxedCompiler::table_output(const Element& output, bool only, DecisionTable& table) {
  feel::TableResult result;
  if (!only) result.name = output.attribute("name");
  result.type = types_.resolve(output.attribute("typeRef"), output);
  result.slot = compiler_.new_slot();
  const Element* allowed = output.child("outputValues");
  if (allowed != nullptr && !text_in(*allowed).empty()) {
    result.allowed = tests(*allowed, result.slot, result.type);
    compiler_.push_scope();
    compiler_.declare_at("?", result.slot, result.type);
    try {
      result.priorities = compiler_.single_tests(text_in(*allowed), compiler_.local(result.slot));
    } catch (const feel::SyntaxError&) {
      // Named by tests() above.
    }
    compiler_.pop_scope();
  }
  const Element* fallback = output.child("defaultOutputEntry");
  if (fallback != nullptr && !text_in(*fallback).empty())
    result.fallback = compiler_.coerce(text_of(*fallback).node, result.type);
  table.outputs.push_back(std::move(result));
}

feel::TableText::Rule BoxedCompiler::rule_text(const Element& rule) {
  feel::TableText::Rule out;
  out.id = rule.attribute("id");
  for (const Element* entry : rule.children) {
    if (entry->name == "inputEntry") out.conditions.push_back(text_in(*entry));
    if (entry->name == "outputEntry") out.outputs.push_back(text_in(*entry));
    if (entry->name == "annotationEntry") out.annotations.push_back(text_in(*entry));
  }
  return out;
}

void BoxedCompiler::table_rule(const Element& rule, DecisionTable& table) {
  table.text.rules.push_back(rule_text(rule));
  std::size_t inputs = 0;
  std::size_t outputs = 0;
  for (const Element* entry : rule.children) {
    if (entry->name == "inputEntry" && inputs < table.inputs.size()) {
      const feel::TableColumn& column = table.inputs[inputs++];
      table.conditions.push_back(tests(*entry, column.slot, column.type));
    } else if (entry->name == "outputEntry" && outputs < table.outputs.size()) {
      ++outputs;
      const TypeRef own = types_.resolve(entry->attribute("typeRef"), *entry);
      table.entries.push_back(compiler_.coerce(text_of(*entry).node, own));
    }
  }
  // What is not written is any value, or none.
  for (; inputs < table.inputs.size(); ++inputs)
    table.conditions.push_back(compiler_.constant(feel::Value(true)));
  for (; outputs < table.outputs.size(); ++outputs)
    table.entries.push_back(compiler_.constant(feel::Value()));
  ++table.rule_count;
}

Typed BoxedCompiler::table(const Element& expression) {
  const auto hit = hit_of(expression.attribute("hitPolicy"));
  if (!hit) return fault(expression, "没有这种命中策略");
  DecisionTable table;
  table.hit = *hit;
  table.text.hit_policy = expression.attribute("hitPolicy");
  if (table.text.hit_policy.empty()) table.text.hit_policy = "UNIQUE";
  table.aggregate = aggregate_of(expression.attribute("aggregation"));
  const bool only = count_of(expression, "output") == 1;
  for (const Element* child : expression.children)
    if (child->name == "input") table_input(*child, table);
  for (const Element* child : expression.children)
    if (child->name == "output") table_output(*child, only, table);
  if (table.outputs.empty()) return fault(expression, "决策表没有输出");
  for (const Element* child : expression.children)
    if (child->name == "rule") table_rule(*child, table);
  TypeRef type = only ? table.outputs.front().type : nullptr;
  const bool many = table.hit == Hit::rule_order || table.hit == Hit::output_order ||
                    (table.hit == Hit::collect && table.aggregate == Aggregate::none);
  if (many) type = type ? feel::list_of(type) : nullptr;
  return {compiler_.table(std::move(table)), std::move(type)};
}

}  // namespace qinqing::dmn::graph
