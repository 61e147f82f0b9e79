#include "http/response.h"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <stdexcept>

#include "http/ascii.h"
#include "http/form.h"

namespace qinqing::http {
namespace {

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F;
}

Response with_body(std::string body, std::string content_type, int status) {
  Response response;
  response.status = status;
  response.headers.reserve(4);
  response.headers.emplace_back("Content-Type", std::move(content_type));
  response.body = std::move(body);
  return response;
}

// A name for programs that read only ASCII: what they cannot read becomes `_`.
std::string ascii_of(std::string_view filename) {
  std::string ascii(filename);
  for (char& c : ascii) {
    const bool plain = static_cast<unsigned char>(c) < 0x80 && !is_control(c) && c != '"' &&
                       c != '\\' && c != '%' && c != '/';
    if (!plain) c = '_';
  }
  return ascii;
}

}  // namespace

std::string_view Response::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (iequals(key, name)) return value;
  }
  return {};
}

Response& Response::set(std::string_view name, std::string value) {
  if (std::ranges::any_of(value, is_control)) {
    throw std::invalid_argument("a header's value has a control character");
  }
  for (auto& [key, old] : headers) {
    if (!iequals(key, name)) continue;
    old = std::move(value);
    return *this;
  }
  headers.emplace_back(name, std::move(value));
  return *this;
}

Response Response::html(std::string page, int status) {
  return with_body(std::move(page), "text/html; charset=utf-8", status);
}

Response Response::text(std::string text, int status) {
  return with_body(std::move(text), "text/plain; charset=utf-8", status);
}

Response Response::json(const boost::json::value& value, int status) {
  return json_text(boost::json::serialize(value), status);
}

Response Response::json_text(std::string json, int status) {
  return with_body(std::move(json), "application/json; charset=utf-8", status);
}

Response Response::download(std::string bytes, std::string content_type,
                            std::string_view filename) {
  Response response = with_body(std::move(bytes), std::move(content_type), 200);
  // RFC 6266 §4.3: the extended form is what is shown, the plain one is for those who lack it.
  response.set("Content-Disposition", "attachment; filename=\"" + ascii_of(filename) +
                                          "\"; filename*=UTF-8''" + percent_encode(filename));
  return response;
}

Response Response::redirect(std::string location) {
  const bool here = location.starts_with('/') && !location.starts_with("//") &&
                    std::ranges::none_of(location, [](char c) {
                      return is_control(c) || c == '\\' || static_cast<unsigned char>(c) >= 0x80;
                    });
  if (!here) throw std::invalid_argument("a redirect goes to an encoded path of this site");
  Response response;
  response.status = 303;
  response.set("Location", std::move(location));
  return response;
}

Response Response::problem(Problem problem) {
  Response response;
  response.status = problem.status;
  response.told = std::make_shared<const Problem>(std::move(problem));
  return response;
}

Response Response::invalid(base::Faults faults, std::string code, std::string detail) {
  if (detail.empty()) detail = "有 " + std::to_string(faults.size()) + " 处需要改正";
  return problem({422, std::move(code), std::move(detail), std::move(faults)});
}

}  // namespace qinqing::http
