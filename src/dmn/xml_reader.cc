#include "dmn/xml_reader.h"

#include <algorithm>
#include <array>
#include <utility>

#include "dmn/names.h"
#include "dmn/xml_tree.h"

namespace qinqing::dmn {

namespace {

using Element = XmlTree::Element;

constexpr std::array<std::pair<std::string_view, HitPolicy>, 7> kHitPolicies = {{
    {"UNIQUE", HitPolicy::unique},
    {"ANY", HitPolicy::any},
    {"PRIORITY", HitPolicy::priority},
    {"FIRST", HitPolicy::first},
    {"COLLECT", HitPolicy::collect},
    {"RULE ORDER", HitPolicy::rule_order},
    {"OUTPUT ORDER", HitPolicy::output_order},
}};
constexpr std::array<std::pair<std::string_view, Aggregation>, 4> kAggregations = {{
    {"COUNT", Aggregation::count},
    {"SUM", Aggregation::sum},
    {"MIN", Aggregation::min},
    {"MAX", Aggregation::max},
}};
constexpr std::array<std::string_view, 9> kOtherLogic = {
    "context", "list",        "relation", "invocation", "functionDefinition",
    "filter",  "conditional", "for",      "every"};
// Rules are padded to the widest; without a limit one rule could make all the others huge.
constexpr std::size_t kAnnotationColumnsMax = 32;
constexpr std::size_t kFaultsMax = 1'000;

class Reader {
 public:
  explicit Reader(const XmlTree& tree) : tree_(tree) {}

  base::Result<Document> run() {
    Document document;
    const Element& root = tree_.root();
    document.name = root.attribute("name");
    document.name_space = root.attribute("namespace");
    for (const Element* child : root.children) {
      if (child->name == "itemDefinition")
        document.item_definitions.push_back(item_definition(*child));
      if (child->name == "inputData") document.inputs.push_back(input_data(*child));
      if (child->name == "decision") document.decisions.push_back(decision(*child));
    }
    if (!faults_.empty()) return faults_;
    return document;
  }

 private:
  void fault(const Element& element, std::string_view code, std::string what,
             std::string right = "") {
    if (faults_.size() >= kFaultsMax) return;
    const Place place = tree_.place(element);
    base::Fault out;
    out.code = code;
    out.pointer = place.pointer;
    out.what = std::move(what);
    out.right = std::move(right);
    out.line = place.line;
    faults_.add(std::move(out));
  }

  ItemDefinition item_definition(const Element& element);
  InputData input_data(const Element& element);
  DecisionDocument decision(const Element& element);
  void requirement(const Element& element, DecisionDocument& out);
  void logic(const Element& element, DecisionDocument& out);
  TableDocument table(const Element& element);
  void policies(const Element& element, TableDocument& out);
  TableInput table_input(const Element& element);
  TableOutput table_output(const Element& element);
  TableRule table_rule(const Element& element, const TableDocument& table);
  void check_outputs(const Element& element, const TableDocument& table);
  std::string name_of(const Element& element);
  ExpressionText expression(const Element& element);
  std::optional<ExpressionText> optional_expression(const Element& parent, std::string_view child);

