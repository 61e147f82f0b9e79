// When a contact is and when it is asked about: the spells of days on which either pack stands as
// it is, and in each of them the ways in which the duties of a conduct can be in time or late.
// Private to this folder.
//
// Thread-safety: plain values and pure functions.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/calendar.h"
#include "norms/diff/axes.h"

namespace qinqing::norms {

// The first and last day on which both packs are in force; nullopt where there is none.
std::optional<DaySpan> common_days(const Pack& a, const Pack& b);

// The spells of days within `common` in which the two aspects differ in themselves or in what is in
// force on the day: which rules exist, which clauses, what parameters are. Empty: they are alike on
// every day.
std::vector<DaySpan> differing_spells(const Aspect& a, const Aspect& b, const DaySpan& common);

// A duty's deadline as both packs count it, or as one of them does.
struct Deadline {
  std::string duty;
  std::optional<Index> a;
  std::optional<Index> b;
};
std::vector<Deadline> deadlines_of(const Aspect& a, const Aspect& b);

struct Occasion {
  base::Date contact_on;
  base::Date asked_on;
  std::map<std::string, base::Date> days;  // values of date facts
};

// Every way in which the deadlines can be in time or late: bit i of the key is set where
// deadlines[i] is late. Date facts lie in the given spans (an open end by none), or anywhere. Of
// several occasions, one on which a deadline counted in two ways falls on two days, then one in
// which the asking is near the contact, then one near the day `around`.
std::map<std::uint32_t, Occasion> occasions(const Aspect& a, const Aspect& b, const DaySpan& spell,
                                            const std::vector<Deadline>& deadlines,
                                            const std::map<std::string, Span>& days,
                                            const base::Calendar& calendar, base::Date around);

}  // namespace qinqing::norms
