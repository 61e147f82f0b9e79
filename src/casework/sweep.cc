// What the system does to deadlines as days go by and as calendars become known.
#include <algorithm>
#include <iterator>
#include <utility>

#include "casework/casework.h"
#include "casework/each_case.h"

namespace qinqing::casework {
namespace {

DeadlineChange change_of(const CaseDeadline& row, DeadlineChange::Kind kind, base::Date was) {
  return {.case_id = row.case_id,
          .name = row.name,
          .round = row.round,
          .kind = kind,
          .due = row.due,
          .was = was};
}

store::Event system_event(const Docket& docket, std::string_view verb) {
  return {.kind = "deadline." + std::string(verb),
          .place = docket.file.place,
          .subject = docket.file.id};
}

std::vector<DeadlineChange> sweep_case(store::Unit& unit, Docket& docket,
                                       const Deadlines& deadlines) {
  std::vector<DeadlineChange> changes;
  for (CaseDeadline& row : docket.deadlines) {
    const bool warned = deadlines.warn(row);
    const bool late = deadlines.mark_late(row);
    if (!warned && !late) continue;
    if (changes.empty()) unit.event(system_event(docket, "sweep"));
    unit.update(row);
    changes.push_back(
        change_of(row, late ? DeadlineChange::Kind::late : DeadlineChange::Kind::warned, row.due));
  }
  return changes;
}

std::vector<DeadlineChange> recount_case(store::Unit& unit, Docket& docket,
                                         const Deadlines& deadlines, const std::string& calendar) {
  std::vector<DeadlineChange> changes;
  bool begun = false;
  for (CaseDeadline& row : docket.deadlines) {
    if (row.ended_on || row.calendar == calendar) continue;
    const base::Date was = row.due;
    auto certificate = deadlines.recount(row, certificate_of(unit.sql(), row));
    if (!certificate) continue;
    if (!std::exchange(begun, true)) unit.event(system_event(docket, "recount"));
    unit.update(row);
    unit.insert(*certificate);
    if (row.due != was) changes.push_back(change_of(row, DeadlineChange::Kind::moved, was));
  }
  return changes;
}

void append(std::vector<DeadlineChange>& all, std::vector<DeadlineChange> more) {
  std::ranges::move(more, std::back_inserter(all));
}

}  // namespace

// What `change` does to one case's deadlines, and then its followers.
std::vector<DeadlineChange> Casework::by_itself(
    store::Unit& unit, const std::string& case_id, base::Instant now,
    const std::function<std::vector<DeadlineChange>(Docket&)>& change) {
  auto docket = find(unit.sql(), case_id);
  if (!docket) return {};
  const Docket before = *docket;
  auto changes = change(*docket);
  if (!changes.empty()) registry_.tell_followers(unit, before, *docket, the_system(now));
  return changes;
}

std::vector<DeadlineChange> Casework::sweep(store::Database& database, base::Instant now,
                                            const std::stop_token& stop) {
  std::vector<DeadlineChange> changes;
  const auto calendar = this->calendar();
  const Deadlines deadlines(*calendar, now);
  for_cases(
      database, stop,
      [&](store::Sql& sql, const std::string& after) {
        return cases_to_sweep(sql, deadlines.today(), after, kCasesAtOnce);
      },
      [&](const std::string& id) {
        append(changes, database.write([&](store::Unit& unit) {
          return by_itself(unit, id, now,
                           [&](Docket& docket) { return sweep_case(unit, docket, deadlines); });
        }));
      });
  return changes;
}

std::vector<DeadlineChange> Casework::recount(store::Database& database, base::Instant now,
                                              const std::stop_token& stop) {
  std::vector<DeadlineChange> changes;
  const auto calendar = this->calendar();
  const Deadlines deadlines(*calendar, now);
  for_cases(
      database, stop,
      [&](store::Sql& sql, const std::string& after) {
        return cases_to_recount(sql, deadlines.today(), calendar->hash(), after, kCasesAtOnce);
      },
      [&](const std::string& id) {
        append(changes, database.write([&](store::Unit& unit) {
          return by_itself(unit, id, now, [&](Docket& docket) {
            return recount_case(unit, docket, deadlines, calendar->hash());
          });
        }));
      });
  return changes;
}

}  // namespace qinqing::casework
