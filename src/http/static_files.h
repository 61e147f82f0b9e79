// Serves embedded files under /static, so that a browser asks for each of them once.
//
//   StaticFiles files;
//   files.add(embedded::web_files());
//   files.url("base.css");        // "/static/base.css?v=1f2e3d4c"
//   files.mount(site.router());
//
// A file asked for with the right version is kept by browsers for a year without asking again,
// since another file would have another address; asked for without, it is checked each time (304 by
// ETag). Brotli and gzip variants are chosen by Accept-Encoding.
//
// Thread-safety: add() first; then everything const may be called from any thread.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "http/embedded.h"
#include "http/request.h"
#include "http/response.h"
#include "http/router.h"

namespace qinqing::http {

class StaticFiles {
 public:
  // Throws std::logic_error for a name that is there already or whose suffix has no known type.
  void add(EmbeddedFiles files);

  // The address of a file with its version. Throws std::logic_error for a name that is not there:
  // a page without its style is a mistake in the program.
  std::string url(std::string_view name) const;

  // Adds the routes. `this` must outlive the router.
  void mount(Router& router) const;

  // The answer to a request for the file `name`: 200, 304 or 404.
  Response serve(const Request& request, std::string_view name) const;

 private:
  std::map<std::string_view, const EmbeddedFile*> files_;
};

// The media type of a file by its name's suffix, "" where it is not known.
std::string_view type_of(std::string_view name);

}  // namespace qinqing::http
