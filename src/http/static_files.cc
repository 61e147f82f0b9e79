#include "http/static_files.h"

#include <array>
#include <stdexcept>
#include <utility>

#include "http/accept.h"
#include "http/conditional.h"

namespace qinqing::http {
namespace {

constexpr std::size_t kVersionLength = 8;

std::string_view version_of(const EmbeddedFile& file) {
  return file.sha256.substr(0, kVersionLength);
}

// Each variant has its own bytes and so its own strong tag.
std::string etag_of(const EmbeddedFile& file, Coding coding) {
  std::string tag = "\"" + std::string(file.sha256.substr(0, 32));
  if (coding == Coding::gzip) tag += "-gz";
  if (coding == Coding::brotli) tag += "-br";
  return tag + "\"";
}

}  // namespace

std::string_view type_of(std::string_view name) {
  using Row = std::pair<std::string_view, std::string_view>;
  static constexpr std::array<Row, 14> kTypes = {
      Row{".css", "text/css; charset=utf-8"},
      Row{".js", "text/javascript; charset=utf-8"},
      Row{".mjs", "text/javascript; charset=utf-8"},
      Row{".html", "text/html; charset=utf-8"},
      Row{".txt", "text/plain; charset=utf-8"},
      Row{".json", "application/json; charset=utf-8"},
      Row{".map", "application/json; charset=utf-8"},
      Row{".webmanifest", "application/manifest+json"},
      Row{".svg", "image/svg+xml"},
      Row{".png", "image/png"},
      Row{".jpg", "image/jpeg"},
      Row{".ico", "image/x-icon"},
      Row{".woff2", "font/woff2"},
      Row{".pdf", "application/pdf"},
  };
  for (const auto& [suffix, type] : kTypes) {
    if (name.ends_with(suffix)) return type;
  }
  return {};
}

void StaticFiles::add(EmbeddedFiles files) {
  for (const EmbeddedFile& file : files) {
    const std::string name(file.name);
    if (type_of(file.name).empty()) throw std::logic_error("no media type for " + name);
    if (!files_.emplace(file.name, &file).second) throw std::logic_error("two files " + name);
  }
}

std::string StaticFiles::url(std::string_view name) const {
  const auto found = files_.find(name);
  if (found == files_.end()) throw std::logic_error("no static file " + std::string(name));
  std::string url = "/static/";
  url += name;
  url += "?v=";
  url += version_of(*found->second);
  return url;
}

void StaticFiles::mount(Router& router) const {
  router.add(Method::get, "/static/{name*}", {.action = "static.read"},
             [this](const Request& request) { return serve(request, request.param("name")); });
}

Response StaticFiles::serve(const Request& request, std::string_view name) const {
  const auto found = files_.find(name);
  if (found == files_.end()) {
    return Response::problem({404, "not_found", "没有这个文件", {}});
  }
  const EmbeddedFile& file = *found->second;
  const Coding coding =
      choose_coding(request.header("Accept-Encoding"), !file.gzip.empty(), !file.brotli.empty());
  Response response;
  response.headers.reserve(6);
  response.set("Content-Type", std::string(type_of(name)));
  response.set("Vary", "Accept-Encoding");
  response.set("ETag", etag_of(file, coding));
  const bool versioned = request.target.query.first("v") == version_of(file);
  response.set("Cache-Control", versioned ? "public, max-age=31536000, immutable" : "no-cache");
  response.lasting_body = file.bytes;
  if (coding == Coding::gzip) {
    response.set("Content-Encoding", "gzip");
    response.lasting_body = file.gzip;
  } else if (coding == Coding::brotli) {
    response.set("Content-Encoding", "br");
    response.lasting_body = file.brotli;
  }
  return conditional(request, std::move(response));
}

}  // namespace qinqing::http
