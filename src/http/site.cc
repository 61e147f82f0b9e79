#include "http/site.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/core/demangle.hpp>
#include <boost/json/serialize.hpp>
#include <typeinfo>
#include <utility>

#include "http/accept.h"
#include "http/gzip.h"
#include "http/origin.h"

namespace qinqing::http {
namespace {

// Below this a page fits into the first packets of a connection either way.
constexpr std::size_t kGzipFrom = 4096;

Response refused(int status, std::string code, std::string detail) {
  return Response::problem({status, std::move(code), std::move(detail), {}});
}

Response no_route(const Match& match) {
  if (match.allow.empty()) return refused(404, "not_found", "请检查地址，或者回到首页");
  Response response = refused(405, "method_not_allowed", "这个地址支持：" + match.allow);
  response.set("Allow", match.allow);
  return response;
}

Response without_last_slash(const Request& request) {
  std::string location(request.target.raw);
  location.erase(std::min(location.find('?'), location.size()) - 1, 1);
  Response response = Response::redirect(std::move(location));
  response.status = 308;
  return response;
}

// What the header alone says against this request on this route.
std::optional<Response> refuse(const Request& request, const RouteOptions& options,
                               std::string_view public_url,
                               std::optional<std::uint64_t> content_length) {
  if (is_safe(request.method)) return std::nullopt;
  if (from_another_site(request, public_url)) {
    return refused(403, "cross_site", "这个操作是从别的网站发来的，没有执行。请在本站的页面上操作");
  }
  const auto& types = options.content_types;
  if (!types.empty() && std::ranges::find(types, request.media_type()) == types.end()) {
    return refused(415, "content_type", "这里接受的格式：" + types.front());
  }
  if (content_length && *content_length > options.body_max) {
    return refused(413, "too_large", "最多 " + std::to_string(options.body_max / 1024) + " KB");
  }
  return std::nullopt;
}

bool compressible(const Response& response) {
  const std::string_view type = response.header("Content-Type");
  return response.status == 200 && response.lasting_body.data() == nullptr &&
         response.body.size() >= kGzipFrom && response.header("Content-Encoding").empty() &&
         (type.starts_with("text/") || type.starts_with("application/json") ||
          type.starts_with("image/svg"));
}

void compress(const Request& request, Response& response) {
  if (!compressible(response)) return;
  response.set("Vary", "Accept-Encoding");
  if (choose_coding(request.header("Accept-Encoding"), true, false) != Coding::gzip) return;
  auto smaller = gzip(response.body);
  if (!smaller) return;
  response.body = std::move(*smaller);
  response.set("Content-Encoding", "gzip");
  // A strong tag names bytes, and these are no longer those (RFC 9110 §8.8.3.3).
  const std::string etag(response.header("ETag"));
  if (etag.starts_with('"')) response.set("ETag", "W/" + etag);
}

}  // namespace

Admission Site::admit(Request& request, std::optional<std::uint64_t> content_length) const {
  Admission admission;
  admission.match = router_.find(request);
  const Route* route = admission.match.route;
  if (route == nullptr) {
    admission.refusal = no_route(admission.match);
    return admission;
  }
  admission.body_max = route->options.body_max;
  if (request.target.trailing_slash && is_safe(request.method)) {
    admission.refusal = without_last_slash(request);
  } else {
    admission.refusal = refuse(request, route->options, options_.public_url, content_length);
  }
  return admission;
}

Response Site::answer(const Request& request, const Admission& admission) const {
  const Route& route = *admission.match.route;
  try {
    return ready(request, admission.match, route.handler(request));
  } catch (const std::exception& error) {
    failed(route, boost::core::demangle(typeid(error).name()).c_str());
  } catch (...) {
    failed(route, "unknown");
  }
  return ready(request, admission.match,
               refused(500, "internal", "没有办成，您填写的内容没有被保存。请稍后再试"));
}

Response Site::ready(const Request& request, const Match& match, Response response) const {
  if (response.told != nullptr) print_problem(request, response);
  const bool no_store = match.quiet || response.status >= 400 ||
                        (match.route != nullptr && match.route->options.no_store);
  if (no_store) {
    response.set("Cache-Control", "no-store");
  } else if (response.header("Cache-Control").empty()) {
    response.set("Cache-Control", "no-cache");
  }
  compress(request, response);
  return response;
}

Response Site::respond(Request request) const {
  Admission admission = admit(request, request.body.size());
  if (admission.refusal) return ready(request, admission.match, std::move(*admission.refusal));
  return answer(request, admission);
}

// The exception's text may quote what a person typed: it is not logged. The type and the route say
// where to look, and neither says anything about the asker, so this holds for quiet routes too.
void Site::failed(const Route& route, const char* type) const {
  if (options_.log == nullptr) return;
  options_.log->error("handler failed: {} in {} {}", type, to_string(route.method), route.pattern);
}

void Site::print_problem(const Request& request, Response& response) const {
  const auto problem = std::move(response.told);
  response.told = nullptr;
  if (options_.problem_page && request.prefers_html()) {
    try {
      response.body = options_.problem_page(*problem, request);
      response.set("Content-Type", "text/html; charset=utf-8");
      return;
    } catch (const std::exception& error) {
      // The problem is still told, as JSON: a page that cannot be printed must not hide it.
      if (options_.log != nullptr) {
        options_.log->error("problem page failed: {}", boost::core::demangle(typeid(error).name()));
      }
    }
  }
  response.body = boost::json::serialize(to_json(*problem));
  response.set("Content-Type", "application/problem+json; charset=utf-8");
}

}  // namespace qinqing::http
