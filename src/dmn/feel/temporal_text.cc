// Reading the lexical forms of XML Schema that FEEL takes, and "@zone".
#include "dmn/feel/temporal.h"

namespace qinqing::dmn::feel {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// A cursor over one literal; a failed read leaves it where it was.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  bool done() const { return at_ == text_.size(); }
  char peek() const { return done() ? '\0' : text_[at_]; }
  bool take(char c) {
    if (done() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  std::string_view digits() {
    const std::size_t begin = at_;
    while (!done() && is_digit(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }
  std::optional<std::int64_t> two() {
    if (text_.size() - at_ < 2 || !is_digit(text_[at_]) || !is_digit(text_[at_ + 1]))
      return std::nullopt;
    at_ += 2;
    return (text_[at_ - 2] - '0') * 10 + (text_[at_ - 1] - '0');
  }
  std::string_view rest() {
    const std::string_view out = text_.substr(at_);
    at_ = text_.size();
    return out;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

std::optional<std::int64_t> integer(std::string_view digits) {
  if (digits.empty() || digits.size() > 18) return std::nullopt;
  std::int64_t out = 0;
  for (const char c : digits) out = out * 10 + (c - '0');
  return out;
}

std::optional<Date> read_date(Cursor& cursor) {
  const bool negative = cursor.take('-');
  const std::string_view year = cursor.digits();
  if (year.size() < 4 || year.size() > 9 || (year.size() > 4 && year[0] == '0'))
    return std::nullopt;
  if (!cursor.take('-')) return std::nullopt;
  const auto month = cursor.two();
  if (!month || !cursor.take('-')) return std::nullopt;
  const auto day = cursor.two();
  if (!day) return std::nullopt;
  return Date::of(negative ? -*integer(year) : *integer(year), *month, *day);
}

std::int32_t nanos_of(std::string_view digits) {
  std::int32_t out = 0;
  for (std::size_t i = 0; i < 9; ++i) out = out * 10 + (i < digits.size() ? digits[i] - '0' : 0);
  return out;
}

std::optional<Zone> read_zone(Cursor& cursor) {
  if (cursor.done()) return Zone{};
  if (cursor.take('Z')) return cursor.done() ? Zone::offset(0) : std::nullopt;
  if (cursor.take('@')) return Zone::named(cursor.rest());
  const bool negative = cursor.peek() == '-';
  if (!cursor.take('+') && !cursor.take('-')) return std::nullopt;
  const auto hours = cursor.two();
  if (!hours || !cursor.take(':')) return std::nullopt;
  const auto minutes = cursor.two();
  if (!minutes || *minutes > 59) return std::nullopt;
  std::int64_t seconds = *hours * 3600 + *minutes * 60;
  if (cursor.take(':')) {
    const auto more = cursor.two();
    if (!more || *more > 59) return std::nullopt;
    seconds += *more;
  }
  if (!cursor.done()) return std::nullopt;
  return Zone::offset(negative ? -seconds : seconds);
}

// `next_day`: 24:00:00 is the midnight that ends the day.
std::optional<Time> read_time(Cursor& cursor, bool& next_day) {
  const auto hour = cursor.two();
  if (!hour || !cursor.take(':')) return std::nullopt;
  const auto minute = cursor.two();
  if (!minute || !cursor.take(':')) return std::nullopt;
  const auto second = cursor.two();
  if (!second) return std::nullopt;
  std::int32_t nano = 0;
  if (cursor.take('.')) {
    const std::string_view digits = cursor.digits();
    if (digits.empty()) return std::nullopt;
    nano = nanos_of(digits);
  }
  const auto zone = read_zone(cursor);
  if (!zone) return std::nullopt;
  next_day = *hour == 24 && *minute == 0 && *second == 0 && nano == 0;
  return Time::of(next_day ? 0 : *hour, *minute, *second, nano, *zone);
}

struct DurationUnit {
  char letter;
  Int128 size;
};

// Numbers with their letters in the given order; `any` says whether there was one.
bool read_units(Cursor& cursor, const DurationUnit* units, std::size_t count, Int128& total,
                bool& any, bool fraction_on_last) {
  std::size_t unit = 0;
  while (is_digit(cursor.peek())) {
    const auto value = integer(cursor.digits());
    if (!value) return false;
    std::int32_t nano = 0;
    bool fractional = false;
    if (fraction_on_last && cursor.take('.')) {
      const std::string_view digits = cursor.digits();  // "PT0.S" is a duration too
      fractional = true;
      nano = nanos_of(digits);
    }
    while (unit < count && cursor.peek() != units[unit].letter) ++unit;
    if (unit == count || (fractional && unit + 1 != count)) return false;
    cursor.take(units[unit].letter);
    total += units[unit].size * *value + nano;
    any = true;
    ++unit;
  }
  return true;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  Cursor cursor(text);
  const auto date = read_date(cursor);
  return cursor.done() ? date : std::nullopt;
}

std::optional<Time> parse_time(std::string_view text) {
  Cursor cursor(text);
  bool next_day = false;
  const auto time = read_time(cursor, next_day);
  return cursor.done() ? time : std::nullopt;
}

std::optional<DateTime> parse_date_time(std::string_view text) {
  Cursor cursor(text);
  const auto date = read_date(cursor);
  if (!date) return std::nullopt;
  if (cursor.done()) return DateTime{*date, {}};
  if (!cursor.take('T')) return std::nullopt;
  bool next_day = false;
  const auto time = read_time(cursor, next_day);
  if (!time || !cursor.done()) return std::nullopt;
  const DateTime out{*date, *time};
  return next_day ? out.plus_nanos(Int128{kSecondsPerDay} * kNanosPerSecond) : out;
}

std::optional<DaysDuration> parse_days_duration(std::string_view text) {
  static constexpr DurationUnit kDay[] = {{'D', Int128{kSecondsPerDay} * kNanosPerSecond}};
  static constexpr DurationUnit kTime[] = {
      {'H', 3600 * kNanosPerSecond}, {'M', 60 * kNanosPerSecond}, {'S', kNanosPerSecond}};
  Cursor cursor(text);
  const bool negative = cursor.take('-');
  if (!cursor.take('P')) return std::nullopt;
  Int128 total = 0;
  bool any = false;
  if (!read_units(cursor, kDay, 1, total, any, false)) return std::nullopt;
  if (cursor.take('T')) {
    bool any_time = false;
    if (!read_units(cursor, kTime, 3, total, any_time, true) || !any_time) return std::nullopt;
    any = true;
  }
  if (!any || !cursor.done()) return std::nullopt;
  return DaysDuration{negative ? -total : total};
}

std::optional<MonthsDuration> parse_months_duration(std::string_view text) {
  static constexpr DurationUnit kMonths[] = {{'Y', 12}, {'M', 1}};
  Cursor cursor(text);
  const bool negative = cursor.take('-');
  if (!cursor.take('P')) return std::nullopt;
  Int128 total = 0;
  bool any = false;
  if (!read_units(cursor, kMonths, 2, total, any, false) || !any || !cursor.done())
    return std::nullopt;
  if (total > Int128{100'000'000'000'000'000}) return std::nullopt;
  const auto months = static_cast<std::int64_t>(total);
  return MonthsDuration{negative ? -months : months};
}

}  // namespace qinqing::dmn::feel
