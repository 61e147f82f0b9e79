#include "dmn/testing/plain_table.h"

#include <algorithm>

namespace qinqing::dmn::testing {
namespace {

using feel::Context;
using feel::List;
using feel::Value;
using Kind = Value::Kind;

// §10.3.2.9.4, of the types that RandomFeel uses.
Value brought(const Value& value, const std::string& type) {
  const auto conforms = [&type](const Value& one) {
    return one.is_null() || type.empty() || feel::name_of(one.kind()) == type;
  };
  if (conforms(value)) return value;
  if (value.is(Kind::list) && value.as_list().size() == 1 && conforms(value.as_list().front()))
    return value.as_list().front();
  return {};
}

// §7.3.2 and table 55: what speaks of the value by `?` answers itself; anything else is compared.
std::optional<bool> passes(const FeelTree& test, const Value& value, const PlainNames& names) {
  PlainNames inner = names;
  inner["?"] = value;
  const Value tested = plain_value(test, inner);
  const bool compares =
      test.kind == FeelTree::Kind::unary_range || test.kind == FeelTree::Kind::name;
  if (!compares && mentions(test, "?") && tested.is(Kind::boolean)) return tested.as_boolean();
  // A null that is written is a value; one that came of a mistake decides nothing.
  if (tested.is_null() && !value.is_null() && test.kind != FeelTree::Kind::literal)
    return std::nullopt;
  return plain_in(value, tested);
}

std::optional<bool> passes(const PlainCell& cell, const Value& value, const PlainNames& names) {
  if (cell.tests.empty()) return true;
  bool open = false;
  for (const FeelTree& test : cell.tests) {
    const auto passed = passes(test, value, names);
    if (passed == true) return !cell.negated;
    open = open || !passed;
  }
  return open ? std::nullopt : std::optional(cell.negated);
}

bool is_allowed(const PlainOutput& output, const Value& value) {
  return value.is_null() || output.allowed.empty() ||
         std::ranges::any_of(output.allowed,
                             [&](const Value& one) { return plain_equal(one, value) == true; });
}

Value entry_of(const PlainOutput& output, const FeelTree& entry, const PlainNames& names) {
  Value value = brought(plain_value(entry, names), output.type);
  return is_allowed(output, value) ? value : Value();
}

// One output as it is, several as a context.
template <class Of>
Value together(const PlainTable& table, Of of) {
  if (table.outputs.size() == 1) return of(0);
  Context out;
  for (std::size_t i = 0; i < table.outputs.size(); ++i) out.put(table.outputs[i].name, of(i));
  return Value(std::move(out));
}

std::size_t rank(const PlainOutput& output, const Value& value) {
  for (std::size_t i = 0; i < output.allowed.size(); ++i)
    if (plain_equal(output.allowed[i], value) == true) return i;
  return output.allowed.size();
}

std::vector<std::size_t> ranks(const PlainTable& table, const Value& result) {
  std::vector<std::size_t> out;
  for (const PlainOutput& output : table.outputs)
    out.push_back(
        rank(output, table.outputs.size() == 1 ? result : *result.as_context().find(output.name)));
  return out;
}

Value aggregated(const std::string& aggregate, const List& results) {
  if (aggregate == "COUNT") return plain_call("count", {Value(results)});
  if (aggregate == "SUM") return plain_call("sum", {Value(results)});
  return plain_call(aggregate == "MIN" ? "min" : "max", {Value(results)});
}

// Of one rank the earlier rule comes first.
List by_rank(const PlainTable& table, const List& results) {
  std::multimap<std::vector<std::size_t>, Value> ordered;
  for (const Value& result : results) ordered.emplace(ranks(table, result), result);
  List out;
  for (const auto& entry : ordered) out.push_back(entry.second);
  return out;
}

Value combined(const PlainTable& table, List results) {
  if (table.hit == "UNIQUE") return results.size() == 1 ? results[0] : Value();
  if (table.hit == "FIRST") return results[0];
  if (table.hit == "ANY")
    return std::ranges::all_of(
               results, [&](const Value& one) { return plain_equal(one, results[0]) == true; })
               ? results[0]
               : Value();
  if (table.hit == "PRIORITY" || table.hit == "OUTPUT ORDER") results = by_rank(table, results);
  if (table.hit == "PRIORITY") return results[0];
  if (!table.aggregate.empty()) return aggregated(table.aggregate, results);
  return Value(std::move(results));
}

Value nothing_matched(const PlainTable& table, const PlainNames& names) {
  if (table.aggregate == "COUNT") return Value(std::int64_t{0});
  const bool any = std::ranges::any_of(
      table.outputs, [](const PlainOutput& output) { return output.fallback.has_value(); });
  if (!any) return {};
  return together(table, [&](std::size_t i) {
    const PlainOutput& output = table.outputs[i];
    return output.fallback ? brought(plain_value(*output.fallback, names), output.type) : Value();
  });
}

// --- as XML

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text)
    out += c == '<' ? "&lt;" : c == '&' ? "&amp;" : c == '"' ? "&quot;" : std::string(1, c);
  return out;
}

