#include "casework/calendar/pages.h"

#include <charconv>
#include <memory>
#include <utility>

#include "base/calendar_text.h"
#include "base/canonical.h"
#include "base/json.h"
#include "base/yaml.h"
#include "casework/calendar/count_query.h"
#include "casework/calendar/notice_text.h"
#include "casework/calendar/routes.h"
#include "casework/calendar/year_changes.h"

namespace qinqing::casework {
namespace {

using base::Calendar;
using boost::json::array;
using boost::json::object;
using http::Form;
using http::Method;
using http::Request;
using http::Response;
using identity::Caller;

constexpr std::string_view kForm = "application/x-www-form-urlencoded";
constexpr std::size_t kBodyMax = std::size_t{64} << 10U;
constexpr std::string_view kTyped[] = {"year",   "title", "number", "issuer", "date",
                                       "source", "off",   "work",   "yaml"};

std::string first(const Form& form, std::string_view name) {
  return std::string(form.first(name).value_or(""));
}

Response unreadable() {
  return Response::problem({.status = 400,
                            .code = "form.unreadable",
                            .detail = "读不懂提交的内容，请回到上一页重新提交",
                            .errors = {}});
}

// Which field of the form a fault is about, and on which of its lines.
object error_of(const base::Fault& fault) {
  std::string target = "year";
  std::string text = fault.what;
  if (!fault.right.empty()) text += "，" + fault.right;
  const auto below = [&](std::string_view area) { return fault.pointer.starts_with(area); };
  for (const std::string_view name : {"title", "number", "issuer", "date", "source"})
    if (below("/notice/" + std::string(name))) target = name;
  if (below("/off") || below("/holidays")) target = "off";
  if (below("/work")) target = "work";
  if (below("/off/") || below("/work/"))
    text = "第 " + fault.pointer.substr(fault.pointer.rfind('/') + 1) + " 行：" + text;
  if (fault.line > 0) {
    target = "yaml";
    text = "第 " + std::to_string(fault.line) + " 行：" + text;
  }
  return {{"target", target}, {"text", std::move(text)}};
}

// The year that was typed: the lines of YAML where there are some, else the fields.
base::Result<Calendar::Year> typed_year(const Form& form) {
  base::Faults faults;
  if (const std::string yaml = first(form, "yaml"); !yaml.empty()) {
    const auto document = base::parse_yaml(yaml, "");
    if (!document) return document.faults();
    auto year = base::read_calendar_year(document->value, "", base::Scalars::text, faults);
    if (!faults.empty()) return document->place(faults);
    return year;
  }
  const std::string number = first(form, "year");
  int year = 0;
  const auto read = std::from_chars(number.data(), number.data() + number.size(), year);
  if (number.size() != 4 || read.ec != std::errc() || read.ptr != number.data() + number.size()) {
    faults.add("value", "/year", "没有写是哪一年", "四位数字，例如 2027");
    return faults;
  }
  const NoticeDays days = read_notice_days(first(form, "off"), first(form, "work"), year, faults);
  const std::string date = first(form, "date");
  if (!date.empty() && !base::Date::parse(date))
    faults.add("value", "/notice/date", "没有这一天，或者写法不对", "例如 2026-11-04");
  const Calendar::Year typed{.year = year,
                             .provisional = false,
                             .notice = {.title = first(form, "title"),
                                        .number = first(form, "number"),
                                        .issuer = first(form, "issuer"),
                                        .date = date,
                                        .source = first(form, "source"),
                                        .effect = ""},
                             .further_notices = {},
                             .holidays = days.holidays,
                             .workdays = days.workdays};
  base::check_notice(typed.notice, "/notice", faults);
  base::check_days(typed, "", faults);
  if (!faults.empty()) return faults;
  return typed;
}

class Pages {
 public:
  Pages(Publishing& publishing, const http::Templates& templates, identity::Frame open,
        identity::Frame frame, const base::Clock& clock)
      : publishing_(publishing),
        templates_(templates),
        open_(std::move(open)),
        frame_(std::move(frame)),
        clock_(clock) {}

  Response workdays(const Request& request) const {
    const Form& query = request.target.query;
    const auto now = publishing_.calendar();
    object data = open_("数工作日");
    const auto typed = [&](const char* name, const std::string& otherwise) {
      const auto given = query.first(name);
      data[std::string("typed_") + name] = given ? std::string(*given) : otherwise;
    };
    typed("from", clock_.today().to_string());
    typed("count", "5");
    typed("pause_from", "");
    typed("pause_to", "");
    data["late"] = query.first("after_hours") == "1";
    data["before"] = query.first("way") == "before";
    data["unit_days"] = query.first("unit") == "days";
    data["unit_months"] = query.first("unit") == "months";
    data["paused"] = query.has("pause_from") && query.first("pause_from") != "";
    data["last"] = std::to_string(now->last_published_year());
    data["result"] = nullptr;
    array errors;
    if (query.has("from")) {
      const auto asked = read_count_query(query, *now);
      if (asked)
        data["result"] = count_view(
            base::count_deadline(asked->anchor, asked->period, *now, asked->pauses), *now);
      else
        for (const base::Fault& fault : asked.faults())
          errors.push_back(
              object{{"target", fault.pointer.substr(1)},
                     {"text", fault.right.empty() ? fault.what : fault.what + "，" + fault.right}});
    }
    data["has_errors"] = !errors.empty();
    const int status = errors.empty() ? 200 : 422;
    data["errors"] = std::move(errors);
    return Response::html(templates_.page("casework/workdays", data), status);
  }

