#include "identity/testing/browser.h"

#include <stdexcept>

#include "base/json.h"
#include "http/form.h"
#include "identity/guard.h"
#include "identity/token.h"

namespace qinqing::identity::testing {

http::Response Browser::ask(http::Method method, const std::string& path, Headers headers,
                            std::string body) {
  if (!cookie_.empty()) headers.emplace_back("Cookie", std::string(kSessionCookie) + "=" + cookie_);
  headers.emplace_back("Host", "qinqing.test");
  auto request = http::make_request(method, path, std::move(headers), std::move(body));
  if (!request) throw std::logic_error(request.faults().to_string());
  http::Response response = site_.respond(std::move(request).value());
  const std::string_view set = response.header("Set-Cookie");
  if (!set.empty()) {
    const std::size_t begin = set.find('=') + 1;
    cookie_ = std::string(set.substr(begin, set.find(';') - begin));
    word_ = cookie_.empty() ? "" : csrf_word(cookie_);
  }
  return response;
}

void Browser::sign_in(std::string_view login, std::string_view password) {
  const http::Response response = send(
      http::Method::post, "/api/v1/session",
      R"({"login":")" + std::string(login) + R"(","password":")" + std::string(password) + "\"}");
  if (response.status != 200) throw std::logic_error("cannot sign in: " + response.body);
}

http::Response Browser::get(const std::string& path, Headers headers) {
  return ask(http::Method::get, path, std::move(headers), "");
}

http::Response Browser::post(const std::string& path, Fields fields, bool word) {
  std::string body;
  if (word) fields.emplace_back("csrf", word_);
  for (const auto& [name, value] : fields) {
    if (!body.empty()) body += '&';
    body += http::percent_encode(name) + '=' + http::percent_encode(value);
  }
  return ask(http::Method::post, path,
             {{"Content-Type", "application/x-www-form-urlencoded"},
              {"Accept", "text/html"},
              {"Origin", "http://qinqing.test"}},
             std::move(body));
}

http::Response Browser::send(http::Method method, const std::string& path, std::string body,
                             Headers headers) {
  headers.emplace_back("Accept", "application/json");
  if (!body.empty()) headers.emplace_back("Content-Type", "application/json");
  if (!word_.empty()) headers.emplace_back("X-CSRF", word_);
  return ask(method, path, std::move(headers), std::move(body));
}

http::Response Browser::put_new(const std::string& path, std::string body) {
  return send(http::Method::put, path, std::move(body), {{"If-None-Match", "*"}});
}

http::Response Browser::if_match(http::Method method, const std::string& path, int version,
                                 std::string body) {
  return send(method, path, std::move(body), {{"If-Match", '"' + std::to_string(version) + '"'}});
}

boost::json::value json_of(const http::Response& response) {
  auto json = base::parse_json(response.bytes());
  if (!json) throw std::logic_error("no JSON: " + response.body);
  return std::move(json).value();
}

std::string code_of(const http::Response& response) {
  if (response.status < 400) return "";
  const auto json = base::parse_json(response.bytes());
  if (!json || !json->is_object() || !json->as_object().contains("code")) return "";
  return std::string(json->at("code").as_string());
}

}  // namespace qinqing::identity::testing
