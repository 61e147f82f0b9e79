#include "dmn/testing/reference.h"

#include <algorithm>
#include <utility>

#include "dmn/arithmetic.h"
#include "dmn/parser.h"
#include "dmn/xml_reader.h"

namespace qinqing::dmn::testing {

namespace {

using Names = std::map<std::string, Known>;

Known known(Value value) {
  return {.value = std::move(value), .waits_for = {}};
}

std::set<std::string> united(std::set<std::string> a, const std::set<std::string>& b) {
  a.insert(b.begin(), b.end());
  return a;
}

// Names get made-up slots: the tree is walked by name.
Scope scope_of(const Names& names) {
  static const NameSet no_members = [] {
    NameSet set;
    set.sort();
    return set;
  }();
  Scope scope;
  for (const auto& [name, value] : names) scope.names.add(name, 0);
  scope.names.sort();
  scope.members = &no_members;
  return scope;
}

Truth truth_of_known(const Known& operand) {
  if (!operand.value) return Truth::unknown;
  if (operand.value->kind() != Value::Kind::boolean) return Truth::null;
  return operand.value->as_boolean() ? Truth::yes : Truth::no;
}

Known walk(const Node& node, const Names& names);

Known walk_logic(const Node& node, const Names& names) {
  const Known a = walk(node.children[0], names);
  const Known b = walk(node.children[1], names);
  const bool decisive = node.kind == Node::Kind::logic_or;
  for (const Known* side : {&a, &b})
    if (side->value && side->value->kind() == Value::Kind::boolean &&
        side->value->as_boolean() == decisive)
      return known(Value::boolean(decisive));
  if (!a.value || !b.value)
    return {.value = std::nullopt, .waits_for = united(a.waits_for, b.waits_for)};
  if (truth_of_known(a) == Truth::null || truth_of_known(b) == Truth::null) return known(Value());
  return known(Value::boolean(!decisive));
}

Known walk_operands(const Node& node, const Names& names) {
  std::vector<Value> values;
  Known open;
  for (const Node& child : node.children) {
    Known operand = walk(child, names);
    open.waits_for = united(std::move(open.waits_for), operand.waits_for);
    values.push_back(operand.value.value_or(Value()));
  }
  if (!open.waits_for.empty()) return open;
  Mistake mistake = Mistake::none;
  switch (node.kind) {
    case Node::Kind::list:
      return known(Value::list(std::move(values)));
    case Node::Kind::negate:
      return known(negate(values[0], mistake));
    case Node::Kind::compare:
      return known(value_of(compare(node.comparison, values[0], values[1])));
    case Node::Kind::logic_not:
      if (values[0].kind() != Value::Kind::boolean) return known(Value());
      return known(Value::boolean(!values[0].as_boolean()));
    case Node::Kind::member: {
      const Value* found = member(values[0], node.text, mistake);
      return known(found == nullptr ? Value() : *found);
    }
    default:
      return known(arithmetic(node.kind, values[0], values[1], mistake));
  }
}

Known walk(const Node& node, const Names& names) {
  switch (node.kind) {
    case Node::Kind::literal:
      return known(node.literal);
    case Node::Kind::unknown_name:
      return known(Value());
    case Node::Kind::name:
      return names.at(node.text);
    case Node::Kind::logic_and:
    case Node::Kind::logic_or:
      return walk_logic(node, names);
    default:
      return walk_operands(node, names);
  }
}

struct Verdict {
  Truth truth = Truth::no;
  std::set<std::string> waits_for;
};

Verdict bound_verdict(const TestBound& bound, const Known& value, const Names& names,
                      bool interval) {
  const Known operand = walk(bound.operand, names);
  if (!value.value || !operand.value)
    return {.truth = Truth::unknown, .waits_for = united(value.waits_for, operand.waits_for)};
  if (!interval && bound.comparison == Comparison::eq)
    return {.truth = equals_or_contains(*value.value, *operand.value), .waits_for = {}};
  return {.truth = compare(bound.comparison, *value.value, *operand.value), .waits_for = {}};
}

Verdict test_verdict(const UnaryTest& test, const Known& value, const Names& names) {
  Verdict low = bound_verdict(test.low, value, names, test.high.has_value());
  if (!test.high) return low;
  Verdict high = bound_verdict(*test.high, value, names, true);
  const Truth truth = both(low.truth, high.truth);
  if (truth != Truth::unknown) return {.truth = truth, .waits_for = {}};
  return {.truth = truth, .waits_for = united(std::move(low.waits_for), high.waits_for)};
}

Verdict cell_verdict(const UnaryTests& tests, const Known& value, const Names& names) {
  if (tests.any) return {.truth = Truth::yes, .waits_for = {}};
  Verdict out;
  for (const UnaryTest& test : tests.tests) {
    Verdict one = test_verdict(test, value, names);
    // With the value itself unknown no test can decide.
    if (!value.value) one.truth = Truth::unknown;
    out.truth = either(out.truth, one.truth);
    if (one.truth == Truth::unknown)
      out.waits_for = united(std::move(out.waits_for), one.waits_for);
  }
  if (!value.value) out.waits_for = united(std::move(out.waits_for), value.waits_for);
  if (out.truth != Truth::unknown) out.waits_for.clear();
  if (tests.negated) out.truth = negation(out.truth);
  return out;
}

Value aggregated(Aggregation how, const std::vector<Value>& values) {
  if (how == Aggregation::count)
    return Value::number(base::Decimal(static_cast<std::int64_t>(values.size())));
  Value total = values.front();
  for (const Value& value : values) {
    const bool fits =
        how == Aggregation::sum
            ? value.kind() == Value::Kind::number
            : compare(Comparison::le, value, value) == Truth::yes && value.kind() == total.kind();
    if (!fits) return {};
  }
  Mistake mistake = Mistake::none;
  for (std::size_t i = 1; i < values.size(); ++i) {
    if (how == Aggregation::sum) total = arithmetic(Node::Kind::add, total, values[i], mistake);
    if (how == Aggregation::min && compare(Comparison::lt, values[i], total) == Truth::yes)
      total = values[i];
    if (how == Aggregation::max && compare(Comparison::gt, values[i], total) == Truth::yes)
      total = values[i];
  }
  return total;
}

bool is_list_policy(const TableDocument& table) {
  return table.hit_policy == HitPolicy::rule_order || table.hit_policy == HitPolicy::output_order ||
         (table.hit_policy == HitPolicy::collect && table.aggregation == Aggregation::none);
}

}  // namespace

const UnaryTests& Reference::tests(const ExpressionText& text, const Names& names) const {
  auto found = tests_.find(&text);
  if (found == tests_.end())
    found =
        tests_.emplace(&text, std::get<UnaryTests>(parse_unary_tests(text.text, scope_of(names))))
            .first;
  return found->second;
}

const Node& Reference::tree(const ExpressionText& text, const Names& names) const {
  auto found = trees_.find(&text);
  if (found == trees_.end())
    found =
        trees_.emplace(&text, std::get<Node>(parse_expression(text.text, scope_of(names)))).first;
  return found->second;
}

std::size_t Reference::rank(const std::optional<ExpressionText>& allowed,
                            const Value& value) const {
  if (!allowed) return 0;
  std::size_t index = 0;
  for (const UnaryTest& test : tests(*allowed, {}).tests) {
    if (test_verdict(test, known(value), {}).truth == Truth::yes) break;
    ++index;
  }
  return index;
}

std::vector<std::size_t> Reference::ranks(const TableDocument& table, const Value& output) const {
  std::vector<std::size_t> out;
  for (std::size_t o = 0; o < table.outputs.size(); ++o)
    out.push_back(rank(table.outputs[o].allowed,
                       table.outputs.size() == 1 ? output : output.as_context()[o].second));
  return out;
}

// The outputs of the matched rules, in their order, to the result.
Value Reference::combined(const TableDocument& table, std::vector<Value> values) const {
  if (table.aggregation != Aggregation::none) return aggregated(table.aggregation, values);
  if (table.hit_policy == HitPolicy::any) {
    const bool same = std::ranges::all_of(values, [&](const Value& v) { return v == values[0]; });
    return same ? values.front() : Value();
  }
  const bool ordered =
      table.hit_policy == HitPolicy::priority || table.hit_policy == HitPolicy::output_order;
  // Insertion sort: equal ranks keep the order of the rules.
  for (std::size_t i = 1; ordered && i < values.size(); ++i)
    for (std::size_t j = i; j > 0 && ranks(table, values[j]) < ranks(table, values[j - 1]); --j)
      std::swap(values[j], values[j - 1]);
  return is_list_policy(table) ? Value::list(std::move(values)) : values.front();
}

Reference::Reference(std::string_view xml) : document_(std::move(read_document(xml)).value()) {
  base::Faults faults;
  base::Faults unknown;
  types_.add(document_.item_definitions, faults, unknown);
}

Value Reference::typed(const Value& value, const std::string& type_ref) const {
  return types_.coerce(value, types_.find(type_ref).value_or(kAnyType)).value_or(Value());
}

Reference::Names Reference::names_for(const DecisionDocument& decision, const Inputs& inputs,
                                      Results& results) const {
  Names out;
  for (const Requirement& requirement : decision.inputs)
    for (const InputData& input : document_.inputs) {
      if (input.id != requirement.id) continue;
      const auto given = inputs.find(input.name);
      out[normal_name(input.name)] = given == inputs.end()
                                         ? Known{.value = std::nullopt, .waits_for = {input.name}}
                                         : known(typed(given->second, input.type_ref));
    }
  for (const Requirement& requirement : decision.decisions)
    for (const DecisionDocument& other : document_.decisions)
      if (other.id == requirement.id)
        out[normal_name(other.variable)] = this->decision(other, inputs, results).result;
  return out;
}

Known Reference::evaluate(const ExpressionText& text, const Names& names) const {
  if (text.text.empty()) return known(Value());
  return walk(tree(text, names), names);
}

Known Reference::column(const TableInput& input, const Names& names) const {
  Known out = evaluate(input.expression, names);
  const TypeKind kind = types_.kind(types_.find(input.type_ref).value_or(kAnyType));
  const bool fits = !out.value || out.value->is_null() || kind == TypeKind::any ||
                    kind == TypeKind::unsupported || kind == type_kind_of(out.value->kind());
  return fits ? out : known(Value());
}

std::vector<ReferenceRule> Reference::rules(const TableDocument& table,
                                            const std::vector<Known>& columns,
                                            const Names& names) const {
  std::vector<ReferenceRule> out;
  for (const TableRule& rule : table.rules) {
    ReferenceRule& result = out.emplace_back();
    result.state = RuleState::matched;
    for (std::size_t c = 0; c < rule.conditions.size(); ++c) {
      const Verdict verdict = cell_verdict(tests(rule.conditions[c], names), columns[c], names);
      if (verdict.truth == Truth::yes) continue;
      if (verdict.truth == Truth::unknown) {
        result.state = RuleState::blocked;
        result.inputs = united(std::move(result.inputs), verdict.waits_for);
        continue;
      }
      result = {.state = RuleState::failed, .condition = c, .inputs = {}};
      break;
    }
  }
  return out;
}

Known Reference::outputs(const TableDocument& table, const std::vector<Known>& values) const {
  std::vector<std::pair<std::string, Value>> entries;
  std::set<std::string> waits_for;
  for (std::size_t o = 0; o < values.size(); ++o) {
    waits_for = united(std::move(waits_for), values[o].waits_for);
    entries.emplace_back(table.outputs[o].name, values[o].value.value_or(Value()));
  }
  if (!waits_for.empty()) return {.value = std::nullopt, .waits_for = std::move(waits_for)};
  return known(entries.size() == 1 ? entries.front().second : Value::context(std::move(entries)));
}

Known Reference::defaults(const TableDocument& table, const Names& names) const {
  std::vector<Known> values;
  bool any = false;
  for (const TableOutput& output : table.outputs) {
    any = any || output.default_entry.has_value();
    values.push_back(output.default_entry ? evaluate(*output.default_entry, names)
                                          : known(Value()));
  }
  if (!any) return known(Value());
  Known out = outputs(table, values);
  if (out.value && is_list_policy(table)) out.value = Value::list({*out.value});
  return out;
}

Known Reference::table_result(const TableDocument& table, const std::vector<Known>& columns,
                              const std::vector<ReferenceRule>& states, const Names& names) const {
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const auto& allowed = table.inputs[c].allowed;
    if (!allowed || !columns[c].value || columns[c].value->is_null()) continue;
    if (cell_verdict(tests(*allowed, {}), columns[c], {}).truth != Truth::yes)
      return known(Value());
  }
  const auto matched = std::ranges::count(states, RuleState::matched, &ReferenceRule::state);
  if (table.hit_policy == HitPolicy::unique && matched > 1) return known(Value());
  Known open;
  std::vector<const TableRule*> rows;
  for (std::size_t r = 0; r < states.size(); ++r) {
    const bool decided_before = table.hit_policy == HitPolicy::first && !rows.empty();
    if (decided_before) break;
    open.waits_for = united(std::move(open.waits_for), states[r].inputs);
    if (states[r].state == RuleState::matched) rows.push_back(&table.rules[r]);
  }
  if (!open.waits_for.empty()) return open;
  if (rows.empty()) return defaults(table, names);
  if (table.aggregation == Aggregation::count)
    return known(aggregated(Aggregation::count, std::vector<Value>(rows.size())));
  std::vector<Value> values;
  for (const TableRule* row : rows) {
    std::vector<Known> cells;
    for (const ExpressionText& text : row->outputs) cells.push_back(evaluate(text, names));
    const Known output = outputs(table, cells);
    open.waits_for = united(std::move(open.waits_for), output.waits_for);
    values.push_back(output.value.value_or(Value()));
  }
  if (!open.waits_for.empty()) return open;
  return known(combined(table, std::move(values)));
}

const ReferenceResult& Reference::decision(const DecisionDocument& decision, const Inputs& inputs,
                                           Results& results) const {
  if (const auto done = results.find(decision.name); done != results.end()) return done->second;
  const Names names = names_for(decision, inputs, results);
  ReferenceResult out{.result = known(Value()), .rules = {}};
  if (const auto* text = std::get_if<ExpressionText>(&decision.logic))
    out.result = evaluate(*text, names);
  if (const auto* table = std::get_if<TableDocument>(&decision.logic)) {
    std::vector<Known> columns;
    for (const TableInput& input : table->inputs) columns.push_back(column(input, names));
    out.rules = rules(*table, columns, names);
    out.result = table_result(*table, columns, out.rules, names);
  }
  if (out.result.value) out.result.value = typed(*out.result.value, decision.type_ref);
  return results.emplace(decision.name, std::move(out)).first->second;
}

Reference::Results Reference::run(const Inputs& inputs) const {
  Results results;
  for (const DecisionDocument& one : document_.decisions) decision(one, inputs, results);
  return results;
}

}  // namespace qinqing::dmn::testing
