#include "casework/notices/routes.h"

#include "embedded/casework_pages.h"
#include "identity/answers.h"
#include "store/value.h"

namespace qinqing::casework {
namespace {

using boost::json::array;
using boost::json::object;
using http::Method;
using http::Request;
using http::Response;
using identity::Caller;

constexpr int kShown = 100;

struct SeenText {
  std::string until;
};
BOOST_DESCRIBE_STRUCT(SeenText, (), (until))

std::string moment(const std::string& instant) {
  const auto at = base::parse_instant(instant);
  return at ? base::moment_text(*at) : instant;
}

}  // namespace

std::string path_of_case(const Notice& notice) {
  return notice.procedure == "filing" ? "/filings/" + notice.case_id : "";
}

object notice_json(const TellingNotice& told) {
  const Notice& notice = told.notice;
  boost::json::value filing = nullptr;
  if (notice.procedure == "filing") filing = notice.case_id;
  return {{"id", notice.id},
          {"at", notice.at},
          {"text", notice.text},
          {"why", std::get<std::string>(store::as_value(notice.why))},
          {"filing", std::move(filing)},
          {"read", told.seen}};
}

http::EmbeddedFiles notice_pages() {
  return embedded::casework_pages();
}

void add_notice_routes(const identity::Guard& guard, store::Database& database,
                       const http::Templates& templates, const identity::Frame& frame) {
  const auto options = [](std::string_view summary) {
    http::RouteOptions made{.action = "notice.read", .no_store = true};
    made.operation = {{"summary", summary}, {"tags", array{"notices"}}};
    return made;
  };
  guard.route(Method::get, "/api/v1/notices", options("我的通知"),
              [&database](const Request&, const Caller& caller) {
                return Response::json(database.read([&](store::Sql& sql) {
                  array items;
                  for (const auto& told : notices_of(sql, caller.person, kShown))
                    items.push_back(notice_json(told));
                  return object{{"items", std::move(items)},
                                {"unseen", unseen_notices(sql, caller.person)}};
                }));
              });
  auto seeing = options("看过了");
  seeing.content_types = {"application/json"};
  guard.route(
      Method::post, "/api/v1/notices/seen", std::move(seeing),
      [&database](const Request& request, const Caller& caller) {
        const auto text = identity::body_as<SeenText>(request);
        if (!text) return Response::invalid(text.faults(), "notice.invalid");
        database.write([&](store::Unit& unit) { see_notices(unit, caller.person, text->until); });
        Response response;
        response.status = 204;
        return response;
      });
  guard.route(Method::get, "/notices", {.action = "notice.read", .no_store = true},
              [&database, &templates, frame](const Request&, const Caller& caller) {
                const auto found = database.read(
                    [&](store::Sql& sql) { return notices_of(sql, caller.person, kShown); });
                object data = frame("通知");
                array rows;
                for (const auto& told : found)
                  rows.push_back(object{{"text", told.notice.text},
                                        {"path", path_of_case(told.notice)},
                                        {"at", moment(told.notice.at)},
                                        {"new", !told.seen}});
                data["empty"] = rows.empty();
                data["rows"] = std::move(rows);
                // Shown is seen: a person who reads without scripts has nothing to click.
                if (!found.empty() && !found.front().seen)
                  database.write([&](store::Unit& unit) {
                    see_notices(unit, caller.person, found.front().notice.id);
                  });
                return Response::html(templates.page("casework/notices", data));
              });
}

}  // namespace qinqing::casework
