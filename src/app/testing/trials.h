// How each route is tried: which records it is asked about, and what is sent, valid but for the
// right. A route without a line here fails the test by its name, so that whoever adds one has to
// say how it is tried.
//
// Thread-safety: one thread.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/testing/town.h"

namespace qinqing::app::testing {

// A request without its sender.
struct Sent {
  http::Method method = http::Method::get;
  std::string path;
  std::string body{};                               // JSON, for programs
  std::optional<identity::testing::Fields> form{};  // of a page
  identity::testing::Headers headers{};

  // As whoever the browser belongs to; `word`: with the session's word where there is a session.
  http::Response by(const http::Site& site, const identity::testing::Browser& browser,
                    bool word = true, const std::string& origin = "http://qinqing.test") const;
};

struct Trial {
  std::string what;  // "filing approved: approve"
  // nullopt: this caller has no such record. Unset: it is about no record at all.
  std::function<std::optional<Record>(Town&, const Somebody&)> about{};
  // False where the request names no record, only the caller or a view: then there is no id that
  // does not exist.
  bool names = true;
  std::function<Sent(Town&, const Somebody&, const std::string& id)> sends{};
  std::string action{};  // where it is narrower than the route's
  bool basis = false;    // the request names one
  // Where the table says yes the procedure may still say no, or not now.
  bool narrowed = false;
  std::function<void(Town&, const Somebody&)> again{};  // brings back what it took, once it is done
};

// "GET /api/v1/filings/{filing}"
std::string key_of(const http::Route& route);

using Trials = std::map<std::string, std::vector<Trial>, std::less<>>;
Trials trials(Town& town);

// By floor; trials() is these.
void add_public_trials(Trials& trials, Town& town);
void add_session_trials(Trials& trials);
void add_administration_trials(Trials& trials);
void add_filing_trials(Trials& trials, Town& town);
void add_edition_trials(Trials& trials);
void add_ruling_trials(Trials& trials, Town& town);

// The access table's name for each step of a filing, told a second time.
const std::map<std::string, std::string, std::less<>>& steps_of_a_filing();

}  // namespace qinqing::app::testing
