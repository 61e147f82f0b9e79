#include "app/testing/trials.h"

#include <stdexcept>

#include "http/form.h"
#include "identity/guard.h"

namespace qinqing::app::testing {

http::Response Sent::by(const http::Site& site, const identity::testing::Browser& browser,
                        bool word, const std::string& origin) const {
  identity::testing::Headers all = headers;
  std::string content = body;
  all.emplace_back("Host", "qinqing.test");
  if (!browser.cookie().empty())
    all.emplace_back("Cookie", std::string(identity::kSessionCookie) + "=" + browser.cookie());
  const bool page = form || !path.starts_with("/api/");
  all.emplace_back("Accept", page ? "text/html" : "application/json");
  if (form) {
    identity::testing::Fields fields = *form;
    if (word && !browser.word().empty()) fields.emplace_back("csrf", browser.word());
    for (const auto& [name, value] : fields)
      content += (content.empty() ? "" : "&") + http::percent_encode(name) + "=" +
                 http::percent_encode(value);
    all.emplace_back("Content-Type", "application/x-www-form-urlencoded");
  } else {
    if (!content.empty()) all.emplace_back("Content-Type", "application/json");
    if (word && !browser.word().empty()) all.emplace_back("X-CSRF", browser.word());
  }
  if (!http::is_safe(method)) all.emplace_back("Origin", origin);
  auto request = http::make_request(method, path, std::move(all), std::move(content));
  if (!request) throw std::logic_error(request.faults().to_string());
  return site.respond(std::move(request).value());
}

std::string key_of(const http::Route& route) {
  return std::string(http::to_string(route.method)) + " " + route.pattern;
}

Trials trials(Town& town) {
  Trials all;
  add_public_trials(all, town);
  add_session_trials(all);
  add_administration_trials(all);
  add_filing_trials(all, town);
  add_edition_trials(all);
  add_ruling_trials(all, town);
  return all;
}

}  // namespace qinqing::app::testing
