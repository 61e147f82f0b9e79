#include "http/request.h"

#include <algorithm>
#include <stdexcept>

#include "http/accept.h"
#include "http/ascii.h"

namespace qinqing::http {
namespace {

// The bytes of a request that no connection holds.
struct Backing {
  std::string target;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};

}  // namespace

std::string_view to_string(Method method) {
  switch (method) {
    case Method::get:
      return "GET";
    case Method::head:
      return "HEAD";
    case Method::post:
      return "POST";
    case Method::put:
      return "PUT";
    case Method::patch:
      return "PATCH";
    case Method::delete_:
      return "DELETE";
    case Method::options:
      return "OPTIONS";
  }
  return "";
}

bool is_safe(Method method) {
  return method == Method::get || method == Method::head || method == Method::options;
}

std::string_view Request::header(std::string_view name) const {
  for (const Header& header : headers) {
    if (iequals(header.name, name)) return header.value;
  }
  return {};
}

std::string_view Request::param(std::string_view name) const {
  for (const auto& [key, value] : params) {
    if (key == name) return value;
  }
  throw std::logic_error("the route has no such parameter");
}

std::string Request::media_type() const {
  const std::string_view type = header("Content-Type");
  std::string lower(trim(type.substr(0, type.find(';'))));
  std::ranges::transform(lower, lower.begin(), to_lower);
  return lower;
}

base::Result<Form> Request::form(const FormLimits& limits) const {
  if (media_type() == "multipart/form-data") {
    return parse_multipart(body, header("Content-Type"), limits);
  }
  return parse_urlencoded(body, limits);
}

base::Result<boost::json::value> Request::json(const base::JsonLimits& limits) const {
  return base::parse_json(body, limits);
}

bool Request::prefers_html() const {
  const std::string_view accept = header("Accept");
  const int html = quality(accept, "text/html");
  return html > 0 && accept.find("text/html") != std::string_view::npos &&
         html >= quality(accept, "application/json");
}

base::Result<Request> make_request(Method method, std::string target,
                                   std::vector<std::pair<std::string, std::string>> headers,
                                   std::string body) {
  auto backing =
      std::make_shared<Backing>(Backing{std::move(target), std::move(headers), std::move(body)});
  auto parsed = parse_target(backing->target);
  if (!parsed) return parsed.faults();
  Request request;
  request.method = method;
  request.target = std::move(parsed).value();
  for (const auto& [name, value] : backing->headers) request.headers.push_back({name, value});
  request.body = backing->body;
  request.backing = std::move(backing);
  return request;
}

}  // namespace qinqing::http
