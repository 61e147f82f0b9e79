// The public pages of 能不能, as HTML that is whole without scripts.
//
//   add_pages(site.router(), norms, templates);
//   SiteOptions{.problem_page = problem_page(norms, templates)};
//
// GET  /                start: who are you
// GET  /check           the check's first question (?pack=, ?actor= and nothing else)
// POST /check           every further question, and the answer
// POST /receipt         the receipt of an answer as a file
// GET  /receipt         where a receipt is pasted, POST /receipt/check what became of it
// GET  /lists, /lists/{clause}
// GET  /how             how it works and what it keeps
//
// What a person answers travels in the bodies of forms and nowhere else: it is in no address, no
// header, no log line, and nothing is kept. The routes of a check are quiet.
#pragma once

#include <string>

#include "http/embedded.h"
#include "http/problem.h"
#include "http/router.h"
#include "http/templates.h"
#include "norms/norms.h"

namespace qinqing::norms {

// The templates of this folder and the layout; Templates::load takes them. They name the static
// files base.css, check.css, check.js, icon.svg, ledger.js, print.css and tokens.css.
http::EmbeddedFiles page_templates();

// `norms` and `templates` must outlive the router. `file_at` is where the answer's form can be
// posted to keep and file it; "" = nowhere.
// `rule_at`: where that of an undetermined answer can be posted to have it ruled on; "" = nowhere.
void add_pages(http::Router& router, const Norms& norms, const http::Templates& templates,
               std::string file_at = "", std::string rule_at = "");

// Problems in the layout of the pages. `norms` and `templates` must outlive it.
http::ProblemPage problem_page(const Norms& norms, const http::Templates& templates);

}  // namespace qinqing::norms
