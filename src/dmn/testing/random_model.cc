#include "dmn/testing/random_model.h"

#include <array>
#include <optional>
#include <string_view>

#include "base/text.h"
#include "dmn/testing/table_text.h"

namespace qinqing::dmn::testing {

namespace {

constexpr std::array<std::string_view, 8> kNames = {
    "meal kind", "cost", "a+b", "Approved/Declined", "对方 关系", "in office", "x", "x y"};
const std::vector<std::string> kStrings = {"eat", "take", "", "礼品", "b\\\"c", "zz"};
const std::vector<std::string> kNumbers = {"-1", "0", "1", "1.0", "18", "99.99", "100", "-0.5"};
const std::vector<std::string> kDates = {"2024-02-29", "2026-11-27", "2026-11-28", "2027-01-01"};
constexpr std::array<std::string_view, 7> kPolicies = {
    "UNIQUE", "ANY", "PRIORITY", "FIRST", "RULE ORDER", "OUTPUT ORDER", "COLLECT"};
constexpr std::array<std::string_view, 4> kAggregations = {"SUM", "COUNT", "MIN", "MAX"};
constexpr std::array<std::string_view, 4> kTypes = {"string", "number", "boolean", "date"};

std::string text_element(std::string_view name, std::string_view text) {
  return "<" + std::string(name) + "><text>" + base::escaped_for_markup(text) + "</text></" +
         std::string(name) + ">";
}

}  // namespace

RandomModel::RandomModel(std::uint64_t seed) : random_(seed) {
  xml_ =
      "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"random\">\n"
      "<itemDefinition name=\"few\"><typeRef>string</typeRef>" +
      text_element("allowedValues", R"("eat", "take", "zz")") + "</itemDefinition>\n";
  add_inputs();
  const std::size_t decisions = 1 + below(3);
  for (std::size_t d = 0; d < decisions; ++d) add_decision(d);
  xml_ += "</definitions>\n";
}

void RandomModel::add_inputs() {
  const std::size_t count = 2 + below(5);
  const std::size_t first = below(kNames.size());
  for (std::size_t i = 0; i < count; ++i) {
    Name name{.text = std::string(kNames.at((first + i) % kNames.size())),
              .id = "i" + std::to_string(i),
              .kind = any_kind(),
              .typed = chance(80)};
    std::string type;
    if (name.typed) type = kTypes.at(static_cast<std::size_t>(name.kind));
    if (type == "string" && chance(20)) type = "few";
    xml_ += "<inputData id=\"" + name.id + "\" name=\"" + name.text + "\"><variable name=\"" +
            name.text + "\"" + (type.empty() ? "" : " typeRef=\"" + type + "\"") +
            "/></inputData>\n";
    inputs_.push_back(name);
  }
  names_ = inputs_;
}

void RandomModel::add_decision(std::size_t index) {
  Name name{.text = "decision " + std::to_string(index),
            .id = "d" + std::to_string(index),
            .kind = any_kind(),
            .typed = chance(20)};
  xml_ += "<decision id=\"" + name.id + "\" name=\"" + name.text + "\"><variable name=\"" +
          name.text + "\"" +
          (name.typed
               ? " typeRef=\"" + std::string(kTypes.at(static_cast<std::size_t>(name.kind))) + "\""
               : "") +
          "/>";
  for (const Name& required : names_) {
    const std::string element = required.id.front() == 'i' ? "requiredInput" : "requiredDecision";
    xml_ += "<informationRequirement><" + element + " href=\"#" + required.id +
            "\"/></informationRequirement>";
  }
  xml_ += "\n";
  if (chance(25)) {
    xml_ += text_element("literalExpression", expression(name.kind));
  } else {
    add_table(name.kind);
  }
  xml_ += "</decision>\n";
  names_.push_back(name);
}

void RandomModel::add_table(Kind kind) {
  const std::string policy(kPolicies.at(below(kPolicies.size())));
  const std::size_t outputs = 1 + below(2);
  std::string aggregation;
  if (policy == "COLLECT" && outputs == 1 && chance(60))
    aggregation = " aggregation=\"" + std::string(kAggregations.at(below(4))) + "\"";
  xml_ += "<decisionTable hitPolicy=\"" + policy + "\"" + aggregation + ">\n";
  std::vector<Kind> columns(1 + below(4));
  for (Kind& column_kind : columns) {
    bool typed = false;
    const std::string text = column(column_kind, typed);
    const Kind declared = chance(95) ? column_kind : any_kind();
    xml_ +=
        "<input><inputExpression" +
        (typed ? " typeRef=\"" + std::string(kTypes.at(static_cast<std::size_t>(declared))) + "\""
               : std::string()) +
        "><text>" + base::escaped_for_markup(text) + "</text></inputExpression>";
    if (chance(10) && column_kind == Kind::string)
      xml_ += text_element("inputValues", R"("eat", "take", "礼品", "zz")");
    if (chance(10) && column_kind == Kind::number) xml_ += text_element("inputValues", ">= 0");
    xml_ += "</input>\n";
  }
  for (std::size_t o = 0; o < outputs; ++o) {
    xml_ += "<output name=\"out" + std::to_string(o) + "\">";
    if (chance(60))
      xml_ += text_element("outputValues", literal(kind) + ", " + literal(kind) + ", null");
    if (chance(30)) xml_ += text_element("defaultOutputEntry", expression(kind));
    xml_ += "</output>\n";
  }
  const std::size_t rules = below(8);
  for (std::size_t r = 0; r < rules; ++r) {
    xml_ += "<rule>";
    for (const Kind column_kind : columns) xml_ += text_element("inputEntry", cell(column_kind));
    for (std::size_t o = 0; o < outputs; ++o)
      xml_ += text_element("outputEntry", chance(80) ? literal(kind) : expression(kind));
    xml_ += "</rule>\n";
  }
  xml_ += "</decisionTable>";
}

std::string RandomModel::column(Kind& kind, bool& typed) {
  typed = chance(60);
  if (chance(75)) {
    const Name& name = one_of(names_);
    kind = name.kind;
    return name.text;
  }
  kind = any_kind();
  return expression(kind);
}

std::string RandomModel::cell(Kind kind) {
  if (chance(30)) return "-";
  std::string list = test(kind);
  while (chance(30)) list += ", " + test(kind);
  return chance(20) ? "not(" + list + ")" : list;
}

std::string RandomModel::test(Kind kind) {
  if (chance(5)) kind = any_kind();
  static const std::vector<std::string> comparisons = {"<", "<=", ">", ">=", "=", "!="};
  static const std::vector<std::string> opens = {"[", "(", "]"};
  static const std::vector<std::string> closes = {"]", ")", "["};
  const auto end = [&] { return chance(15) ? name_of(kind) : literal(kind); };
  if (chance(5)) return "null";
  if (kind == Kind::boolean || chance(40)) return end();
  if (chance(50)) return one_of(comparisons) + " " + end();
  const std::string low = end();
  return one_of(opens) + low + " .. " + end() + one_of(closes);
}

std::string RandomModel::literal(Kind kind) {
  switch (kind) {
    case Kind::string:
      return "\"" + one_of(kStrings) + "\"";
    case Kind::number:
      return one_of(kNumbers);
    case Kind::boolean:
      return chance(50) ? "true" : "false";
    case Kind::date:
      return "date(\"" + one_of(kDates) + "\")";
  }
  return "null";
}

std::string RandomModel::name_of(Kind kind) {
  for (int tries = 0; tries < 8; ++tries) {
    const Name& name = one_of(names_);
    if (name.kind == kind) return name.text;
  }
  return literal(kind);
}

std::string RandomModel::expression(Kind kind) {
  static const std::vector<std::string> operators = {" + ", " - ", "*", "/", " ** "};
  static const std::vector<std::string> comparisons = {" < ", " <= ", " > ", " >= ", " = ", " != "};
  const auto part = [&](Kind part_kind) {
    return chance(70) ? name_of(part_kind) : literal(part_kind);
  };
  if (chance(10)) kind = any_kind();
  switch (kind) {
    case Kind::string:
      return chance(50) ? part(kind) : part(kind) + " + " + part(kind);
    case Kind::number:
      if (chance(20)) return "-(" + part(kind) + ")";
      return chance(40) ? part(kind) : part(kind) + one_of(operators) + part(kind);
    case Kind::boolean: {
      const Kind side = any_kind();
      if (chance(30)) return part(side) + one_of(comparisons) + part(side);
      if (chance(30)) return "not(" + part(kind) + ")";
      return part(kind) + (chance(50) ? " and " : " or ") + part(kind);
    }
    case Kind::date:
      return chance(90) ? part(kind) : part(kind) + " + " + part(kind);
  }
  return "null";
}

Value RandomModel::value(Kind kind) {
  switch (kind) {
    case Kind::string: {
      static const std::vector<std::string> more = {"eat", "take", "", "礼品", "b\"c", "zz", "f"};
      return Value::string(one_of(more));
    }
    case Kind::number: {
      static const std::vector<std::string> more = {"-1",  "0",     "1.00", "18.01",
                                                    "100", "99.99", "1000", "0.5"};
      return Value::number(*base::Decimal::parse(one_of(more)));
    }
    case Kind::boolean:
      return Value::boolean(chance(50));
    case Kind::date:
      return Value::date(base::Date::parse(one_of(kDates))->add_days(chance(30) ? 1 : 0));
  }
  return {};
}

std::map<std::string, Value> RandomModel::inputs() {
  std::map<std::string, Value> out;
  for (const Name& input : inputs_) {
    if (chance(25)) continue;
    if (chance(5)) {
      out.emplace(input.text, Value());
    } else if (chance(2)) {
      out.emplace(input.text, Value::list({value(input.kind), value(input.kind)}));
    } else {
      out.emplace(input.text, value(chance(95) ? input.kind : any_kind()));
    }
  }
  return out;
}

}  // namespace qinqing::dmn::testing
