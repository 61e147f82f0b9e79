// Deadlines as certificates: not a date but the whole count, so that a person can follow it with a
// finger and another program can recompute it.
//
// The rules (DESIGN §3.7; Civil Code art. 200–203):
//   1. The anchor day is not counted.
//   2. An anchor after 17:30, or on a day off, counts as the next working day (forward periods).
//   3. Days of a pause are not counted, both ends included; of a period in days or months each
//      paused day moves the end by one.
//   4. An offset before the anchor (negative) counts back from the anchor itself and never rolls;
//      pauses do not move it, since they only ever give more time.
//   5. A period in days or months that ends on a day off ends on the next working day.
//   6. Months clamp to the month's end.
//   7. Due at the end of the day, or at 17:30 where the period says so.
//
// The certificate lists every day from the anchor to the due day, so that it can be recounted: the
// first step is the anchor, the last is the due day. A period of no days is due on the day it is
// counted from. A due day that falls into a pause moves behind it.
//
// Thread-safety: pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.h"
#include "base/date.h"
#include "base/fault.h"

namespace qinqing::base {

enum class PeriodUnit { workdays, days, months };

struct Period {
  int count = 0;  // negative: before the anchor
  PeriodUnit unit = PeriodUnit::days;

  // "-1 workday", "5 workdays", "0 days", "1 month": an integer of at most four digits, one space,
  // a unit in singular or plural. Anything else is nullopt.
  static std::optional<Period> parse(std::string_view text);
  std::string to_string() const;   // "-1 workday"
  std::string to_chinese() const;  // "前 1 个工作日", "1 个月内", "当天"
  friend bool operator==(const Period&, const Period&) = default;
};

struct Pause {
  Date from;
  Date to;  // last day, included
  std::string reason;
};

struct Anchor {
  Date day;
  bool after_hours = false;  // the event came after 17:30
};

struct DeadlineStep {
  Date day;
  bool counted = false;
  std::string why;  // "第 1 个工作日", "星期六", "春节", "暂停：补充材料" …
};

struct Certificate {
  Anchor anchor;
  Date counted_from;  // the anchor after rule 2
  Period period;
  std::vector<Pause> pauses;  // those that were looked at, by their first day
  std::string calendar_hash;
  bool provisional = false;         // a day of a provisional year was looked at
  std::vector<DeadlineStep> steps;  // every day from the anchor to the due day, in that order
  Date due;
};

// Counts one deadline. Pauses may come in any order and may overlap; a pause that ends before it
// begins is ignored. Cost: linear in the days looked at.
Certificate count_deadline(const Anchor& anchor, const Period& period, const Calendar& calendar,
                           std::vector<Pause> pauses = {});

}  // namespace qinqing::base
