// Clause texts and notes, written in Markdown, as HTML.
//
// Thread-safety: a pure function.
#pragma once

#include <string>
#include <string_view>

namespace qinqing::http {

// CommonMark with tables. HTML in the text is shown, not run; a link leads to http, https, mailto
// or within the site, any other scheme (javascript:, data:) becomes "#". Never fails: Markdown has
// no wrong texts.
std::string markdown_html(std::string_view text);

}  // namespace qinqing::http
