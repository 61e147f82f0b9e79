#include "app/dmn_explanation.h"

#include "app/dmn_values.h"

namespace qinqing::app {
namespace {

using dmn::ExplainedColumn;
using dmn::ExplainedRule;
using dmn::Source;

template <class Items, class Text>
std::string array(const Items& items, Text text) {
  std::string out;
  for (const auto& item : items) out += (out.empty() ? "" : ",") + text(item);
  return "[" + out + "]";
}

std::string member(const char* name, const std::string& json) {
  return ",\"" + std::string(name) + "\":" + json;
}

const char* name_of(Source::From from) {
  switch (from) {
    case Source::From::given:
      return "given";
    case Source::From::missing:
      return "missing";
    case Source::From::decision:
      return "decision";
    case Source::From::knowledge:
      return "knowledge";
    case Source::From::local:
      break;
  }
  return "local";
}

std::string opened(const Source& source) {
  return std::string("{\"from\":\"") + name_of(source.from) + "\"" +
         member("name", json_string(source.name));
}

std::string column_json(const ExplainedColumn& column) {
  return "{\"expression\":" + json_string(column.expression) +
         (column.label.empty() ? "" : member("label", json_string(column.label))) +
         member("value", to_json(column.value)) +
         member("sources",
                array(column.sources, [](const Source& source) { return opened(source) + "}"; })) +
         "}";
}

// The failed condition with its column and the value there, so that it can be read by itself.
std::string rule_json(const ExplainedRule& rule, std::size_t number,
                      const std::vector<ExplainedColumn>& columns) {
  std::string out = "{\"rule\":" + std::to_string(number);
  if (!rule.id.empty()) out += member("id", json_string(rule.id));
  switch (rule.state) {
    case ExplainedRule::State::matched:
      out += member("state", "\"matched\"") + member("outputs", array(rule.outputs, json_string));
      if (!rule.annotations.empty())
        out += member("annotations", array(rule.annotations, json_string));
      break;
    case ExplainedRule::State::failed:
      out += member("state", "\"failed\"") +
             member("column", json_string(columns[rule.column].expression)) +
             member("condition", json_string(rule.condition)) +
             member("value", to_json(columns[rule.column].value));
      break;
    case ExplainedRule::State::not_reached:
      out += member("state", "\"not_reached\"");
      break;
  }
  return out + "}";
}

std::string table_json(const dmn::ExplainedTable& table) {
  std::size_t number = 0;
  return "{\"hit_policy\":" + json_string(table.hit_policy) +
         member("inputs", array(table.columns, column_json)) +
         member("rules", array(table.rules,
                               [&](const ExplainedRule& rule) {
                                 return rule_json(rule, ++number, table.columns);
                               })) +
         "}";
}

std::string step_json(const dmn::ExplainedStep& step) {
  return std::string("{\"") + name_of(step.kind) + "\":" + json_string(step.name) +
         member("value", to_json(step.value)) +
         member("inputs", array(step.inputs,
                                [](const dmn::ExplainedInput& input) {
                                  std::string out = opened(input.source);
                                  if (input.source.from != Source::From::knowledge)
                                    out += member("value", to_json(input.value));
                                  return out + "}";
                                })) +
         member("tables", array(step.tables, table_json)) + "}";
}

}  // namespace

std::string to_json(const dmn::Explanation& explanation) {
  return array(explanation.steps, step_json);
}

}  // namespace qinqing::app
