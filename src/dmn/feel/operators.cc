// FEEL's arithmetic and comparison on values (DMN 1.5 §10.3.2.11, tables 45 and 55–57).
#include "base/decimal_math.h"
#include "dmn/feel/evaluator.h"

namespace qinqing::dmn::feel {
namespace {

using Kind = Value::Kind;

constexpr Int128 kNanosPerDay = Int128{kSecondsPerDay} * kNanosPerSecond;

// Far beyond any use, and far from what the machine's integers hold.
constexpr std::int64_t kMonthsMax = 100'000'000'000'000'000;
constexpr Int128 kDurationNanosMax = Int128{kMonthsMax} * 10'000'000'000'000'000;

bool is_in_range(Int128 amount, Int128 most) {
  return amount <= most && amount >= -most;
}

Value refuse(Evaluator& evaluator, const char* what, const Value& a, const Value& b) {
  return evaluator.warn(std::string(name_of(a.kind())) + " 与 " + std::string(name_of(b.kind())) +
                        " 不能" + what);
}

Value number_or_warn(Evaluator& evaluator, const std::optional<base::Decimal>& result) {
  return result ? Value(*result) : evaluator.warn("算不出数：除以零或超出范围");
}

bool is_duration(const Value& value) {
  return value.is(Kind::days_duration) || value.is(Kind::months_duration);
}

bool is_point(const Value& value) {
  return value.is(Kind::date) || value.is(Kind::time) || value.is(Kind::date_time);
}

DateTime midnight_utc(Date date) {
  return {date, {0, 0, *Zone::offset(0)}};
}

Value shift_days(const Value& point, Int128 nanos) {
  if (point.is(Kind::date)) {
    const auto shifted = midnight_utc(point.as_date()).plus_nanos(nanos);
    return shifted ? Value(shifted->date) : Value();
  }
  if (point.is(Kind::date_time)) return Value::maybe(point.as_date_time().plus_nanos(nanos));
  Time time = point.as_time();
  Int128 total = (Int128{time.second} * kNanosPerSecond + time.nano + nanos) % kNanosPerDay;
  if (total < 0) total += kNanosPerDay;
  time.second = static_cast<std::int32_t>(total / kNanosPerSecond);
  time.nano = static_cast<std::int32_t>(total % kNanosPerSecond);
  return Value(time);
}

Value shift_months(const Value& point, std::int64_t months) {
  if (point.is(Kind::date)) return Value::maybe(point.as_date().plus_months(months));
  if (!point.is(Kind::date_time)) return {};
  const auto date = point.as_date_time().date.plus_months(months);
  return date ? Value(DateTime{*date, point.as_date_time().time}) : Value();
}

// A point in time moved by a duration, forth or back.
Value shift(Evaluator& evaluator, const Value& point, const Value& duration, int sign) {
  Value out = duration.is(Kind::days_duration)
                  ? shift_days(point, duration.as_days().nanos * sign)
                  : shift_months(point, duration.as_months().months * sign);
  if (out.is_null()) return evaluator.warn("日期超出范围，或这种时间不能加减这种时长");
  return out;
}

Value days_between(Evaluator& evaluator, const Value& a, const Value& b) {
  if (a.is(Kind::time)) {
    if (a.as_time().zone.is_local() != b.as_time().zone.is_local())
      return evaluator.warn("一个时间有时区，另一个没有，不能相减");
    const Int128 seconds = a.as_time().utc_second() - b.as_time().utc_second();
    return Value(DaysDuration{seconds * kNanosPerSecond + a.as_time().nano - b.as_time().nano});
  }
  const DateTime x = a.is(Kind::date) ? midnight_utc(a.as_date()) : a.as_date_time();
  const DateTime y = b.is(Kind::date) ? midnight_utc(b.as_date()) : b.as_date_time();
  if (x.time.zone.is_local() != y.time.zone.is_local())
    return evaluator.warn("一个时间有时区，另一个没有，不能相减");
  return Value(DaysDuration{x.utc_nanos() - y.utc_nanos()});
}

Value scaled(Evaluator& evaluator, const Value& duration,
             const std::optional<base::Decimal>& amount) {
  const auto whole = amount ? int128_of(*amount) : std::nullopt;
  const bool days = duration.is(Kind::days_duration);
  if (!whole || !is_in_range(*whole, days ? kDurationNanosMax : kMonthsMax))
    return evaluator.warn("时长超出范围");
  if (days) return Value(DaysDuration{*whole});
  return Value(MonthsDuration{static_cast<std::int64_t>(*whole)});
}

base::Decimal amount_of(const Value& duration) {
  return duration.is(Kind::days_duration) ? decimal_of(duration.as_days().nanos)
                                          : base::Decimal(duration.as_months().months);
}

Value add_durations(Evaluator& evaluator, const Value& a, const Value& b, int sign) {
  const bool days = a.is(Kind::days_duration);
  const Int128 total = days ? a.as_days().nanos + b.as_days().nanos * sign
                            : Int128{a.as_months().months} + Int128{b.as_months().months} * sign;
  if (!is_in_range(total, days ? kDurationNanosMax : kMonthsMax))
    return evaluator.warn("时长超出范围");
  if (days) return Value(DaysDuration{total});
  return Value(MonthsDuration{static_cast<std::int64_t>(total)});
}

}  // namespace

Value add(Evaluator& evaluator, const Value& a, const Value& b) {
  if (a.is(Kind::number) && b.is(Kind::number))
    return number_or_warn(evaluator, base::checked_add(a.as_number(), b.as_number()));
  if (a.is(Kind::string) && b.is(Kind::string)) {
    evaluator.check_bytes(a.as_string().size() + b.as_string().size());
    return Value(a.as_string() + b.as_string());
  }
  if (is_point(a) && is_duration(b)) return shift(evaluator, a, b, 1);
  if (is_duration(a) && is_point(b)) return shift(evaluator, b, a, 1);
  if (is_duration(a) && a.kind() == b.kind()) return add_durations(evaluator, a, b, 1);
  return refuse(evaluator, "相加", a, b);
}

Value subtract(Evaluator& evaluator, const Value& a, const Value& b) {
  if (a.is(Kind::number) && b.is(Kind::number))
    return number_or_warn(evaluator, base::checked_subtract(a.as_number(), b.as_number()));
  if (is_point(a) && is_duration(b)) return shift(evaluator, a, b, -1);
  if (is_point(a) && is_point(b) && a.is(Kind::time) == b.is(Kind::time))
    return days_between(evaluator, a, b);
  if (is_duration(a) && a.kind() == b.kind()) return add_durations(evaluator, a, b, -1);
  return refuse(evaluator, "相减", a, b);
}

Value multiply(Evaluator& evaluator, const Value& a, const Value& b) {
  if (a.is(Kind::number) && b.is(Kind::number))
    return number_or_warn(evaluator, base::checked_multiply(a.as_number(), b.as_number()));
  if (is_duration(a) && b.is(Kind::number))
    return scaled(evaluator, a, base::checked_multiply(amount_of(a), b.as_number()));
  if (a.is(Kind::number) && is_duration(b)) return multiply(evaluator, b, a);
  return refuse(evaluator, "相乘", a, b);
}

Value divide(Evaluator& evaluator, const Value& a, const Value& b) {
  if (a.is(Kind::number) && b.is(Kind::number))
    return number_or_warn(evaluator, base::checked_divide(a.as_number(), b.as_number()));
  if (is_duration(a) && b.is(Kind::number))
    return scaled(evaluator, a, base::checked_divide(amount_of(a), b.as_number()));
  if (is_duration(a) && a.kind() == b.kind())
    return number_or_warn(evaluator, base::checked_divide(amount_of(a), amount_of(b)));
  return refuse(evaluator, "相除", a, b);
}

Value raise(Evaluator& evaluator, const Value& a, const Value& b) {
  if (a.is(Kind::number) && b.is(Kind::number))
    return number_or_warn(evaluator, base::power(a.as_number(), b.as_number()));
  return refuse(evaluator, "乘方", a, b);
}

Value negate(Evaluator& evaluator, const Value& a) {
  if (a.is(Kind::number)) return Value(base::Decimal(0) - a.as_number());
  if (a.is(Kind::days_duration)) return Value(DaysDuration{-a.as_days().nanos});
  if (a.is(Kind::months_duration)) return Value(MonthsDuration{-a.as_months().months});
  return evaluator.warn(std::string(name_of(a.kind())) + " 不能取负");
}

Value compare_by(Evaluator& evaluator, Op op, const Value& a, const Value& b) {
  if (op == Op::equal || op == Op::not_equal) {
    const auto same = equal(a, b);
    if (!same) return refuse(evaluator, "相比", a, b);
    return Value(*same == (op == Op::equal));
  }
  const auto by = compare(a, b);
  if (!by) return refuse(evaluator, "比大小", a, b);
  switch (op) {
    case Op::less:
      return Value(*by < 0);
    case Op::at_most:
      return Value(*by <= 0);
    case Op::greater:
      return Value(*by > 0);
    default:
      return Value(*by >= 0);
  }
}

}  // namespace qinqing::dmn::feel
