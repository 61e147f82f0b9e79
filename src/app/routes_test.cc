// Every route × every caller × every record that it can be asked about, generated from the router's
// own list: whoever has no right learns nothing and changes nothing, and whoever has one is served.
//
// What is expected is told by testing/oracle.h from the lines of the access table; how a route is
// tried stands in testing/trials*.cc.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <set>

#include "app/testing/oracle.h"
#include "app/testing/town.h"
#include "app/testing/trials.h"
#include "identity/access.h"
#include "store/testing/databases.h"

namespace qinqing::app {
namespace {

using http::Response;
using testing::Record;
using testing::Right;
using testing::Sent;
using testing::Somebody;
using testing::Town;
using testing::Trial;

void replace_all(std::string& text, const std::string& what, const std::string& with) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at))
    text.replace(at, what.size(), with), at += with.size();
}

// The same request about another id.
Sent about(Sent sent, const std::string& id, const std::string& other) {
  replace_all(sent.path, id, other);
  replace_all(sent.body, id, other);
  if (sent.form)
    for (auto& [name, value] : *sent.form) replace_all(value, id, other);
  return sent;
}

// Status, headers and body, with the id that was asked for written as ID: it is the asker's own.
std::string whole(const Response& response, const std::string& id) {
  std::string text = std::to_string(response.status) + "\n";
  for (const auto& [name, value] : response.headers) text += name + ": " + value + "\n";
  text.append("\n").append(response.bytes());
  if (!id.empty()) replace_all(text, id, "ID");
  return text;
}

class RoutesTest : public store::testing::DatabaseTest {
 protected:
  RoutesTest() : town_(url()) {}

  const std::vector<std::unique_ptr<const http::Route>>& routes() const {
    return town_.site().router().routes();
  }
  Response send(const Sent& sent, const Somebody& who, bool word = true,
                const std::string& origin = "http://qinqing.test") {
    return sent.by(town_.site(), town_.browser(who.login), word, origin);
  }

  Town town_;
};
STORE_ON_BOTH(RoutesTest);

TEST_P(RoutesTest, EveryRouteNamesAnActionOfTheTableAndIsTried) {
  const auto trials = testing::trials(town_);
  std::set<std::string> keys;
  for (const auto& route : routes()) {
    const std::string key = testing::key_of(*route);
    keys.insert(key);
    EXPECT_NE(identity::find_action(route->options.action), nullptr)
        << key << " names " << route->options.action << ", which is not in the access table";
    EXPECT_TRUE(trials.contains(key)) << key << ": say in app/testing/trials*.cc how it is tried";
  }
  for (const auto& [key, each] : trials) EXPECT_TRUE(keys.contains(key)) << key << " is no route";
}

// What it answers is then held against the schema by openapi.test.mjs.
TEST_P(RoutesTest, EveryRouteOfTheApiSaysWhatItAnswers) {
  for (const auto& route : routes()) {
    if (!route->pattern.starts_with("/api/v1/")) continue;
    const auto* responses = route->options.operation.if_contains("responses");
    EXPECT_TRUE(responses != nullptr && !responses->as_object().empty())
        << testing::key_of(*route) << " has no operation in the OpenAPI document";
  }
}

// One cell of the matrix.
struct Cell {
  const http::Route& route;
  const Trial& trial;
  const Somebody& who;
  std::optional<Record> record;

  const std::string& action() const { return route.options.action; }
  bool page() const { return !route.pattern.starts_with("/api/"); }
  std::string told() const {
    return testing::key_of(route) + " [" + trial.what + "] by " +
           (who.signed_in() ? who.login : "nobody") + " (" +
           std::string(identity::name_of(who.role)) + ")";
  }
};

// What the caller is stopped by before any record is looked at.
enum class Door { open, sign_in, change_password, no_role };
Door door(const Cell& cell) {
  const bool all = testing::open_to_all(cell.action());
  if (!testing::at_all(cell.who, cell.action()))
    return cell.who.signed_in() ? Door::no_role : Door::sign_in;
  const std::set<std::string> leaving{"password.change", "session.read", "session.delete"};
  if (cell.who.must_change && !all && !leaving.contains(cell.action()))
    return Door::change_password;
  return Door::open;
}

class Matrix : public RoutesTest {
 protected:
  void try_route(const http::Route& route, const std::vector<Trial>& trials) {
    bool served = false;
    for (const Trial& trial : trials)
      for (const Somebody& who : town_.people()) {
        Cell cell{route, trial, who, std::nullopt};
        if (trial.about) {
          cell.record = trial.about(town_, who);
          if (!cell.record) continue;
        }
        served = try_cell(cell) || served;
      }
    EXPECT_TRUE(served) << testing::key_of(route) << ": nobody could use it as it is tried";
  }

