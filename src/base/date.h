// Civil dates: a day on the calendar, without a time and without a zone.
//
// A contact's day, a clause's first day and a deadline are days that people name, not instants;
// keeping them apart from time_t makes it impossible to move one across midnight by accident.
//
//   auto day = Date::parse("2026-11-27");          // Friday
//   day->add_days(-1).to_string();                  // "2026-11-26"
//   Date::of(2026, 1, 31)->add_months(1);           // 2026-02-28: clamped to the month's end
//
// Dates are proleptic Gregorian, years 1 to 9999; arithmetic that leaves this range stops at its
// end. Thread-safety: plain values.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace qinqing::base {

enum class Weekday { monday = 1, tuesday, wednesday, thursday, friday, saturday, sunday };

class Date {
 public:
  // 1970-01-01.
  constexpr Date() = default;

  // nullopt for a day that does not exist (2026-02-29, month 13, year 0).
  static std::optional<Date> of(int year, int month, int day);

  // Exactly `YYYY-MM-DD`, ten characters, a day that exists; anything else is nullopt.
  static std::optional<Date> parse(std::string_view text);

  // Days since 1970-01-01, negative before.
  static Date from_day_number(std::int32_t days);
  constexpr std::int32_t day_number() const { return days_; }

  int year() const;
  int month() const;  // 1–12
  int day() const;    // 1–31
  Weekday weekday() const;

  Date add_days(std::int32_t days) const;
  // Keeps the day of the month; where the month is too short, its last day (Civil Code: clamped).
  Date add_months(std::int32_t months) const;

  std::string to_string() const;        // "2026-11-27"
  std::string to_chinese() const;       // "11月27日"
  std::string to_chinese_full() const;  // "2026年11月27日"
  std::string weekday_chinese() const;  // "星期五"

  friend constexpr auto operator<=>(Date, Date) = default;
  // Whole days from b to a; negative where a is earlier.
  friend constexpr std::int32_t operator-(Date a, Date b) { return a.days_ - b.days_; }

 private:
  std::int32_t days_ = 0;
};

}  // namespace qinqing::base
