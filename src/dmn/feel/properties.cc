// `value.name`: entries of contexts, and what days, times, durations and ranges say of themselves
// (DMN 1.5 §10.3.2.12, table 61).
#include <cstdlib>

#include "dmn/feel/evaluator.h"

namespace qinqing::dmn::feel {
namespace {

using Kind = Value::Kind;

Value whole(std::int64_t value) {
  return Value(value);
}

std::optional<Value> of_date(const Date& date, std::string_view name) {
  if (name == "year") return whole(date.year);
  if (name == "month") return whole(date.month);
  if (name == "day") return whole(date.day);
  if (name == "weekday") return whole(date.weekday());
  return std::nullopt;
}

std::optional<Value> of_time(const Time& time, std::int64_t local_second, std::string_view name) {
  if (name == "hour") return whole(time.hour());
  if (name == "minute") return whole(time.minute());
  if (name == "second") return whole(time.second_of_minute());
  if (name == "time offset") {
    const auto offset = time.zone.offset_at(local_second);
    return offset ? Value(DaysDuration{*offset * kNanosPerSecond}) : Value();
  }
  if (name == "timezone") return time.zone.is_named() ? Value(time.zone.name()) : Value();
  return std::nullopt;
}

std::optional<Value> of_days(DaysDuration duration, std::string_view name) {
  const auto seconds = static_cast<std::int64_t>(duration.nanos / kNanosPerSecond);
  if (name == "days") return whole(seconds / kSecondsPerDay);
  if (name == "hours") return whole(seconds % kSecondsPerDay / 3600);
  if (name == "minutes") return whole(seconds % 3600 / 60);
  if (name == "seconds") return whole(seconds % 60);
  return std::nullopt;
}

std::optional<Value> of_months(MonthsDuration duration, std::string_view name) {
  if (name == "years") return whole(duration.months / 12);
  if (name == "months") return whole(duration.months % 12);
  return std::nullopt;
}

std::optional<Value> of_range(const Range& range, std::string_view name) {
  if (name == "start") return range.start;
  if (name == "end") return range.end;
  if (name == "start included") return Value(range.start_included);
  if (name == "end included") return Value(range.end_included);
  return std::nullopt;
}

std::optional<Value> of_date_time(const DateTime& value, std::string_view name) {
  auto found = of_date(value.date, name);
  return found ? found : of_time(value.time, value.local_second(), name);
}

std::optional<Value> find(const Value& value, const std::string& name) {
  switch (value.kind()) {
    case Kind::context: {
      const Value* found = value.as_context().find(name);
      return found == nullptr ? std::nullopt : std::optional<Value>(*found);
    }
    case Kind::date:
      return of_date(value.as_date(), name);
    case Kind::time:
      return of_time(value.as_time(), value.as_time().second, name);
    case Kind::date_time:
      return of_date_time(value.as_date_time(), name);
    case Kind::days_duration:
      return of_days(value.as_days(), name);
    case Kind::months_duration:
      return of_months(value.as_months(), name);
    case Kind::range:
      return of_range(value.as_range(), name);
    default:
      return std::nullopt;
  }
}

}  // namespace

Value property(Evaluator& evaluator, const Value& value, const std::string& name) {
  if (value.is_null()) return evaluator.warn("null 没有 " + name);
  if (value.is(Kind::list)) {
    const Walk walk;
    evaluator.spend(value.as_list().size());
    List items;
    items.reserve(value.as_list().size());
    for (const Value& item : value.as_list()) items.push_back(property(evaluator, item, name));
    return Value(std::move(items));
  }
  auto found = find(value, name);
  if (found) return *std::move(found);
  return evaluator.warn(std::string(name_of(value.kind())) + " 没有 " + name);
}

}  // namespace qinqing::dmn::feel
