#include "casework/calendar/count_query.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <utility>

namespace qinqing::casework {
namespace {

using boost::json::array;
using boost::json::object;

// A year and a day: what an office promises is shorter, and an answer stays a page.
constexpr int kDaysMax = 366;
constexpr int kMonthsMax = 24;

struct UnitName {
  std::string_view name;
  base::PeriodUnit unit;
  int max;
};
constexpr std::array<UnitName, 3> kUnits{{{"workdays", base::PeriodUnit::workdays, kDaysMax},
                                          {"days", base::PeriodUnit::days, kDaysMax},
                                          {"months", base::PeriodUnit::months, kMonthsMax}}};

class Reader {
 public:
  Reader(const http::Form& query, const base::Calendar& calendar)
      : query_(query), calendar_(calendar) {}

  base::Result<Count> read() {
    Count count;
    if (const auto day = required_day("from")) count.anchor.day = *day;
    const std::string_view late = text("after_hours");
    count.anchor.after_hours = late == "1";
    if (!late.empty() && late != "1" && late != "0")
      faults_.add("value", "/after_hours", "看不懂是不是在 17:30 以后", "1 是，0 不是");
    count.period = period();
    if (!text("pause_from").empty() || !text("pause_to").empty()) pause(count);
    if (!faults_.empty()) return faults_;
    return count;
  }

 private:
  std::string_view text(std::string_view name) const { return query_.first(name).value_or(""); }

  std::optional<base::Date> required_day(const std::string& name) {
    const std::string pointer = "/" + name;
    if (text(name).empty()) {
      faults_.add("missing", pointer, "没有写日子", "例如 2026-11-27");
      return std::nullopt;
    }
    const auto day = base::Date::parse(text(name));
    if (!day) {
      faults_.add("value", pointer, "没有这一天，或者写法不对", "例如 2026-11-27");
    } else if (day->year() < calendar_.first_year() || day->year() > calendar_.last_year()) {
      faults_.add("range", pointer, "工作日历里没有 " + std::to_string(day->year()) + " 年，不能数",
                  std::to_string(calendar_.first_year()) + " 年到 " +
                      std::to_string(calendar_.last_year()) + " 年的日子可以数");
      return std::nullopt;
    }
    return day;
  }

  base::Period period() {
    const std::string_view unit = text("unit").empty() ? kUnits[0].name : text("unit");
    const auto* known = std::ranges::find(kUnits, unit, &UnitName::name);
    if (known == kUnits.end()) {
      faults_.add("value", "/unit", "看不懂按什么数", "workdays 工作日、days 日、months 月");
      return {};
    }
    const std::string_view way = text("way");
    if (!way.empty() && way != "after" && way != "before")
      faults_.add("value", "/way", "看不懂往哪边数", "after 往后、before 往前");
    const std::string_view typed = text("count");
    if (typed.empty()) {
      faults_.add("missing", "/count", "没有写数几天", "写一个整数");
      return {};
    }
    int count = 0;
    const auto read = std::from_chars(typed.data(), typed.data() + typed.size(), count);
    if (read.ec != std::errc() || read.ptr != typed.data() + typed.size()) {
      faults_.add("value", "/count", "数几天要写成整数", "例如 5");
      return {};
    }
    if (count > known->max || count < -known->max) {
      faults_.add("range", "/count", "这里最多数 " + std::to_string(known->max), "分几次数");
      return {};
    }
    return {.count = way == "before" ? -count : count, .unit = known->unit};
  }

  void pause(Count& count) {
    const auto from = required_day("pause_from");
    const auto to = required_day("pause_to");
    if (!from || !to) return;
    if (*to < *from)
      faults_.add("range", "/pause_to", "暂停的最后一天早于第一天", "两头都算在暂停里");
    else if (*to - *from >= kDaysMax)
      faults_.add("range", "/pause_to", "这里暂停最多 " + std::to_string(kDaysMax) + " 天", "");
    count.pauses.push_back({.from = *from, .to = *to, .reason = ""});
  }

  const http::Form& query_;
  const base::Calendar& calendar_;
  base::Faults faults_;
};

}  // namespace

base::Result<Count> read_count_query(const http::Form& query, const base::Calendar& calendar) {
  return Reader(query, calendar).read();
}

object count_view(const base::Certificate& certificate, const base::Calendar& calendar) {
  array steps;
  for (const base::DeadlineStep& step : certificate.steps)
    steps.push_back(object{{"day", step.day.to_string()},
                           {"day_text", step.day.to_chinese_full()},
                           {"weekday", step.day.weekday_chinese()},
                           {"why", step.why},
                           {"counted", step.counted},
                           {"due", step.day == certificate.due},
                           {"provisional", calendar.day(step.day).provisional}});
  return {{"due", certificate.due.to_string()},
          {"due_text", certificate.due.to_chinese_full()},
          {"due_weekday", certificate.due.weekday_chinese()},
          {"period", certificate.period.to_chinese()},
          {"provisional", certificate.provisional},
          {"hash", certificate.calendar_hash},
          {"steps", std::move(steps)}};
}

}  // namespace qinqing::casework
