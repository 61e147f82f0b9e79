#include "casework/calendar/routes.h"

#include <algorithm>
#include <utility>

#include "base/calendar_text.h"
#include "base/json.h"
#include "casework/calendar/count_query.h"
#include "casework/certificate.h"
#include "identity/answers.h"

namespace qinqing::casework {
namespace {

using boost::json::array;
using boost::json::object;
using http::Method;
using http::Request;
using http::Response;
using identity::Caller;

constexpr std::string_view kTag = "日历";
constexpr std::size_t kBodyMax = std::size_t{32} << 10U;

object year_json(const base::Calendar::Year& year, const PublishedYear* published) {
  object out = base::write_calendar_year(year).as_object();
  out["provisional"] = year.provisional;
  out["published_at"] =
      published != nullptr ? boost::json::value(published->published_at) : nullptr;
  out["moved"] = published != nullptr && published->moved ? boost::json::value(*published->moved)
                                                          : boost::json::value(nullptr);
  return out;
}

Response calendar(Publishing& publishing) {
  publishing.refresh();
  const auto now = publishing.calendar();
  return Response::json({{"hash", now->hash()},
                         {"years", years_json(*now, publishing.database().read(published_years))}});
}

Response publish(Publishing& publishing, const Request& request, const Caller& caller) {
  if (request.header("If-None-Match") != "*")
    return Response::problem({.status = 428,
                              .code = "version.required",
                              .detail = "发布一年的放假安排要带上 If-None-Match: *",
                              .errors = {}});
  const auto body = request.json({.bytes_max = kBodyMax});
  if (!body)
    return Response::problem({.status = 400,
                              .code = "body.unreadable",
                              .detail = "读不懂提交的内容",
                              .errors = body.faults()});
  base::Faults faults;
  const auto year = base::read_calendar_year(*body, "", base::Scalars::typed, faults);
  const std::string named(request.param("year"));
  if (year.year != 0 && std::to_string(year.year) != named)
    faults.add("year", "/year", "年份和网址里的不一样", "网址里是 " + named);
  if (!faults.empty()) return Response::invalid(std::move(faults), "calendar.invalid");
  auto published = publishing.publish(caller, year);
  if (!published) {
    if (status_of(published.faults()) == 422)
      return Response::invalid(published.faults(), published.faults()[0].code);
    return Response::problem({.status = 412,
                              .code = published.faults()[0].code,
                              .detail = published.faults()[0].what,
                              .errors = published.faults()});
  }
  object out = year_json(year, &published->row);
  out["hash"] = publishing.calendar()->hash();
  return identity::versioned(std::move(out), published->row.version,
                             published->created ? 201 : 200);
}

Response count(Publishing& publishing, const Request& request) {
  const auto now = publishing.calendar();
  const auto asked = read_count_query(request.target.query, *now);
  if (!asked) return Response::invalid(asked.faults(), "deadline.invalid");
  return Response::json_text(
      certificate_text(base::count_deadline(asked->anchor, asked->period, *now, asked->pauses)));
}

http::RouteOptions options(std::string action, const identity::Operation& operation) {
  return {.action = std::move(action), .no_store = true, .operation = operation};
}

// As year_json writes it; what the notice does not say is left out.
object year_schema(std::string_view title) {
  object schema = identity::plain_schema(base::json_schema<base::calendar_text::YearFile>());
  schema["title"] = title;
  object& properties = schema["properties"].as_object();
  properties["provisional"] = object{{"type", "boolean"}};
  properties["published_at"] = identity::nullable_schema({{"type", "string"}});
  properties["moved"] = identity::nullable_schema({{"type", "integer"}});
  array required;
  for (const auto& member : properties) required.emplace_back(member.key());
  schema["required"] = std::move(required);
  return schema;
}

object published_schema() {
  object schema = year_schema("PublishedYear");
  schema["properties"].as_object()["hash"] = object{{"type", "string"}};
  schema["required"].as_array().emplace_back("hash");
  return schema;
}

identity::Operation showing() {
  return identity::Operation("showCalendar", "每一年的放假安排和依据", kTag)
      .answers(200, identity::object_schema(
                        {{"hash", {{"type", "string"}}},
                         {"years", identity::list_schema(year_schema("CalendarYear"))}},
                        "Calendar"));
}

identity::Operation publishing_a_year() {
  return identity::Operation("publishYear", "发布一年的放假安排", kTag)
      .header("If-None-Match", "*")
      .takes(base::json_schema<base::calendar_text::YearFile>())
      .answers(200, published_schema(), "已经发布过")
      .answers(201, published_schema());
}

identity::Operation counting() {
  return identity::Operation("countDeadline", "数工作日：逐日的凭证", kTag)
      .query("from", "从哪一天起，例如 2026-11-27", true)
      .query("count", "数几天，一个整数", true)
      .query("unit", "按什么数，不写是 workdays",
             identity::words_schema({"workdays", "days", "months"}))
      .query("way", "往哪边数，不写是 after", identity::words_schema({"after", "before"}))
      .query("after_hours", "1：起算的事在 17:30 以后", identity::words_schema({"0", "1"}))
      .query("pause_from", "暂停的第一天")
      .query("pause_to", "暂停的最后一天")
      .answers(200, identity::schema_of<CertificateJson>());
}

}  // namespace

array years_json(const base::Calendar& calendar, const std::vector<PublishedYear>& published) {
  array years;
  for (auto at = calendar.years().rbegin(); at != calendar.years().rend(); ++at) {
    const auto row = std::ranges::find(published, std::int64_t{at->first}, &PublishedYear::year);
    years.push_back(year_json(at->second, row == published.end() ? nullptr : &*row));
  }
  return years;
}

int status_of(const base::Faults& faults) {
  const bool known = std::ranges::any_of(
      faults, [](const base::Fault& fault) { return fault.code == "calendar.exists"; });
  return known ? 412 : 422;
}

void add_calendar_api(const identity::Guard& guard, Publishing& publishing) {
  guard.route(Method::get, "/api/v1/calendar", options("deadline.count", showing()),
              [&publishing](const Request&, const Caller&) { return calendar(publishing); });
  auto publishes = options("calendar.publish", publishing_a_year());
  publishes.content_types = {"application/json"};
  publishes.body_max = kBodyMax;
  guard.route(Method::put, "/api/v1/calendar/{year}", std::move(publishes),
              [&publishing](const Request& request, const Caller& caller) {
                return publish(publishing, request, caller);
              });
  auto counts = options("deadline.count", counting());
  counts.quiet = true;
  guard.router().add(Method::get, "/api/v1/deadlines", std::move(counts),
                     [&publishing](const Request& request) { return count(publishing, request); });
}

}  // namespace qinqing::casework