std::string tagged(const std::string& tag, const std::string& text) {
  return "<" + tag + "><text>" + escaped(text) + "</text></" + tag + ">";
}

std::string type_attribute(const std::string& type) {
  return type.empty() ? "" : " typeRef=\"" + type + "\"";
}

std::string output_text(const PlainOutput& output) {
  std::string allowed;
  for (const Value& value : output.allowed)
    allowed += (allowed.empty() ? "" : ", ") + value.to_feel();
  return "<output name=\"" + output.name + "\"" + type_attribute(output.type) + ">" +
         (allowed.empty() ? "" : tagged("outputValues", allowed)) +
         (output.fallback ? tagged("defaultOutputEntry", feel_text(*output.fallback)) : "") +
         "</output>";
}

std::string table_text(const PlainTable& table) {
  std::string out = "<decisionTable hitPolicy=\"" + table.hit + "\"" +
                    (table.aggregate.empty() ? "" : " aggregation=\"" + table.aggregate + "\"") +
                    ">";
  for (const PlainColumn& column : table.columns)
    out += "<input><inputExpression" + type_attribute(column.type) + "><text>" +
           escaped(feel_text(column.expression)) + "</text></inputExpression>" +
           (column.allowed.tests.empty() ? "" : tagged("inputValues", cell_text(column.allowed))) +
           "</input>";
  for (const PlainOutput& output : table.outputs) out += output_text(output);
  for (const PlainRule& rule : table.rules) {
    out += "\n<rule>";
    for (const PlainCell& cell : rule.cells) out += tagged("inputEntry", cell_text(cell));
    for (const FeelTree& entry : rule.entries) out += tagged("outputEntry", feel_text(entry));
    out += "</rule>";
  }
  return out + "</decisionTable>";
}

}  // namespace

std::string cell_text(const PlainCell& cell) {
  if (cell.tests.empty()) return "-";
  std::string out;
  for (const FeelTree& test : cell.tests) {
    const std::string text = feel_text(test);
    // Without parentheses the cell itself would be negated.
    out += (out.empty() ? "" : ", ") + (text.starts_with("not(") ? "(" + text + ")" : text);
  }
  return cell.negated ? "not(" + out + ")" : out;
}

std::string model_text(const PlainTable& table) {
  std::string out =
      "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"random\" "
      "namespace=\"urn:random\">\n";
  std::string required;
  for (std::size_t i = 0; i < table.inputs.size(); ++i) {
    const std::string id = "i" + std::to_string(i);
    out += "<inputData id=\"" + id + "\" name=\"" + table.inputs[i].name + "\"><variable name=\"" +
           table.inputs[i].name + "\"" + type_attribute(table.inputs[i].type) + "/></inputData>\n";
    required +=
        "<informationRequirement><requiredInput href=\"#" + id + "\"/></informationRequirement>";
  }
  return out + "<decision id=\"d\" name=\"result\"><variable name=\"result\"/>" + required +
         table_text(table) + "</decision></definitions>";
}

PlainResult plain_result(const PlainTable& table, const PlainNames& inputs) {
  PlainNames names;
  for (const PlainInput& input : table.inputs) {
    const auto given = inputs.find(input.name);
    names[input.name] = given == inputs.end() ? Value() : brought(given->second, input.type);
  }
  List values;
  for (const PlainColumn& column : table.columns) {
    Value value = brought(plain_value(column.expression, names), column.type);
    values.push_back(passes(column.allowed, value, names) == true ? value : Value());
  }
  PlainResult out;
  List results;
  for (const PlainRule& rule : table.rules) {
    std::optional<std::size_t> failed;
    for (std::size_t i = 0; i < values.size() && !failed; ++i)
      if (passes(rule.cells[i], values[i], names) != true) failed = i;
    out.failed.push_back(failed);
    if (!failed)
      results.push_back(together(table, [&](std::size_t i) {
        return entry_of(table.outputs[i], rule.entries[i], names);
      }));
  }
  out.value = results.empty() ? nothing_matched(table, names) : combined(table, std::move(results));
  return out;
}

}  // namespace qinqing::dmn::testing
