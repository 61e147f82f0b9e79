// A value of FEEL (DMN 1.5 §10.3.2.3): any of its kinds in 32 bytes.
//
// Numbers, booleans, days, times and durations lie inside; strings, lists, contexts, ranges and
// functions are shared and immutable, so that copying a value never copies what it holds.
//
// Thread-safety: plain values. A function made by a model must not outlive that model.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/decimal.h"
#include "dmn/feel/temporal.h"

namespace qinqing::dmn::feel {

class Value;
class Function;
class Context;
struct Range;

using List = std::vector<Value>;

class Value {
 public:
  enum class Kind : std::uint8_t {
    null,
    boolean,
    number,
    string,
    date,
    time,
    date_time,
    days_duration,
    months_duration,
    list,
    context,
    range,
    function,
  };

  Value() = default;  // null
  explicit Value(bool value) : held_(value) {}
  explicit Value(base::Decimal value) : held_(value) {}
  explicit Value(std::int64_t value) : held_(base::Decimal(value)) {}
  explicit Value(std::string value)
      : held_(std::make_shared<const std::string>(std::move(value))) {}
  explicit Value(Date value) : held_(value) {}
  explicit Value(Time value) : held_(value) {}
  explicit Value(DateTime value) : held_(value) {}
  explicit Value(DaysDuration value) : held_(value) {}
  explicit Value(MonthsDuration value) : held_(value) {}
  explicit Value(List items);
  explicit Value(Context entries);
  explicit Value(Range range);
  explicit Value(std::shared_ptr<const Function> function) : held_(std::move(function)) {}
  template <class T>
  static Value maybe(const std::optional<T>& value) {
    return value ? Value(*value) : Value();
  }

  Kind kind() const { return static_cast<Kind>(held_.index()); }
  bool is(Kind kind_asked) const { return kind() == kind_asked; }
  bool is_null() const { return held_.index() == 0; }
  bool is_true() const { return is(Kind::boolean) && as_boolean(); }
  bool is_false() const { return is(Kind::boolean) && !as_boolean(); }

  // Each requires its kind.
  bool as_boolean() const { return *std::get_if<bool>(&held_); }
  const base::Decimal& as_number() const { return *std::get_if<base::Decimal>(&held_); }
  const std::string& as_string() const {
    return **std::get_if<std::shared_ptr<const std::string>>(&held_);
  }
  Date as_date() const { return *std::get_if<Date>(&held_); }
  const Time& as_time() const { return *std::get_if<Time>(&held_); }
  const DateTime& as_date_time() const { return *std::get_if<DateTime>(&held_); }
  DaysDuration as_days() const { return *std::get_if<DaysDuration>(&held_); }
  MonthsDuration as_months() const { return *std::get_if<MonthsDuration>(&held_); }
  const List& as_list() const { return **std::get_if<std::shared_ptr<const List>>(&held_); }
  const Context& as_context() const {
    return **std::get_if<std::shared_ptr<const Context>>(&held_);
  }
  const Range& as_range() const { return **std::get_if<std::shared_ptr<const Range>>(&held_); }
  const std::shared_ptr<const Function>& as_function() const {
    return *std::get_if<std::shared_ptr<const Function>>(&held_);
  }

  // As FEEL writes it: "eat", 80.00, true, @"2026-11-27", null, [..], {..}; a function has no such
  // form and is `function`.
  std::string to_feel() const;

 private:
  std::variant<std::monostate, bool, base::Decimal, std::shared_ptr<const std::string>, Date, Time,
               DateTime, DaysDuration, MonthsDuration, std::shared_ptr<const List>,
               std::shared_ptr<const Context>, std::shared_ptr<const Range>,
               std::shared_ptr<const Function>>
      held_;
};

// In order of insertion; a key stands once.
class Context {
 public:
  using Entry = std::pair<std::string, Value>;

  const Value* find(std::string_view key) const;  // nullptr where there is none
  void put(std::string_view key, Value value);    // replaces in place
  void remove(std::string_view key);
  std::size_t size() const { return entries_.size(); }
  const std::vector<Entry>& entries() const { return entries_; }

 private:
  std::vector<Entry> entries_;
};

// [1..10], or a unary comparison in parentheses: (< 10).
struct Range {
  enum class Form : std::uint8_t { interval, less, at_most, greater, at_least, equal, not_equal };
  Form form = Form::interval;
  bool start_included = false;
  bool end_included = false;
  Value start;  // null: open
  Value end;

  // nullopt where the ends cannot be compared or stand the wrong way round.
  static std::optional<Range> between(Value start, bool start_included, Value end,
                                      bool end_included);
  // `< end` and its like; the form is not `interval`.
  static Range unary(Form form, Value end);

  // Three-valued: nullopt where the value cannot be compared with the ends.
  std::optional<bool> includes(const Value& value) const;
};

// "number", "days and time duration", … as warnings name a kind.
std::string_view name_of(Value::Kind kind);

// FEEL's `=` (§10.3.2.13): nullopt between kinds that cannot be compared; null equals only null.
// Times and date-times are compared by the second, as instants where both have a zone.
std::optional<bool> equal(const Value& a, const Value& b);
// Order within one kind that has one: negative, 0 or positive; nullopt otherwise.
std::optional<int> compare(const Value& a, const Value& b);
// FEEL's `is`: the same in every component, zones included.
bool identical(const Value& a, const Value& b);

// FEEL's string(): a string as it is, anything else as written; nullopt of null.
std::optional<std::string> to_text(const Value& value);

// Throws LimitExceeded where the value is too large or too deep to be printed or compared.
void check_size(const Value& value);

base::Decimal decimal_of(Int128 value);
// Truncated; nullopt beyond 10^37.
std::optional<Int128> int128_of(const base::Decimal& value);

}  // namespace qinqing::dmn::feel
