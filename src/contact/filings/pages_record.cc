#include "contact/filings/pages_record.h"

#include <charconv>
#include <optional>
#include <utility>

#include "norms/views.h"

namespace qinqing::contact {
namespace {

using boost::json::array;
using boost::json::object;

constexpr std::int64_t kLineMax = 120;  // characters that are written on one line
constexpr int kHoursEast = 8;           // of UTC, where people here read the clock

std::optional<int> number_at(std::string_view text, std::size_t at, std::size_t length) {
  if (text.size() < at + length) return std::nullopt;
  int value = 0;
  const char* end = text.data() + at + length;
  const auto read = std::from_chars(text.data() + at, end, value);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return value;
}

std::string two_digits(int value) {
  return (value < 10 ? "0" : "") + std::to_string(value);
}

// What can be done here now; telling it anew has a page of its own.
array acts(const object& told) {
  array out;
  for (const auto& offer : told.at("may").as_array()) {
    const auto& act = offer.as_object();
    if (!act.at("why_not").as_string().empty()) continue;
    object each = act;
    array fields;
    for (const auto& value : act.at("fields").as_array()) {
      object field = value.as_object();
      const std::string type(field.at("type").as_string());
      const bool lines = type == "text" && field.at("max").as_int64() > kLineMax;
      field["is_choice"] = type == "choice";
      field["is_text"] = lines;
      field["is_line"] = type != "choice" && !lines;
      field["type_attribute"] = type == "date" ? "date" : "text";
      fields.push_back(std::move(field));
    }
    each["act_id"] = act.at("id");
    each["amends"] = act.at("id").as_string() == "amend";
    each["plain"] = fields.empty() && act.at("confirm").is_null();
    each["fields"] = std::move(fields);
    out.push_back(std::move(each));
  }
  return out;
}

array owed(const object& told, base::Date today) {
  array out;
  for (const auto& each : told.at("deadlines").as_array()) {
    if (!each.at("open").as_bool()) continue;
    object row = each.as_object();
    const auto due = base::Date::parse(row.at("due").as_string());
    row["day"] = due ? norms::day_text(*due, today) : "";
    row["late"] = row.at("light").as_string() == "late";
    row["paused"] = row.at("light").as_string() == "hold";
    out.push_back(std::move(row));
  }
  return out;
}

// The worst of what is owed colours the one region that is coloured.
std::string light_of_all(const array& owed) {
  std::string worst;
  for (const std::string_view light : {"soon", "late"})
    for (const auto& row : owed)
      if (row.at("light").as_string() == light) worst = light;
  return worst;
}

array attendees(const object& told) {
  array out;
  for (const auto& each : told.at("attendees").as_array()) {
    object row = each.as_object();
    const auto& state = row.at("state").as_string();
    row["said"] = state == "confirmed"  ? "确认了"
                  : state == "disputed" ? "说不对"
                  : state == "waiting"  ? "还没有确认"
                                        : "";
    out.push_back(std::move(row));
  }
  return out;
}

}  // namespace

std::string moment_text(std::string_view instant, base::Date today) {
  const auto day = base::Date::parse(instant.substr(0, instant.find('T')));
  const auto hour = number_at(instant, 11, 2);
  const auto minute = number_at(instant, 14, 2);
  if (!day || !hour || !minute) return std::string(instant);
  const int east = *hour + kHoursEast;
  const base::Date here = day->add_days(east / 24);
  return norms::short_day(here, today) + " " + two_digits(east % 24) + ":" + two_digits(*minute);
}

object record_view(object told, array errors, base::Date today) {
  told["has_errors"] = !errors.empty();
  told["errors"] = std::move(errors);
  told["has_differences"] = !told.at("differences").as_array().empty();
  if (const auto verdict = norms::parse_verdict(told.at("verdict").as_string()))
    told["mark"] = norms::mark(*verdict);
  if (const auto day = base::Date::parse(told.at("contact_on").as_string()))
    told["day"] = norms::day_text(*day, today);
  told["conduct_words"] = norms::told(told.at("conducts").as_array(), "、", [](const auto& label) {
    return std::string(label.as_string());
  });
  array open = acts(told);
  told["has_acts"] = !open.empty();
  told["acts"] = std::move(open);
  array rows = owed(told, today);
  told["has_owed"] = !rows.empty();
  told["light"] = light_of_all(rows);
  told["owed"] = std::move(rows);
  array along = attendees(told);
  told["has_attendees"] = !along.empty();
  told["attendees"] = std::move(along);
  for (auto& step : told.at("steps").as_array())
    step.as_object()["moment"] = moment_text(step.at("at").as_string(), today);
  return told;
}

}  // namespace qinqing::contact
