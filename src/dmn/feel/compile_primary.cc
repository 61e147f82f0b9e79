// Literals, names, parentheses, lists, contexts, ranges.
#include "base/decimal_math.h"
#include "dmn/characters.h"
#include "dmn/feel/compiler.h"
#include "dmn/feel/nesting.h"
#include "dmn/names.h"

namespace qinqing::dmn::feel {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

Value temporal(std::string_view text) {
  if (const auto date = parse_date(text)) return Value(*date);
  if (const auto time = parse_time(text)) return Value(*time);
  if (const auto both = parse_date_time(text)) return Value(*both);
  if (const auto months = parse_months_duration(text)) return Value(*months);
  if (const auto days = parse_days_duration(text)) return Value(*days);
  return {};
}

}  // namespace

Typed Compiler::parse_primary() {
  const Nesting nesting(depth_, at_);
  skip();
  if (at_ == text_.size()) fail("表达式没有写完");
  const char c = text_[at_];
  if (is_digit(c) || (c == '.' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1])))
    return parse_number();
  if (c == '"') return {constant(Value(parse_string())), simple_type(Type::Kind::string)};
  if (c == '@') return parse_at_literal();
  if (c == '(') return parse_parenthesis();
  if (c == '[' || c == ']') return parse_bracket();
  if (c == '{') return parse_context();
  if (take_word("true")) return {constant(Value(true)), simple_type(Type::Kind::boolean)};
  if (take_word("false")) return {constant(Value(false)), simple_type(Type::Kind::boolean)};
  if (take_word("null")) return {constant(Value()), nullptr};
  const Found found = find_name();
  const bool is_longer =
      found.end != 0 &&
      normal_name(text_.substr(at_, found.end - at_)).find(' ') != std::string::npos;
  if (!is_longer) {
    if (take_word("if")) return parse_if();
    if (take_word("for")) return parse_for();
    if (take_word("some")) return parse_quantified(Op::some);
    if (take_word("every")) return parse_quantified(Op::every);
    if (take_word("function")) return parse_function();
  }
  return parse_name();
}

Typed Compiler::parse_number() {
  const std::size_t begin = at_;
  while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
  if (at_ + 1 < text_.size() && text_[at_] == '.' && is_digit(text_[at_ + 1])) {
    ++at_;
    while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
  }
  if (at_ < text_.size() && (text_[at_] == 'e' || text_[at_] == 'E')) {
    std::size_t next = at_ + 1;
    if (next < text_.size() && (text_[next] == '+' || text_[next] == '-')) ++next;
    if (next < text_.size() && is_digit(text_[next])) {
      at_ = next;
      while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
    }
  }
  const std::string_view written = text_.substr(begin, at_ - begin);
  const auto number = base::parse_rounded(written);
  if (!number) {
    at_ = begin;
    fail("这个数超出范围");
  }
  return {constant(Value(*number)), simple_type(Type::Kind::number)};
}

std::string Compiler::parse_string() {
  expect("\"");
  std::string out;
  for (;;) {
    if (at_ == text_.size()) fail("文字没有收尾的引号");
    const char c = text_[at_];
    if (c == '"') {
      ++at_;
      return out;
    }
    if (c != '\\') {
      out.push_back(c);
      ++at_;
      continue;
    }
    parse_escape(out);
  }
}

void Compiler::parse_escape(std::string& out) {
  static constexpr std::string_view kLetters = "\"\\'ntr";
  static constexpr std::string_view kMeanings = "\"\\'\n\t\r";
  const char letter = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
  if (const std::size_t found = kLetters.find(letter);
      letter != '\0' && found != std::string_view::npos) {
    out.push_back(kMeanings[found]);
    at_ += 2;
    return;
  }
  const auto hex = [this](std::size_t from, std::size_t digits) -> std::optional<char32_t> {
    char32_t code = 0;
    for (std::size_t i = from; i < from + digits; ++i) {
      const char c = i < text_.size() ? text_[i] : '\0';
      const int value = is_digit(c)              ? c - '0'
                        : (c >= 'a' && c <= 'f') ? c - 'a' + 10
                        : (c >= 'A' && c <= 'F') ? c - 'A' + 10
                                                 : -1;
      if (value < 0) return std::nullopt;
      code = code * 16 + static_cast<char32_t>(value);
    }
    return code;
  };
  const std::size_t digits = letter == 'u' ? 4 : (letter == 'U' ? 6 : 0);
  auto code = digits == 0 ? std::nullopt : hex(at_ + 2, digits);
  if (!code) {  // not an escape: the backslash is itself
    out.push_back('\\');
    ++at_;
    return;
  }
  at_ += 2 + digits;
  // A pair of surrogates is one character.
  if (*code >= 0xD800 && *code <= 0xDBFF && text_.substr(at_, 2) == "\\u") {
    const auto low = hex(at_ + 2, 4);
    if (low && *low >= 0xDC00 && *low <= 0xDFFF) {
      code = 0x10000 + ((*code - 0xD800) << 10U) + (*low - 0xDC00);
      at_ += 6;
    }
  }
  if (*code > 0x10FFFF || (*code >= 0xD800 && *code <= 0xDFFF)) fail("没有这个字符");
  append_utf8(out, *code);
}

