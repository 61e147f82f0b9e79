// Equality, order, membership and arithmetic of FEEL's values (tables 53, 55–57).
#include <chrono>

#include "base/decimal_math.h"
#include "dmn/testing/plain_feel.h"

namespace qinqing::dmn::testing {
namespace {

using feel::Range;
using feel::Value;
using Kind = FeelTree::Kind;
using ValueKind = Value::Kind;

// --- days, by another calendar than the engine's

std::chrono::sys_days days_of(feel::Date date) {
  return std::chrono::year(date.year) / std::chrono::month(date.month) / std::chrono::day(date.day);
}

Value date_of(std::chrono::year_month_day date) {
  return Value::maybe(feel::Date::of(static_cast<int>(date.year()),
                                     static_cast<unsigned>(date.month()),
                                     static_cast<unsigned>(date.day())));
}

Value moved(const Value& date, const Value& duration, int sign) {
  const auto day = days_of(date.as_date());
  if (duration.is(ValueKind::months_duration)) {
    auto month =
        std::chrono::year_month_day(day) + std::chrono::months(sign * duration.as_months().months);
    if (!month.ok()) month = month.year() / month.month() / std::chrono::last;
    return date_of(month);
  }
  // A day has no time: what is left of a day counts from its midnight.
  const auto hours = std::chrono::hours(
      sign * static_cast<std::int64_t>(duration.as_days().nanos / 3'600'000'000'000));
  return date_of(std::chrono::floor<std::chrono::days>(day + hours));
}

bool is_duration(const Value& value) {
  return value.is(ValueKind::days_duration) || value.is(ValueKind::months_duration);
}

std::optional<bool> in_range(const Value& value, const Range& range) {
  const auto from = plain_order(value, range.start);
  const auto to = plain_order(value, range.end);
  const auto above =
      from ? std::optional(range.start_included ? *from >= 0 : *from > 0) : std::nullopt;
  const auto below = to ? std::optional(range.end_included ? *to <= 0 : *to < 0) : std::nullopt;
  switch (range.form) {
    case Range::Form::less:
    case Range::Form::at_most:
      return below;
    case Range::Form::greater:
    case Range::Form::at_least:
      return above;
    case Range::Form::equal:
      return plain_equal(value, range.start);
    case Range::Form::not_equal: {
      const auto same = plain_equal(value, range.start);
      return same ? std::optional(!*same) : std::nullopt;
    }
    default:
      return plain_both(above, below);
  }
}

// What the random expressions make of days is far from the ends of 64 bits.
base::Decimal nanos_of(const Value& duration) {
  return {static_cast<std::int64_t>(duration.as_days().nanos)};
}

// Whole nanoseconds, towards zero.
Value days_of_nanos(const std::optional<base::Decimal>& nanos) {
  if (!nanos) return {};
  const std::string text = nanos->to_string();
  const auto whole = base::Decimal::parse(text.substr(0, text.find('.')));
  const auto count = whole ? whole->to_int64() : std::nullopt;
  return count ? Value(feel::DaysDuration{*count}) : Value();
}

}  // namespace

std::optional<bool> plain_both(std::optional<bool> a, std::optional<bool> b) {
  if (a == false || b == false) return false;
  return a && b ? std::optional(true) : std::nullopt;
}

Value plain_negated(const Value& value) {
  switch (value.kind()) {
    case ValueKind::number:
      return Value::maybe(base::checked_subtract(base::Decimal(0), value.as_number()));
    case ValueKind::days_duration:
      return Value(feel::DaysDuration{-value.as_days().nanos});
    case ValueKind::months_duration:
      return Value(feel::MonthsDuration{-value.as_months().months});
    default:
      return {};
  }
}

Value plain_numeric(const Value& a, const Value& b,
                    std::optional<base::Decimal> (*by)(const base::Decimal&,
                                                       const base::Decimal&)) {
  if (!a.is(ValueKind::number) || !b.is(ValueKind::number)) return {};
  return Value::maybe(by(a.as_number(), b.as_number()));
}

std::optional<bool> plain_equal(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return a.is_null() == b.is_null();
  if (a.kind() != b.kind()) return std::nullopt;
  switch (a.kind()) {
    case ValueKind::boolean:
      return a.as_boolean() == b.as_boolean();
    case ValueKind::list: {
      if (a.as_list().size() != b.as_list().size()) return false;
      for (std::size_t i = 0; i < a.as_list().size(); ++i)
        if (plain_equal(a.as_list()[i], b.as_list()[i]) != true) return false;
      return true;
    }
    case ValueKind::context: {
      if (a.as_context().size() != b.as_context().size()) return false;
      for (const auto& [key, value] : a.as_context().entries()) {
        const Value* other = b.as_context().find(key);
        if (other == nullptr || plain_equal(value, *other) != true) return false;
      }
      return true;
    }
    case ValueKind::range:
      return a.to_feel() == b.to_feel();
    default: {
      const auto by = plain_order(a, b);
      return by ? std::optional(*by == 0) : std::nullopt;
    }
  }
}

std::optional<int> plain_order(const Value& a, const Value& b) {
  const auto sign = [](auto by) { return by < 0 ? -1 : by > 0 ? 1 : 0; };
  if (a.kind() != b.kind()) return std::nullopt;
  switch (a.kind()) {
    case ValueKind::number:
      return sign(a.as_number() <=> b.as_number());
    case ValueKind::string:
      return sign(a.as_string().compare(b.as_string()));
    case ValueKind::date:
      return sign((days_of(a.as_date()) - days_of(b.as_date())).count());
    case ValueKind::days_duration:
      return sign(a.as_days().nanos <=> b.as_days().nanos);
    case ValueKind::months_duration:
      return sign(a.as_months().months <=> b.as_months().months);
    default:
      return std::nullopt;
  }
}

std::optional<bool> plain_in(const Value& value, const Value& test) {
  if (test.is(ValueKind::range) && !value.is(ValueKind::range))
    return in_range(value, test.as_range());
  if (!test.is(ValueKind::list)) return plain_equal(value, test);
  for (const Value& item : test.as_list()) {
    if (plain_equal(value, item) == true) return true;
    if (item.is(ValueKind::range) && in_range(value, item.as_range()) == true) return true;
  }
  return plain_equal(value, test) == true;
}

Value plain_sum(const Value& a, const Value& b) {
  if (a.is(ValueKind::string) && b.is(ValueKind::string))
    return Value(a.as_string() + b.as_string());
  if (a.is(ValueKind::date) && is_duration(b)) return moved(a, b, 1);
  if (b.is(ValueKind::date) && is_duration(a)) return moved(b, a, 1);
  if (is_duration(b)) return plain_difference(a, plain_negated(b));
  return plain_numeric(a, b, base::checked_add);
}

Value plain_difference(const Value& a, const Value& b) {
  if (a.is(ValueKind::number) && b.is(ValueKind::number))
    return Value::maybe(base::checked_subtract(a.as_number(), b.as_number()));
  if (a.is(ValueKind::date) && is_duration(b)) return moved(a, b, -1);
  if (a.is(ValueKind::date) && b.is(ValueKind::date))
    return Value(
        feel::DaysDuration{feel::Int128{(days_of(a.as_date()) - days_of(b.as_date())).count()} *
                           86'400 * feel::kNanosPerSecond});
  if (a.kind() == b.kind() && a.is(ValueKind::days_duration))
    return Value(feel::DaysDuration{a.as_days().nanos - b.as_days().nanos});
  if (a.kind() == b.kind() && a.is(ValueKind::months_duration))
    return Value(feel::MonthsDuration{a.as_months().months - b.as_months().months});
  return {};
}

Value plain_product(const Value& a, const Value& b) {
  if (a.is(ValueKind::number) && b.is(ValueKind::days_duration)) return plain_product(b, a);
  if (a.is(ValueKind::days_duration) && b.is(ValueKind::number))
    return days_of_nanos(base::checked_multiply(nanos_of(a), b.as_number()));
  return plain_numeric(a, b, base::checked_multiply);
}

Value plain_quotient(const Value& a, const Value& b) {
  if (a.is(ValueKind::days_duration) && b.is(ValueKind::number))
    return days_of_nanos(base::checked_divide(nanos_of(a), b.as_number()));
  if (a.is(ValueKind::days_duration) && b.is(ValueKind::days_duration))
    return Value::maybe(base::checked_divide(nanos_of(a), nanos_of(b)));
  return plain_numeric(a, b, base::checked_divide);
}

int plain_weekday(feel::Date date) {
  return static_cast<int>(std::chrono::weekday(days_of(date)).iso_encoding());
}

}  // namespace qinqing::dmn::testing
