#include "casework/notices/routes.h"

#include "embedded/casework_pages.h"
#include "identity/answers.h"

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
  static constexpr std::string_view kTitle = "SeenText";
};
BOOST_DESCRIBE_STRUCT(SeenText, (), (until))

struct NoticeListJson {
  std::vector<NoticeJson> items;
  std::int64_t unseen = 0;
  static constexpr std::string_view kTitle = "NoticeList";
};
BOOST_DESCRIBE_STRUCT(NoticeListJson, (), (items, unseen))

NoticeListJson shown_to(store::Sql& sql, const Caller& caller) {
  NoticeListJson list{.items = {}, .unseen = unseen_notices(sql, caller.person)};
  for (const auto& told : notices_of(sql, caller.person, kShown))
    list.items.push_back(notice_json(told));
  return list;
}

std::string moment(const std::string& instant) {
  const auto at = base::parse_instant(instant);
  return at ? base::moment_text(*at) : instant;
}

}  // namespace

std::string path_of_case(const Notice& notice) {
  if (notice.procedure == kOfTheLedger) return "/ledger";
  if (notice.procedure == "ruling") return "/rulings/" + notice.case_id + "/record";
  return notice.procedure == "filing" ? "/filings/" + notice.case_id : "";
}

NoticeJson notice_json(const TellingNotice& told) {
  const Notice& notice = told.notice;
  NoticeJson out{.id = notice.id,
                 .at = notice.at,
                 .text = notice.text,
                 .why = notice.why,
                 .filing = std::nullopt,
                 .read = told.seen};
  if (notice.procedure == "filing") out.filing = notice.case_id;
  return out;
}

http::EmbeddedFiles notice_pages() {
  return embedded::casework_pages();
}

void add_notice_routes(const identity::Guard& guard, store::Database& database,
                       const http::Templates& templates, const identity::Frame& frame) {
  const auto options = [](const identity::Operation& operation) {
    return http::RouteOptions{.action = "notice.read", .no_store = true, .operation = operation};
  };
  guard.route(Method::get, "/api/v1/notices",
              options(identity::Operation("listNotices", "我的通知", "通知")
                          .answers(200, identity::schema_of<NoticeListJson>())),
              [&database](const Request&, const Caller& caller) {
                return Response::json(identity::told(
                    database.read([&](store::Sql& sql) { return shown_to(sql, caller); })));
              });
  auto seeing = options(identity::Operation("seeNotices", "看过了：到这一条为止", "通知")
                            .takes(base::json_schema<SeenText>())
                            .answers_nothing());
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
