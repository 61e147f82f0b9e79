#include "casework/case_page.h"

#include <boost/json/object.hpp>
#include <charconv>
#include <optional>
#include <utility>

namespace qinqing::casework {
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

std::string short_day(base::Date day, base::Date today) {
  return day.year() == today.year() ? day.to_chinese() : day.to_chinese_full();
}

std::string day_words(base::Date day, base::Date today) {
  return short_day(day, today) + "（" + std::string(day.weekday_chinese()) + "）";
}

}  // namespace

array acts_view(const array& may) {
  array out;
  for (const auto& offer : may) {
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
      field["is_flag"] = type == "boolean";
      field["is_line"] = type != "choice" && type != "boolean" && !lines;
      field["type_attribute"] = type == "date" ? "date" : "text";
      fields.push_back(std::move(field));
    }
    each["act_id"] = act.at("id");
    each["plain"] = fields.empty() && act.at("confirm").is_null();
    each["fields"] = std::move(fields);
    out.push_back(std::move(each));
  }
  return out;
}

array owed_view(const array& deadlines, base::Date today) {
  array out;
  for (const auto& each : deadlines) {
    if (!each.at("open").as_bool()) continue;
    object row = each.as_object();
    const auto due = base::Date::parse(row.at("due").as_string());
    row["day"] = due ? day_words(*due, today) : "";
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

std::string moment_text(std::string_view instant, base::Date today) {
  const auto day = base::Date::parse(instant.substr(0, instant.find('T')));
  const auto hour = number_at(instant, 11, 2);
  const auto minute = number_at(instant, 14, 2);
  if (!day || !hour || !minute) return std::string(instant);
  const int east = *hour + kHoursEast;
  const base::Date here = day->add_days(east / 24);
  return short_day(here, today) + " " + two_digits(east % 24) + ":" + two_digits(*minute);
}

void add_moments(array& steps, base::Date today) {
  for (auto& step : steps)
    step.as_object()["moment"] = moment_text(step.at("at").as_string(), today);
}

}  // namespace qinqing::casework