 private:
  std::string inventory_;  // as of seen_changes_
  int seen_changes_ = -1;

  Right right_of(const Cell& cell) const {
    if (!cell.record) return testing::open_to_all(cell.action()) ? Right::yes : Right::unknown;
    const auto& narrower = cell.trial.action;
    Right right = testing::right(town_, cell.who, cell.action(), *cell.record);
    // Through a door for all steps: whoever may take one has to have both.
    if (!narrower.empty()) {
      const Right step = testing::right(town_, cell.who, narrower, *cell.record);
      if (right == Right::yes || step == Right::known) right = step;
    }
    return right == Right::needs_basis && cell.trial.basis ? Right::yes : right;
  }

  // True if it was done.
  bool try_cell(const Cell& cell) {
    const std::string id = cell.record ? cell.record->id : "";
    const Sent sent = cell.trial.sends(town_, cell.who, id);
    if (town_.changes() != seen_changes_) {
      inventory_ = town_.inventory();
      seen_changes_ = town_.changes();
    }
    const Response response = send(sent, cell.who);
    const Door at = door(cell);
    const bool done = response.status < 400 && at == Door::open;
    if (at == Door::open && right_of(cell) == Right::yes) {
      expect_served(cell, response);
      town_.changed();
    } else {
      expect_refused(cell, at, response);
      const std::string after = town_.inventory();
      EXPECT_EQ(after, inventory_) << cell.told() << ": refused, and yet something changed";
      inventory_ = after;
      expect_no_words(cell, response);
      expect_as_if_it_were_not(cell, at, sent, response, id);
    }
    expect_nothing_of_others(cell, response);
    if (done && cell.trial.again) cell.trial.again(town_, cell.who);
    return done;
  }

  static void expect_served(const Cell& cell, const Response& response) {
    const std::string why = cell.told() + ": " + std::to_string(response.status) + " " +
                            std::string(response.bytes().substr(0, 300));
    EXPECT_LT(response.status, 500) << why;
    if (cell.trial.narrowed) return;
    for (const int refusal : {401, 403, 404}) EXPECT_NE(response.status, refusal) << why;
  }

  void expect_refused(const Cell& cell, Door at, const Response& response) {
    const std::string why = cell.told() + ": " + std::to_string(response.status) + " " +
                            std::string(response.bytes().substr(0, 300));
    const bool reads = http::is_safe(cell.route.method);
    switch (at) {
      case Door::sign_in:
        if (cell.page() && reads)
          EXPECT_TRUE(response.header("Location").starts_with("/sign-in?next=")) << why;
        else if (cell.page())
          EXPECT_NE(response.bytes().find("action=\"/sign-in\""), std::string_view::npos) << why;
        else
          EXPECT_EQ(response.status, 401) << why;
        return;
      case Door::change_password:
        if (cell.page() && reads)
          EXPECT_TRUE(response.header("Location").starts_with("/me/password")) << why;
        else
          EXPECT_EQ(response.status, 403) << why;
        return;
      case Door::no_role:
        EXPECT_EQ(response.status, cell.route.pattern.find('{') == std::string::npos ? 403 : 404)
            << why;
        return;
      case Door::open:
        break;
    }
    switch (right_of(cell)) {
      case Right::unknown:
        EXPECT_EQ(response.status, 404) << why;
        return;
      case Right::known:
      case Right::needs_basis:
        EXPECT_EQ(response.status, 403) << why;
        return;
      case Right::yes:
        break;
    }
    ADD_FAILURE() << why;
  }

  // Nothing that only its readers may be told.
  void expect_no_words(const Cell& cell, const Response& response) {
    if (!cell.record) return;
    const std::string_view text = response.bytes();
    for (const std::string& word : cell.record->words)
      EXPECT_EQ(text.find(word), std::string_view::npos) << cell.told() << " is told " << word;
    for (const std::string& login : cell.record->persons)
      if (login != cell.who.login && !login.empty())
        EXPECT_EQ(text.find(town_.somebody(login).name), std::string_view::npos)
            << cell.told() << " is told the name of " << login;
  }

  // The same answer, to the byte, as for an id that nothing has.
  void expect_as_if_it_were_not(const Cell& cell, Door at, const Sent& sent,
                                const Response& response, const std::string& id) {
    if (!cell.trial.names || !cell.record) return;
    const bool before_the_record = at != Door::open;
    if (!before_the_record && right_of(cell) != Right::unknown) return;
    const std::string none = town_.new_id();
    const Response twin = send(about(sent, id, none), cell.who);
    EXPECT_EQ(whole(response, id), whole(twin, none)) << cell.told();
  }

