// The routes of rulings.
#include <boost/json/serialize.hpp>

#include "app/testing/trials.h"

namespace qinqing::app::testing {
namespace {

using boost::json::object;
using http::Method;
using identity::testing::Fields;

constexpr const char* kPath = "/api/v1/rulings";
constexpr const char* kCode = "7KQP2-M4XDE-0123A-ZYXWV";

using About = std::function<std::optional<Record>(Town&, const Somebody&)>;
About ruling(const std::string& state) {
  return [state](Town& town, const Somebody&) { return town.record("ruling." + state); };
}

// What the caller asked, and the place whose questions are put to the caller.
std::optional<Record> own(Town& town, const Somebody& who) {
  Record record{.id = "", .persons = {who.login}, .unit = who.unit};
  if (!who.unit.empty()) record.place = town.unit(who.unit).place;
  return record;
}

object question(Town& town) {
  const auto told = town.ruling_question();
  return {{"check", told.check}, {"place", told.place}, {"note", *told.note}};
}

// The same as a page posts it.
Fields form(Town& town, const std::string& id) {
  const auto told = town.ruling_question();
  Fields fields{{"id", id}, {"code", kCode}, {"ruling_place", told.place}, {"note", *told.note}};
  const auto& check = told.check.as_object();
  fields.emplace_back("actor", check.at("actor").as_string());
  fields.emplace_back("contact_on", check.at("contact_on").as_string());
  fields.emplace_back("conduct", "take");
  for (const auto& [fact, value] : check.at("facts").as_object())
    fields.emplace_back("f." + std::string(fact),
                        value.is_bool() ? "true" : std::string(value.as_string()));
  return fields;
}

Trial open(const std::string& what, std::function<Sent(Town&)> sends) {
  return {.what = what, .sends = [sends](Town& town, const Somebody&, const std::string&) {
            return sends(town);
          }};
}

struct Step {
  std::string state, name, action;
  object fields;
};
std::vector<Step> steps() {
  const object untied{{"no_tie", true}};
  return {{"asked", "draft", "ruling.draft", untied},
          {"asked", "withdraw", "ruling.withdraw", {}},
          {"asked", "recuse", "ruling.read", {}},
          {"drafted", "cosign", "ruling.cosign", untied},
          {"cosigned", "publish", "ruling.publish", {{"no_tie", true}, {"no_names", true}}},
          {"published", "revoke", "ruling.revoke", {{"why_revoked", "变了"}}}};
}

Trial step(const Step& taken, bool page) {
  Trial trial{.what = taken.name, .about = ruling(taken.state)};
  trial.action = taken.action;
  trial.narrowed = true;
  trial.again = [state = taken.state](Town& town, const Somebody&) {
    town.renew("ruling." + state);
  };
  trial.sends = [taken, page](Town& town, const Somebody&, const std::string& id) {
    const std::int64_t version = town.version(id);
    if (page) {
      Fields fields{{"act", taken.name}, {"version", std::to_string(version)}};
      for (const auto& [name, value] : taken.fields)
        fields.emplace_back("f." + std::string(name),
                            value.is_bool() ? "true" : std::string(value.as_string()));
      if (taken.name == "draft")
        for (const auto& [name, value] : Fields{{"a.verdict", "permitted"},
                                                {"a.reasons", "可以"},
                                                {"a.law", "某条"},
                                                {"a.until", "2027-06-30"}})
          fields.emplace_back(name, value);
      return Sent{.method = Method::post, .path = "/rulings/" + id + "/acts", .form = fields};
    }
    object body{{"act", taken.name}, {"fields", taken.fields}};
    if (taken.name == "draft")
      body["answer"] = {
          {"verdict", "permitted"}, {"reasons", "可以"}, {"law", "某条"}, {"until", "2027-06-30"}};
    return Sent{.method = Method::post,
                .path = kPath + ("/" + id) + "/acts",
                .body = boost::json::serialize(body),
                .headers = {{"If-Match", '"' + std::to_string(version) + '"'}}};
  };
  return trial;
}

void add_open(Trials& trials, Town& town) {
  const std::string anonymous = "/api/v1/anonymous-rulings";
  trials["PUT " + anonymous + "/{ruling}"] = {open("without a name", [anonymous](Town& in) {
    object body = question(in);
    body["code"] = kCode;
    return Sent{.method = Method::put,
                .path = anonymous + "/" + in.new_id(),
                .body = boost::json::serialize(body),
                .headers = {{"If-None-Match", "*"}}};
  })};
  town.ask_anonymously(kCode);
  trials["POST " + anonymous + "/answer"] = {open("by the code", [anonymous](Town&) {
    return Sent{.method = Method::post,
                .path = anonymous + "/answer",
                .body = boost::json::serialize(object{{"code", kCode}})};
  })};
  trials["POST /rulings/answer"] = {open("by the code", [](Town&) {
    return Sent{.method = Method::post, .path = "/rulings/answer", .form = Fields{{"code", kCode}}};
  })};
  for (const char* path : {"/rulings", "/rulings/answer", "/api/v1/published-rulings"})
    trials["GET " + std::string(path)] = {
        open("open to all", [path = std::string(path)](Town&) { return Sent{.path = path}; })};
  for (const std::string path : {"/rulings/", "/api/v1/published-rulings/"})
    trials["GET " + path + "{ruling}"] = {open("a published one", [path](Town& in) {
      return Sent{.path = path + in.record("ruling.published").id};
    })};
  for (const std::string path : {"/rulings/new", "/rulings/anonymous"})
    trials["POST " + path] = {open("without a name", [path](Town& in) {
      return Sent{.method = Method::post, .path = path, .form = form(in, in.new_id())};
    })};
}

}  // namespace

void add_ruling_trials(Trials& trials, Town& town) {
  add_open(trials, town);
  const std::string one = std::string(kPath) + "/{ruling}";
  for (const std::string& path : {std::string(kPath), std::string("/rulings/work")})
    trials["GET " + path] = {{.what = "list",
                              .about = own,
                              .names = false,
                              .sends = [path](Town&, const Somebody&, const std::string&) {
                                return Sent{.path = path};
                              }}};
  trials["PUT " + one] = {{.what = "by name",
                           .about = own,
                           .names = false,
                           .sends = [](Town& in, const Somebody&, const std::string&) {
                             return Sent{.method = Method::put,
                                         .path = kPath + ("/" + in.new_id()),
                                         .body = boost::json::serialize(question(in)),
                                         .headers = {{"If-None-Match", "*"}}};
                           }}};
  trials["POST /rulings"] = {
      {.what = "by name",
       .about = own,
       .names = false,
       .sends = [](Town& in, const Somebody&, const std::string&) {
         return Sent{.method = Method::post, .path = "/rulings", .form = form(in, in.new_id())};
       }}};
  const auto reading = [&](const std::string& route, const std::string& state,
                           const std::string& before, const std::string& after) {
    trials["GET " + route] = {
        {.what = state,
         .about = ruling(state),
         .sends = [before, after](Town&, const Somebody&, const std::string& id) {
           return Sent{.path = before + id + after};
         }}};
  };
  reading(one, "asked", kPath + std::string("/"), "");
  reading(one + "/rule", "published", kPath + std::string("/"), "/rule");
  reading("/rulings/{ruling}/record", "asked", "/rulings/", "/record");
  for (const Step& each : steps()) {
    trials["POST " + one + "/acts"].push_back(step(each, false));
    trials["POST /rulings/{ruling}/acts"].push_back(step(each, true));
  }
}

}  // namespace qinqing::app::testing
