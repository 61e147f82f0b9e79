// Equality, order and identity of FEEL values (DMN 1.5 §10.3.2.13, tables 52–54).
#include <algorithm>

#include "dmn/feel/value.h"
#include "dmn/feel/walk.h"

namespace qinqing::dmn::feel {
namespace {

using Kind = Value::Kind;

template <class T>
int order(const T& a, const T& b) {
  return a < b ? -1 : (b < a ? 1 : 0);
}

bool both_zoned_or_local(const Zone& a, const Zone& b) {
  return a.is_local() == b.is_local();
}

// A zone is what it makes of the clock: names of one offset are the same.
bool same_time(const Time& a, const Time& b, std::int64_t local_second) {
  return a.second == b.second && a.nano == b.nano &&
         a.zone.offset_at(local_second) == b.zone.offset_at(local_second);
}

std::optional<bool> equal_lists(const List& a, const List& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (!equal(a[i], b[i]).value_or(false)) return false;
  return true;
}

std::optional<bool> equal_contexts(const Context& a, const Context& b) {
  if (a.size() != b.size()) return false;
  return std::ranges::all_of(a.entries(), [&b](const Context::Entry& entry) {
    const Value* other = b.find(entry.first);
    return other != nullptr && equal(entry.second, *other).value_or(false);
  });
}

bool equal_ranges(const Range& a, const Range& b) {
  return a.form == b.form && a.start_included == b.start_included &&
         a.end_included == b.end_included && equal(a.start, b.start).value_or(false) &&
         equal(a.end, b.end).value_or(false);
}

std::optional<bool> both(std::optional<bool> a, std::optional<bool> b) {
  if ((a && !*a) || (b && !*b)) return false;
  if (!a || !b) return std::nullopt;
  return true;
}

std::optional<bool> above(const Value& value, const Value& start, bool included) {
  const auto by = compare(value, start);
  if (!by) return std::nullopt;
  return included ? *by >= 0 : *by > 0;
}

std::optional<bool> below(const Value& value, const Value& end, bool included) {
  const auto by = compare(value, end);
  if (!by) return std::nullopt;
  return included ? *by <= 0 : *by < 0;
}

}  // namespace

namespace {

// Of numbers, days, times and durations of one kind.
bool equal_points(const Value& a, const Value& b) {
  switch (a.kind()) {
    case Kind::time:
      if (!both_zoned_or_local(a.as_time().zone, b.as_time().zone)) return false;
      return a.as_time().utc_second() == b.as_time().utc_second();
    case Kind::date_time:
      if (!both_zoned_or_local(a.as_date_time().time.zone, b.as_date_time().time.zone))
        return false;
      return a.as_date_time().utc_second() == b.as_date_time().utc_second();
    default:
      return *compare(a, b) == 0;
  }
}

}  // namespace

std::optional<bool> equal(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return a.is_null() && b.is_null();
  if (a.kind() != b.kind()) return std::nullopt;
  if (a.is(Kind::string)) return a.as_string() == b.as_string();
  if (a.is(Kind::boolean)) return a.as_boolean() == b.as_boolean();
  if (a.kind() < Kind::list) return equal_points(a, b);
  const Walk walk;
  switch (a.kind()) {
    case Kind::list:
      return equal_lists(a.as_list(), b.as_list());
    case Kind::context:
      return equal_contexts(a.as_context(), b.as_context());
    case Kind::range:
      return equal_ranges(a.as_range(), b.as_range());
    default:
      return a.as_function() == b.as_function();
  }
}

std::optional<int> compare(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return std::nullopt;
  switch (a.kind()) {
    case Kind::number: {
      const auto by = a.as_number() <=> b.as_number();
      return by < 0 ? -1 : (by > 0 ? 1 : 0);
    }
    case Kind::string:  // UTF-8 sorts as code points do
      return order(a.as_string(), b.as_string());
    case Kind::date:
      return order(a.as_date(), b.as_date());
    case Kind::time:
      if (!both_zoned_or_local(a.as_time().zone, b.as_time().zone)) return std::nullopt;
      return order(a.as_time().utc_second(), b.as_time().utc_second());
    case Kind::date_time:
      if (!both_zoned_or_local(a.as_date_time().time.zone, b.as_date_time().time.zone))
        return std::nullopt;
      return order(a.as_date_time().utc_second(), b.as_date_time().utc_second());
    case Kind::days_duration:
      return order(a.as_days(), b.as_days());
    case Kind::months_duration:
      return order(a.as_months(), b.as_months());
    default:
      return std::nullopt;
  }
}

bool identical(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return false;
  const Walk walk;
  switch (a.kind()) {
    case Kind::time:
      return same_time(a.as_time(), b.as_time(), a.as_time().second);
    case Kind::date_time:
      return a.as_date_time().date == b.as_date_time().date &&
             same_time(a.as_date_time().time, b.as_date_time().time,
                       a.as_date_time().local_second());
    case Kind::list:
      return std::ranges::equal(a.as_list(), b.as_list(), identical);
    case Kind::context:
      return a.as_context().size() == b.as_context().size() &&
             std::ranges::all_of(a.as_context().entries(), [&b](const Context::Entry& entry) {
               const Value* other = b.as_context().find(entry.first);
               return other != nullptr && identical(entry.second, *other);
             });
    default:
      return equal(a, b).value_or(false);
  }
}

std::optional<Range> Range::between(Value start, bool start_included, Value end,
                                    bool end_included) {
  const auto by = compare(start, end);
  if (!by || *by > 0) return std::nullopt;
  return Range{Form::interval, start_included, end_included, std::move(start), std::move(end)};
}

Range Range::unary(Form form, Value end) {
  switch (form) {
    case Form::less:
    case Form::at_most:
      return {form, false, form == Form::at_most, {}, std::move(end)};
    case Form::greater:
    case Form::at_least:
      return {form, form == Form::at_least, false, std::move(end), {}};
    default:
      return {form, true, true, end, end};
  }
}

std::optional<bool> Range::includes(const Value& value) const {
  switch (form) {
    case Form::equal:
      return equal(value, start);
    case Form::not_equal: {
      const auto same = equal(value, start);
      return same ? std::optional<bool>(!*same) : std::nullopt;
    }
    case Form::less:
    case Form::at_most:
      return below(value, end, end_included);
    case Form::greater:
    case Form::at_least:
      return above(value, start, start_included);
    case Form::interval:
      break;
  }
  return both(above(value, start, start_included), below(value, end, end_included));
}

}  // namespace qinqing::dmn::feel
