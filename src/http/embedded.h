// Files that are part of the program: styles, scripts, icons, templates.
//
// The build puts them in (cmake/embed.cmake):
//
//   qinqing_embed(qinqing_app web_files
//     base.css  "${CMAKE_SOURCE_DIR}/web/styles/base.css")
//
//   #include "embedded/web_files.h"
//   for (const http::EmbeddedFile& file : embedded::web_files()) …
//
// Thread-safety: constants.
#pragma once

#include <span>
#include <string_view>

namespace qinqing::http {

struct EmbeddedFile {
  std::string_view name;    // its logical name, "base.css" or "norms/verdict"
  std::string_view sha256;  // of `bytes`, lower-case hex
  std::string_view bytes;
  std::string_view gzip;    // empty where it would not be smaller, and for files embedded RAW
  std::string_view brotli;  // likewise
};

using EmbeddedFiles = std::span<const EmbeddedFile>;

}  // namespace qinqing::http
