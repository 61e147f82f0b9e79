#include "http/markdown.h"

#include <md4c-html.h>

#include "http/ascii.h"

namespace qinqing::http {
namespace {

void append(const MD_CHAR* text, MD_SIZE size, void* out) {
  static_cast<std::string*>(out)->append(text, size);
}

// What stands before the first ":" that comes before any "/", "?" and "#" is a scheme.
bool may_lead_to(std::string_view url) {
  const std::size_t end = url.find_first_of(":/?#");
  if (end == std::string_view::npos || url[end] != ':')
    return url.find('&') == std::string_view::npos;
  const std::string_view scheme = url.substr(0, end);
  return iequals(scheme, "http") || iequals(scheme, "https") || iequals(scheme, "mailto");
}

// md4c lets any scheme through. A quote in text or in an attribute is printed as &quot;, so that
// ` href="` and ` src="` stand only where the printer itself put them.
void defuse(std::string& html, std::string_view attribute) {
  for (std::size_t at = html.find(attribute); at != std::string::npos;
       at = html.find(attribute, at)) {
    at += attribute.size();
    const std::size_t end = html.find('"', at);
    if (end == std::string::npos) return;
    const std::string_view url(html.data() + at, end - at);
    if (!may_lead_to(url)) html.replace(at, url.size(), "#");
  }
}

}  // namespace

std::string markdown_html(std::string_view text) {
  std::string html;
  html.reserve(text.size() + text.size() / 4);
  // The exact length is given: md4c does not look for an end. And 0.4.8 reads beyond it where a
  // link is left open at the very end, `[](:[`; the last line is given its end, so that it does
  // not.
  const std::string lines = std::string(text) + "\n";
  md_html(lines.data(), static_cast<MD_SIZE>(lines.size()), append, &html,
          MD_FLAG_NOHTML | MD_FLAG_TABLES, 0);
  defuse(html, " href=\"");
  defuse(html, " src=\"");
  return html;
}

}  // namespace qinqing::http
