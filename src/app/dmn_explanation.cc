#include "app/dmn_explanation.h"

#include <algorithm>

#include "app/dmn_values.h"
#include "dmn/feel/walk.h"

namespace qinqing::app {
namespace {

using dmn::ModelElement;
using dmn::feel::Reference;
using dmn::feel::Trace;

template <class Items, class Text>
std::string array(const Items& items, Text text) {
  std::string out;
  for (const auto& item : items) out += (out.empty() ? "" : ",") + text(item);
  return "[" + out + "]";
}

// Separates items of an array that is being written.
void separate(std::string& out) {
  if (out.back() != '[') out += ',';
}

// Null in place of what is too large to be written.
void write_value(const dmn::feel::Value& value, std::string& out) {
  try {
    dmn::feel::check_size(value);
  } catch (const dmn::feel::LimitExceeded&) {
    out += "null";
    return;
  }
  write_json(value, out);
}

}  // namespace

void ExplanationWriter::write_steps(std::string& out) {
  out += '[';
  for (const Trace::Step& step : session_.trace().steps()) {
    separate(out);
    write_step(step, out);
  }
  out += ']';
}

const char* ExplanationWriter::source_name(std::uint32_t element, bool given) const {
  switch (session_.model().elements()[element].kind) {
    case ModelElement::Kind::input:
      return given ? "given" : "missing";
    case ModelElement::Kind::decision:
      return given ? "given" : "decision";
    default:
      return "knowledge";
  }
}

void ExplanationWriter::write_step(const Trace::Step& step, std::string& out) {
  const auto elements = session_.model().elements();
  ((out += "{\"") += source_name(step.element, false)) += "\":";
  write_string(elements[step.element].name, out);
  out += ",\"value\":";
  write_value(step.value, out);
  out += ",\"inputs\":[";
  for (const Trace::Asked& asked : step.asked) {
    separate(out);
    const std::string_view from = source_name(asked.element, asked.given);
    ((out += "{\"from\":\"") += from) += "\",\"name\":";
    write_string(elements[asked.element].name, out);
    if (from != "knowledge") {
      out += ",\"value\":";
      write_value(asked.value, out);
    }
    out += '}';
  }
  out += "],\"tables\":[";
  for (const std::size_t index : step.tables) {
    separate(out);
    write_table(session_.trace().tables()[index], step, out);
  }
  out += "]}";
}

void ExplanationWriter::write_sources(const std::vector<Reference>& references,
                                      const Trace::Step& step, std::string& out) const {
  out += '[';
  for (const Reference& reference : references) {
    separate(out);
    out += "{\"from\":\"";
    if (reference.to == Reference::To::element) {
      const auto asked = std::ranges::find(step.asked, reference.element, &Trace::Asked::element);
      out += source_name(reference.element, asked != step.asked.end() && asked->given);
    } else {
      out += reference.to == Reference::To::function ? "knowledge" : "local";
    }
    out += "\",\"name\":";
    write_string(reference.name, out);
    out += '}';
  }
  out += ']';
}

// The failed condition with its column and the value there, so that it can be read by itself.
void ExplanationWriter::write_table(const Trace::Table& table, const Trace::Step& step,
                                    std::string& out) {
  const TableText& text = text_of(*table.table);
  out += text.begin;
  if (values_.size() < table.inputs.size()) values_.resize(table.inputs.size());
  for (std::size_t i = 0; i < table.inputs.size(); ++i) {
    values_[i].clear();
    write_value(table.inputs[i], values_[i]);
    (out += text.columns[i]) += values_[i];
    out += ",\"sources\":";
    write_sources(table.table->text.columns[i].references, step, out);
    out += '}';
  }
  out += "],\"rules\":[";
  for (std::size_t i = 0; i < table.rules.size(); ++i) {
    const RuleText& rule = text.rules[i];
    if (i > 0) out += ',';
    if (table.rules[i] == Trace::kMatched)
      out += rule.matched;
    else if (table.rules[i] == Trace::kNotReached)
      out += rule.not_reached;
    else
      ((out += rule.failed[table.rules[i]]) += values_[table.rules[i]]) += '}';
  }
  out += "]}";
}

const ExplanationWriter::TableText& ExplanationWriter::text_of(
    const dmn::feel::DecisionTable& table) {
  const auto [found, made] = texts_.try_emplace(&table);
  TableText& out = found->second;
  if (!made) return out;
  out.begin = "{\"hit_policy\":" + json_string(table.text.hit_policy) + ",\"inputs\":[";
  for (const auto& column : table.text.columns)
    out.columns.push_back((out.columns.empty() ? "{\"expression\":" : ",{\"expression\":") +
                          json_string(column.expression) +
                          (column.label.empty() ? "" : ",\"label\":" + json_string(column.label)) +
                          ",\"value\":");
  for (const auto& written : table.text.rules) {
    RuleText& rule = out.rules.emplace_back();
    const std::string begin = "{\"rule\":" + std::to_string(out.rules.size()) +
                              (written.id.empty() ? "" : ",\"id\":" + json_string(written.id));
    rule.not_reached = begin + ",\"state\":\"not_reached\"}";
    rule.matched = begin +
                   ",\"state\":\"matched\",\"outputs\":" + array(written.outputs, json_string) +
                   (written.annotations.empty()
                        ? ""
                        : ",\"annotations\":" + array(written.annotations, json_string)) +
                   "}";
    for (std::size_t i = 0; i < table.text.columns.size(); ++i)
      rule.failed.push_back(
          begin + ",\"state\":\"failed\",\"column\":" +
          json_string(table.text.columns[i].expression) + ",\"condition\":" +
          json_string(i < written.conditions.size() ? written.conditions[i] : "") + ",\"value\":");
  }
  return out;
}

}  // namespace qinqing::app
