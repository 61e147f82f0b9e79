#include "dmn/feel/compiler.h"

#include "dmn/characters.h"
#include "dmn/names.h"

namespace qinqing::dmn::feel {
namespace {

constexpr std::size_t kTextBytesMax = 1U << 20U;

bool is_word_at(std::string_view text, std::size_t at, std::string_view word) {
  if (text.substr(at, word.size()) != word) return false;
  const std::size_t end = at + word.size();
  return end == text.size() || !is_name_part(character_at(text, end).code);
}

std::size_t skip_comment(std::string_view text, std::size_t at) {
  if (text.substr(at, 2) == "//") {
    const std::size_t end = text.find('\n', at);
    return end == std::string_view::npos ? text.size() : end + 1;
  }
  if (text.substr(at, 2) == "/*") {
    const std::size_t end = text.find("*/", at + 2);
    return end == std::string_view::npos ? text.size() : end + 2;
  }
  return at;
}

}  // namespace

void Dictionary::add_member(std::string_view name) {
  std::string normal = normal_name(name);
  spelled.emplace(normal, name);
  members.insert(std::move(normal));
}

Compiler::Compiler(Program& program, const Dictionary& dictionary)
    : program_(program), dictionary_(dictionary) {
  functions_.emplace_back();
  scopes_.push_back(0);
}

template <class Parse>
auto Compiler::parse_all(std::string_view text, Parse parse) {
  const std::string_view outer_text = std::exchange(text_, text);
  const std::size_t outer_at = std::exchange(at_, 0);
  const bool outer_range = std::exchange(in_range_end_, false);
  const auto restore = [&] {
    text_ = outer_text;
    at_ = outer_at;
    in_range_end_ = outer_range;
  };
  const std::size_t bindings = bindings_.size();
  const std::size_t scopes = scopes_.size();
  const std::size_t functions = functions_.size();
  const std::size_t filters = filters_.size();
  try {
    if (text.size() > kTextBytesMax || !is_utf8(text)) fail("表达式太长，或不是 UTF-8");
    auto out = parse();
    if (!done()) fail("这里多出了文字");
    restore();
    return out;
  } catch (const SyntaxError&) {
    while (scopes_.size() > scopes) pop_scope();
    while (bindings_.size() > bindings) {
      by_name_[normal_name(bindings_.back().spelled)].pop_back();
      bindings_.pop_back();
    }
    functions_.resize(functions);
    filters_.resize(filters);
    restore();
    throw;
  }
}

Typed Compiler::expression(std::string_view text) {
  return parse_all(text, [this] {
    Typed first = parse_expression();
    if (!peek(",")) return first;
    // Several expressions are a list (grammar rule 3).
    std::vector<std::uint32_t> items = {first.node};
    while (take(",")) items.push_back(parse_expression().node);
    return Typed{emit(Op::list, list(items)), list_of(simple_type(Type::Kind::any))};
  });
}

std::vector<NodeId> Compiler::single_tests(std::string_view text, NodeId subject) {
  return parse_all(text, [&] {
    std::vector<NodeId> out;
    do {
      const NodeId one = parse_test();
      out.push_back(emit(Op::tests, subject, list({one})));
    } while (take(","));
    return out;
  });
}

NodeId Compiler::tests(std::string_view text, NodeId subject) {
  return parse_all(text, [&] {
    if (take("-") && done()) return emit(Op::tests, subject, list({emit(Op::test_any)}));
    at_ = 0;
    std::vector<std::uint32_t> out;
    if (take_word("not") && take("(")) {
      try {
        do out.push_back(parse_test());
        while (take(","));
        if (take(")") && done()) return emit(Op::tests, subject, list(out), kNoNode, 1);
      } catch (const SyntaxError&) {
        // Then it is a test that begins with a call of not().
      }
    }
    at_ = 0;
    out.clear();
    do out.push_back(parse_test());
    while (take(","));
    return emit(Op::tests, subject, list(out));
  });
}

TypeRef Compiler::type(std::string_view text) {
  return parse_all(text, [this] { return parse_type(); });
}

const Value* Compiler::constant_at(NodeId node) const {
  const Node& at = program_.nodes[node];
  return at.op == Op::constant ? &program_.constants[at.a] : nullptr;
}

// Ranges and lists of literals are what conditions of tables are made of: made once, they need not
// be made at every evaluation.
std::optional<Value> Compiler::folded(Op op, NodeId a, NodeId b, std::uint8_t flag) const {
  if (op == Op::list) {
    List items;
    for (const NodeId item : program_.list(a)) {
      const Value* value = constant_at(item);
      if (value == nullptr) return std::nullopt;
      items.push_back(*value);
    }
    return Value(std::move(items));
  }
  if (op != Op::unary_range && op != Op::range) return std::nullopt;
  const Value* start = constant_at(a);
  if (start == nullptr) return std::nullopt;
  if (op == Op::unary_range) return Value(Range::unary(static_cast<Range::Form>(flag), *start));
  const Value* end = constant_at(b);
  if (end == nullptr) return std::nullopt;
  auto range = Range::between(*start, (flag & 1U) != 0, *end, (flag & 2U) != 0);
  return range ? std::optional(Value(*std::move(range))) : std::nullopt;
}

NodeId Compiler::emit(Op op, NodeId a, NodeId b, NodeId c, std::uint8_t flag) {
  if (auto value = folded(op, a, b, flag)) return constant(*std::move(value));
  program_.nodes.push_back({op, flag, a, b, c});
  return static_cast<NodeId>(program_.nodes.size()) - 1;
}

std::uint32_t Compiler::list(const std::vector<std::uint32_t>& entries) {
  const auto at = static_cast<std::uint32_t>(program_.lists.size());
  program_.lists.push_back(static_cast<std::uint32_t>(entries.size()));
  program_.lists.insert(program_.lists.end(), entries.begin(), entries.end());
  return at;
}

std::uint32_t Compiler::name(std::string_view text) {
  program_.names.emplace_back(text);
  return static_cast<std::uint32_t>(program_.names.size()) - 1;
}

NodeId Compiler::constant(Value value) {
  program_.constants.push_back(std::move(value));
  return emit(Op::constant, static_cast<NodeId>(program_.constants.size()) - 1);
}

NodeId Compiler::failed(std::string_view why) {
  return emit(Op::failed, name(why));
}

std::uint32_t Compiler::argument_names(std::vector<std::string> names) {
  program_.argument_names.push_back(std::move(names));
  return static_cast<std::uint32_t>(program_.argument_names.size()) - 1;
}

NodeId Compiler::coerce(NodeId node, const TypeRef& type) {
  if (!type || (type->kind == Type::Kind::any && !type->constraint)) return node;
  program_.types.push_back(type);
  return emit(Op::coerce, node, static_cast<NodeId>(program_.types.size()) - 1);
}

std::uint32_t Compiler::iteration(const Iteration& iteration) {
  program_.iterations.push_back(iteration);
  return static_cast<std::uint32_t>(program_.iterations.size()) - 1;
}

NodeId Compiler::table(DecisionTable table) {
  program_.tables.push_back(std::move(table));
  return emit(Op::table, static_cast<NodeId>(program_.tables.size()) - 1);
}

void Compiler::finish(NodeId root) {
  program_.root = root;
  program_.frame_size = functions_.front().slots;
}

void Compiler::skip() {
  for (;;) {
    const std::size_t next = skip_comment(text_, skip_spaces(text_, at_));
    if (next == at_) return;
    at_ = next;
  }
}

bool Compiler::done() {
  skip();
  return at_ == text_.size();
}

bool Compiler::peek(std::string_view symbol) {
  skip();
  return text_.substr(at_, symbol.size()) == symbol;
}

bool Compiler::take(std::string_view symbol) {
  if (!peek(symbol)) return false;
  at_ += symbol.size();
  return true;
}

void Compiler::expect(std::string_view symbol) {
  if (!take(symbol)) fail("这里应为 " + std::string(symbol));
}

bool Compiler::peek_word(std::string_view word) {
  skip();
  return is_word_at(text_, at_, word);
}

bool Compiler::take_word(std::string_view word) {
  if (!peek_word(word)) return false;
  at_ += word.size();
  return true;
}

void Compiler::expect_word(std::string_view word) {
  if (!take_word(word)) fail("这里应为 " + std::string(word));
}

void Compiler::fail(std::string what) const {
  throw SyntaxError{at_, std::move(what)};
}

}  // namespace qinqing::dmn::feel
