#include "norms/views_duties.h"

#include <algorithm>
#include <boost/json/object.hpp>
#include <tuple>

#include "norms/views.h"
#include "norms/views_headline.h"

namespace qinqing::norms {
namespace {

using boost::json::array;
using boost::json::object;

std::string anchor_words(const Pack& pack, const Duty& duty) {
  if (duty.anchor_fact) return pack.facts[*duty.anchor_fact].label;
  return duty.anchor == "asked_on" ? "问的这一天" : "事情的那一天";
}

object state_view(DutyState state) {
  std::string_view word = "要做";
  if (state == DutyState::met) word = "已经做了";
  if (state == DutyState::late) word = "已过期，请马上补做";
  if (state == DutyState::missed) word = "没有做，日子已过";
  return {{"state", to_string(state)},
          {"word", word},
          {"met", state == DutyState::met},
          {"owed", state == DutyState::owed},
          {"over", state == DutyState::late || state == DutyState::missed}};
}

// Every day from the anchor to the due day, counted or passed over, and why.
object count_view(const Pack& pack, const Duty& duty, const base::Certificate& certificate,
                  base::Date today) {
  array steps;
  for (const base::DeadlineStep& step : certificate.steps)
    steps.push_back(
        {{"day", day_text(step.day, today)}, {"why", step.why}, {"counted", step.counted}});
  return {
      {"rule", "从" + anchor_words(pack, duty) + "（" + day_text(certificate.anchor.day, today) +
                   "）算，" + certificate.period.to_chinese() +
                   (duty.until_1730 ? "，到那天 17:30" : "，到那天结束")},
      {"steps", std::move(steps)},
      {"provisional", certificate.provisional}};
}

object duty_view(const Check& check, const DutyResult& result, const base::Calendar& calendar) {
  const Pack& pack = check.served->pack;
  const Duty& duty = pack.duties[result.duty];
  const base::Date today = check.situation.asked_on;
  object row{{"when", duty_time(pack, result, check.situation)},
             {"does", duty.does},
             {"who", duty.who},
             {"to", duty.to},
             {"status", state_view(result.state)},
             {"has_due", result.due.has_value()},
             {"day", result.due ? short_day(*result.due, today) : ""},
             {"iso", result.due ? result.due->to_string() : ""},
             {"weekday", ""},
             {"anchor", anchor_words(pack, duty)},
             {"count", false}};
  if (result.due)
    row["weekday"] = result.due->weekday_chinese() + (duty.until_1730 ? " 17:30 前" : "前");
  if (result.due == check.situation.contact_on && !duty.until_1730)
    row["weekday"] = result.due->weekday_chinese();
  if (const auto certificate = duty_certificate(duty, check.situation, calendar))
    row["count"] = count_view(pack, duty, *certificate, today);
  return row;
}

}  // namespace

array duties_view(const Check& check, const base::Calendar& calendar) {
  const Pack& pack = check.served->pack;
  std::vector<DutyResult> sorted = check.judgement.outcome.duties;
  std::ranges::sort(sorted, {}, [&](const DutyResult& result) {
    const base::Date due = result.due.value_or(base::Date::from_day_number(INT32_MAX));
    return std::tuple(pack.duties[result.duty].when, due, result.duty);
  });
  array rows;
  for (const DutyResult& duty : sorted) rows.push_back(duty_view(check, duty, calendar));
  return rows;
}

object ask_view(const Check& check, const base::Calendar& calendar) {
  const Ask& ask = check.served->pack.ask;
  const base::Date today = check.situation.asked_on;
  object view{{"whom", ask.whom},
              {"how", ask.how},
              {"today", short_day(today, today)},
              {"today_weekday", today.weekday_chinese()},
              {"by", ""},
              {"by_weekday", ""},
              {"note", ask.basis}};
  if (const auto period = base::Period::parse(ask.within)) {
    const base::Date by = base::count_deadline({.day = today}, *period, calendar).due;
    view["by"] = short_day(by, today);
    view["by_weekday"] = by.weekday_chinese() + "前";
  }
  return view;
}

}  // namespace qinqing::norms
