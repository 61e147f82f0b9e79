// What went wrong, told to programs as RFC 9457 has it and to people as a page.
//
//   {"type": "about:blank", "title": "提交的内容有误", "status": 422, "code": "check.invalid",
//    "detail": "有 2 处需要改正", "errors": [{"pointer": "/facts/meal_cost", "code": "type",
//    "detail": "应为金额", "right": "例如 \"80.00\""}]}
//
// Thread-safety: plain values, pure functions.
#pragma once

#include <boost/json/object.hpp>
#include <functional>
#include <string>
#include <string_view>

#include "base/fault.h"

namespace qinqing::http {

struct Request;

// NOLINTBEGIN(readability-redundant-member-init): without a `{}` callers may not leave a member out
struct Problem {
  int status = 400;
  std::string code{};    // stable, for programs: "not_found", "check.invalid" …
  std::string detail{};  // what happened here and what to do, in Chinese; may be ""
  base::Faults errors{};
};
// NOLINTEND(readability-redundant-member-init)

// The title is the status's, in Chinese ("没有这个页面"); RFC 9457 §4.2.1 asks that of about:blank.
std::string_view title_of(int status);

boost::json::object to_json(const Problem& problem);

// Prints a problem as a whole HTML page. Given by whoever owns the layout; called with the request
// whose answer it is, which may be one that no route took.
using ProblemPage = std::function<std::string(const Problem&, const Request&)>;

}  // namespace qinqing::http
