// FEEL's days, times and durations (DMN 1.5 §10.3.2.3.4–8) and their lexical forms.
//
// Years run from -999999999 to 999999999, times keep nanoseconds. A zone is nothing (local), an
// offset, or a name of the IANA time-zone database; a named zone's offset depends on the instant.
//
// Thread-safety: plain values; the table of zone names is shared and locked inside.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace qinqing::dmn::feel {

__extension__ using Int128 = __int128;

inline constexpr Int128 kNanosPerSecond = 1'000'000'000;
inline constexpr std::int64_t kSecondsPerDay = 86'400;
inline constexpr std::int32_t kYearMax = 999'999'999;

struct Date {
  std::int32_t year = 1970;
  std::uint8_t month = 1;
  std::uint8_t day = 1;

  // nullopt for a day that does not exist.
  static std::optional<Date> of(std::int64_t year, std::int64_t month, std::int64_t day);
  static std::optional<Date> of_day_number(std::int64_t days);
  std::int64_t day_number() const;                             // days since 1970-01-01
  int weekday() const;                                         // 1 is Monday
  std::optional<Date> plus_months(std::int64_t months) const;  // clamped to the month's end
  std::string to_string() const;

  friend auto operator<=>(const Date&, const Date&) = default;
};

class Zone {
 public:
  Zone() = default;  // local: no zone is known
  // nullopt beyond ±18:00.
  static std::optional<Zone> offset(std::int64_t seconds);
  // nullopt where the database has no such zone.
  static std::optional<Zone> named(std::string_view name);

  bool is_local() const { return code_ == kLocal; }
  bool is_named() const { return code_ >= kNamed; }
  std::string name() const;  // of a named zone
  // Seconds east of UTC at the given local second since 1970; nullopt for a local zone.
  std::optional<std::int32_t> offset_at(std::int64_t local_second) const;
  std::string to_string() const;  // "", "Z", "+08:00", "@Asia/Shanghai"

  friend bool operator==(const Zone&, const Zone&) = default;

 private:
  static constexpr std::int32_t kLocal = std::numeric_limits<std::int32_t>::min();
  static constexpr std::int32_t kNamed = 1'000'000;
  std::int32_t code_ = kLocal;  // an offset, or kNamed + index of the name
};

struct Time {
  std::int32_t second = 0;  // of the day
  std::int32_t nano = 0;
  Zone zone;

  static std::optional<Time> of(std::int64_t hour, std::int64_t minute, std::int64_t second,
                                std::int32_t nano, Zone zone);
  int hour() const { return second / 3600; }
  int minute() const { return second / 60 % 60; }
  int second_of_minute() const { return second % 60; }
  // Seconds since midnight UTC (local: since midnight), not wrapped into one day.
  std::int64_t utc_second() const;
  std::string to_string() const;
  friend bool operator==(const Time&, const Time&) = default;
};

struct DateTime {
  Date date;
  Time time;

  std::int64_t local_second() const { return date.day_number() * kSecondsPerDay + time.second; }
  // Seconds since 1970 UTC; of a local one as if it were UTC.
  std::int64_t utc_second() const;
  Int128 utc_nanos() const { return Int128{utc_second()} * kNanosPerSecond + time.nano; }
  // Keeps the zone; nullopt where the year leaves the range.
  std::optional<DateTime> plus_nanos(Int128 nanos) const;
  std::string to_string() const;
  friend bool operator==(const DateTime&, const DateTime&) = default;
};

struct DaysDuration {
  Int128 nanos = 0;
  std::string to_string() const;
  friend auto operator<=>(const DaysDuration&, const DaysDuration&) = default;
};

struct MonthsDuration {
  std::int64_t months = 0;
  std::string to_string() const;
  friend auto operator<=>(const MonthsDuration&, const MonthsDuration&) = default;
};

std::optional<Date> parse_date(std::string_view text);
std::optional<Time> parse_time(std::string_view text);
// Also of a date alone: its midnight, local.
std::optional<DateTime> parse_date_time(std::string_view text);
std::optional<DaysDuration> parse_days_duration(std::string_view text);
std::optional<MonthsDuration> parse_months_duration(std::string_view text);

}  // namespace qinqing::dmn::feel
