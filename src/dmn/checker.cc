#include "dmn/checker.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "dmn/expression_check.h"
#include "dmn/where.h"

namespace qinqing::dmn {

namespace {

// Notes are told again with every result; past these they would only hide one another.
constexpr std::size_t kNotesMax = 100;
constexpr std::size_t kFaultsMax = 1'000;
// A tree takes some hundred times the room of its text.
constexpr std::size_t kTextBytesMax = 1U << 20U;

std::size_t text_bytes(const TableDocument& table) {
  std::size_t bytes = 0;
  const auto add = [&bytes](const std::optional<ExpressionText>& text) {
    if (text) bytes += text->text.size();
  };
  for (const TableInput& input : table.inputs) {
    add(input.expression);
    add(input.allowed);
  }
  for (const TableOutput& output : table.outputs) {
    add(output.allowed);
    add(output.default_entry);
  }
  for (const TableRule& rule : table.rules) {
    for (const ExpressionText& condition : rule.conditions) bytes += condition.text.size();
    for (const ExpressionText& output : rule.outputs) bytes += output.text.size();
  }
  return bytes;
}

std::size_t text_bytes(const Document& document) {
  std::size_t bytes = 0;
  for (const DecisionDocument& decision : document.decisions) {
    if (const auto* text = std::get_if<ExpressionText>(&decision.logic)) bytes += text->text.size();
    if (const auto* table = std::get_if<TableDocument>(&decision.logic))
      bytes += text_bytes(*table);
  }
  return bytes;
}

// One decision.
class Checker {
 public:
  Checker(const DecisionDocument& decision, const LinkedDecision& links, const Linked& linked,
          bool strict, base::Faults& faults)
      : decision_(decision), links_(links), linked_(linked), strict_(strict), faults_(faults) {}

  CheckedDecision run() {
    if (const auto* text = std::get_if<ExpressionText>(&decision_.logic)) {
      out_.logic = expression(*text, {.part = Part::logic}).node;
    } else if (const auto* table_text = std::get_if<TableDocument>(&decision_.logic)) {
      out_.logic = table(*table_text);
    } else if (const auto* other = std::get_if<UnsupportedLogic>(&decision_.logic)) {
      mistake(other->place, "unsupported", "决策逻辑 " + other->element + " 尚不支持",
              "用 decisionTable 或 literalExpression");
    } else {
      mistake(decision_.place, "missing", "决策没有逻辑",
              "写上 decisionTable 或 literalExpression");
    }
    return std::move(out_);
  }

 private:
  struct Checked {
    Node node;
    TypeId type = kAnyType;
  };

  Checked expression(const ExpressionText& text, const Where& where);
  UnaryTests tests(const ExpressionText& text, TypeId type, const Where& where);
  CheckedTable table(const TableDocument& text);
  CheckedColumn column(const TableInput& text, std::uint32_t index);
  CheckedOutput output(const TableDocument& table, std::uint32_t index);
  CheckedRule rule(const TableDocument& table, std::uint32_t index);
  void rule_ids(const TableDocument& table);
  void output_entry(const TableOutput& column, std::uint32_t index, const ExpressionText& text,
                    const Checked& entry);
  TypeId type_of(const std::string& type_ref, const Place& place);
  void report(const ExpressionText& text, const ExpressionCheck& check, const Where& where);
  void mistake(const Place& place, std::string_view code, std::string what, std::string right);
  void note(const Where& where, std::string message) {
    if (out_.notes.size() < kNotesMax)
      out_.notes.push_back(
          {.where = describe(decision_.name, where, rule_id_), .message = std::move(message)});
  }
  void strict_fault(const ExpressionText& text, std::string code, std::string what,
                    std::string right) {
    if (!strict_) return;
    faults_.add(expression_fault(text, Finding{.code = std::move(code),
                                               .begin = 0,
                                               .what = std::move(what),
                                               .right = std::move(right)}));
  }

