#include "casework/calendar/year_changes.h"

#include <boost/json/array.hpp>
#include <string>
#include <utility>

namespace qinqing::casework {
namespace {

using base::Calendar;
using base::Date;
using boost::json::array;
using boost::json::object;

std::string day_text(Date day) {
  return day.to_chinese() + "（" + day.weekday_chinese() + "）";
}

std::string words(const Calendar::Day& day) {
  return (day.working ? "上班（" : "休息（") + std::string(day.why) + "）";
}

bool is_statutory(const Calendar& now, Date day) {
  const auto year = now.years().find(day.year());
  if (year == now.years().end() || !year->second.provisional) return false;
  for (const Calendar::Holiday& holiday : year->second.holidays)
    if (holiday.from <= day && day <= holiday.to) return true;
  return false;
}

}  // namespace

object year_changes(const Calendar& now, const Calendar::Year& year) {
  const Calendar then = now.with(year);
  array holidays;
  std::int32_t off_days = 0;
  for (const Calendar::Holiday& holiday : year.holidays) {
    const std::int32_t days = holiday.to - holiday.from + 1;
    off_days += days;
    std::string range = day_text(holiday.from);
    if (days > 1) range += "至" + day_text(holiday.to);
    holidays.push_back(object{
        {"name", holiday.name}, {"range", std::move(range)}, {"days", std::to_string(days)}});
  }
  array workdays;
  for (const Calendar::ShiftedWorkday& shifted : year.workdays)
    workdays.push_back(object{{"name", shifted.name}, {"day", day_text(shifted.day)}});
  array changes;
  array missing;
  int before = 0;
  int after = 0;
  const auto begin = Date::of(year.year, 1, 1);
  for (Date day = begin.value_or(Date()); day.year() == year.year; day = day.add_days(1)) {
    const Calendar::Day was = now.day(day);
    const Calendar::Day is = then.day(day);
    before += was.working ? 1 : 0;
    after += is.working ? 1 : 0;
    if (was.working != is.working)
      changes.push_back(object{{"day", day_text(day)}, {"was", words(was)}, {"is", words(is)}});
    if (is.working && is_statutory(now, day))
      missing.push_back(object{{"day", day_text(day)}, {"name", was.why}});
  }
  object out{{"year", std::to_string(year.year)},
             {"notice_title", year.notice.title},
             {"number", year.notice.number},
             {"off_days", std::to_string(off_days)},
             {"work_days", std::to_string(year.workdays.size())},
             {"workdays_before", std::to_string(before)},
             {"workdays_after", std::to_string(after)},
             {"changes_count", std::to_string(changes.size())},
             {"has_missing", !missing.empty()}};
  out["holidays"] = std::move(holidays);
  out["workdays"] = std::move(workdays);
  out["changes"] = std::move(changes);
  out["missing"] = std::move(missing);
  return out;
}

}  // namespace qinqing::casework
