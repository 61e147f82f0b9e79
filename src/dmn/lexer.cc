#include "dmn/lexer.h"

#include <algorithm>
#include <array>

#include "dmn/characters.h"

namespace qinqing::dmn {

namespace {

constexpr std::array<std::string_view, 8> kWords = {"true", "false", "null", "not",
                                                    "and",  "or",    "in",   "between"};

bool is_digit(std::string_view text, std::size_t at) {
  return at < text.size() && text[at] >= '0' && text[at] <= '9';
}

std::size_t skip_digits(std::string_view text, std::size_t at) {
  while (is_digit(text, at)) ++at;
  return at;
}

std::string in_quotes(std::string_view text) {
  return "“" + std::string(text) + "”";
}

std::string right_for_chinese(char32_t code) {
  constexpr std::u32string_view wrong = U"，；：？！（）【】［］｛｝“”‘’、＜＞＝＋－＊／。";
  constexpr std::string_view right = ",;:?!()[][]{}\"\"\"\",<>=+-*/.";
  const std::size_t at = wrong.find(code);
  if (at == std::u32string_view::npos) return "";
  return "改用英文标点 " + std::string(1, right[at]);
}

}  // namespace

void Lexer::fail(std::size_t byte, std::string what, std::string right) const {
  throw SyntaxError{.begin = byte,
                    .position = count_characters(text_.substr(0, byte)) + 1,
                    .what = std::move(what),
                    .right = std::move(right)};
}

Token Lexer::finish(Token::Kind kind, std::size_t begin) const {
  Token token;
  token.kind = kind;
  token.begin = begin;
  token.end = at_;
  token.text = text_.substr(begin, at_ - begin);
  return token;
}

void Lexer::skip_spaces_and_comments() {
  while (true) {
    at_ = skip_spaces(text_, at_);
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with("//")) {
      at_ = std::min(text_.find('\n', at_), text_.size());
    } else if (rest.starts_with("/*")) {
      const std::size_t end = text_.find("*/", at_ + 2);
      if (end == std::string_view::npos) fail(at_, "注释没有结束", "以 */ 结束");
      at_ = end + 2;
    } else {
      return;
    }
  }
}

Token Lexer::next() {
  skip_spaces_and_comments();
  const bool member = std::exchange(after_dot_, false);
  if (at_ == text_.size()) return finish(Token::Kind::end, at_);
  const Character first = character_at(text_, at_);
  if (first.code == '"') return string();
  if (is_digit(text_, at_) || (first.code == '.' && !member && is_digit(text_, at_ + 1)))
    return number();
  if (is_name_start(first.code)) {
    after_dot_ = member;
    return name_or_word();
  }
  return symbol();
}

Token Lexer::name_or_word() {
  const std::size_t begin = at_;
  const bool member = std::exchange(after_dot_, false);
  std::size_t word_end = begin;
  while (word_end < text_.size()) {
    const Character character = character_at(text_, word_end);
    if (!is_name_part(character.code) || is_chinese_punctuation(character.code)) break;
    word_end += character.length;
  }
  const auto known = (member ? members_ : names_).longest(text_, begin);
  const bool reserved =
      !member && std::ranges::find(kWords, text_.substr(begin, word_end - begin)) != kWords.end();
  if (known && !(reserved && known->length <= word_end - begin)) {
    at_ = begin + known->length;
    Token token = finish(Token::Kind::name, begin);
    token.slot = known->id;
    return token;
  }
  if (word_end == begin) return symbol();
  at_ = word_end;
  return finish(Token::Kind::word, begin);
}

Token Lexer::number() {
  const std::size_t begin = at_;
  at_ = skip_digits(text_, at_);
  // In "1..5" the point is not the number's.
  if (at_ < text_.size() && text_[at_] == '.' && is_digit(text_, at_ + 1))
    at_ = skip_digits(text_, at_ + 1);
  if (at_ < text_.size() && (text_[at_] == 'e' || text_[at_] == 'E')) {
    std::size_t digits = at_ + 1;
    if (digits < text_.size() && (text_[digits] == '+' || text_[digits] == '-')) ++digits;
    if (is_digit(text_, digits)) at_ = skip_digits(text_, digits);
  }
  Token token = finish(Token::Kind::number, begin);
  const auto value = base::Decimal::parse(token.text);
  if (!value) fail(begin, "数字超出范围", "至多 34 位有效数字");
  token.value = Value::number(*value);
  return token;
}

Token Lexer::string() {
  const std::size_t begin = at_++;
  std::string out;
  while (true) {
    if (at_ == text_.size()) fail(begin, "字符串没有结束", "以英文双引号 \" 结束");
    const char c = text_[at_++];
    if (c == '"') break;
    if (c == '\\') {
      escape(out);
    } else {
      out.push_back(c);
    }
  }
  Token token = finish(Token::Kind::string, begin);
  token.value = Value::string(std::move(out));
  return token;
}

void Lexer::escape(std::string& out) {
  const std::size_t backslash = at_ - 1;
  const char c = at_ < text_.size() ? text_[at_++] : '\0';
  switch (c) {
    case 'n':
      out.push_back('\n');
      return;
    case 'r':
      out.push_back('\r');
      return;
    case 't':
      out.push_back('\t');
      return;
    case '"':
    case '\'':
    case '\\':
      out.push_back(c);
      return;
    case 'u':
    case 'U':
      break;
    default:
      fail(backslash, "字符串里的转义不认识", R"(可用 \" \' \\ \n \r \t \uXXXX \UXXXXXX)");
  }
  char32_t code = hex_digits(c == 'u' ? 4 : 6);
  if (c == 'u' && code >= 0xD800 && code <= 0xDBFF && text_.substr(at_).starts_with("\\u")) {
    at_ += 2;
    const char32_t low = hex_digits(4);
    if (low < 0xDC00 || low > 0xDFFF) fail(backslash, "字符串里的代理对不成对");
    code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
  }
  if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
    fail(backslash, "字符串里的 Unicode 转义不是一个字符");
  append_utf8(out, code);
}

char32_t Lexer::hex_digits(std::size_t count) {
  char32_t code = 0;
  for (std::size_t i = 0; i < count; ++i, ++at_) {
    const char c = at_ < text_.size() ? text_[at_] : '\0';
    if (c >= '0' && c <= '9') {
      code = code * 16 + static_cast<char32_t>(c - '0');
    } else if (c >= 'a' && c <= 'f') {
      code = code * 16 + static_cast<char32_t>(c - 'a' + 10);
    } else if (c >= 'A' && c <= 'F') {
      code = code * 16 + static_cast<char32_t>(c - 'A' + 10);
    } else {
      fail(at_, "Unicode 转义应为" + std::string(count == 4 ? " 4 " : " 6 ") + "位十六进制数");
    }
  }
  return code;
}

Token Lexer::symbol() {
  static constexpr std::array<std::string_view, 22> symbols = {
      "**", "..", "<=", ">=", "!=", "+", "-", "*", "/", "(", ")",
      "[",  "]",  ",",  ".",  "<",  ">", "=", "@", "{", "}", ":"};
  const std::string_view rest = text_.substr(at_);
  for (const std::string_view symbol : symbols) {
    if (!rest.starts_with(symbol)) continue;
    const std::size_t begin = at_;
    at_ += symbol.size();
    after_dot_ = symbol == ".";
    return finish(Token::Kind::symbol, begin);
  }
  const Character character = character_at(text_, at_);
  std::string written;
  append_utf8(written, character.code);
  fail(at_, "这里不能用 " + in_quotes(written), right_for_chinese(character.code));
}

}  // namespace qinqing::dmn
