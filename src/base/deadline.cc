#include "base/deadline.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <tuple>
#include <utility>

namespace qinqing::base {

namespace {

struct Unit {
  PeriodUnit unit;
  std::string_view singular;
  std::string_view plural;
  std::string_view chinese;
};

constexpr Unit kUnits[] = {{PeriodUnit::workdays, "workday", "workdays", "个工作日"},
                           {PeriodUnit::days, "day", "days", "日"},
                           {PeriodUnit::months, "month", "months", "个月"}};

const Unit& unit_of(PeriodUnit unit) {
  return *std::find_if(std::begin(kUnits), std::end(kUnits),
                       [&](const Unit& entry) { return entry.unit == unit; });
}

// The dates' last day: a count that would go beyond stops there.
bool is_last_day(Date day) {
  return day == day.add_days(1);
}
bool is_first_day(Date day) {
  return day == day.add_days(-1);
}

std::string ordinal(int number, std::string_view unit) {
  return "第 " + std::to_string(number) + " " + std::string(unit);
}

class Count {
 public:
  Count(const Anchor& anchor, const Period& period, const Calendar& calendar,
        std::vector<Pause> pauses)
      : calendar_(calendar) {
    std::erase_if(pauses, [](const Pause& pause) { return pause.to < pause.from; });
    std::sort(pauses.begin(), pauses.end(), [](const Pause& a, const Pause& b) {
      return std::tie(a.from, a.to, a.reason) < std::tie(b.from, b.to, b.reason);
    });
    certificate_.anchor = anchor;
    certificate_.period = period;
    certificate_.pauses = std::move(pauses);
    certificate_.calendar_hash = calendar.hash();
  }

  Certificate run() {
    if (certificate_.period.count < 0)
      count_back();
    else
      count_forward();
    return std::move(certificate_);
  }

 private:
  void step(Date day, bool counted, std::string why) {
    certificate_.steps.push_back({.day = day, .counted = counted, .why = std::move(why)});
  }

  // Every look at the calendar goes through here, so that `provisional` is never forgotten.
  Calendar::Day look(Date day) {
    const Calendar::Day found = calendar_.day(day);
    certificate_.provisional |= found.provisional;
    return found;
  }

  const Pause* pause_on(Date day) const {
    const auto pause = std::find_if(certificate_.pauses.begin(), certificate_.pauses.end(),
                                    [&](const Pause& p) { return p.from <= day && day <= p.to; });
    return pause == certificate_.pauses.end() ? nullptr : &*pause;
  }

  static std::string paused(const Pause& pause) {
    return pause.reason.empty() ? "暂停" : "暂停：" + pause.reason;
  }

  void count_back() {
    const Period& period = certificate_.period;
    Date day = certificate_.anchor.day;
    certificate_.counted_from = day;
    step(day, false, "起算日，不计入");
    if (period.unit == PeriodUnit::workdays)
      day = workdays(day, -std::int64_t{period.count}, -1);
    else
      day = calendar_days(day, back_to(day), -1);
    certificate_.due = day;
  }

  Date back_to(Date day) const {
    const Period& period = certificate_.period;
    return period.unit == PeriodUnit::months ? day.add_months(period.count)
                                             : day.add_days(period.count);
  }

  void count_forward() {
    const Period& period = certificate_.period;
    Date day = first_working_day();
    certificate_.counted_from = day;
    if (period.unit == PeriodUnit::workdays && period.count > 0) {
      day = workdays(day, period.count, 1);
    } else if (period.count > 0) {
      const Date end = period.unit == PeriodUnit::months ? day.add_months(period.count)
                                                         : day.add_days(period.count);
      day = calendar_days(day, end, 1);
    }
    certificate_.due = first_open_day(day);
  }

