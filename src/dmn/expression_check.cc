#include "dmn/expression_check.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "dmn/arithmetic.h"
#include "dmn/characters.h"

namespace qinqing::dmn {

namespace {

// Of one expression; the first ones tell enough.
constexpr std::size_t kFindingsMax = 20;

bool is_ordered(TypeKind kind) {
  return kind == TypeKind::number || kind == TypeKind::string || kind == TypeKind::date;
}

bool is_open(TypeKind kind) {
  return kind == TypeKind::any || kind == TypeKind::unsupported;
}

constexpr std::size_t kShownBefore = 30;  // characters of an expression around its fault
constexpr std::size_t kShownAfter = 30;

// The byte `count` characters on (back, where negative) from `at`, within the text.
std::size_t moved(std::string_view text, std::size_t at, std::ptrdiff_t count) {
  for (; count > 0 && at < text.size(); --count) at += character_at(text, at).length;
  for (; count < 0 && at > 0; ++count) do
      --at;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U);
  return at;
}

// “…> meal_standard” 的第 3 个字符处: the line of the expression that holds `begin`, cut where
// long.
std::string located(std::string_view text, std::size_t begin) {
  const std::size_t newline = begin == 0 ? std::string_view::npos : text.rfind('\n', begin - 1);
  const std::size_t first =
      std::min(begin, skip_spaces(text, newline == std::string_view::npos ? 0 : newline + 1));
  const std::string_view line = text.substr(first, text.find('\n', begin) - first);
  const std::size_t at = begin - first;
  const std::size_t from = moved(line, at, -static_cast<std::ptrdiff_t>(kShownBefore));
  const std::size_t to = moved(line, at, static_cast<std::ptrdiff_t>(kShownAfter));
  return std::string("“") + (from > 0 ? "…" : "") + std::string(line.substr(from, to - from)) +
         (to < line.size() ? "…" : "") + "” 的第 " +
         std::to_string(count_characters(line.substr(0, at)) + 1) + " 个字符处：";
}

const Node& root_of(const Node& node) {
  return node.kind == Node::Kind::member ? root_of(node.children.front()) : node;
}

}  // namespace

base::Fault expression_fault(const ExpressionText& text, const Finding& finding) {
  base::Fault fault;
  fault.code = finding.code;
  fault.pointer = text.place.pointer;
  fault.what = located(text.text, finding.begin) + finding.what;
  fault.right = finding.right;
  const std::string_view before = std::string_view(text.text).substr(0, finding.begin);
  if (text.place.line > 0)
    fault.line = text.place.line + static_cast<int>(std::ranges::count(before, '\n'));
  return fault;
}

base::Fault expression_fault(const ExpressionText& text, const SyntaxError& error) {
  return expression_fault(
      text,
      Finding{.code = "syntax", .begin = error.begin, .what = error.what, .right = error.right});
}

void ExpressionCheck::mistake(std::string code, const Node& node, std::string what,
                              std::string right) {
  ++mistake_count_;
  if (mistakes_.size() < kFindingsMax)
    mistakes_.push_back({.code = std::move(code),
                         .begin = node.begin,
                         .what = std::move(what),
                         .right = std::move(right)});
}

void ExpressionCheck::wrong_kinds(const Node& node, TypeId left, std::optional<TypeId> right) {
  std::string what(kind_name(types_.kind(left)));
  if (right) what.append("与").append(kind_name(types_.kind(*right)));
  what.append("不能用 ").append(symbol_of(node.kind, node.comparison));
  mistake("type", node, std::move(what));
}

