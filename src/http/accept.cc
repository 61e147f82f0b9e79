#include "http/accept.h"

#include "http/ascii.h"

namespace qinqing::http {
namespace {

// Takes what stands before the next `mark`, and the mark.
std::string_view take(std::string_view& text, char mark) {
  const std::size_t at = text.find(mark);
  const std::string_view part = text.substr(0, at);
  text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
  return trim(part);
}

// qvalue = "0" [ "." 0*3DIGIT ] / "1" [ "." 0*3("0") ], in thousandths.
int thousandths(std::string_view q) {
  if (q.empty() || q.size() > 5 || (q[0] != '0' && q[0] != '1')) return 0;
  if (q.size() > 1 && q[1] != '.') return 0;
  int value = (q[0] - '0') * 1000;
  int unit = 100;
  for (const char c : q.substr(q.size() > 1 ? 2 : 1)) {
    if (c < '0' || c > '9') return 0;
    value += (c - '0') * unit;
    unit /= 10;
  }
  return value > 1000 ? 0 : value;
}

// 0: `range` does not cover `name`; else the more specific, the larger.
int specificity(std::string_view range, std::string_view name) {
  if (iequals(range, name)) return 3;
  if (range == "*" || range == "*/*") return 1;
  const std::size_t slash = name.find('/');
  if (slash == std::string_view::npos || !range.ends_with("/*")) return 0;
  return iequals(range.substr(0, range.size() - 1), name.substr(0, slash + 1)) ? 2 : 0;
}

}  // namespace

int quality(std::string_view list, std::string_view name) {
  int best = 0;
  int result = 0;
  while (!list.empty()) {
    std::string_view entry = take(list, ',');
    const int specific = specificity(take(entry, ';'), name);
    if (specific <= best) continue;
    best = specific;
    result = 1000;
    while (!entry.empty()) {
      const std::string_view parameter = take(entry, ';');
      if (parameter.starts_with("q=") || parameter.starts_with("Q=")) {
        result = thousandths(parameter.substr(2));
      }
    }
  }
  return result;
}

Coding choose_coding(std::string_view accept_encoding, bool gzip_at_hand, bool brotli_at_hand) {
  const int brotli = brotli_at_hand ? quality(accept_encoding, "br") : 0;
  const int gzip = gzip_at_hand ? quality(accept_encoding, "gzip") : 0;
  // RFC 9110 §12.5.3: identity is acceptable unless it is ruled out, and ranks only where named.
  const bool identity_named = accept_encoding.find("identity") != std::string_view::npos;
  const int identity = identity_named ? quality(accept_encoding, "identity") : 0;
  if (brotli > 0 && brotli >= gzip && brotli >= identity) return Coding::brotli;
  if (gzip > 0 && gzip >= identity) return Coding::gzip;
  return Coding::identity;
}

}  // namespace qinqing::http
