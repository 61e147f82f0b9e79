// One year of the calendar as it is written down: in a file of policy/calendar, as YAML, and sent
// or kept by the program, as JSON.
//
//   {"year": 2027, "notice": {"title": …, "number": …, "date": "2026-11-10"},
//    "holidays": [{"from": "2027-01-01", "to": "2027-01-03", "name": "元旦"}],
//    "workdays": [{"day": "2027-02-14", "name": "春节"}]}
//
// Thread-safety: pure functions.
#pragma once

#include <boost/describe.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.h"
#include "base/fault.h"
#include "base/reader.h"

namespace qinqing::base {

namespace calendar_text {

struct NoticeText {
  std::string title;
  std::optional<std::string> number;
  std::optional<std::string> issuer;
  std::optional<Date> date;
  std::optional<std::string> source;
  std::optional<std::string> effect;
  static constexpr std::string_view kTitle = "CalendarNotice";
};
BOOST_DESCRIBE_STRUCT(NoticeText, (), (title, number, issuer, date, source, effect))

struct HolidayText {
  Date from;
  Date to;
  std::string name;
  static constexpr std::string_view kTitle = "Holiday";
};
BOOST_DESCRIBE_STRUCT(HolidayText, (), (from, to, name))

struct WorkdayText {
  Date day;
  std::string name;
  static constexpr std::string_view kTitle = "ShiftedWorkday";
};
BOOST_DESCRIBE_STRUCT(WorkdayText, (), (day, name))

struct YearFile {
  int year = 0;
  NoticeText notice;
  std::vector<NoticeText> further_notices;
  std::vector<HolidayText> holidays;
  std::vector<WorkdayText> workdays;
  static constexpr std::string_view kTitle = "CalendarYearText";
};
BOOST_DESCRIBE_STRUCT(YearFile, (), (year, notice, further_notices, holidays, workdays))

struct StatutoryYear {
  int year = 0;
  std::vector<HolidayText> holidays;
};
BOOST_DESCRIBE_STRUCT(StatutoryYear, (), (year, holidays))

struct StatutoryFile {
  NoticeText notice;
  std::vector<StatutoryYear> years;
};
BOOST_DESCRIBE_STRUCT(StatutoryFile, (), (notice, years))

}  // namespace calendar_text

// Everything that is wrong, by pointer. Codes beside those of the readers: "value" (no name, no
// title, a source that is no web address, a character that does not print), "outside_year", "range"
// (ends before it begins), "overlap" (holidays that overlap, a workday named twice),
// "contradiction" (a day both holiday and workday), "not_weekend" (a shifted workday that is none).
// Where there are faults the year that comes back is not to be used.
Calendar::Year read_calendar_year(const boost::json::value& value, std::string_view pointer,
                                  Scalars scalars, Faults& faults);

// What read_calendar_year reads; what is not known is left out.
boost::json::value write_calendar_year(const Calendar::Year& year);

// The parts, for files that hold several years.
Calendar::Notice notice_of(const calendar_text::NoticeText& text);
std::vector<Calendar::Holiday> holidays_of(const std::vector<calendar_text::HolidayText>& texts);
void check_notice(const Calendar::Notice& notice, std::string_view pointer, Faults& faults);
void check_days(const Calendar::Year& year, std::string pointer, Faults& faults);

}  // namespace qinqing::base
