// A client of a Site that keeps its cookie, as a browser does, or its session's word, as a program
// does. For tests of everything behind the Guard.
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/site.h"

namespace qinqing::identity::testing {

using Headers = std::vector<std::pair<std::string, std::string>>;
using Fields = std::vector<std::pair<std::string, std::string>>;

class Browser {
 public:
  explicit Browser(const http::Site& site) : site_(site) {}

  // By the API; throws std::logic_error where that is refused.
  void sign_in(std::string_view login, std::string_view password);

  http::Response get(const std::string& path, Headers headers = {});
  // A form of this site's pages. The field csrf is added where `word` is true.
  http::Response post(const std::string& path, Fields fields, bool word = true);
  // The API, with the session's word.
  http::Response send(http::Method method, const std::string& path, std::string body = "",
                      Headers headers = {});
  http::Response put_new(const std::string& path, std::string body);
  http::Response if_match(http::Method method, const std::string& path, int version,
                          std::string body = "");

  const std::string& cookie() const { return cookie_; }
  void set_cookie(std::string cookie) { cookie_ = std::move(cookie); }
  const std::string& word() const { return word_; }

 private:
  http::Response ask(http::Method method, const std::string& path, Headers headers,
                     std::string body);

  const http::Site& site_;
  std::string cookie_;  // the token, "" = none
  std::string word_;    // as the last session that was shown said
};

boost::json::value json_of(const http::Response& response);
// The problem's code, "" where it is none.
std::string code_of(const http::Response& response);

}  // namespace qinqing::identity::testing
