#include "base/date.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace qinqing::base {

namespace chrono = std::chrono;

namespace {

constexpr int kFirstYear = 1;
constexpr int kLastYear = 9999;

constexpr std::int32_t day_number_of(chrono::year_month_day date) {
  return static_cast<std::int32_t>(chrono::sys_days(date).time_since_epoch().count());
}

constexpr std::int32_t kFirstDay =
    day_number_of(chrono::year(kFirstYear) / chrono::January / chrono::day(1));
constexpr std::int32_t kLastDay =
    day_number_of(chrono::year(kLastYear) / chrono::December / chrono::day(31));

chrono::year_month_day civil(std::int32_t day_number) {
  return chrono::year_month_day(chrono::sys_days(chrono::days(day_number)));
}

void append_padded(std::string& out, int value, std::size_t width) {
  const std::string digits = std::to_string(value);
  if (digits.size() < width) out.append(width - digits.size(), '0');
  out += digits;
}

// -1 where a character is no digit.
int digits_value(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

std::optional<Date> Date::of(int year, int month, int day) {
  if (year < kFirstYear || year > kLastYear || month < 1 || month > 12 || day < 1 || day > 31)
    return std::nullopt;
  const auto date = chrono::year(year) / month / day;
  if (!date.ok()) return std::nullopt;
  return from_day_number(day_number_of(date));
}

std::optional<Date> Date::parse(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  return of(digits_value(text.substr(0, 4)), digits_value(text.substr(5, 2)),
            digits_value(text.substr(8, 2)));
}

Date Date::from_day_number(std::int32_t days) {
  Date date;
  date.days_ = std::clamp(days, kFirstDay, kLastDay);
  return date;
}

int Date::year() const {
  return static_cast<int>(civil(days_).year());
}
int Date::month() const {
  return static_cast<int>(unsigned(civil(days_).month()));
}
int Date::day() const {
  return static_cast<int>(unsigned(civil(days_).day()));
}

Weekday Date::weekday() const {
  const chrono::weekday day(chrono::sys_days{chrono::days(days_)});
  return static_cast<Weekday>(day.iso_encoding());
}

Date Date::add_days(std::int32_t days) const {
  const std::int64_t sum = std::int64_t{days_} + days;
  return from_day_number(
      static_cast<std::int32_t>(std::clamp<std::int64_t>(sum, kFirstDay, kLastDay)));
}

Date Date::add_months(std::int32_t months) const {
  const chrono::year_month_day date = civil(days_);
  const std::int64_t month_index = std::int64_t{static_cast<int>(date.year())} * 12 +
                                   (static_cast<int>(unsigned(date.month())) - 1) + months;
  if (month_index < std::int64_t{kFirstYear} * 12) return from_day_number(kFirstDay);
  if (month_index >= (std::int64_t{kLastYear} + 1) * 12) return from_day_number(kLastDay);
  const chrono::year year(static_cast<int>(month_index / 12));
  const chrono::month month(static_cast<unsigned>(month_index % 12 + 1));
  const chrono::day last = (year / month / chrono::last).day();
  return from_day_number(day_number_of(year / month / std::min(date.day(), last)));
}

std::string Date::to_string() const {
  const chrono::year_month_day date = civil(days_);
  std::string out;
  out.reserve(10);
  append_padded(out, static_cast<int>(date.year()), 4);
  out += '-';
  append_padded(out, static_cast<int>(unsigned(date.month())), 2);
  out += '-';
  append_padded(out, static_cast<int>(unsigned(date.day())), 2);
  return out;
}

std::string Date::to_chinese() const {
  return std::to_string(month()) + "月" + std::to_string(day()) + "日";
}

std::string Date::to_chinese_full() const {
  return std::to_string(year()) + "年" + to_chinese();
}

std::string Date::weekday_chinese() const {
  constexpr std::array<std::string_view, 7> names = {"一", "二", "三", "四", "五", "六", "日"};
  return "星期" + std::string(names[static_cast<std::size_t>(weekday()) - 1]);
}

}  // namespace qinqing::base