  // Whatever was asked and answered: no filing that the caller may not read is in it.
  void expect_nothing_of_others(const Cell& cell, const Response& response) {
    if (response.status >= 400) return;
    const std::string_view text = response.bytes();
    for (const std::string& name : Town::filings()) {
      const Record& filing = town_.record(name);
      const Right right = testing::right(town_, cell.who, "filing.read", filing);
      if (right == Right::yes || (right == Right::needs_basis && cell.trial.basis)) continue;
      for (const std::string& word : filing.words)
        EXPECT_EQ(text.find(word), std::string_view::npos)
            << cell.told() << " finds " << word << " of the filing " << name;
    }
    if (cell.action() != "person.list") return;
    for (const char* unit : {"office", "elsewhere", "firm", "firm2", "chamber"}) {
      const Somebody& spare = town_.spare(unit);
      const Record person{.id = spare.person, .persons = {spare.login}, .unit = unit};
      if (testing::right(town_, cell.who, "person.list", person) == Right::yes) continue;
      EXPECT_EQ(text.find(spare.name), std::string_view::npos)
          << cell.told() << " finds " << spare.name;
    }
  }
};
STORE_ON_BOTH(Matrix);

TEST_P(Matrix, GivesWhatTheTableGivesAndNothingElse) {
  for (const std::string& name : Town::filings()) town_.record(name);
  const auto trials = testing::trials(town_);
  for (const auto& route : routes()) {
    const auto found = trials.find(testing::key_of(*route));
    if (found == trials.end()) continue;  // the test above names it
    try_route(*route, found->second);
  }
}

// A write by somebody who has the right, with everything but the session's word, or from another
// site's page.
TEST_P(RoutesTest, NoWriteIsDoneWithoutTheSessionsWordNorFromAnotherSite) {
  const auto trials = testing::trials(town_);
  for (const auto& route : routes()) {
    const std::string key = testing::key_of(*route);
    if (http::is_safe(route->method) || !trials.contains(key)) continue;
    // What keeps nothing and asks for no session has nothing that a word could protect; and who
    // signs in may have lost the page of the session before.
    const bool wordless = route->options.quiet || route->options.action == "session.create";
    for (const Trial& trial : trials.find(key)->second) {
      for (const Somebody& who : town_.people()) {
        if (!who.signed_in() || who.must_change || !testing::at_all(who, route->options.action))
          continue;
        const auto record = trial.about ? trial.about(town_, who) : Record{.id = ""};
        if (!record) continue;
        const std::string& action = trial.action.empty() ? route->options.action : trial.action;
        if (trial.about && testing::right(town_, who, action, *record) != Right::yes) continue;
        const Sent sent = trial.sends(town_, who, record->id);
        const std::string before = town_.inventory();
        const Response foreign = send(sent, who, true, "https://evil.example");
        EXPECT_EQ(foreign.status, 403) << key << " by " << who.login;
        if (!wordless) {
          const Response without = send(sent, who, false);
          EXPECT_EQ(without.status, 403) << key << " [" << trial.what << "] by " << who.login
                                         << without.bytes().substr(0, 200);
        }
        EXPECT_EQ(town_.inventory(), before) << key << " [" << trial.what << "] by " << who.login;
        break;  // the door asks everybody
      }
    }
  }
}

// The id that another's record has cannot be taken, and whoever tries is told nothing of it.
TEST_P(RoutesTest, NobodyTakesTheIdOfAnothersRecord) {
  for (const std::string& name : Town::filings()) {
    const Record filing = town_.record(name);
    for (const char* login : {"fayuan", "yi", "zhou", "boss2", "zheng"}) {
      const Somebody& who = town_.somebody(login);
      if (std::ranges::find(filing.persons, login) != filing.persons.end()) continue;
      const auto told = town_.telling(who.role == identity::Role::entrepreneur, "2026-11-27", true);
      boost::json::object body{{"check", told.check},
                               {"title", told.title},
                               {"counterpart", told.counterpart},
                               {"attendees", boost::json::array()}};
      if (told.unit) body["unit"] = *told.unit;
      const std::string before = town_.inventory();
      const Response response = send({.method = http::Method::put,
                                      .path = "/api/v1/filings/" + filing.id,
                                      .body = boost::json::serialize(body),
                                      .headers = {{"If-None-Match", "*"}}},
                                     who);
      EXPECT_EQ(response.status, 412) << name << " by " << login;
      EXPECT_EQ(town_.inventory(), before);
      for (const std::string& word : filing.words)
        EXPECT_EQ(response.bytes().find(word), std::string_view::npos) << name << " by " << login;
    }
  }
}

}  // namespace
}  // namespace qinqing::app