  const XmlTree& tree_;
  base::Faults faults_;
};

// The one way a type is written before 1.2, still found in files that were converted.
std::string type_name(std::string written) {
  constexpr std::string_view prefix = "feel:";
  if (written.starts_with(prefix)) written.erase(0, prefix.size());
  return written;
}

std::string Reader::name_of(const Element& element) {
  std::string name = element.attribute("name");
  if (name.empty()) {
    fault(element, "missing", "没有名称", "写上 name 属性");
  } else if (!is_usable_name(name)) {
    fault(element, "name", "名称 “" + name.substr(0, 60) + "” 不能在表达式里使用",
          "以字母或汉字开头，不超过 100 个汉字");
    name.clear();
  }
  return name;
}

// The <text> of an element; an element without one has an empty expression.
ExpressionText Reader::expression(const Element& element) {
  const Element* text = element.child("text");
  if (text == nullptr) return {.text = "", .place = tree_.place(element)};
  ExpressionText out{.text = text->text(), .place = tree_.text_place(*text)};
  out.place.pointer = tree_.place(element).pointer;
  return out;
}

std::optional<ExpressionText> Reader::optional_expression(const Element& parent,
                                                          std::string_view child) {
  const Element* element = parent.child(child);
  if (element == nullptr) return std::nullopt;
  ExpressionText out = expression(*element);
  if (out.text.empty()) return std::nullopt;
  return out;
}

ItemDefinition Reader::item_definition(const Element& element) {
  ItemDefinition out;
  out.name = name_of(element);
  if (const Element* type = element.child("typeRef")) out.type_ref = type_name(type->text());
  out.allowed = optional_expression(element, "allowedValues");
  out.is_collection = element.attribute("isCollection") == "true";
  out.place = tree_.place(element);
  for (const Element* child : element.children)
    if (child->name == "itemComponent") out.components.push_back(item_definition(*child));
  return out;
}

InputData Reader::input_data(const Element& element) {
  InputData out;
  out.id = element.attribute("id");
  out.name = name_of(element);
  if (const Element* variable = element.child("variable"))
    out.type_ref = type_name(variable->attribute("typeRef"));
  out.place = tree_.place(element);
  return out;
}

DecisionDocument Reader::decision(const Element& element) {
  DecisionDocument out;
  out.id = element.attribute("id");
  out.name = name_of(element);
  out.variable = out.name;
  out.place = tree_.place(element);
  if (const Element* description = element.child("description"))
    out.description = description->text();
  for (const Element* child : element.children) {
    if (child->name == "variable") {
      out.type_ref = type_name(child->attribute("typeRef"));
      if (child->has_attribute("name")) out.variable = name_of(*child);
    }
    if (child->name == "informationRequirement") requirement(*child, out);
  }
  logic(element, out);
  return out;
}

void Reader::requirement(const Element& element, DecisionDocument& out) {
  for (const Element* child : element.children) {
    const bool input = child->name == "requiredInput";
    if (!input && child->name != "requiredDecision") continue;
    const std::string href = child->attribute("href");
    if (!href.starts_with("#") || href.size() < 2) {
      fault(*child, "reference", "href 应指向本文件里的元素", "写成 #id");
      continue;
    }
    auto& into = input ? out.inputs : out.decisions;
    into.push_back({.id = href.substr(1), .place = tree_.place(*child)});
  }
}

void Reader::logic(const Element& element, DecisionDocument& out) {
  for (const Element* child : element.children) {
    if (child->name == "decisionTable") {
      out.logic = table(*child);
    } else if (child->name == "literalExpression") {
      out.logic = expression(*child);
    } else if (std::ranges::find(kOtherLogic, child->name) != kOtherLogic.end() ||
               child->name == "some") {
      out.logic =
          UnsupportedLogic{.element = std::string(child->name), .place = tree_.place(*child)};
    }
  }
}

TableDocument Reader::table(const Element& element) {
  TableDocument out;
  out.place = tree_.place(element);
  policies(element, out);
  for (const Element* child : element.children) {
    if (child->name == "input") out.inputs.push_back(table_input(*child));
    if (child->name == "output") out.outputs.push_back(table_output(*child));
    if (child->name == "annotation") out.annotations.push_back(child->attribute("name"));
  }
  check_outputs(element, out);
  for (const Element* child : element.children)
    if (child->name == "rule") out.rules.push_back(table_rule(*child, out));
  // A modeler may write more annotations than it declares; none is lost.
  std::size_t columns = out.annotations.size();
  for (const TableRule& rule : out.rules) columns = std::max(columns, rule.annotations.size());
  if (columns > kAnnotationColumnsMax) {
    fault(element, "too_many", "注释列太多", "至多 32 列");
    return out;
  }
  out.annotations.resize(columns);
  for (TableRule& rule : out.rules) rule.annotations.resize(columns);
  return out;
}

void Reader::policies(const Element& element, TableDocument& out) {
  if (element.has_attribute("hitPolicy")) {
    const std::string written = element.attribute("hitPolicy");
    const auto* const found =
        std::ranges::find(kHitPolicies, written, &std::pair<std::string_view, HitPolicy>::first);
    if (found == kHitPolicies.end()) {
      fault(element, "hit_policy", "命中策略 “" + written + "” 不存在",
            "UNIQUE、ANY、PRIORITY、FIRST、COLLECT、RULE ORDER 或 OUTPUT ORDER");
    } else {
      out.hit_policy = found->second;
    }
  }
  if (!element.has_attribute("aggregation")) return;
  const std::string written = element.attribute("aggregation");
  const auto* const found =
      std::ranges::find(kAggregations, written, &std::pair<std::string_view, Aggregation>::first);
  if (found == kAggregations.end()) {
    fault(element, "hit_policy", "汇总方式 “" + written + "” 不存在", "COUNT、SUM、MIN 或 MAX");
  } else if (out.hit_policy != HitPolicy::collect) {
    fault(element, "hit_policy", "只有命中策略 COLLECT 可以汇总");
  } else {
    out.aggregation = found->second;
  }
}

void Reader::check_outputs(const Element& element, const TableDocument& table) {
  if (table.outputs.empty()) fault(element, "missing", "决策表没有输出列");
  if (table.outputs.size() > 1 && table.aggregation != Aggregation::none)
    fault(element, "hit_policy", "汇总只能用于单个输出列");
  if (table.outputs.size() < 2) return;
  std::vector<std::string_view> seen;
  std::size_t index = 0;
  for (const Element* child : element.children) {
    if (child->name != "output") continue;
    const std::string& name = table.outputs[index++].name;
    if (name.empty()) {
      fault(*child, "missing", "输出列没有名称", "有多个输出列时，每列写上 name 属性");
    } else if (std::ranges::find(seen, name) != seen.end()) {
      fault(*child, "duplicate", "输出列的名称 “" + name + "” 重复");
    }
    seen.push_back(name);
  }
}

TableInput Reader::table_input(const Element& element) {
  TableInput out;
  out.id = element.attribute("id");
  out.label = element.attribute("label");
  out.allowed = optional_expression(element, "inputValues");
  if (const Element* input = element.child("inputExpression")) {
    out.expression = expression(*input);
    out.type_ref = type_name(input->attribute("typeRef"));
  }
  if (out.expression.text.empty())
    fault(element, "missing", "输入列没有表达式", "写上 inputExpression");
  return out;
}

TableOutput Reader::table_output(const Element& element) {
  TableOutput out;
  out.id = element.attribute("id");
  out.name = element.attribute("name");
  out.label = element.attribute("label");
  out.type_ref = type_name(element.attribute("typeRef"));
  out.allowed = optional_expression(element, "outputValues");
  out.default_entry = optional_expression(element, "defaultOutputEntry");
  out.place = tree_.place(element);
  return out;
}

TableRule Reader::table_rule(const Element& element, const TableDocument& table) {
  TableRule out;
  out.id = element.attribute("id");
  out.place = tree_.place(element);
  for (const Element* child : element.children) {
    if (child->name == "description") out.description = child->text();
    if (child->name == "inputEntry") out.conditions.push_back(expression(*child));
    if (child->name == "outputEntry") out.outputs.push_back(expression(*child));
    if (child->name == "annotationEntry") {
      const Element* text = child->child("text");
      out.annotations.push_back(text == nullptr ? "" : text->text());
    }
  }
  const auto check = [&](std::size_t has, std::size_t needs, const std::string& kind) {
    if (has != needs)
      fault(element, "rule",
            "规则有 " + std::to_string(has) + " 个" + kind + "单元格，表有 " +
                std::to_string(needs) + " 个" + kind + "列");
  };
  check(out.conditions.size(), table.inputs.size(), "输入");
  check(out.outputs.size(), table.outputs.size(), "输出");
  return out;
}

}  // namespace

base::Result<Document> read_document(std::string_view xml) {
  base::Result<XmlTree> tree = XmlTree::parse(xml);
  if (!tree) return tree.faults();
  return Reader(*tree).run();
}

}  // namespace qinqing::dmn
