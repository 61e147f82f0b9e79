// The whole of what is served: the routes, and what holds for each of them whatever it does.
//
// A Site knows no sockets. The server asks it twice a request: once when the header is there, so
// that what would be refused anyway is refused before its body is read, and once when the body is.
// Tests ask it once:
//
//   Site site({.public_url = "", .problem_page = page});
//   site.router().add(…);
//   const Response response = site.respond(*make_request(Method::get, "/"));
//
// Thread-safety: set up first; then everything const may be called from any thread.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "http/problem.h"
#include "http/router.h"

namespace spdlog {
class logger;
}  // namespace spdlog

namespace qinqing::http {

// NOLINTBEGIN(readability-redundant-member-init): without a `{}` callers may not leave a member out
struct SiteOptions {
  std::string public_url{};    // what links read, "https://qinqing.example.gov.cn"; "" = not said
  ProblemPage problem_page{};  // prints problems for browsers; without it they too get JSON
  std::shared_ptr<spdlog::logger> log{};  // hears of failed handlers; nullptr = nobody does
};
// NOLINTEND(readability-redundant-member-init)

// What is known once the header is there.
struct Admission {
  Match match;
  std::optional<Response> refusal;                // the answer, where the body need not be read
  std::size_t body_max = std::size_t{64} << 10U;  // bytes of body to read at most
};

class Site {
 public:
  explicit Site(SiteOptions options = {}) : options_(std::move(options)) {}

  Router& router() { return router_; }
  const Router& router() const { return router_; }
  const SiteOptions& options() const { return options_; }

  // Looks at the header: 404, 405 with Allow, 403 for a write from another site, 415, 413 by the
  // announced length (`content_length`), 308 for a superfluous last slash. Sets request.params.
  Admission admit(Request& request, std::optional<std::uint64_t> content_length) const;

  // Runs the handler and makes its answer ready to send: problems printed, cache headers and, for a
  // larger page, gzip. Requires an admission without refusal. Never throws: what a handler throws
  // is a 500.
  Response answer(const Request& request, const Admission& admission) const;

  // Makes any answer that no handler gave ready to send. `request` may be one that was never whole.
  Response ready(const Request& request, const Match& match, Response response) const;

  // admit and answer in one, for a request that is whole.
  Response respond(Request request) const;

 private:
  void failed(const Route& route, const char* type) const;
  void print_problem(const Request& request, Response& response) const;

  SiteOptions options_;
  Router router_;
};

}  // namespace qinqing::http
