#include "casework/calendar/routes.h"

#include <algorithm>
#include <utility>

#include "base/calendar_text.h"
#include "base/json.h"
#include "casework/calendar/count_query.h"
#include "identity/answers.h"

namespace qinqing::casework {
namespace {

using boost::json::array;
using boost::json::object;
using http::Method;
using http::Request;
using http::Response;
using identity::Caller;

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

http::RouteOptions options(std::string action, std::string_view summary) {
  http::RouteOptions made{.action = std::move(action), .no_store = true};
  made.operation = {{"summary", summary}, {"tags", array{"calendar"}}};
  return made;
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
  guard.route(Method::get, "/api/v1/calendar", options("deadline.count", "每一年的放假安排和依据"),
              [&publishing](const Request&, const Caller&) { return calendar(publishing); });
  auto publishes = options("calendar.publish", "发布一年的放假安排");
  publishes.content_types = {"application/json"};
  publishes.body_max = kBodyMax;
  guard.route(Method::put, "/api/v1/calendar/{year}", std::move(publishes),
              [&publishing](const Request& request, const Caller& caller) {
                return publish(publishing, request, caller);
              });
  auto counts = options("deadline.count", "数工作日：逐日的凭证");
  counts.quiet = true;
  guard.router().add(Method::get, "/api/v1/deadlines", std::move(counts),
                     [&publishing](const Request& request) { return count(publishing, request); });
}

}  // namespace qinqing::casework
