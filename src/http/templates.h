// Pages from Mustache templates.
//
// All templates are parsed when the program starts; what is wrong with one (a tag or section left
// open, a partial or a static file that is not there) stops the start and says in which template
// and line. Afterwards rendering cannot fail.
//
//   auto templates = Templates::load({embedded::pages()}, {.asset = url_of_static_file});
//   if (!templates) return complain(templates.faults());
//   templates->page("norms/verdict", {{"title", "可以参加"}, {"duties", duties}});
//
// A template is named by its logical name without ".mustache". In it:
//   {{title}}              a value, escaped; {{{content}}} one that is HTML already
//   {{#duties}}…{{/duties}}  once for each, or if true; {{^duties}}…{{/duties}} if none or false
//   {{>norms/clause}}      another template, put in here when loading; it may not contain itself
//   {{asset base.css}}     the address of a static file with its version
// Changed delimiters ({{=…=}}) are not supported.
//
// Of the data: null, false, "" and [] are false, everything else is true (0 too: it is text). A
// value that is not there is printed as nothing. Integers are printed as they are; a double is
// refused (std::invalid_argument), since money and decimals travel as text.
//
// Thread-safety: load() first; then everything const may be called from any thread.
#pragma once

#include <boost/json/value.hpp>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/fault.h"
#include "http/embedded.h"

namespace qinqing::http {

// NOLINTBEGIN(readability-redundant-member-init): without a `{}` callers may not leave a member out
struct TemplateOptions {
  // The address of a static file; throws if there is none of that name (StaticFiles::url).
  std::function<std::string(std::string_view name)> asset{};
};
// NOLINTEND(readability-redundant-member-init)

class Templates {
 public:
  // Faults, each with the template as file and the line: template.syntax · template.delimiters ·
  // template.no_partial · template.contains_itself · template.no_asset · template.twice
  static base::Result<Templates> load(const std::vector<EmbeddedFiles>& sources,
                                      const TemplateOptions& options = {});

  ~Templates();
  Templates(Templates&&) noexcept;
  Templates& operator=(Templates&&) noexcept;

  // The template alone. Throws std::logic_error if there is none of that name.
  std::string render(std::string_view name, const boost::json::value& data) const;

  // The template within the template "layout", whose {{{content}}} it becomes; both see `data`,
  // which is an object.
  std::string page(std::string_view name, const boost::json::value& data) const;

 private:
  struct Parsed;
  explicit Templates(std::unique_ptr<const Parsed> parsed);

  std::unique_ptr<const Parsed> parsed_;
};

}  // namespace qinqing::http
