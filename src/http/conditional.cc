#include "http/conditional.h"

#include <utility>

#include "base/canonical.h"

namespace qinqing::http {
namespace {

std::string_view opaque(std::string_view etag) {
  if (etag.starts_with("W/")) etag.remove_prefix(2);
  return etag;
}

}  // namespace

bool names_etag(std::string_view if_none_match, std::string_view etag) {
  while (!if_none_match.empty()) {
    const std::size_t first = if_none_match.find_first_not_of(" \t,");
    if (first == std::string_view::npos) return false;
    if_none_match.remove_prefix(first);
    if (if_none_match.front() == '*') return true;
    const std::string_view candidate = opaque(if_none_match);
    const std::size_t close = candidate.find('"', 1);
    if (!candidate.starts_with('"') || close == std::string_view::npos) return false;
    if (candidate.substr(0, close + 1) == opaque(etag)) return true;
    if_none_match = candidate.substr(close + 1);
  }
  return false;
}

std::string etag_of(std::string_view bytes) {
  return '"' + base::sha256_hex(bytes).substr(0, 32) + '"';
}

Response conditional(const Request& request, Response response) {
  const bool read = request.method == Method::get || request.method == Method::head;
  if (!read || response.status != 200) return response;
  if (response.header("ETag").empty()) response.set("ETag", etag_of(response.bytes()));
  if (!names_etag(request.header("If-None-Match"), response.header("ETag"))) return response;
  response.status = 304;
  response.body.clear();
  response.lasting_body = {};
  return response;
}

}  // namespace qinqing::http