  Response years(const Request& request, const Caller& caller) const {
    publishing_.refresh();
    object data = calendar_data(caller);
    const std::string published = first(request.target.query, "published");
    data["done"] = nullptr;
    for (const PublishedYear& row : publishing_.database().read(published_years))
      if (std::to_string(row.year) == published)
        data["done"] = object{{"year", published},
                              {"counting", !row.moved.has_value()},
                              {"moved", row.moved ? std::to_string(*row.moved) : ""}};
    const auto now = publishing_.calendar();
    data["typed_year"] = std::to_string(now->last_published_year() + 1);
    return Response::html(templates_.page("casework/calendar", data));
  }

  Response preview(const Request& request, const Caller& caller) const {
    const auto form = request.form();
    if (!form) return unreadable();
    if (form->has("back")) return again(*form, caller, {});
    const auto year = typed_year(*form);
    if (!year) return again(*form, caller, year.faults());
    const base::Faults refusal = publishing_.refusal(*year);
    if (!refusal.empty()) return again(*form, caller, refusal);
    return show(*form, *year, caller, false);
  }

  Response publish(const Request& request, const Caller& caller) const {
    const auto form = request.form();
    if (!form) return unreadable();
    const auto json = base::parse_json(first(*form, "body"));
    base::Faults faults;
    const auto year =
        json ? base::read_calendar_year(*json, "", base::Scalars::typed, faults) : Calendar::Year{};
    if (!json || !faults.empty()) return unreadable();
    if (first(*form, "confirmed") != "1") return show(*form, year, caller, true);
    const auto published = publishing_.publish(caller, year);
    if (!published) return again(*form, caller, published.faults());
    return Response::redirect("/calendar?published=" + std::to_string(year.year));
  }

 private:
  object calendar_data(const Caller& caller) const {
    object data = frame_("放假安排");
    data["csrf"] = caller.csrf;
    for (const std::string_view name : kTyped) data["typed_" + std::string(name)] = "";
    data["has_errors"] = false;
    data["errors"] = array();
    data["done"] = nullptr;
    const auto now = publishing_.calendar();
    array years;
    for (const auto& told : years_json(*now, publishing_.database().read(published_years))) {
      object year = told.as_object();
      const auto& notice = year.at("notice").as_object();
      const auto text = [&](const char* name) {
        const auto* value = notice.if_contains(name);
        return value != nullptr ? *value : boost::json::value("");
      };
      years.push_back(object{{"number_of_year", std::to_string(year.at("year").as_int64())},
                             {"provisional", year.at("provisional")},
                             {"title", text("title")},
                             {"number", text("number")},
                             {"source", text("source")},
                             {"here", !year.at("published_at").is_null()}});
    }
    data["years"] = std::move(years);
    data["hash"] = now->hash();
    return data;
  }

  Response again(const Form& form, const Caller& caller, const base::Faults& faults) const {
    object data = calendar_data(caller);
    for (const std::string_view name : kTyped)
      data["typed_" + std::string(name)] = first(form, name);
    array errors;
    for (const base::Fault& fault : faults) errors.push_back(error_of(fault));
    data["has_errors"] = !errors.empty();
    data["errors"] = std::move(errors);
    return Response::html(templates_.page("casework/calendar", data),
                          faults.empty() ? 200 : status_of(faults));
  }

  Response show(const Form& form, const Calendar::Year& year, const Caller& caller,
                bool unconfirmed) const {
    object data = frame_("发布" + std::to_string(year.year) + "年的放假安排");
    const auto now = publishing_.calendar();
    data["csrf"] = caller.csrf;
    data["unconfirmed"] = unconfirmed;
    for (auto& [key, value] : year_changes(*now, year)) data[key] = value;
    data["deadlines"] = std::to_string(publishing_.database().read(provisional_deadlines));
    data["body"] = base::canonical_json(base::write_calendar_year(year)).value();
    array kept;
    for (const std::string_view name : kTyped)
      kept.push_back(object{{"name", name}, {"value", first(form, name)}});
    data["kept"] = std::move(kept);
    return Response::html(templates_.page("casework/calendar_preview", data),
                          unconfirmed ? 422 : 200);
  }

  Publishing& publishing_;
  const http::Templates& templates_;
  identity::Frame open_;
  identity::Frame frame_;
  const base::Clock& clock_;
};

http::RouteOptions options(bool writes) {
  http::RouteOptions made{.action = "calendar.publish", .no_store = true};
  if (!writes) return made;
  made.content_types = {std::string(kForm)};
  made.body_max = kBodyMax;
  return made;
}

}  // namespace

void add_calendar_pages(const identity::Guard& guard, Publishing& publishing,
                        const http::Templates& templates, const identity::Frame& open,
                        const identity::Frame& frame) {
  const auto pages =
      std::make_shared<const Pages>(publishing, templates, open, frame, guard.clock());
  const auto call = [pages](auto member) {
    return [pages, member](const Request& request, const Caller& caller) {
      return ((*pages).*member)(request, caller);
    };
  };
  guard.router().add(Method::get, "/workdays", {.action = "deadline.count", .quiet = true},
                     [pages](const Request& request) { return pages->workdays(request); });
  guard.route(Method::get, "/calendar", options(false), call(&Pages::years));
  guard.route(Method::post, "/calendar/preview", options(true), call(&Pages::preview));
  guard.route(Method::post, "/calendar", options(true), call(&Pages::publish));
}

}  // namespace qinqing::casework
