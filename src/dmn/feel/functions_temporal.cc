// Built-in functions that make or ask days and times (DMN 1.5 §10.3.4.1, §10.3.4.8).
#include "dmn/feel/builtin.h"

namespace qinqing::dmn::feel {
namespace {

using Kind = Value::Kind;

std::optional<std::int64_t> whole(const Value& number) {
  return number.as_number().to_int64();
}

Value date_from_text(Evaluator& evaluator, std::span<Value> in) {
  const auto date = parse_date(in[0].as_string());
  return date ? Value(*date) : evaluator.warn("不是日期：" + in[0].as_string().substr(0, 100));
}

Value date_from_date(Evaluator&, std::span<Value> in) {
  return in[0];
}

Value date_from_date_time(Evaluator&, std::span<Value> in) {
  return Value(in[0].as_date_time().date);
}

Value date_from_parts(Evaluator& evaluator, std::span<Value> in) {
  const auto year = whole(in[0]);
  const auto month = whole(in[1]);
  const auto day = whole(in[2]);
  if (!year || !month || !day) return evaluator.warn("年月日应为整数");
  const auto date = Date::of(*year, *month, *day);
  return date ? Value(*date) : evaluator.warn("没有这一天");
}

Value time_from_text(Evaluator& evaluator, std::span<Value> in) {
  const auto time = parse_time(in[0].as_string());
  return time ? Value(*time) : evaluator.warn("不是时间：" + in[0].as_string().substr(0, 100));
}

Value time_from_time(Evaluator&, std::span<Value> in) {
  return in[0];
}

Value time_from_date_time(Evaluator&, std::span<Value> in) {
  return Value(in[0].as_date_time().time);
}

Value time_from_date(Evaluator&, std::span<Value>) {
  return Value(Time{0, 0, *Zone::offset(0)});
}

// Seconds may have a fraction.
bool split_seconds(const Value& seconds, std::int64_t& whole_seconds, std::int32_t& nanos) {
  const auto total = int128_of(seconds.as_number() * base::Decimal(1'000'000'000));
  if (!total || *total < 0) return false;
  if (*total >= 60 * kNanosPerSecond) return false;
  whole_seconds = static_cast<std::int64_t>(*total / kNanosPerSecond);
  nanos = static_cast<std::int32_t>(*total % kNanosPerSecond);
  return true;
}

Value time_from_parts(Evaluator& evaluator, std::span<Value> in) {
  const auto hour = whole(in[0]);
  const auto minute = whole(in[1]);
  std::int64_t second = 0;
  std::int32_t nanos = 0;
  if (!hour || !minute || !split_seconds(in[2], second, nanos))
    return evaluator.warn("没有这个时间");
  Zone zone;
  if (!in[3].is_null()) {
    const auto offset =
        Zone::offset(static_cast<std::int64_t>(in[3].as_days().nanos / kNanosPerSecond));
    if (!offset) return evaluator.warn("时差超出范围");
    zone = *offset;
  }
  const auto time = Time::of(*hour, *minute, second, nanos, zone);
  return time ? Value(*time) : evaluator.warn("没有这个时间");
}

Value date_time_from_text(Evaluator& evaluator, std::span<Value> in) {
  const auto value = parse_date_time(in[0].as_string());
  return value ? Value(*value)
               : evaluator.warn("不是日期和时间：" + in[0].as_string().substr(0, 100));
}

Value date_time_from_both(Evaluator& evaluator, std::span<Value> in) {
  if (in[0].is(Kind::date)) return Value(DateTime{in[0].as_date(), in[1].as_time()});
  if (in[0].is(Kind::date_time)) return Value(DateTime{in[0].as_date_time().date, in[1].as_time()});
  return evaluator.warn("date and time 要日期和时间");
}

Value date_time_from_parts(Evaluator& evaluator, std::span<Value> in, const Zone& zone) {
  const Value date = date_from_parts(evaluator, in.subspan(0, 3));
  Value parts[] = {in[3], in[4], in[5], Value()};
  Value time = time_from_parts(evaluator, parts);
  if (date.is_null() || time.is_null()) return {};
  return Value(DateTime{date.as_date(), {time.as_time().second, time.as_time().nano, zone}});
}

Value date_time_with_offset(Evaluator& evaluator, std::span<Value> in) {
  if (in[6].is_null()) return date_time_from_parts(evaluator, in, Zone());
  const auto zone =
      Zone::offset(static_cast<std::int64_t>(in[6].as_days().nanos / kNanosPerSecond));
  return zone ? date_time_from_parts(evaluator, in, *zone) : evaluator.warn("时差超出范围");
}

Value date_time_with_zone(Evaluator& evaluator, std::span<Value> in) {
  const auto zone = Zone::named(in[6].as_string());
  return zone ? date_time_from_parts(evaluator, in, *zone) : evaluator.warn("没有这个时区");
}

Value duration_from_text(Evaluator& evaluator, std::span<Value> in) {
  if (const auto months = parse_months_duration(in[0].as_string())) return Value(*months);
  if (const auto days = parse_days_duration(in[0].as_string())) return Value(*days);
  return evaluator.warn("不是时长：" + in[0].as_string().substr(0, 100));
}

Value duration_from_duration(Evaluator&, std::span<Value> in) {
  return in[0];
}

std::optional<Date> date_of(const Value& value) {
  if (value.is(Kind::date)) return value.as_date();
  if (value.is(Kind::date_time)) return value.as_date_time().date;
  return std::nullopt;
}

// Whole months between, of which the last is complete.
Value months_between(Evaluator& evaluator, std::span<Value> in) {
  const auto from = date_of(in[0]);
  const auto to = date_of(in[1]);
  if (!from || !to) return evaluator.warn("years and months duration 要两个日期");
  std::int64_t months =
      (std::int64_t{to->year} - from->year) * 12 + (int{to->month} - int{from->month});
  if (months > 0 && to->day < from->day) --months;
  if (months < 0 && to->day > from->day) ++months;
  return Value(MonthsDuration{months});
}

std::int64_t year_day(const Date& date) {
  return date.day_number() - Date::of(date.year, 1, 1)->day_number() + 1;
}

Value day_of_year(Evaluator& evaluator, std::span<Value> in) {
  const auto date = date_of(in[0]);
  return date ? Value(year_day(*date)) : evaluator.warn("应为日期");
}

Value day_of_week(Evaluator& evaluator, std::span<Value> in) {
  static constexpr const char* kDays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                          "Friday", "Saturday", "Sunday"};
  const auto date = date_of(in[0]);
  return date ? Value(std::string(kDays[date->weekday() - 1])) : evaluator.warn("应为日期");
}

Value month_of_year(Evaluator& evaluator, std::span<Value> in) {
  static constexpr const char* kMonths[] = {"January",   "February", "March",    "April",
                                            "May",       "June",     "July",     "August",
                                            "September", "October",  "November", "December"};
  const auto date = date_of(in[0]);
  return date ? Value(std::string(kMonths[date->month - 1])) : evaluator.warn("应为日期");
}

// ISO 8601: a week belongs to the year of its Thursday.
Value week_of_year(Evaluator& evaluator, std::span<Value> in) {
  const auto date = date_of(in[0]);
  if (!date) return evaluator.warn("应为日期");
  const auto thursday = Date::of_day_number(date->day_number() + 4 - date->weekday());
  if (!thursday) return evaluator.warn("日期超出范围");
  return Value((year_day(*thursday) - 1) / 7 + 1);
}

// As people here read the clock: at +08:00.
DateTime present(const Evaluator& evaluator) {
  constexpr std::int64_t kOffset = 8 * 3600;
  const Int128 millis = evaluator.now().time_since_epoch().count() + Int128{kOffset} * 1000;
  return *DateTime{Date{}, {0, 0, *Zone::offset(kOffset)}}.plus_nanos(millis * 1'000'000);
}

Value now(Evaluator& evaluator, std::span<Value>) {
  return Value(present(evaluator));
}

Value today(Evaluator& evaluator, std::span<Value>) {
  return Value(present(evaluator).date);
}

}  // namespace

std::vector<Builtin> temporal_functions() {
  static constexpr std::string_view kParts =
      "year: number, month: number, day: number, hour: number, minute: number, second: number";
  static const std::string with_offset = std::string(kParts) + ", offset: days and time duration?!";
  static const std::string with_zone = std::string(kParts) + ", timezone: string";
  return {
      {"date",
       {{"from: string", date_from_text},
        {"from: date", date_from_date},
        {"from: date and time", date_from_date_time},
        {"year: number, month: number, day: number", date_from_parts}}},
      {"time",
       {{"from: string", time_from_text},
        {"from: time", time_from_time},
        {"from: date", time_from_date},
        {"from: date and time", time_from_date_time},
        {"hour: number, minute: number, second: number, offset: days and time duration?!",
         time_from_parts}}},
      {"date and time",
       {{"from: string", date_time_from_text},
        {"from: date and time", date_from_date},
        {"date: Any, time: time", date_time_from_both},
        {with_offset, date_time_with_offset},
        {with_zone, date_time_with_zone}}},
      {"duration",
       {{"from: string", duration_from_text},
        {"from: days and time duration", duration_from_duration},
        {"from: years and months duration", duration_from_duration}}},
      {"years and months duration", {{"from: Any, to: Any", months_between}}},
      {"day of year", {{"date: Any", day_of_year}}},
      {"day of week", {{"date: Any", day_of_week}}},
      {"month of year", {{"date: Any", month_of_year}}},
      {"week of year", {{"date: Any", week_of_year}}},
      {"now", {{"", now}}},
      {"today", {{"", today}}},
  };
}

}  // namespace qinqing::dmn::feel
