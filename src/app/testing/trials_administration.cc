// The routes of accounts, posts, delegations and organisations.
#include <boost/json/serialize.hpp>

#include "app/testing/trials.h"
#include "base/calendar_text.h"

namespace qinqing::app::testing {
namespace {

using boost::json::object;
using http::Method;
using identity::testing::Headers;
using About = std::function<std::optional<Record>(Town&, const Somebody&)>;
using Again = std::function<void(Town&, const Somebody&)>;

// Of two sides of a boundary and of both kinds: enough that every line of the table is met and not.
constexpr const char* kUnits[] = {"office", "bureau", "elsewhere", "firm"};

std::string number() {
  static int count = 0;
  return std::to_string(10'000 + ++count);
}

// A record of the town; `name` "account." is that of the one who asks.
About named(const std::string& name) {
  return [name](Town& town, const Somebody& who) -> std::optional<Record> {
    if (!name.ends_with('.')) return town.record(name);
    if (who.own_post.empty()) return std::nullopt;
    return town.record(name + who.login);
  };
}
Again renewed(const std::string& name) {
  return [name](Town& town, const Somebody& who) {
    town.renew(name.ends_with('.') ? name + who.login : name);
  };
}

// What is to be made in a unit; it is the unit that does not exist, in the twin.
About in_unit(const std::string& key) {
  return [key](Town& town, const Somebody&) -> std::optional<Record> {
    return Record{.id = town.organisation(key), .unit = key};
  };
}

Sent putting(const std::string& path, const object& body) {
  return {.method = Method::put,
          .path = path,
          .body = boost::json::serialize(body),
          .headers = {{"If-None-Match", "*"}}};
}
Sent changing(Method method, const std::string& path, std::int64_t version,
              const std::optional<object>& body) {
  return {.method = method,
          .path = path,
          .body = body ? boost::json::serialize(*body) : "",
          .headers = {{"If-Match", '"' + std::to_string(version) + '"'}}};
}

Trial list(const std::string& path, About about = {}) {
  return {
      .what = path,
      .about = std::move(about),
      .names = false,
      .sends = [path](Town&, const Somebody&, const std::string&) { return Sent{.path = path}; }};
}

// Of the caller's own unit, or whatever lies in its reach: what a list without a name shows.
std::optional<Record> own_unit(Town& town, const Somebody& who) {
  Record record{.id = "", .persons = {who.login}, .unit = who.unit};
  if (!who.unit.empty()) record.place = town.unit(who.unit).place;
  return record;
}

void add_accounts(Trials& trials) {
  trials["GET /api/v1/accounts"] = {list("/api/v1/accounts", own_unit)};
  trials["GET /api/v1/people"] = {list("/api/v1/people?q=%E5%A4%87%E7%94%A8", own_unit)};
  const std::string path = "/api/v1/accounts/";
  for (const std::string of :
       {"spare.office", "spare.bureau", "spare.elsewhere", "spare.firm", ""}) {
    const std::string name = "account." + of;
    trials["GET " + path + "{account}"].push_back(
        {.what = name,
         .about = named(name),
         .sends = [path](Town&, const Somebody&, const std::string& id) {
           return Sent{.path = path + id};
         }});
    trials["PATCH " + path + "{account}"].push_back(
        {.what = name,
         .about = named(name),
         .sends =
             [path](Town& town, const Somebody&, const std::string& id) {
               return changing(Method::patch, path + id, town.version_of<identity::Account>(id),
                               object{{"disabled", true}});
             },
         .again =
             [of](Town& town, const Somebody&) {
               const std::string id = town.somebody(of).account;
               town.house().identity().accounts.set_disabled(
                   town.system(), id, town.version_of<identity::Account>(id), false);
             }});
    trials["DELETE " + path + "{account}/password"].push_back(
        {.what = name,
         .about = named(name),
         .sends = [path](Town&, const Somebody&, const std::string& id) {
           return Sent{.method = Method::delete_, .path = path + id + "/password"};
         }});
  }
  for (const std::string unit : kUnits)
    trials["PUT " + path + "{account}"].push_back(
        {.what = "an account in " + unit,
         .about = in_unit(unit),
         .sends = [path, unit](Town& town, const Somebody&, const std::string& id) {
           const auto role = unit == "firm" ? "entrepreneur" : "official";
           return putting(path + town.new_id(),
                          {{"person", {{"name", "新人" + number()}}},
                           {"login", "new" + number()},
                           {"post", {{"organisation", id}, {"role", role}, {"title", "科员"}}}});
         }});
}

void add_posts(Trials& trials) {
  for (const std::string unit : kUnits)
    trials["GET /api/v1/posts"].push_back(
        {.what = "posts of " + unit,
         .about = [unit](Town& town, const Somebody&) -> std::optional<Record> {
           return Record{
               .id = town.organisation(unit), .unit = unit, .place = town.unit(unit).place};
         },
         .sends =
             [](Town&, const Somebody&, const std::string& id) {
               return Sent{.path = "/api/v1/posts?organisation=" + id};
             }});
  for (const std::string of : {"spare.office", "spare.bureau", "spare.elsewhere", "spare.firm"}) {
    const std::string unit = of.substr(6);
    trials["PUT /api/v1/posts/{post}"].push_back(
        {.what = "a post in " + unit,
         .about = [unit, of](Town& town, const Somebody&) -> std::optional<Record> {
           return Record{.id = town.organisation(unit), .persons = {of}, .unit = unit};
         },
         .sends =
             [of, unit](Town& town, const Somebody&, const std::string& id) {
               return putting("/api/v1/posts/" + town.new_id(),
                              {{"person", town.somebody(of).person},
                               {"organisation", id},
                               {"role", unit == "firm" ? "entrepreneur" : "official"},
                               {"title", ""}});
             }});
    const std::string name = "post." + of;
    trials["POST /api/v1/posts/{post}/end"].push_back(
        {.what = name,
         .about = named(name),
         .sends =
             [](Town& town, const Somebody&, const std::string& id) {
               return changing(Method::post, "/api/v1/posts/" + id + "/end",
                               town.version_of<identity::Post>(id),
                               object{{"last_day", "2026-11-24"}});
             },
         .again = renewed(name)});
  }
  // Nobody gives themselves a post, not even in their own unit.
  trials["PUT /api/v1/posts/{post}"].push_back(
      {.what = "a post for oneself",
       .about = [](Town& town, const Somebody& who) -> std::optional<Record> {
         if (who.unit.empty()) return std::nullopt;
         return Record{.id = town.organisation(who.unit), .persons = {who.login}, .unit = who.unit};
       },
       .sends =
           [](Town& town, const Somebody& who, const std::string& id) {
             return putting("/api/v1/posts/" + town.new_id(), {{"person", who.person},
                                                               {"organisation", id},
                                                               {"role", "official"},
                                                               {"title", ""}});
           }});
}

void add_delegations(Trials& trials) {
  trials["GET /api/v1/delegations"] = {list("/api/v1/delegations", own_unit)};
  for (const std::string of : {"", "li", "yi", "zhao"}) {
    trials["PUT /api/v1/delegations/{delegation}"].push_back(
        {.what = of.empty() ? "delegating one's post" : "delegating the post of " + of,
         .about = [of](Town& town, const Somebody& who) -> std::optional<Record> {
           const Somebody& whose = of.empty() ? who : town.somebody(of);
           if (whose.own_post.empty()) return std::nullopt;
           return Record{.id = whose.own_post, .persons = {whose.login}, .unit = whose.unit};
         },
         .sends =
             [of](Town& town, const Somebody& who, const std::string& id) {
               const Somebody& whose = of.empty() ? who : town.somebody(of);
               return putting("/api/v1/delegations/" + town.new_id(),
                              {{"from_post", id},
                               {"to_post", town.spare(whose.unit).post},
                               {"valid_from", "2026-11-24"},
                               {"valid_to", "2026-11-25"},
                               {"reason", "出差"}});
             }});
    const std::string name = "delegation." + of;
    trials["DELETE /api/v1/delegations/{delegation}"].push_back(
        {.what = name,
         .about = named(name),
         .sends =
             [](Town& town, const Somebody&, const std::string& id) {
               return changing(Method::delete_, "/api/v1/delegations/" + id,
                               town.version_of<identity::Delegation>(id), std::nullopt);
             },
         .again = renewed(name)});
  }
}

object organisation_text(const Unit& unit, const std::string& name, const std::string& place,
                         const std::optional<std::string>& parent) {
  object text{{"kind", unit.kind == identity::OrganisationKind::enterprise ? "enterprise" : "unit"},
              {"name", name},
              {"place", place}};
  if (parent) text["parent"] = *parent;
  return text;
}

void add_organisations(Trials& trials) {
  trials["GET /api/v1/organisations"] = {list("/api/v1/organisations")};
  trials["GET /api/v1/organisations"].front().about = own_unit;
  const std::string path = "/api/v1/organisations/";
  for (const std::string unit : kUnits) {
    const std::string name = "organisation." + unit;
    trials["GET " + path + "{organisation}"].push_back(
        {.what = name,
         .about = named(name),
         .sends = [path](Town&, const Somebody&, const std::string& id) {
           return Sent{.path = path + id};
         }});
    trials["PATCH " + path + "{organisation}"].push_back(
        {.what = name,
         .about = named(name),
         .sends = [path, unit](Town& town, const Somebody&, const std::string& id) {
           const Unit& kept = town.unit(unit);
           return changing(Method::patch, path + id, town.version_of<identity::Organisation>(id),
                           organisation_text(kept, kept.name, kept.place,
                                             kept.parent.empty()
                                                 ? std::nullopt
                                                 : std::optional(town.organisation(kept.parent))));
         }});
  }
  // Whoever may read organisations may know of any: of one that is to be, there is nothing to hide.
  for (const std::string place : {"nb-haishu", "nb-330203005", "nb-jiangbei"})
    trials["PUT " + path + "{organisation}"].push_back(
        {.what = "an organisation in " + place,
         .about = [place](Town&, const Somebody&) -> std::optional<Record> {
           return Record{.id = "", .place = place};
         },
         .names = false,
         .sends =
             [path, place](Town& town, const Somebody&, const std::string&) {
               return putting(path + town.new_id(),
                              organisation_text({}, "新单位" + number(), place, std::nullopt));
             }});
}

// A year that is not published yet; invented.
boost::json::value next_year() {
  base::Calendar::Year year;
  year.year = 2027;
  year.notice.title = "试用的放假安排";
  year.notice.date = "2026-11-20";
  const base::Date first = base::Date::of(2027, 1, 1).value_or(base::Date());
  year.holidays.push_back({.from = first, .to = first.add_days(2), .name = "元旦"});
  return base::write_calendar_year(year);
}

// Whoever publishes does so once; the same year sent again is the same year.
void add_calendar(Trials& trials) {
  const auto add = [&](const std::string& key, Sent sent) {
    trials[key] = {{.what = "the year's holidays",
                    .about = own_unit,
                    .names = false,
                    .sends = [sent](Town&, const Somebody&, const std::string&) { return sent; }}};
  };
  add("GET /calendar", {.path = "/calendar"});
  add("PUT /api/v1/calendar/{year}", putting("/api/v1/calendar/2027", next_year().as_object()));
  add("POST /calendar/preview", {.method = Method::post,
                                 .path = "/calendar/preview",
                                 .form = identity::testing::Fields{{"back", "1"}}});
  add("POST /calendar", {.method = Method::post,
                         .path = "/calendar",
                         .form = identity::testing::Fields{
                             {"body", boost::json::serialize(next_year())}, {"confirmed", "1"}}});
}

}  // namespace

void add_administration_trials(Trials& trials) {
  add_calendar(trials);
  add_accounts(trials);
  add_posts(trials);
  add_delegations(trials);
  add_organisations(trials);
}

}  // namespace qinqing::app::testing
