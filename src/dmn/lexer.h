// Text to tokens. Names are found here, since where one ends depends on the names there are.
//
// Thread-safety: a Lexer belongs to one thread; its text and names must outlive it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "dmn/dmn.h"
#include "dmn/names.h"

namespace qinqing::dmn {

// What is wrong with an expression and where.
struct SyntaxError {
  std::size_t begin = 0;     // in bytes
  std::size_t position = 0;  // in characters from 1
  std::string what;
  std::string right;
};

struct Token {
  enum class Kind : std::uint8_t { end, number, string, name, word, symbol };
  Kind kind = Kind::end;
  std::size_t begin = 0;  // in bytes
  std::size_t end = 0;
  std::string_view
      text;  // as written; of a symbol one of + - * / ** ( ) [ ] , . .. < <= > >= = != @
  std::uint32_t slot = 0;  // of a name
  Value value;             // of a number or string
};

class Lexer {
 public:
  Lexer(std::string_view text, const NameSet& names, const NameSet& members)
      : text_(text), names_(names), members_(members) {}

  // Throws SyntaxError. After a "." names are looked for among the members.
  Token next();
  std::string_view text() const { return text_; }
  // Goes back to where `earlier`, a copy of this lexer, stood.
  void rewind_to(const Lexer& earlier) {
    at_ = earlier.at_;
    after_dot_ = earlier.after_dot_;
  }
  [[noreturn]] void fail(std::size_t byte, std::string what, std::string right = "") const;

 private:
  void skip_spaces_and_comments();
  Token name_or_word();
  Token number();
  Token string();
  Token symbol();
  // Reads what stands after a backslash at `at_`.
  void escape(std::string& out);
  char32_t hex_digits(std::size_t count);
  Token finish(Token::Kind kind, std::size_t begin) const;

  std::string_view text_;
  const NameSet& names_;
  const NameSet& members_;
  std::size_t at_ = 0;
  bool after_dot_ = false;
};

}  // namespace qinqing::dmn
