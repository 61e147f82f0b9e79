// An answer as handlers make it. Framing, dates and the security headers are the server's.
//
//   return Response::html(page);
//   return Response::json(value);
//   return Response::problem({.status = 404, .code = "no_such_pack", .detail = "没有这个清单"});
//   return Response::redirect("/checks/new");
//
// Thread-safety: plain values.
#pragma once

#include <boost/json/value.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/problem.h"

namespace qinqing::http {

struct Response {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  // Used instead of `body` if it is not null: bytes that outlive every answer, such as embedded
  // files. They are sent from where they lie.
  std::string_view lasting_body;
  // Set by problem(): printed as JSON or as a page when it is known what the client reads.
  std::shared_ptr<const Problem> told;

  std::string_view bytes() const {
    return lasting_body.data() != nullptr ? lasting_body : std::string_view(body);
  }
  // The value of that header (ASCII case does not matter), "" if it is not set.
  std::string_view header(std::string_view name) const;
  // Sets a header in place of any of that name. Throws std::invalid_argument for a value with a
  // control character: it could end the header and begin another answer.
  Response& set(std::string_view name, std::string value);

  static Response html(std::string page, int status = 200);
  static Response text(std::string text, int status = 200);  // text/plain
  static Response json(const boost::json::value& value, int status = 200);
  static Response json_text(std::string json, int status = 200);  // already printed
  // A file to be kept: `filename` may be Chinese.
  static Response download(std::string bytes, std::string content_type, std::string_view filename);
  // 303: "seen, now GET that". `location` is a path of this site, percent-encoded: it begins with
  // one "/" and is ASCII, else std::invalid_argument (nobody is sent to another site from here).
  static Response redirect(std::string location);
  static Response problem(Problem problem);
  // 422 with every fault.
  static Response invalid(base::Faults faults, std::string code, std::string detail = "");
};

}  // namespace qinqing::http
