#include "http/origin.h"

#include "http/ascii.h"

namespace qinqing::http {
namespace {

// "https://a.example/x" → "https://a.example".
std::string_view origin_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return url;
  return url.substr(0, url.find('/', scheme + 3));
}

std::string_view authority_of(std::string_view origin) {
  const std::size_t scheme = origin.find("://");
  return scheme == std::string_view::npos ? std::string_view{} : origin.substr(scheme + 3);
}

}  // namespace

bool from_another_site(const Request& request, std::string_view public_url) {
  const std::string_view site = request.header("Sec-Fetch-Site");
  if (site == "same-origin" || site == "none") return false;
  const std::string_view origin = request.header("Origin");
  if (origin.empty()) return !site.empty();
  if (!public_url.empty() && iequals(origin, origin_of(public_url))) return false;
  const std::string_view host = request.header("Host");
  return host.empty() || !iequals(authority_of(origin), host);
}

}  // namespace qinqing::http