Typed Compiler::parse_at_literal() {
  expect("@");
  if (!peek("\"")) fail("@ 后面应为引号");
  const std::string text = parse_string();
  const Value value = temporal(text);
  if (value.is_null()) return {failed("@\"" + text + "\" 不是日期、时间或时长"), nullptr};
  return {constant(value), type_of(value)};
}

std::optional<Range::Form> Compiler::take_test_operator() {
  static constexpr std::pair<std::string_view, Range::Form> kForms[] = {
      {"<=", Range::Form::at_most}, {">=", Range::Form::at_least}, {"!=", Range::Form::not_equal},
      {"<", Range::Form::less},     {">", Range::Form::greater},   {"=", Range::Form::equal},
  };
  for (const auto& [symbol, form] : kForms)
    if (take(symbol)) return form;
  return std::nullopt;
}

// (< 10), (1..10], (1 + 2)
Typed Compiler::parse_parenthesis() {
  expect("(");
  const bool outer = std::exchange(in_range_end_, false);
  if (const auto form = take_test_operator()) {
    const Typed end = parse_sum();
    expect(")");
    in_range_end_ = outer;
    return {emit(Op::unary_range, end.node, kNoNode, kNoNode, static_cast<std::uint8_t>(*form)),
            range_of(end.type)};
  }
  const Typed first = parse_expression();
  if (peek("..")) {
    in_range_end_ = outer;
    return parse_range_end(first, false);
  }
  expect(")");
  in_range_end_ = outer;
  return first;
}

// [1, 2], [1..2], ]1..2]
Typed Compiler::parse_bracket() {
  const bool outer = std::exchange(in_range_end_, false);
  if (take("]")) {
    const Typed first = parse_expression();
    in_range_end_ = outer;
    return parse_range_end(first, false);
  }
  expect("[");
  std::vector<std::uint32_t> items;
  TypeRef element;
  bool mixed = false;
  if (!take("]")) {
    do {
      const Typed item = parse_expression();
      if (items.empty() && peek("..")) {
        in_range_end_ = outer;
        return parse_range_end(item, true);
      }
      if (items.empty())
        element = item.type;
      else if (!item.type || !element || item.type->kind != element->kind ||
               item.type->kind == Type::Kind::context)
        mixed = !element || !item.type || !conforms(*item.type, *element);
      if (mixed) element = nullptr;
      items.push_back(item.node);
    } while (take(","));
    expect("]");
  }
  in_range_end_ = outer;
  return {emit(Op::list, list(items)), list_of(element ? element : simple_type(Type::Kind::any))};
}

Typed Compiler::parse_range_end(Typed start, bool start_included) {
  expect("..");
  const bool outer = std::exchange(in_range_end_, true);
  const Typed end = parse_expression();
  in_range_end_ = outer;
  bool end_included = false;
  if (take("]"))
    end_included = true;
  else if (!take(")") && !take("["))
    fail("区间没有收尾的括号");
  const auto flag = static_cast<std::uint8_t>((start_included ? 1 : 0) | (end_included ? 2 : 0));
  return {emit(Op::range, start.node, end.node, kNoNode, flag), range_of(start.type)};
}

Typed Compiler::parse_context() {
  expect("{");
  const bool outer = std::exchange(in_range_end_, false);
  push_scope();
  std::vector<std::uint32_t> entries;
  Type type;
  type.kind = Type::Kind::context;
  if (!take("}")) {
    do {
      const std::string key = peek("\"") ? parse_string() : declared_name({}, ":");
      expect(":");
      for (const auto& member : type.members)
        if (member.first == key) fail("名字 " + key + " 写了两次");
      self_ = peek_word("function") ? key : "";
      const Typed value = parse_expression();
      self_.clear();
      own_members_.insert(normal_name(key));
      const std::uint32_t slot = is_usable_name(key) ? declare(key, value.type) : new_slot();
      entries.insert(entries.end(), {name(key), value.node, slot});
      type.members.emplace_back(key, value.type ? value.type : simple_type(Type::Kind::any));
    } while (take(","));
    expect("}");
  }
  pop_scope();
  in_range_end_ = outer;
  return {emit(Op::context, list(entries)), std::make_shared<const Type>(std::move(type))};
}

}  // namespace qinqing::dmn::feel
