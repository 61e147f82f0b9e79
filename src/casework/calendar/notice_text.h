// The days of a notice as people have them before them: its own paragraphs, pasted.
//
//   一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
//   春节 2月15日至23日
//
// One holiday a line: its name, then “：” or a space, then sentences. A sentence that ends in 上班
// gives shifted workdays, any other the days off, as one range. What a sentence says beside the
// days is held against them: the weekday in brackets and “共3天”. Days may be written 2027-01-01,
// 2027年1月1日, 1月1日, and behind another day of that month 3日.
//
// Thread-safety: pure functions.
#pragma once

#include <string_view>
#include <vector>

#include "base/calendar.h"
#include "base/fault.h"

namespace qinqing::casework {

struct NoticeDays {
  std::vector<base::Calendar::Holiday> holidays;
  std::vector<base::Calendar::ShiftedWorkday> workdays;
};

// `off`: paragraphs as above; `work`: lines that give workdays, whether they say 上班 or not.
// Faults, at "/off/<line>" and "/work/<line>" counted from 1: "notice.name", "notice.day" (none
// there, or no such day), "notice.weekday", "notice.total", "notice.words" (what else the sentence
// says cannot be understood), "notice.empty" (at "/off").
NoticeDays read_notice_days(std::string_view off, std::string_view work, int year,
                            base::Faults& faults);

}  // namespace qinqing::casework
