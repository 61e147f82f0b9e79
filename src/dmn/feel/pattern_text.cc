// XPath's regular expressions in ICU's spelling. What ICU knows and XPath does not (look-around,
// word boundaries, possessive quantifiers, inline flags …) is refused.
#include <string>

#include "dmn/feel/pattern.h"

namespace qinqing::dmn::feel {
namespace {

constexpr std::string_view kNameStart = "_:\\p{L}\\p{Nl}";
constexpr std::string_view kNamePart = "\\-._:\\u00B7\\p{L}\\p{N}\\p{M}";

class Translation {
 public:
  Translation(std::string_view pattern, bool strip, bool lines)
      : in_(pattern), strip_(strip), lines_(lines) {}

  std::optional<std::string> run() {
    while (good_ && at_ < in_.size()) step();
    if (!good_ || open_ != 0) return std::nullopt;
    return std::move(out_);
  }

 private:
  void step() {
    const char c = in_[at_];
    if (strip_ && is_space(c)) {
      ++at_;
      return;
    }
    switch (c) {
      case '\\':
        escape(false);
        return;
      case '[':
        character_class();
        return;
      case '(':
        group();
        return;
      case ')':
        if (open_ == 0) good_ = false;
        if (open_ > 0) --open_;
        put(c);
        quantifiable_ = true;
        return;
      case '$':
        ++at_;
        quantifiable_ = true;
        out_ += lines_ ? "$" : "\\z";
        return;
      case '^':
        ++at_;
        quantifiable_ = true;
        out_ += lines_ ? "^" : "\\A";
        return;
      case ']':
      case '}':
        good_ = false;
        return;
      case '*':
      case '+':
      case '?':
      case '{':
        quantifier();
        return;
      default:
        put(c);
        quantifiable_ = c != '|';
    }
  }

  static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < in_.size() ? in_[at_ + ahead] : '\0';
  }
  void put(char c) {
    out_.push_back(c);
    ++at_;
  }

  void quantifier() {
    if (!quantifiable_) {  // a quantifier must follow something
      good_ = false;
      return;
    }
    if (peek() == '{') {
      const std::size_t end = in_.find('}', at_);
      if (end == std::string_view::npos) {
        good_ = false;
        return;
      }
      std::string inside;
      for (const char c : in_.substr(at_ + 1, end - at_ - 1))
        if (!strip_ || !is_space(c)) inside.push_back(c);
      if (inside.empty() || inside.find_first_not_of("0123456789,") != std::string::npos ||
          inside.front() == ',') {
        good_ = false;
        return;
      }
      out_ += "{" + inside + "}";
      at_ = end + 1;
    } else {
      put(peek());
    }
    if (strip_)
      while (is_space(peek())) ++at_;
    if (peek() == '?') put('?');
    // Another quantifier would be possessive or mean nothing.
    if (peek() == '+' || peek() == '*' || peek() == '?' || peek() == '{') good_ = false;
    quantifiable_ = false;
  }

  void group() {
    put('(');
    ++open_;
    quantifiable_ = false;
    if (peek() != '?') return;
    if (peek(1) != ':') {
      good_ = false;
      return;
    }
    out_ += "?:";
    at_ += 2;
  }

  // `inside`: in a class, where sets must stand in brackets of their own.
  void escape(bool inside) {
    const char c = peek(1);
    const auto set = [this](bool negated, std::string_view members) {
      out_ += negated ? "[^" : "[";
      out_ += members;
      out_ += "]";
      at_ += 2;
    };
    quantifiable_ = true;
    switch (c) {
      case 'i':
      case 'I':
        return set(c == 'I', kNameStart);
      case 'c':
      case 'C':
        return set(c == 'C', kNamePart);
      case 's':
      case 'S':
        return set(c == 'S', " \\t\\n\\r");
      case 'w':
        return set(true, "\\p{P}\\p{Z}\\p{C}");
      case 'W':
        return set(false, "\\p{P}\\p{Z}\\p{C}");
      case 'd':
      case 'D':
        return set(c == 'D', "\\p{Nd}");
      case 'p':
      case 'P':
        return category(c);
      default:
        break;
    }
    if (c >= '1' && c <= '9' && !inside) {
      put('\\');
      put(c);
      return;
    }
    if (std::string_view("nrt\\|.-^?*+{}()[]$").find(c) == std::string_view::npos || c == '\0') {
      good_ = false;
      return;
    }
    put('\\');
    put(c);
  }

  // \p{Lu}, \p{IsBasicLatin}
  void category(char letter) {
    const std::size_t end = in_.find('}', at_);
    if (peek(2) != '{' || end == std::string_view::npos) {
      good_ = false;
      return;
    }
    const std::string_view name = in_.substr(at_ + 3, end - at_ - 3);
    out_ += std::string("\\") + letter + "{";
    if (name.starts_with("Is")) {
      out_ += "Block=" + std::string(name.substr(2));
    } else {
      if (name.empty() || name.size() > 2) good_ = false;
      out_ += name;
    }
    out_ += "}";
    at_ = end + 1;
  }

  // [a-z], [^a-z], [a-z-[aeiou]]
  void character_class() {
    if (++depth_ > 50) {
      good_ = false;
      return;
    }
    out_ += "[";
    ++at_;
    if (peek() == '^') put('^');
    bool empty = true;
    while (good_ && peek() != ']') {
      if (at_ >= in_.size()) {
        good_ = false;
        break;
      }
      const char c = peek();
      if (c == '-' && peek(1) == '[' && !empty) {
        out_ += "--";
        ++at_;
        character_class();
        if (peek() != ']') good_ = false;
        break;
      }
      if (c == '[') {
        good_ = false;
        break;
      }
      if (c == '\\') {
        escape(true);
      } else if (c == '-' && (empty || peek(1) == ']')) {
        out_ += "\\-";
        ++at_;
      } else {
        if (c == '&' || c == '$' || c == '{' || c == '}' || (is_space(c) && !strip_)) out_ += "\\";
        put(c);
      }
      empty = false;
    }
    if (empty) good_ = false;
    if (good_) put(']');
    quantifiable_ = true;
    --depth_;
  }

  std::string_view in_;
  bool strip_;
  bool lines_;
  std::string out_;
  std::size_t at_ = 0;
  std::size_t open_ = 0;
  std::size_t depth_ = 0;
  bool quantifiable_ = false;
  bool good_ = true;
};

}  // namespace

std::optional<std::string> to_icu(std::string_view pattern, bool strip, bool lines) {
  return Translation(pattern, strip, lines).run();
}

}  // namespace qinqing::dmn::feel
