// The routes of the lists' editions.
#include <boost/json/serialize.hpp>

#include "app/testing/trials.h"

namespace qinqing::app::testing {
namespace {

using boost::json::object;
using http::Method;

constexpr const char* kPath = "/api/v1/editions";

std::function<std::optional<Record>(Town&, const Somebody&)> edition(const std::string& state) {
  return [state](Town& town, const Somebody&) { return town.record("edition." + state); };
}

// Where the caller is: what he may list or make lies there.
std::optional<Record> own_place(Town& town, const Somebody& who) {
  Record record{.id = "", .persons = {who.login}, .unit = who.unit};
  if (!who.unit.empty()) record.place = town.unit(who.unit).place;
  return record;
}

Sent changing(Town& town, Method method, const std::string& id, const std::string& after,
              const object& body) {
  return {.method = method,
          .path = kPath + ("/" + id) + after,
          .body = boost::json::serialize(body),
          .headers = {{"If-Match", '"' + std::to_string(town.version_of_edition(id)) + '"'}}};
}

Trial step(const std::string& state, const std::string& name, const std::string& action,
           const object& fields) {
  return {.what = name,
          .about = edition(state),
          .sends =
              [name, fields](Town& town, const Somebody&, const std::string& id) {
                return changing(town, Method::post, id, "/acts",
                                {{"act", name}, {"fields", fields}});
              },
          .action = action,
          .narrowed = true,
          .again = [state](Town& town, const Somebody&) { town.renew("edition." + state); }};
}

}  // namespace

void add_edition_trials(Trials& trials) {
  const std::string one = std::string(kPath) + "/{edition}";
  trials["GET " + std::string(kPath)] = {
      {.what = "list",
       .about = own_place,
       .names = false,
       .sends = [](Town&, const Somebody&, const std::string&) { return Sent{.path = kPath}; }}};
  for (const std::string after : {"", "/analysis"})
    trials["GET " + one + after] = {
        {.what = "a draft" + after,
         .about = edition("draft"),
         .sends = [after](Town&, const Somebody&, const std::string& id) {
           return Sent{.path = kPath + ("/" + id) + after};
         }}};
  trials["PUT " + one] = {{.what = "a draft of the city's list",
                           .about = own_place,
                           .names = false,
                           .sends = [](Town& town, const Somebody&, const std::string&) {
                             const object body{
                                 {"pack", town.house().norms().packs().front()->pack.id}};
                             return Sent{.method = Method::put,
                                         .path = kPath + ("/" + town.new_id()),
                                         .body = boost::json::serialize(body),
                                         .headers = {{"If-None-Match", "*"}}};
                           }}};
  trials["PUT " + one + "/files"] = {
      {.what = "a file of a draft",
       .about = edition("draft"),
       .sends =
           [](Town& town, const Somebody&, const std::string& id) {
             static int count = 0;
             const object files{{"README.md", "第" + std::to_string(++count) + "次"}};
             return changing(town, Method::put, id, "/files", {{"files", files}});
           },
       .narrowed = true}};
  trials["POST " + one + "/acts"] = {
      step("draft", "test", "edition.act", {}), step("tested", "review", "edition.review", {}),
      step("tested", "return", "edition.review", {{"why_returned", "改一改"}}),
      step("reviewed", "adopt", "edition.adopt",
           {{"document", "某统发〔2030〕1号"}, {"adopt_from", "2030-01-01"}})};
}

}  // namespace qinqing::app::testing
