// The routes that are open to all, and those of one's own session.
#include <boost/json/serialize.hpp>

#include "app/testing/trials.h"

namespace qinqing::app::testing {
namespace {

using http::Method;
using identity::testing::Fields;

constexpr const char* kOtherPasswords[] = {"春江潮水连海平", "滟滟随波千万里"};

Trial open(Method method, std::string path, std::string body = "",
           std::optional<Fields> form = std::nullopt) {
  Trial trial{.what = "open to all"};
  trial.sends = [method, path, body, form](Town&, const Somebody&, const std::string&) {
    return Sent{.method = method, .path = path, .body = body, .form = form};
  };
  return trial;
}

Fields answers() {
  return {{"actor", "official"},     {"conduct", "attend"},     {"contact_on", "2026-11-27"},
          {"f.relation", "none"},    {"f.approval", "not_yet"}, {"f.event_kind", "trade"},
          {"f.event_public", "true"}};
}

std::string in_quotes(const std::string& name, const std::string& value) {
  return "\"" + name + "\":\"" + value + "\"";
}

void anew(Town& town, const Somebody& who) {
  if (who.signed_in()) town.sign_in_again(who.login);
}

std::string other_password(Town& town, const Somebody& who) {
  return kOtherPasswords[town.password(who.login) == kOtherPasswords[0] ? 1 : 0];
}

// Something of oneself, or of somebody else.
using About = std::function<std::optional<Record>(Town&, const Somebody&)>;
About oneself() {
  return [](Town&, const Somebody& who) -> std::optional<Record> {
    return Record{.id = "", .persons = {who.login}};
  };
}
About session_of(const std::string& whose) {
  return [whose](Town& town, const Somebody& who) -> std::optional<Record> {
    const std::string login = whose.empty() ? who.login : whose;
    if (login.empty()) return std::nullopt;
    return Record{.id = town.second_session(login), .persons = {login}};
  };
}
About post_of(const std::string& whose) {
  return [whose](Town& town, const Somebody& who) -> std::optional<Record> {
    const Somebody& of = whose.empty() ? who : town.somebody(whose);
    if (of.own_post.empty()) return std::nullopt;
    return Record{.id = of.own_post, .persons = {of.login}, .unit = of.unit};
  };
}

Trial mine(std::string what, std::function<Sent(Town&, const Somebody&, const std::string&)> sends,
           std::function<void(Town&, const Somebody&)> again = {}) {
  return {.what = std::move(what),
          .about = oneself(),
          .names = false,
          .sends = std::move(sends),
          .again = std::move(again)};
}

}  // namespace

void add_public_trials(Trials& trials, Town& town) {
  const norms::Pack& pack = town.house().norms().packs().front()->pack;
  const std::string of_pack = "/api/v1/packs/" + pack.id;
  const std::string clause = pack.clauses.front().id;
  const auto told = town.telling(false, "2026-11-27", false);
  const auto get = [&](const std::string& route, const std::string& path) {
    trials["GET " + route] = {open(Method::get, path)};
  };
  trials["POST /api/v1/checks"] = {
      open(Method::post, "/api/v1/checks", boost::json::serialize(told.check))};
  const auto check = town.house().norms().check(told.check, base::Scalars::typed);
  const std::string receipt =
      R"({"hash":")" + check->receipt.hash + R"(","receipt":)" + check->receipt.bytes + "}";
  trials["POST /api/v1/receipts/check"] = {open(Method::post, "/api/v1/receipts/check", receipt)};
  get("/api/v1/calendar", "/api/v1/calendar");
  get("/api/v1/deadlines", "/api/v1/deadlines?from=2026-12-30&count=5");
  get("/workdays", "/workdays?from=2026-12-30&count=5");
  get("/ledger", "/ledger");
  get("/api/v1/ledger", "/api/v1/ledger");
  get("/api/v1/packs", "/api/v1/packs");
  get("/api/v1/packs/{pack}", of_pack);
  get("/api/v1/packs/{pack}/clauses", of_pack + "/clauses");
  get("/api/v1/packs/{pack}/clauses/{clause}", of_pack + "/clauses/" + clause);
  for (const char* path : {"/", "/how", "/lists", "/check", "/receipt", "/staff", "/sign-in",
                           "/api/openapi.json", "/api/v1/places"})
    get(path, path);
  get("/lists/{clause}", "/lists/" + clause);
  get("/static/{name*}", "/static/base.css");
  get("/staff/{path*}", "/staff/filings");
  get("/api/v1/places/{place}", "/api/v1/places/nb-haishu");
  trials["POST /check"] = {open(Method::post, "/check", "", answers())};
  trials["POST /receipt"] = {open(Method::post, "/receipt", "", answers())};
  trials["POST /receipt/check"] = {
      open(Method::post, "/receipt/check", "", Fields{{"receipt", receipt}})};
}

void add_session_trials(Trials& trials) {
  using enum Method;
  const auto login = [](Town& town, const Somebody& who) {
    const std::string as = who.signed_in() ? who.login : "spare.court";
    return std::pair(as, town.password(as));
  };
  trials["POST /api/v1/session"] = {mine(
      "signing in",
      [login](Town& town, const Somebody& who, const std::string&) {
        const auto [as, password] = login(town, who);
        return Sent{
            .method = post,
            .path = "/api/v1/session",
            .body = "{" + in_quotes("login", as) + "," + in_quotes("password", password) + "}"};
      },
      anew)};
  trials["POST /sign-in"] = {mine(
      "signing in",
      [login](Town& town, const Somebody& who, const std::string&) {
        const auto [as, password] = login(town, who);
        return Sent{.method = post,
                    .path = "/sign-in",
                    .form = Fields{{"login", as}, {"password", password}}};
      },
      anew)};
  const auto plain = [&](Method method, const std::string& path, bool form = false) {
    return [method, path, form](Town&, const Somebody&, const std::string&) {
      return Sent{
          .method = method, .path = path, .form = form ? std::optional(Fields{}) : std::nullopt};
    };
  };
  trials["GET /api/v1/session"] = {mine("oneself", plain(get, "/api/v1/session"))};
  trials["GET /api/v1/sessions"] = {mine("oneself", plain(get, "/api/v1/sessions"))};
  trials["GET /me"] = {mine("oneself", plain(get, "/me"))};
  trials["GET /me/password"] = {mine("oneself", plain(get, "/me/password"))};
  trials["GET /api/v1/work"] = {mine("oneself", plain(get, "/api/v1/work"))};
  trials["GET /api/v1/me/email"] = {mine("oneself", plain(get, "/api/v1/me/email"))};
  trials["GET /api/v1/notices"] = {mine("oneself", plain(get, "/api/v1/notices"))};
  trials["GET /notices"] = {mine("oneself", plain(get, "/notices"))};
  trials["PUT /api/v1/me/email"] = {
      mine("one's e-mail", [](Town&, const Somebody&, const std::string&) {
        return Sent{.method = put,
                    .path = "/api/v1/me/email",
                    .body = "{" + in_quotes("email", "someone@example.org") + "}"};
      })};
  trials["POST /me/email"] = {mine("one's e-mail", [](Town&, const Somebody&, const std::string&) {
    return Sent{
        .method = post, .path = "/me/email", .form = Fields{{"email", "someone@example.org"}}};
  })};
  trials["POST /api/v1/notices/seen"] = {
      mine("one's notices", [](Town& town, const Somebody&, const std::string&) {
        return Sent{.method = post,
                    .path = "/api/v1/notices/seen",
                    .body = "{" + in_quotes("until", town.new_id()) + "}"};
      })};
  trials["DELETE /api/v1/session"] = {mine("leaving", plain(delete_, "/api/v1/session"), anew)};
  trials["POST /sign-out"] = {mine("leaving", plain(post, "/sign-out", true), anew)};

  const auto kept_new = [](Town& town, const Somebody& who) {
    town.remember_password(who.login, other_password(town, who));
    town.sign_in_again(who.login);
  };
  trials["PUT /api/v1/me/password"] = {mine(
      "one's password",
      [](Town& town, const Somebody& who, const std::string&) {
        const std::string now = who.signed_in() ? town.password(who.login) : "";
        const std::string next = who.signed_in() ? other_password(town, who) : kOtherPasswords[0];
        return Sent{.method = put,
                    .path = "/api/v1/me/password",
                    .body = "{" + in_quotes("current", now) + "," + in_quotes("next", next) + "}"};
      },
      kept_new)};
  trials["POST /me/password"] = {mine(
      "one's password",
      [](Town& town, const Somebody& who, const std::string&) {
        const std::string now = who.signed_in() ? town.password(who.login) : "";
        const std::string next = who.signed_in() ? other_password(town, who) : kOtherPasswords[0];
        return Sent{.method = post,
                    .path = "/me/password",
                    .form = Fields{{"current", now}, {"password", next}, {"again", next}}};
      },
      kept_new)};

  for (const std::string whose : {"", "zhao", "yi"}) {
    const std::string what = whose.empty() ? "one's own" : "of " + whose;
    trials["DELETE /api/v1/sessions/{session}"].push_back(
        {.what = "session " + what,
         .about = session_of(whose),
         .sends = [](Town&, const Somebody&, const std::string& id) {
           return Sent{.method = delete_, .path = "/api/v1/sessions/" + id};
         }});
    trials["POST /me/sessions"].push_back(
        {.what = "session " + what,
         .about = session_of(whose),
         .sends = [](Town&, const Somebody&, const std::string& id) {
           return Sent{.method = post, .path = "/me/sessions", .form = Fields{{"session", id}}};
         }});
    trials["PUT /api/v1/me/post"].push_back({.what = "post " + what,
                                             .about = post_of(whose),
                                             .sends =
                                                 [](Town&, const Somebody&, const std::string& id) {
                                                   return Sent{
                                                       .method = put,
                                                       .path = "/api/v1/me/post",
                                                       .body = "{" + in_quotes("post", id) + "}"};
                                                 },
                                             .again = anew});
    trials["POST /me/post"].push_back(
        {.what = "post " + what,
         .about = post_of(whose),
         .sends =
             [](Town&, const Somebody&, const std::string& id) {
               return Sent{.method = post, .path = "/me/post", .form = Fields{{"post", id}}};
             },
         .again = anew});
  }
}

}  // namespace qinqing::app::testing