  const DecisionDocument& decision_;
  const LinkedDecision& links_;
  const Linked& linked_;
  bool strict_;
  base::Faults& faults_;
  CheckedDecision out_;
  std::vector<TypeId> column_types_;
  std::vector<TypeId> output_types_;
  std::vector<std::optional<UnaryTests>> output_allowed_;
  std::string_view rule_id_;  // of the rule being checked
};

void Checker::mistake(const Place& place, std::string_view code, std::string what,
                      std::string right) {
  if (!strict_) {
    note({}, std::move(what));
    return;
  }
  base::Fault fault;
  fault.code = code;
  fault.pointer = place.pointer;
  fault.what = std::move(what);
  fault.right = std::move(right);
  fault.line = place.line;
  faults_.add(std::move(fault));
}

void Checker::report(const ExpressionText& text, const ExpressionCheck& check, const Where& where) {
  for (const Finding& finding : check.errors()) faults_.add(expression_fault(text, finding));
  for (const Finding& finding : check.mistakes()) {
    base::Fault fault = expression_fault(text, finding);
    if (strict_) {
      faults_.add(std::move(fault));
    } else if (finding.code == "unknown_name" || where.part == Part::condition) {
      // Other mistakes of expressions are warned of when they are evaluated.
      note(where, std::move(fault.what));
    }
  }
}

Checker::Checked Checker::expression(const ExpressionText& text, const Where& where) {
  auto parsed = parse_expression(text.text, links_.scope);
  if (const auto* error = std::get_if<SyntaxError>(&parsed)) {
    faults_.add(expression_fault(text, *error));
    return {};
  }
  Checked out{.node = std::get<Node>(std::move(parsed))};
  ExpressionCheck check(linked_.types, linked_.slot_types, &linked_.names);
  out.type = check.check(out.node);
  report(text, check, where);
  return out;
}

UnaryTests Checker::tests(const ExpressionText& text, TypeId type, const Where& where) {
  auto parsed = parse_unary_tests(text.text, links_.scope);
  if (const auto* error = std::get_if<SyntaxError>(&parsed)) {
    faults_.add(expression_fault(text, *error));
    return {};
  }
  UnaryTests out = std::get<UnaryTests>(std::move(parsed));
  ExpressionCheck check(linked_.types, linked_.slot_types, &linked_.names);
  check.check(out, type);
  report(text, check, where);
  return out;
}

TypeId Checker::type_of(const std::string& type_ref, const Place& place) {
  const auto type = linked_.types.find(type_ref);
  if (strict_ && (!type || linked_.types.kind(*type) == TypeKind::unsupported))
    mistake(place, "type", "类型 “" + type_ref + "” " + (type ? "尚不支持" : "没有定义"),
            "string、number、boolean、date 或 itemDefinition 的名称");
  return type.value_or(kAnyType);
}

CheckedTable Checker::table(const TableDocument& text) {
  CheckedTable out;
  out.hit_policy = text.hit_policy;
  out.aggregation = text.aggregation;
  for (std::uint32_t i = 0; i < text.inputs.size(); ++i)
    out.columns.push_back(column(text.inputs[i], i));
  for (std::uint32_t i = 0; i < text.outputs.size(); ++i) out.outputs.push_back(output(text, i));
  const bool ordered =
      text.hit_policy == HitPolicy::priority || text.hit_policy == HitPolicy::output_order;
  if (ordered && std::ranges::none_of(out.outputs, [](const CheckedOutput& column_out) {
        return column_out.priority.has_value();
      }))
    mistake(text.place, "hit_policy", "没有输出值的顺序，无法按优先级取结果",
            "给输出列写上 outputValues");
  rule_ids(text);
  for (std::uint32_t i = 0; i < text.rules.size() && faults_.size() < kFaultsMax; ++i)
    out.rules.push_back(rule(text, i));
  rule_id_ = {};
  return out;
}

CheckedColumn Checker::column(const TableInput& text, std::uint32_t index) {
  CheckedColumn out;
  const Where where{.part = Part::input_column, .column = index};
  Checked checked = expression(text.expression, where);
  out.expression = std::move(checked.node);
  const TypeId declared = type_of(text.type_ref, text.expression.place);
  const TypeKind kind = linked_.types.kind(declared);
  const TypeKind actual = linked_.types.kind(checked.type);
  column_types_.push_back(kind == TypeKind::any ? checked.type : declared);
  if (kind != TypeKind::any && kind != TypeKind::unsupported && kind != actual) out.kind = kind;
  if (out.kind != TypeKind::any && actual != TypeKind::any && actual != TypeKind::unsupported &&
      actual != TypeKind::null)
    strict_fault(text.expression, "type",
                 "输入列写明是" + std::string(kind_name(kind)) + "，表达式是" +
                     std::string(kind_name(actual)),
                 "两处类型一致");
  if (!text.allowed) return out;
  ConstantTests allowed = parse_constant_tests(*text.allowed);
  faults_.append(allowed.faults);
  out.allowed = std::move(allowed.tests);
  if (out.allowed) tests(*text.allowed, column_types_.back(), where);
  return out;
}

CheckedOutput Checker::output(const TableDocument& table, std::uint32_t index) {
  const TableOutput& text = table.outputs[index];
  CheckedOutput out;
  const TypeId declared = type_of(text.type_ref, text.place);
  output_types_.push_back(declared);
  output_allowed_.emplace_back();
  if (text.allowed) {
    ConstantTests allowed = parse_constant_tests(*text.allowed);
    faults_.append(allowed.faults);
    output_allowed_.back() = allowed.tests;
    out.priority = std::move(allowed.tests);
  } else if (const UnaryTests* typed = linked_.types.allowed(declared)) {
    out.priority = *typed;
  } else if (const auto own = linked_.types.find(decision_.type_ref)) {
    const auto component =
        table.outputs.size() == 1 ? own : linked_.types.component(*own, normal_name(text.name));
    const UnaryTests* of_decision = component ? linked_.types.allowed(*component) : nullptr;
    if (of_decision != nullptr) out.priority = *of_decision;
  }
  if (text.default_entry) {
    Checked entry =
        expression(*text.default_entry, {.part = Part::default_output, .column = index});
    output_entry(text, index, *text.default_entry, entry);
    out.default_entry = std::move(entry.node);
  }
  return out;
}

// Ids are what receipts and cases cite, so strict models must have them and each once.
void Checker::rule_ids(const TableDocument& table) {
  if (!strict_) return;
  std::set<std::string_view> seen;
  for (const TableRule& rule : table.rules) {
    if (rule.id.empty()) {
      mistake(rule.place, "missing", "规则没有 id", "写上 id 属性");
    } else if (!seen.insert(rule.id).second) {
      mistake(rule.place, "duplicate", "规则的 id “" + rule.id + "” 重复", "每条规则一个 id");
    }
  }
}

CheckedRule Checker::rule(const TableDocument& table, std::uint32_t index) {
  const TableRule& text = table.rules[index];
  CheckedRule out;
  rule_id_ = text.id;
  for (std::uint32_t c = 0; c < text.conditions.size(); ++c)
    out.conditions.push_back(tests(text.conditions[c], column_types_[c],
                                   {.part = Part::condition, .row = index, .column = c}));
  for (std::uint32_t o = 0; o < text.outputs.size(); ++o) {
    // An empty cell is null on purpose.
    Checked entry;
    if (!text.outputs[o].text.empty()) {
      entry = expression(text.outputs[o], {.part = Part::output, .row = index, .column = o});
      output_entry(table.outputs[o], o, text.outputs[o], entry);
    }
    out.outputs.push_back(std::move(entry.node));
  }
  return out;
}

void Checker::output_entry(const TableOutput& column, std::uint32_t index,
                           const ExpressionText& text, const Checked& entry) {
  if (!strict_ || entry.node.kind != Node::Kind::literal || entry.node.literal.is_null()) return;
  const Value& value = entry.node.literal;
  if (!linked_.types.coerce(value, output_types_[index])) {
    strict_fault(text, "type", "输出不是列所写的类型 " + column.type_ref, "改用该类型的值");
    return;
  }
  const std::optional<UnaryTests>& allowed = output_allowed_[index];
  if (allowed && holds(*allowed, value) != Truth::yes)
    strict_fault(text, "value", value.to_feel() + " 不在输出列允许的值之内",
                 column.allowed->text.substr(0, 200));
}

}  // namespace

std::vector<CheckedDecision> check(const Document& document, const Linked& linked, bool strict,
                                   base::Faults& faults) {
  std::vector<CheckedDecision> out;
  if (text_bytes(document) > kTextBytesMax) {
    faults.add("too_large", "/definitions", "表达式合计太长", "至多 1 MB");
    return out;
  }
  out.reserve(document.decisions.size());
  for (std::size_t d = 0; d < document.decisions.size() && faults.size() < kFaultsMax; ++d)
    out.push_back(
        Checker(document.decisions[d], linked.decisions[d], linked, strict, faults).run());
  return out;
}

}  // namespace qinqing::dmn