TypeId ExpressionCheck::check(Node& node) {
  std::vector<TypeId> operands;
  operands.reserve(node.children.size());
  for (Node& child : node.children) operands.push_back(check(child));
  const std::size_t mistakes_before = mistake_count_;
  TypeId type = kAnyType;
  switch (node.kind) {
    case Node::Kind::literal:
      return TypeTable::id_of(type_kind_of(node.literal.kind()));
    case Node::Kind::name:
    case Node::Kind::unknown_name:
      return check_name(node);
    case Node::Kind::member:
      return check_member(node, operands.front());
    case Node::Kind::list:
      type = TypeTable::id_of(TypeKind::list);
      break;
    case Node::Kind::compare:
      type = check_comparison(node, operands[0], operands[1]);
      break;
    case Node::Kind::logic_and:
    case Node::Kind::logic_or:
    case Node::Kind::logic_not:
      type = check_logic(node, operands);
      break;
    case Node::Kind::negate:
      if (!is_open(types_.kind(operands[0])) && types_.kind(operands[0]) != TypeKind::number)
        wrong_kinds(node, operands[0], std::nullopt);
      type = TypeTable::id_of(TypeKind::number);
      break;
    default:
      type = check_arithmetic(node, operands[0], operands[1]);
      break;
  }
  const bool constant = std::ranges::all_of(
      node.children, [](const Node& child) { return child.kind == Node::Kind::literal; });
  if (constant && mistake_count_ == mistakes_before) fold(node);
  return type;
}

// What is unknown could be anything: one mistake, not a trail of them.
TypeId ExpressionCheck::check_name(const Node& node) {
  if (node.kind == Node::Kind::name) return slot_types_[node.slot];
  if (model_names_ != nullptr && model_names_->find(node.text)) {
    mistake("unknown_name", node, "决策没有要求 “" + node.text + "”",
            "写上它的 informationRequirement");
  } else {
    mistake("unknown_name", node, "没有名称 “" + node.text + "”",
            model_names_ == nullptr ? "这里只能用字面值；文字要加英文双引号"
                                    : "决策所要求的输入或决策的名称；文字要加英文双引号");
  }
  return kAnyType;
}

TypeId ExpressionCheck::check_member(const Node& node, TypeId parent) {
  if (is_open(types_.kind(parent))) return kAnyType;
  if (types_.kind(parent) == TypeKind::context) {
    if (const auto component = types_.component(parent, node.text)) return *component;
    if (!types_.has_components(parent)) return kAnyType;
  }
  mistake("unknown_name", node, "没有成员 “" + node.text + "”");
  return kAnyType;
}

TypeId ExpressionCheck::check_arithmetic(const Node& node, TypeId left, TypeId right) {
  const TypeKind a = types_.kind(left);
  const TypeKind b = types_.kind(right);
  const auto both_can_be = [&](TypeKind kind) {
    return (a == kind || is_open(a)) && (b == kind || is_open(b));
  };
  const bool texts = node.kind == Node::Kind::add && both_can_be(TypeKind::string);
  if (texts && both_can_be(TypeKind::number)) return kAnyType;
  if (texts) return TypeTable::id_of(TypeKind::string);
  if (!both_can_be(TypeKind::number)) wrong_kinds(node, left, right);
  return TypeTable::id_of(TypeKind::number);
}

TypeId ExpressionCheck::check_comparison(const Node& node, TypeId left, TypeId right) {
  const TypeKind a = types_.kind(left);
  const TypeKind b = types_.kind(right);
  const bool equality = node.comparison == Comparison::eq || node.comparison == Comparison::ne;
  const auto fits = [equality](TypeKind kind) {
    return is_open(kind) || equality || is_ordered(kind);
  };
  const bool same = a == b || is_open(a) || is_open(b) ||
                    (equality && (a == TypeKind::null || b == TypeKind::null));
  if (!same || !fits(a) || !fits(b)) wrong_kinds(node, left, right);
  return TypeTable::id_of(TypeKind::boolean);
}

TypeId ExpressionCheck::check_logic(const Node& node, std::span<const TypeId> operands) {
  for (const TypeId operand : operands) {
    const TypeKind kind = types_.kind(operand);
    if (!is_open(kind) && kind != TypeKind::boolean && kind != TypeKind::null)
      wrong_kinds(node, operand, std::nullopt);
  }
  return TypeTable::id_of(TypeKind::boolean);
}

