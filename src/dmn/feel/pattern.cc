#include "dmn/feel/pattern.h"

#include <unicode/regex.h>

namespace qinqing::dmn::feel {
namespace {

constexpr std::int32_t kTimeLimit = 2'000;             // ICU's steps, about a millisecond each
constexpr std::int32_t kStackLimit = 8 * 1024 * 1024;  // bytes

icu::UnicodeString unicode(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}

std::string utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

std::string in_quotes(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view("\\^$.|?*+()[]{}-&").find(c) != std::string_view::npos)
      out.push_back('\\');
    out.push_back(c);
  }
  return out;
}

}  // namespace

struct Pattern::Impl {
  std::unique_ptr<icu::RegexPattern> pattern;
  bool literal = false;  // flag q: the replacement is taken as it is

  std::unique_ptr<icu::RegexMatcher> matcher(const icu::UnicodeString& text) const {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::RegexMatcher> out(pattern->matcher(text, status));
    if (U_FAILURE(status)) return nullptr;
    out->setTimeLimit(kTimeLimit, status);
    out->setStackLimit(kStackLimit, status);
    return U_FAILURE(status) ? nullptr : std::move(out);
  }

  bool matches_nothing() const {
    const icu::UnicodeString empty;
    const auto found = matcher(empty);
    UErrorCode status = U_ZERO_ERROR;
    return !found || found->matches(status) != 0 || U_FAILURE(status);
  }
};

Pattern::Pattern(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;
Pattern::~Pattern() = default;

std::optional<Pattern> Pattern::compile(std::string_view pattern, std::string_view flags) {
  std::uint32_t options = UREGEX_UNIX_LINES;
  bool strip = false;
  bool literal = false;
  for (const char flag : flags) {
    if (flag == 's')
      options |= UREGEX_DOTALL;
    else if (flag == 'm')
      options |= UREGEX_MULTILINE;
    else if (flag == 'i')
      options |= UREGEX_CASE_INSENSITIVE;
    else if (flag == 'x')
      strip = true;
    else if (flag == 'q')
      literal = true;
    else
      return std::nullopt;
  }
  const auto translated = literal ? std::optional<std::string>(in_quotes(pattern))
                                  : to_icu(pattern, strip, (options & UREGEX_MULTILINE) != 0,
                                           (options & UREGEX_DOTALL) != 0);
  if (!translated) return std::nullopt;
  auto impl = std::make_unique<Impl>();
  impl->literal = literal;
  UErrorCode status = U_ZERO_ERROR;
  UParseError where;
  impl->pattern.reset(icu::RegexPattern::compile(unicode(*translated), options, where, status));
  if (U_FAILURE(status)) return std::nullopt;
  return Pattern(std::move(impl));
}

std::optional<bool> Pattern::found_in(std::string_view text) const {
  const icu::UnicodeString subject = unicode(text);
  const auto matcher = impl_->matcher(subject);
  if (!matcher) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  const bool found = matcher->find(status) != 0;
  if (U_FAILURE(status)) return std::nullopt;
  return found;
}

namespace {

// One match's replacement; false where the replacement is malformed.
bool expand(const icu::RegexMatcher& match, std::string_view replacement, icu::UnicodeString& out) {
  const std::int32_t groups = match.groupCount();
  for (std::size_t i = 0; i < replacement.size();) {
    const char c = replacement[i];
    if (c == '\\') {
      if (i + 1 == replacement.size() || (replacement[i + 1] != '\\' && replacement[i + 1] != '$'))
        return false;
      out.append(static_cast<char16_t>(replacement[i + 1]));
      i += 2;
    } else if (c == '$') {
      ++i;
      if (i == replacement.size() || replacement[i] < '0' || replacement[i] > '9') return false;
      std::int32_t group = replacement[i++] - '0';
      // As many digits as still name a group.
      while (i < replacement.size() && replacement[i] >= '0' && replacement[i] <= '9' &&
             group * 10 + (replacement[i] - '0') <= groups)
        group = group * 10 + (replacement[i++] - '0');
      UErrorCode status = U_ZERO_ERROR;
      if (group <= groups) out.append(match.group(group, status));
    } else {
      const std::size_t end = std::min(replacement.find_first_of("\\$", i), replacement.size());
      out.append(unicode(replacement.substr(i, end - i)));
      i = end;
    }
  }
  return true;
}

}  // namespace

std::optional<std::string> Pattern::replace(std::string_view text,
                                            std::string_view replacement) const {
  if (impl_->matches_nothing()) return std::nullopt;
  const icu::UnicodeString subject = unicode(text);
  const auto matcher = impl_->matcher(subject);
  if (!matcher) return std::nullopt;
  icu::UnicodeString out;
  std::int32_t from = 0;
  UErrorCode status = U_ZERO_ERROR;
  // A replacement is wrong even where nothing matches it.
  while (matcher->find(status) != 0 && U_SUCCESS(status)) {
    out.append(subject, from, matcher->start(status) - from);
    if (impl_->literal)
      out.append(unicode(replacement));
    else if (!expand(*matcher, replacement, out))
      return std::nullopt;
    from = matcher->end(status);
  }
  if (U_FAILURE(status)) return std::nullopt;
  out.append(subject, from, subject.length() - from);
  return utf8(out);
}

std::optional<std::vector<std::string>> Pattern::split(std::string_view text) const {
  if (impl_->matches_nothing()) return std::nullopt;
  const icu::UnicodeString subject = unicode(text);
  const auto matcher = impl_->matcher(subject);
  if (!matcher) return std::nullopt;
  std::vector<std::string> out;
  std::int32_t from = 0;
  UErrorCode status = U_ZERO_ERROR;
  while (matcher->find(status) != 0 && U_SUCCESS(status)) {
    out.push_back(utf8(subject.tempSubStringBetween(from, matcher->start(status))));
    from = matcher->end(status);
  }
  if (U_FAILURE(status)) return std::nullopt;
  out.push_back(utf8(subject.tempSubStringBetween(from)));
  return out;
}

}  // namespace qinqing::dmn::feel
