#include "dmn/compiler.h"

#include <algorithm>
#include <utility>

#include "dmn/expression_check.h"

namespace qinqing::dmn {

namespace {

// Above this a column's rules are worked out for each value instead of kept for each class: the
// kept sets grow with the square of the rules.
constexpr std::size_t kPassingWordsMax = 4096;

std::uint32_t size32(std::size_t size) {
  return static_cast<std::uint32_t>(size);
}

bool is_constant(const UnaryTests& tests) {
  return std::ranges::all_of(tests.tests, [](const UnaryTest& test) {
    return test.low.operand.kind == Node::Kind::literal &&
           (!test.high || test.high->operand.kind == Node::Kind::literal);
  });
}

class Compiler {
 public:
  Compiler(const Document& document, Linked&& linked, std::vector<CheckedDecision>&& checked)
      : document_(document), linked_(std::move(linked)), checked_(std::move(checked)) {}

  Program run() {
    out_.input_count = size32(document_.inputs.size());
    out_.slot_count = size32(linked_.slot_types.size());
    out_.slot_types = linked_.slot_types;
    for (std::size_t d = 0; d < checked_.size(); ++d) add_decision(d);
    // All literals must be on the rulers before the first condition is measured on one.
    build_rulers();
    for (std::size_t d = 0; d < checked_.size(); ++d)
      if (const auto* table = std::get_if<CheckedTable>(&checked_[d].logic))
        add_rules(*table, out_.decisions[d].table);
    out_.types = std::move(linked_.types);
    return std::move(out_);
  }

 private:
  void add_decision(std::size_t d);
  void add_columns(const CheckedTable& table, const TableDocument& text, CompiledTable& out);
  void build_rulers();
  void add_rules(const CheckedTable& table, CompiledTable& out);
  void add_masks(Column& column, std::uint32_t words);
  Condition condition(const UnaryTests& tests, std::uint32_t slot);
  Condition set_condition(const ClassSet& set);
  BoundTest bound(const TestBound& bound);
  Operand operand(const Node& node);
  Expression expression(const Node& node);
  void emit(const Node& node, std::uint32_t depth);
  std::uint32_t add_constant(const Value& value) {
    out_.constants.push_back(value);
    return size32(out_.constants.size() - 1);
  }
  std::uint32_t add_text(const std::string& text) {
    out_.texts.push_back(text);
    return size32(out_.texts.size() - 1);
  }

