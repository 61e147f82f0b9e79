#include "dmn/feel/temporal.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace qinqing::dmn::feel {
namespace {

constexpr int kMonthDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

bool is_leap(std::int64_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

std::int64_t month_days(std::int64_t year, std::int64_t month) {
  return month == 2 && is_leap(year) ? 29 : kMonthDays[month - 1];
}

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
}

std::string padded(std::int64_t value, std::size_t width) {
  std::string digits = std::to_string(value);
  if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
  return digits;
}

std::string fraction(std::int32_t nano) {
  if (nano == 0) return "";
  std::string digits = padded(nano, 9);
  digits.erase(digits.find_last_not_of('0') + 1);
  return "." + digits;
}

std::string number_of(Int128 value) {
  std::string out;
  do {
    out.insert(out.begin(), static_cast<char>('0' + static_cast<int>(value % 10)));
    value /= 10;
  } while (value != 0);
  return out;
}

}  // namespace

std::optional<Date> Date::of(std::int64_t year, std::int64_t month, std::int64_t day) {
  if (year < -kYearMax || year > kYearMax || month < 1 || month > 12 || day < 1 ||
      day > month_days(year, month))
    return std::nullopt;
  return Date{static_cast<std::int32_t>(year), static_cast<std::uint8_t>(month),
              static_cast<std::uint8_t>(day)};
}

// Both conversions count in eras of 400 years from 1 March, so that the leap day is a year's last.
std::int64_t Date::day_number() const {
  const std::int64_t y = month <= 2 ? std::int64_t{year} - 1 : year;
  const std::int64_t era = floor_div(y, 400);
  const std::int64_t year_of_era = y - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146'097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
         719'468;
}

std::optional<Date> Date::of_day_number(std::int64_t days) {
  if (std::llabs(days) > std::int64_t{366} * kYearMax) return std::nullopt;
  const std::int64_t shifted = days + 719'468;
  const std::int64_t era = floor_div(shifted, 146'097);
  const std::int64_t day_of_era = shifted - era * 146'097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month_index = (5 * day_of_year + 2) / 153;
  const std::int64_t month = month_index + (month_index < 10 ? 3 : -9);
  const std::int64_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
  return of(year, month, day_of_year - (153 * month_index + 2) / 5 + 1);
}

int Date::weekday() const {
  const std::int64_t days = day_number() + 3;  // 1970-01-01 is a Thursday
  return static_cast<int>(days - floor_div(days, 7) * 7) + 1;
}

std::optional<Date> Date::plus_months(std::int64_t months) const {
  if (std::llabs(months) > std::int64_t{24} * kYearMax) return std::nullopt;
  const std::int64_t total = std::int64_t{year} * 12 + (month - 1) + months;
  const std::int64_t new_year = floor_div(total, 12);
  const std::int64_t new_month = total - new_year * 12 + 1;
  return of(new_year, new_month, std::min<std::int64_t>(day, month_days(new_year, new_month)));
}

std::string Date::to_string() const {
  return (year < 0 ? "-" : "") + padded(std::abs(std::int64_t{year}), 4) + "-" + padded(month, 2) +
         "-" + padded(day, 2);
}

std::optional<Time> Time::of(std::int64_t hour, std::int64_t minute, std::int64_t second,
                             std::int32_t nano, Zone zone) {
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
    return std::nullopt;
  return Time{static_cast<std::int32_t>(hour * 3600 + minute * 60 + second), nano, zone};
}

std::int64_t Time::utc_second() const {
  return second - zone.offset_at(second).value_or(0);
}

std::string Time::to_string() const {
  return padded(hour(), 2) + ":" + padded(minute(), 2) + ":" + padded(second_of_minute(), 2) +
         fraction(nano) + zone.to_string();
}

std::int64_t DateTime::utc_second() const {
  return local_second() - time.zone.offset_at(local_second()).value_or(0);
}

std::optional<DateTime> DateTime::plus_nanos(Int128 nanos) const {
  Int128 total = nanos + time.nano;
  Int128 seconds = total / kNanosPerSecond;
  Int128 rest = total % kNanosPerSecond;
  if (rest < 0) {
    rest += kNanosPerSecond;
    --seconds;
  }
  seconds += local_second();
  constexpr Int128 limit = Int128{366} * kYearMax * kSecondsPerDay;
  if (seconds > limit || seconds < -limit) return std::nullopt;
  const std::int64_t days = floor_div(static_cast<std::int64_t>(seconds), kSecondsPerDay);
  const auto new_date = Date::of_day_number(days);
  if (!new_date) return std::nullopt;
  return DateTime{
      *new_date,
      {static_cast<std::int32_t>(static_cast<std::int64_t>(seconds) - days * kSecondsPerDay),
       static_cast<std::int32_t>(rest), time.zone}};
}

std::string DateTime::to_string() const {
  return date.to_string() + "T" + time.to_string();
}

std::string DaysDuration::to_string() const {
  if (nanos == 0) return "PT0S";
  const Int128 magnitude = nanos < 0 ? -nanos : nanos;
  const Int128 seconds = magnitude / kNanosPerSecond;
  const Int128 days = seconds / kSecondsPerDay;
  const auto rest = static_cast<std::int64_t>(seconds % kSecondsPerDay);
  const auto nano = static_cast<std::int32_t>(magnitude % kNanosPerSecond);
  std::string out = nanos < 0 ? "-P" : "P";
  if (days != 0) out += number_of(days) + "D";
  if (rest == 0 && nano == 0) return out;
  out += "T";
  if (rest >= 3600) out += std::to_string(rest / 3600) + "H";
  if (rest / 60 % 60 != 0) out += std::to_string(rest / 60 % 60) + "M";
  if (rest % 60 != 0 || nano != 0) out += std::to_string(rest % 60) + fraction(nano) + "S";
  return out;
}

std::string MonthsDuration::to_string() const {
  if (months == 0) return "P0M";
  const std::int64_t magnitude = std::llabs(months);
  std::string out = months < 0 ? "-P" : "P";
  if (magnitude >= 12) out += std::to_string(magnitude / 12) + "Y";
  if (magnitude % 12 != 0) out += std::to_string(magnitude % 12) + "M";
  return out;
}

}  // namespace qinqing::dmn::feel
