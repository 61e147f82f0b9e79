// The working-day calendar of the People's Republic: weekends, public holidays and the weekends
// that the State Council turns into working days, year by year, each from a named notice.
//
// A year whose notice is not out yet is *provisional*: weekends and the statutory holidays only.
// What is counted with a provisional year says so.
//
//   auto calendar = Calendar::load("policy/calendar");
//   calendar->day(*Date::parse("2026-02-14")).working;   // a Saturday turned into a working day
//
// Files: one `YYYY.yaml` a published year, `statutory.yaml` for the years without a notice.
// Lifetime: immutable once loaded. Thread-safety: const methods from any thread.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/fault.h"

namespace qinqing::base {

class Calendar {
 public:
  struct Day {
    bool working = true;
    bool provisional = false;  // the year's notice is not out, or the year is outside the calendar
    std::string_view why;  // "工作日", "星期六", "春节", "国庆节调休上班" …; owned by the calendar
  };

  struct Notice {
    std::string title;   // 国务院办公厅关于2026年部分节假日安排的通知
    std::string number;  // 国办发明电〔2025〕7号, "" where none was found
    std::string issuer;  // 国务院办公厅, "" where the title says it
    std::string date;    // ISO day of the notice, "" where none was found
    std::string source;  // where it was read, "" where not noted
    std::string effect;  // of a further notice: what it changed
  };

  struct Holiday {
    Date from;
    Date to;  // last day, included
    std::string name;
  };

  struct ShiftedWorkday {
    Date day;
    std::string name;  // the holiday it makes up for
  };

  struct Year {
    int year = 0;
    bool provisional = false;
    Notice notice;
    std::vector<Notice> further_notices;  // later notices whose changes are in the days below
    std::vector<Holiday> holidays;
    std::vector<ShiftedWorkday> workdays;
  };

  // Every fault of every file, each with file and line.
  // Beside those of read_calendar_year (base/calendar_text.h): "file_name", "year" (another year
  // than the file's name), "duplicate_year", "gap" (years that do not follow one another),
  // "no_years".
  // A year with a file of its own is taken from there, whatever statutory.yaml says of it.
  static Result<Calendar> load(const std::filesystem::path& folder);

  // For tests and for a calendar sent by another program.
  static Calendar of(std::vector<Year> years);

  // This calendar with that year in place of its own of that number.
  Calendar with(Year year) const;

  // A day outside the calendar's years is judged by its weekday and is provisional.
  Day day(Date date) const;
  bool is_working(Date date) const { return day(date).working; }

  const std::map<int, Year>& years() const { return years_; }
  // 0 where the calendar has no such year.
  int first_year() const;
  int last_published_year() const;
  int last_year() const;

  // "sha256:" + hex of the RFC 8785 form of {years: {"2026": {off: {day: name}, provisional,
  // work: {day: name}}}}; the same days give the same hash, whatever the comments and layout of the
  // files and the wording of the notices.
  const std::string& hash() const { return hash_; }

 private:
  struct Entry {
    Date date;
    bool working;
    std::string why;
  };
  void index();
  void rehash();
  std::map<int, Year> years_;
  std::vector<Entry> exceptions_;  // sorted by date
  std::string hash_;
};

}  // namespace qinqing::base