  const Document& document_;
  Linked linked_;
  std::vector<CheckedDecision> checked_;
  Program out_;
};

void Compiler::add_decision(std::size_t d) {
  CompiledDecision& out = out_.decisions.emplace_back();
  out.slot = out_.input_count + size32(d);
  out.type = linked_.slot_types[out.slot];
  out.order = std::move(linked_.decisions[d].order);
  out.notes = std::move(checked_[d].notes);
  if (const auto* node = std::get_if<Node>(&checked_[d].logic)) {
    out.kind = CompiledDecision::Kind::expression;
    out.expression = expression(*node);
  } else if (const auto* table = std::get_if<CheckedTable>(&checked_[d].logic)) {
    out.kind = CompiledDecision::Kind::table;
    out.table.hit_policy = table->hit_policy;
    out.table.aggregation = table->aggregation;
    add_columns(*table, std::get<TableDocument>(document_.decisions[d].logic), out.table);
  }
}

void Compiler::add_columns(const CheckedTable& table, const TableDocument& text,
                           CompiledTable& out) {
  out.columns = {size32(out_.columns.size()), size32(table.columns.size())};
  out_.columns_max = std::max(out_.columns_max, out.columns.count);
  for (const CheckedColumn& checked : table.columns) {
    Column column;
    column.kind = checked.kind;
    column.computed = checked.expression.kind != Node::Kind::name;
    column.slot = checked.expression.slot;
    if (column.computed) {
      column.slot = out_.slot_count++;
      column.expression = expression(checked.expression);
      out_.slot_types.push_back(kAnyType);
    }
    out_.columns.push_back(column);
  }
  out.outputs = {size32(out_.output_columns.size()), size32(table.outputs.size())};
  for (std::size_t i = 0; i < table.outputs.size(); ++i) {
    const CheckedOutput& checked = table.outputs[i];
    OutputColumn column;
    column.name = text.outputs[i].name;
    column.priority = checked.priority;
    column.has_default = checked.default_entry.has_value();
    if (checked.default_entry) column.default_entry = expression(*checked.default_entry);
    out_.output_columns.push_back(std::move(column));
  }
}

void Compiler::build_rulers() {
  out_.rulers.resize(out_.slot_count);
  for (std::size_t d = 0; d < checked_.size(); ++d) {
    const auto* table = std::get_if<CheckedTable>(&checked_[d].logic);
    if (table == nullptr) continue;
    const auto columns = out_.slice(out_.columns, out_.decisions[d].table.columns);
    for (std::size_t c = 0; c < columns.size(); ++c) {
      Ruler& ruler = out_.rulers[columns[c].slot];
      if (table->columns[c].allowed) ruler.add(*table->columns[c].allowed);
      for (const CheckedRule& rule : table->rules) ruler.add(rule.conditions[c]);
    }
  }
  for (Ruler& ruler : out_.rulers) ruler.seal();
}

void Compiler::add_rules(const CheckedTable& table, CompiledTable& out) {
  const std::uint32_t rules = size32(table.rules.size());
  out.rules = {out_.rule_count, rules};
  out.words = (rules + 63) / 64;
  out_.rule_count += rules;
  out_.words_max = std::max(out_.words_max, out.words);
  for (std::uint32_t c = 0; c < out.columns.count; ++c) {
    const auto& allowed = table.columns[c].allowed;
    Column& column = out_.columns[out.columns.first + c];
    column.checks_allowed = allowed.has_value();
    if (allowed) column.allowed = condition(*allowed, column.slot);
    column.conditions = {size32(out_.conditions.size()), rules};
    for (const CheckedRule& rule : table.rules) {
      const Condition compiled = condition(rule.conditions[c], column.slot);
      out_.conditions.push_back(compiled);
    }
    add_masks(column, out.words);
  }
  out.first_output = size32(out_.outputs.size());
  for (const CheckedRule& rule : table.rules)
    for (const Node& output : rule.outputs) {
      const Expression compiled = expression(output);
      out_.outputs.push_back(compiled);
    }
}

void Compiler::add_masks(Column& column, std::uint32_t words) {
  const auto conditions = out_.slice(out_.conditions, column.conditions);
  column.looked = size32(out_.masks.size());
  column.named = column.looked + words;
  out_.masks.resize(out_.masks.size() + 2 * std::size_t{words});
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    const std::uint64_t bit = 1ULL << (i % 64);
    if (conditions[i].kind != Condition::Kind::any) out_.masks[column.looked + i / 64] |= bit;
    if (!conditions[i].is_named()) continue;
    out_.masks[column.named + i / 64] |= bit;
    column.has_named = true;
  }
  const std::size_t classes = out_.rulers[column.slot].last() + std::size_t{1};
  column.has_passing = classes * words <= kPassingWordsMax;
  if (!column.has_passing) return;
  column.passing = size32(out_.masks.size());
  out_.masks.resize(out_.masks.size() + classes * words);
  for (std::size_t i = 0; i < classes; ++i)
    fill_passing(out_, column, static_cast<ValueClass>(i),
                 std::span(out_.masks).subspan(column.passing + i * words, words));
}

Condition Compiler::condition(const UnaryTests& tests, std::uint32_t slot) {
  if (tests.any) return {};
  if (is_constant(tests)) return set_condition(out_.rulers[slot].passing(tests));
  const Condition out{
      .kind = tests.negated ? Condition::Kind::negated_tests : Condition::Kind::tests,
      .a = size32(out_.tests.size()),
      .b = size32(tests.tests.size())};
  for (const UnaryTest& test : tests.tests) {
    NamedTest named;
    named.low = bound(test.low);
    named.has_high = test.high.has_value();
    if (test.high) named.high = bound(*test.high);
    out_.tests.push_back(named);
  }
  return out;
}

Condition Compiler::set_condition(const ClassSet& set) {
  const auto& intervals = set.intervals();
  if (intervals.empty()) return {.kind = Condition::Kind::interval, .a = 1, .b = 0};
  if (intervals.size() == 1)
    return {
        .kind = Condition::Kind::interval, .a = intervals.front().low, .b = intervals.front().high};
  const Condition out{.kind = Condition::Kind::intervals,
                      .a = size32(out_.intervals.size()),
                      .b = size32(intervals.size())};
  out_.intervals.insert(out_.intervals.end(), intervals.begin(), intervals.end());
  return out;
}

BoundTest Compiler::bound(const TestBound& bound) {
  return {.comparison = bound.comparison, .operand = operand(bound.operand)};
}

Operand Compiler::operand(const Node& node) {
  if (node.kind == Node::Kind::literal)
    return {.is_constant = true, .index = add_constant(node.literal), .members = {}};
  if (node.kind == Node::Kind::name)
    return {.is_constant = false, .index = node.slot, .members = {}};
  std::vector<std::string> path;
  const Node* at = &node;
  for (; at->kind == Node::Kind::member; at = &at->children.front()) path.push_back(at->text);
  Operand out{.index = at->slot, .members = {size32(out_.texts.size()), size32(path.size())}};
  std::move(path.rbegin(), path.rend(), std::back_inserter(out_.texts));
  return out;
}

Expression Compiler::expression(const Node& node) {
  Expression out{.first = size32(out_.code.size())};
  emit(node, 1);
  out.count = size32(out_.code.size()) - out.first;
  return out;
}

// Operands first. `depth` is the height of the stack once the node's value is on it.
void Compiler::emit(const Node& node, std::uint32_t depth) {
  out_.stack_depth = std::max(out_.stack_depth, depth);
  for (std::uint32_t i = 0; i < node.children.size(); ++i) emit(node.children[i], depth + i);
  Instruction step{.kind = node.kind, .comparison = node.comparison};
  switch (node.kind) {
    case Node::Kind::literal:
      step.argument = add_constant(node.literal);
      break;
    case Node::Kind::unknown_name:
      step.argument = add_constant(Value());
      break;
    case Node::Kind::name:
      step.op = Instruction::Op::slot;
      step.argument = node.slot;
      break;
    case Node::Kind::member:
      step.op = Instruction::Op::member;
      step.argument = add_text(node.text);
      break;
    case Node::Kind::negate:
    case Node::Kind::logic_not:
      step.op = Instruction::Op::unary;
      break;
    case Node::Kind::list:
      step.op = Instruction::Op::list;
      step.argument = size32(node.children.size());
      break;
    default:
      step.op = Instruction::Op::binary;
      break;
  }
  out_.code.push_back(step);
}

}  // namespace

Program compile(const Document& document, Linked&& linked, std::vector<CheckedDecision>&& checked) {
  return Compiler(document, std::move(linked), std::move(checked)).run();
}

}  // namespace qinqing::dmn
