#include "casework/calendar/publishing.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "base/calendar_text.h"
#include "base/canonical.h"
#include "base/json.h"
#include "identity/refused.h"
#include "store/failure.h"

namespace qinqing::casework {
namespace {

using base::Calendar;

constexpr std::string_view kPublish = "calendar.publish";

std::string text_of(const Calendar::Year& year) {
  return base::canonical_json(base::write_calendar_year(year)).value();
}

Calendar::Year year_of(const PublishedYear& row) {
  const auto json = base::parse_json(row.body);
  base::Faults faults;
  auto year =
      json ? base::read_calendar_year(*json, "", base::Scalars::typed, faults) : Calendar::Year{};
  if (!json || !faults.empty() || year.year != row.year)
    throw std::runtime_error("calendar_year holds no year");
  return year;
}

bool is_known(const Calendar& calendar, int year) {
  const auto found = calendar.years().find(year);
  return found != calendar.years().end() && !found->second.provisional;
}

// The first day on which only one of the two works.
std::optional<base::Date> first_difference(const Calendar& a, const Calendar& b, int year) {
  const auto begin = base::Date::of(year, 1, 1);
  for (base::Date day = *begin; day.year() == year; day = day.add_days(1))
    if (a.is_working(day) != b.is_working(day)) return day;
  return std::nullopt;
}

base::Fault exists(int year, const std::string& notice) {
  return base::whole_fault(
      "calendar.exists",
      std::to_string(year) + "年的放假安排已经有了，依据《" + notice + "》，不能再换",
      "后来的通知改了哪几天，写进 policy/calendar/" + std::to_string(year) +
          ".yaml，并在 further_notices 里写明依据，再重新启动");
}

PublishedYear row_of(const Calendar::Year& year, const identity::Caller& caller) {
  return {.year = year.year,
          .version = 0,
          .title = year.notice.title,
          .number = year.notice.number,
          .issuer = year.notice.issuer,
          .dated = year.notice.date,
          .body = text_of(year),
          .published_by = caller.account,
          .published_post = caller.post,
          .published_at = base::instant_text(caller.now),
          .moved = std::nullopt};
}

}  // namespace

CalendarsOf calendars_of(std::shared_ptr<const Calendar> files,
                         const std::vector<PublishedYear>& rows) {
  CalendarsOf found{.in_force = files, .known = {files}, .faults = {}};
  auto was = files;
  for (const PublishedYear& row : rows) {
    const Calendar::Year year = year_of(row);
    was = std::make_shared<const Calendar>(was->with(year));
    found.known.push_back(was);
    if (is_known(*files, year.year)) {
      const auto day = first_difference(*files, *was, year.year);
      if (day && !files->years().at(year.year).further_notices.empty()) continue;
      if (day) {
        const std::string name = std::to_string(year.year);
        found.faults.add(
            base::whole_fault("calendar.differs",
                              day->to_chinese_full() + "在 policy/calendar/" + name +
                                  ".yaml 里和已经发布的放假安排不一样",
                              "通知后来有改动的，在文件的 further_notices 里写明依据；没有改动的，"
                              "照通知改正文件"));
        continue;
      }
    }
    found.in_force = std::make_shared<const Calendar>(found.in_force->with(year));
  }
  return found;
}

Publishing::Publishing(store::Database& database, Casework& casework, const base::Clock& clock)
    : database_(database), casework_(casework), clock_(clock), files_(casework.calendar()) {}

base::Faults Publishing::take(const std::vector<PublishedYear>& rows) {
  CalendarsOf calendars = calendars_of(files_, rows);
  for (const auto& was : calendars.known) casework_.calendars()->remember(was);
  if (calendars.faults.empty() && calendars.in_force->hash() != casework_.calendar()->hash())
    casework_.use_calendar(calendars.in_force);
  return std::move(calendars.faults);
}

base::Faults Publishing::restore() {
  const std::scoped_lock lock(mutex_);
  return take(database_.read(published_years));
}

void Publishing::refresh() {
  // A file that differs has stopped the start, or another server has published since: then this one
  // goes on with what it has, and says so when it is started again.
  restore();
}

base::Faults Publishing::refusal(const Calendar::Year& year) {
  refresh();
  const auto row = database_.read(
      [&](store::Sql& sql) { return sql.find<PublishedYear>(std::int64_t{year.year}); });
  if (row && row->body == text_of(year)) return {};
  const auto now = calendar();
  if (is_known(*now, year.year))
    return base::Faults(exists(year.year, now->years().at(year.year).notice.title));
  if (year.year < now->first_year() || year.year > now->last_year() + 1)
    return base::Faults(
        base::whole_fault("calendar.gap", std::to_string(year.year) + "年不接着日历里的年份",
                          "日历从 " + std::to_string(now->first_year()) + " 年到 " +
                              std::to_string(now->last_year()) + " 年，要一年一年接下去"));
  return {};
}

base::Result<Publishing::Published> Publishing::publish(const identity::Caller& caller,
                                                        const Calendar::Year& year) {
  identity::require(caller, kPublish, {});
  base::Faults faults = refusal(year);
  if (!faults.empty()) return faults;
  const PublishedYear wanted = row_of(year, caller);
  const auto write = [&](store::Unit& unit) -> base::Result<Published> {
    if (auto row = unit.sql().find<PublishedYear>(wanted.year)) {
      if (row->body != wanted.body) return exists(year.year, row->title);
      return Published{.row = *std::move(row), .created = false};
    }
    PublishedYear row = wanted;
    unit.event({.kind = std::string(kPublish),
                .account = caller.account,
                .post = caller.post,
                .subject = std::to_string(row.year),
                .basis = row.number.empty() ? row.title : row.number});
    unit.insert(row);
    return Published{.row = std::move(row), .created = true};
  };
  auto published = [&] {
    try {
      return database_.write(write);
    } catch (const store::Exists&) {
      return database_.write(write);  // another was quicker: now it is there to be compared with
    }
  }();
  if (!published) return published;
  refresh();
  recount();
  if (auto row =
          database_.read([&](store::Sql& sql) { return sql.find<PublishedYear>(wanted.year); }))
    published->row = *std::move(row);
  return published;
}

std::vector<DeadlineChange> Publishing::recount(const std::stop_token& stop) {
  auto changes = casework_.recount(database_, clock_.now(), stop);
  if (stop.stop_requested()) return changes;
  const auto moved = static_cast<std::int64_t>(changes.size());
  const auto rows = database_.read(published_years);
  const bool all_counted =
      std::ranges::all_of(rows, [](const PublishedYear& row) { return row.moved.has_value(); });
  if (rows.empty() || (all_counted && moved == 0)) return changes;
  database_.write([&](store::Unit& unit) {
    auto now = published_years(unit.sql());
    unit.event({.kind = "calendar.recount", .subject = std::to_string(now.back().year)});
    for (PublishedYear& row : now) {
      const bool last = row.year == now.back().year;
      if (row.moved && !(last && moved > 0)) continue;
      row.moved = row.moved.value_or(0) + (last ? moved : 0);
      unit.update(row);
    }
  });
  return changes;
}

}  // namespace qinqing::casework