void ExpressionCheck::fold(Node& node) {
  Mistake problem = Mistake::none;
  Value value;
  const auto operand = [&node](std::size_t i) -> const Value& { return node.children[i].literal; };
  switch (node.kind) {
    case Node::Kind::add:
    case Node::Kind::subtract:
    case Node::Kind::multiply:
    case Node::Kind::divide:
    case Node::Kind::power:
      value = arithmetic(node.kind, operand(0), operand(1), problem);
      break;
    case Node::Kind::negate:
      value = negate(operand(0), problem);
      break;
    case Node::Kind::compare:
      value = comparison(node.comparison, operand(0), operand(1), problem);
      break;
    case Node::Kind::list: {
      std::vector<Value> items;
      items.reserve(node.children.size());
      for (const Node& item : node.children) items.push_back(item.literal);
      value = Value::list(std::move(items));
      break;
    }
    default:
      return;
  }
  if (problem != Mistake::none)
    mistake("value", node,
            describe(problem, symbol_of(node.kind, node.comparison), &operand(0),
                     node.children.size() > 1 ? &operand(1) : nullptr));
  node.kind = Node::Kind::literal;
  node.depth = 1;
  node.literal = std::move(value);
  node.children.clear();
}

void ExpressionCheck::check(UnaryTests& tests, TypeId type) {
  for (UnaryTest& test : tests.tests) {
    check_bound(test.low, type);
    if (test.high) check_bound(*test.high, type);
    if (!test.high || test.low.operand.kind != Node::Kind::literal ||
        test.high->operand.kind != Node::Kind::literal)
      continue;
    const Value& low = test.low.operand.literal;
    if (compare(Comparison::gt, low, test.high->operand.literal) == Truth::yes)
      mistake("value", test.low.operand, "区间的下端大于上端");
  }
}

void ExpressionCheck::check_bound(TestBound& bound, TypeId type) {
  Node& operand = bound.operand;
  const TypeId operand_type = check(operand);
  const std::size_t begin = operand.begin;
  if (root_of(operand).kind == Node::Kind::unknown_name) {
    operand = Node{};
    operand.begin = begin;
    return;
  }
  const bool literal =
      operand.kind == Node::Kind::literal && operand.literal.kind() != Value::Kind::list;
  if (!literal && !is_qualified_name(operand)) {
    if (errors_.size() < kFindingsMax)
      errors_.push_back({.code = "syntax",
                         .begin = begin,
                         .what = "条件只能与字面值或名称比较",
                         .right = "把计算放进另一个决策，再写它的名称"});
    return;
  }
  const TypeKind a = types_.kind(type);
  const TypeKind b = types_.kind(operand_type);
  const bool equality = bound.comparison == Comparison::eq || bound.comparison == Comparison::ne;
  // A name that is a list stands for its items.
  const bool fits = is_open(a) || is_open(b) || a == b || a == TypeKind::null ||
                    (equality && (b == TypeKind::null || b == TypeKind::list));
  const bool orders = equality || ((is_open(a) || is_ordered(a)) && (is_open(b) || is_ordered(b)));
  if (fits && orders) return;
  Node shown;
  shown.begin = begin;
  const std::string column(kind_name(a));
  const std::string other(kind_name(b));
  mistake("type", shown,
          a == b ? column + "不能比较大小" : "这一列是" + column + "，不能与" + other + "比较");
}

bool is_qualified_name(const Node& node) {
  return root_of(node).kind == Node::Kind::name;
}

std::string qualified_name(const Node& node) {
  if (node.kind == Node::Kind::member)
    return qualified_name(node.children.front()) + "." + node.text;
  return node.text;
}

ConstantTests parse_constant_tests(const ExpressionText& text) {
  ConstantTests out;
  const NameSet none;
  const Scope scope{.names = {}, .members = &none};
  auto parsed = parse_unary_tests(text.text, scope);
  if (const auto* error = std::get_if<SyntaxError>(&parsed)) {
    out.faults.add(expression_fault(text, *error));
    return out;
  }
  UnaryTests tests = std::get<UnaryTests>(std::move(parsed));
  const TypeTable types;
  ExpressionCheck check(types, {}, nullptr);
  check.check(tests, kAnyType);
  for (const Finding& finding : check.mistakes()) out.faults.add(expression_fault(text, finding));
  for (const Finding& finding : check.errors()) out.faults.add(expression_fault(text, finding));
  if (out.faults.empty()) out.tests = std::move(tests);
  return out;
}

}  // namespace qinqing::dmn