  // Rule 2. Leaves a step for every day from the anchor to the day counted from.
  Date first_working_day() {
    Date day = certificate_.anchor.day;
    while (true) {
      const Calendar::Day found = look(day);
      const bool is_anchor = day == certificate_.anchor.day;
      const bool passed = !found.working || (is_anchor && certificate_.anchor.after_hours);
      if (!passed || is_last_day(day)) break;
      std::string why(found.working ? "17:30 以后" : found.why);
      if (is_anchor) why += "，视为下一个工作日";
      step(day, false, std::move(why));
      day = day.add_days(1);
    }
    step(day, false, "起算日，不计入");
    return day;
  }

  // Rules 1 and 3: `count` working days outside pauses (pauses hold forward only, rule 4).
  Date workdays(Date day, std::int64_t count, int direction) {
    for (int counted = 0; counted < count;) {
      if (direction > 0 ? is_last_day(day) : is_first_day(day)) break;
      day = day.add_days(direction);
      const Calendar::Day found = look(day);
      const Pause* pause = direction > 0 ? pause_on(day) : nullptr;
      if (pause != nullptr)
        step(day, false, paused(*pause));
      else if (!found.working)
        step(day, false, std::string(found.why));
      else
        step(day, true, numbered(++counted, direction));
    }
    return day;
  }

  // As many days as lie between `day` and `end`, paused days not among them.
  Date calendar_days(Date day, Date end, int direction) {
    const std::int32_t count = std::abs(end - day);
    for (int counted = 0; counted < count;) {
      if (direction > 0 ? is_last_day(day) : is_first_day(day)) break;
      day = day.add_days(direction);
      const Pause* pause = direction > 0 ? pause_on(day) : nullptr;
      if (pause != nullptr)
        step(day, false, paused(*pause));
      else
        step(day, true, numbered(++counted, direction));
    }
    return day;
  }

  std::string numbered(int number, int direction) const {
    const bool working = certificate_.period.unit == PeriodUnit::workdays;
    const std::string text = ordinal(number, working ? "个工作日" : "日");
    return direction > 0 ? text : "前" + text;
  }

  // Rule 5, and the same for a period that ends in a pause: the first day from `day` on that is
  // worked and not paused. A count of working days has ended on one already.
  Date first_open_day(Date day) {
    while (!is_last_day(day)) {
      const Calendar::Day found = look(day);
      const Pause* pause = pause_on(day);
      if (pause == nullptr && found.working) break;
      DeadlineStep& last = certificate_.steps.back();
      last.why += "；" + (pause != nullptr ? paused(*pause) : std::string(found.why)) + "，顺延";
      day = day.add_days(1);
      step(day, false, "顺延");
    }
    return day;
  }

  const Calendar& calendar_;
  Certificate certificate_;
};

}  // namespace

std::optional<Period> Period::parse(std::string_view text) {
  const std::size_t space = text.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const std::string_view number = text.substr(0, space);
  const std::string_view digits = number.starts_with('-') ? number.substr(1) : number;
  if (digits.empty() || digits.size() > 4) return std::nullopt;
  int count = 0;
  const auto result = std::from_chars(number.data(), number.data() + number.size(), count);
  if (result.ec != std::errc() || result.ptr != number.data() + number.size()) return std::nullopt;
  const std::string_view name = text.substr(space + 1);
  for (const Unit& unit : kUnits)
    if (name == unit.singular || name == unit.plural)
      return Period{.count = count, .unit = unit.unit};
  return std::nullopt;
}

std::string Period::to_string() const {
  const Unit& entry = unit_of(unit);
  const bool one = count == 1 || count == -1;
  return std::to_string(count) + " " + std::string(one ? entry.singular : entry.plural);
}

std::string Period::to_chinese() const {
  if (count == 0) return "当天";
  const std::string amount =
      std::to_string(std::abs(std::int64_t{count})) + " " + std::string(unit_of(unit).chinese);
  return count < 0 ? "前 " + amount : amount + "内";
}

Certificate count_deadline(const Anchor& anchor, const Period& period, const Calendar& calendar,
                           std::vector<Pause> pauses) {
  return Count(anchor, period, calendar, std::move(pauses)).run();
}

}  // namespace qinqing::base
