#include "base/calendar.h"

#include <algorithm>
#include <boost/json/object.hpp>
#include <utility>

#include "base/calendar_bytes.h"
#include "base/canonical.h"

namespace qinqing::base {

namespace json = boost::json;

namespace {

// Days beyond this many from its first are not a holiday but a slip of the pen; of() takes years
// from other programs, which the loader has not checked.
constexpr std::int32_t kHolidayDaysMax = 366;

template <class F>
void each_day(const Calendar::Holiday& holiday, F&& action) {
  const std::int32_t days = std::min(holiday.to - holiday.from, kHolidayDaysMax);
  for (std::int32_t i = 0; i <= days; ++i) action(holiday.from.add_days(i));
}

std::string_view weekday_name(Weekday weekday) {
  if (weekday == Weekday::saturday) return "星期六";
  return weekday == Weekday::sunday ? "星期日" : "工作日";
}

json::object year_json(const Calendar::Year& year) {
  json::object off;
  json::object work;
  for (const Calendar::Holiday& holiday : year.holidays)
    each_day(holiday, [&](Date day) { off[day.to_string()] = holiday.name; });
  for (const Calendar::ShiftedWorkday& shifted : year.workdays)
    work[shifted.day.to_string()] = shifted.name;
  return {{"off", std::move(off)}, {"provisional", year.provisional}, {"work", std::move(work)}};
}

}  // namespace

Calendar Calendar::of(std::vector<Year> years) {
  Calendar calendar;
  for (Year& year : years) calendar.years_[year.year] = std::move(year);
  calendar.index();
  calendar.rehash();
  return calendar;
}

Calendar Calendar::with(Year year) const {
  Calendar calendar = *this;
  const int number = year.year;
  calendar.years_[number] = std::move(year);
  calendar.index();
  calendar.rehash();
  return calendar;
}

void Calendar::index() {
  std::map<Date, Entry> entries;
  for (const auto& [number, year] : years_) {
    for (const Holiday& holiday : year.holidays)
      each_day(holiday, [&](Date day) {
        entries[day] = Entry{.date = day, .working = false, .why = holiday.name};
      });
    for (const ShiftedWorkday& shifted : year.workdays)
      entries[shifted.day] =
          Entry{.date = shifted.day, .working = true, .why = shifted.name + "调休上班"};
  }
  exceptions_.clear();
  exceptions_.reserve(entries.size());
  for (auto& [date, entry] : entries) exceptions_.push_back(std::move(entry));
}

std::string calendar_bytes(const std::map<int, Calendar::Year>& years) {
  json::object out;
  for (const auto& [number, year] : years) out[std::to_string(number)] = year_json(year);
  const Result<std::string> bytes = canonical_json(json::object{{"years", std::move(out)}});
  return bytes ? *bytes : "";
}

void Calendar::rehash() {
  // Only names that are not UTF-8 have no canonical form; the loader lets none through, and of()
  // gets an empty hash for them, which equals no calendar's.
  const std::string bytes = calendar_bytes(years_);
  hash_ = bytes.empty() ? "" : named_hash(bytes);
}

Calendar::Day Calendar::day(Date date) const {
  Day day;
  const auto year = years_.find(date.year());
  day.provisional = year == years_.end() || year->second.provisional;
  const auto entry =
      std::lower_bound(exceptions_.begin(), exceptions_.end(), date,
                       [](const Entry& left, Date right) { return left.date < right; });
  if (entry != exceptions_.end() && entry->date == date) {
    day.working = entry->working;
    day.why = entry->why;
    return day;
  }
  const Weekday weekday = date.weekday();
  day.working = weekday != Weekday::saturday && weekday != Weekday::sunday;
  day.why = weekday_name(weekday);
  return day;
}

int Calendar::first_year() const {
  return years_.empty() ? 0 : years_.begin()->first;
}

int Calendar::last_published_year() const {
  const auto last = std::find_if(years_.rbegin(), years_.rend(),
                                 [](const auto& entry) { return !entry.second.provisional; });
  return last == years_.rend() ? 0 : last->first;
}

int Calendar::last_year() const {
  return years_.empty() ? 0 : years_.rbegin()->first;
}

}  // namespace qinqing::base
