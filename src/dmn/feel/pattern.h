// Regular expressions as XPath and XML Schema write them (XQuery F&O 3.1 §5.6, which DMN 1.5
// §10.3.4.3 refers to), run by ICU.
//
// Thread-safety: a Pattern is immutable; its methods may be called from any thread. Matching is
// bounded in steps and stack, so that a hostile pattern ends with nullopt.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace qinqing::dmn::feel {

class Pattern {
 public:
  // nullopt where XPath has no such pattern or flags ("s", "m", "i", "x", "q").
  static std::optional<Pattern> compile(std::string_view pattern, std::string_view flags);

  Pattern(Pattern&&) noexcept;
  Pattern& operator=(Pattern&&) noexcept;
  ~Pattern();

  std::optional<bool> found_in(std::string_view text) const;
  // `$1` and `$0` in the replacement stand for groups, `\$` and `\\` for themselves; nullopt where
  // anything else follows these characters, or where the pattern matches nothing at all.
  std::optional<std::string> replace(std::string_view text, std::string_view replacement) const;
  std::optional<std::vector<std::string>> split(std::string_view text) const;

 private:
  struct Impl;
  explicit Pattern(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// The same pattern in ICU's flavour; nullopt where it is none of XPath's. `strip`: white space
// outside of classes means nothing (flag x); `lines`: ^ and $ stand at lines (flag m); `dot_all`:
// `.` also stands for the characters that end a line (flag s).
std::optional<std::string> to_icu(std::string_view pattern, bool strip, bool lines, bool dot_all);

}  // namespace qinqing::dmn::feel
