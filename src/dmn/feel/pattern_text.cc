// XPath's regular expressions in ICU's spelling. What ICU knows and XPath does not (look-around,
// word boundaries, possessive quantifiers, inline flags …) is refused.
#include <string>
#include <vector>

#include "dmn/feel/pattern.h"

namespace qinqing::dmn::feel {
namespace {

constexpr std::string_view kNameStart = "_:\\p{L}\\p{Nl}";
constexpr std::string_view kNamePart = "\\-._:\\u00B7\\p{L}\\p{N}\\p{M}";

class Translation {
 public:
  Translation(std::string_view pattern, bool lines, bool dot_all)
      : in_(pattern), lines_(lines), dot_all_(dot_all) {}

  std::optional<std::string> run() {
    while (good_ && at_ < in_.size()) step();
    if (!good_ || !open_.empty()) return std::nullopt;
    return std::move(out_);
  }

 private:
  void step() {
    const char c = in_[at_];
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
        if (open_.empty()) {
          good_ = false;
          return;
        }
        closed_[open_.back()] = true;
        open_.pop_back();
        put(c);
        quantifiable_ = true;
        return;
      case '.':  // neither of the characters that end a line
        ++at_;
        quantifiable_ = true;
        out_ += dot_all_ ? "." : "[^\\n\\r]";
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
      const std::string inside(in_.substr(at_ + 1, end - at_ - 1));
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
    if (peek() == '?') put('?');
    // Another quantifier would be possessive or mean nothing.
    if (peek() == '+' || peek() == '*' || peek() == '?' || peek() == '{') good_ = false;
    quantifiable_ = false;
  }

  void group() {
    put('(');
    quantifiable_ = false;
    if (peek() != '?') {
      open_.push_back(closed_.size());
      closed_.push_back(false);
      return;
    }
    if (peek(1) != ':') {
      good_ = false;
      return;
    }
    out_ += "?:";
    at_ += 2;
    open_.push_back(0);  // no group to refer to
  }

  // \1: to a group that is complete; of several digits as many as still name one.
  void back_reference() {
    std::size_t group = static_cast<std::size_t>(peek(1) - '0');
    at_ += 2;
    while (peek() >= '0' && peek() <= '9' &&
           group * 10 + static_cast<std::size_t>(peek() - '0') < closed_.size())
      group = group * 10 + static_cast<std::size_t>(in_[at_++] - '0');
    if (group >= closed_.size() || !closed_[group]) good_ = false;
    // A digit that follows is itself.
    out_ += "(?:\\" + std::to_string(group) + ")";
    quantifiable_ = true;
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
    if (c >= '1' && c <= '9' && !inside) return back_reference();
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
        if (c == '&' || c == '$' || c == '{' || c == '}' || is_space(c)) out_ += "\\";
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
  bool lines_;
  bool dot_all_;
  std::string out_;
  std::size_t at_ = 0;
  std::vector<std::size_t> open_;       // the numbers of groups that are open, 0 for those without
  std::vector<bool> closed_ = {false};  // by number, which begins at 1
  std::size_t depth_ = 0;
  bool quantifiable_ = false;
  bool good_ = true;
};

// Flag x: white space outside of classes means nothing, wherever it stands.
std::string stripped(std::string_view pattern) {
  std::string out;
  std::size_t depth = 0;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (space && depth == 0) continue;
    if (c == '\\' && i + 1 < pattern.size() && depth > 0) {
      out += pattern.substr(i++, 2);
      continue;
    }
    const bool escaped = !out.empty() && out.back() == '\\' && depth == 0 &&
                         (out.size() < 2 || out[out.size() - 2] != '\\');
    if (!escaped && c == '[') ++depth;
    if (!escaped && c == ']' && depth > 0) --depth;
    out.push_back(c);
  }
  return out;
}

}  // namespace

std::optional<std::string> to_icu(std::string_view pattern, bool strip, bool lines, bool dot_all) {
  const std::string plain = strip ? stripped(pattern) : std::string(pattern);
  return Translation(plain, lines, dot_all).run();
}

}  // namespace qinqing::dmn::feel
