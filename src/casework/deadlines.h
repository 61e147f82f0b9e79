// The life of a deadline: it starts, pauses, is met, is late, falls away, and is counted again when
// the calendar becomes known. Works on rows only; nothing here reads or writes a database.
//
// Rules beside those of counting (base/deadline.h):
//   - It is late from the day after the due day. Late stays late: doing it later is noted beside.
//   - What is late is neither paused nor counted again.
//   - Counting again with another calendar or for a pause never gives an earlier day than there
//   was;
//     the count that would is kept beside the one that holds.
//   - The warning moves with the due day; who was warned is not warned again.
//
// Thread-safety: pure functions of their arguments.
#pragma once

#include <optional>
#include <string>

#include "base/calendar.h"
#include "base/clock.h"
#include "casework/procedure.h"
#include "casework/rows.h"

namespace qinqing::casework {

// A row with the certificate to be kept beside it.
struct Counted {
  CaseDeadline row;
  CaseCertificate certificate;
};

// Whether an instant lies after 17:30 at +08:00, so that what starts then counts as the next
// working day's.
bool after_hours(base::Instant instant);

class Deadlines {
 public:
  // `calendar` must outlive this.
  Deadlines(const base::Calendar& calendar, base::Instant now);

  // A row of round `round`, with state, due day, warning and first certificate filled in; the
  // caller has filled the rest. Already late where the due day has passed.
  Counted start(CaseDeadline row, const base::Anchor& anchor, const base::Period& period) const;

  // Each returns whether it changed the row.
  bool mark_late(CaseDeadline& row) const;  // running and past
  bool warn(CaseDeadline& row) const;       // running, the warning's day has come, not warned yet
  bool meet(CaseDeadline& row) const;       // still owed and not paused: resume first
  bool lift(CaseDeadline& row) const;       // still owed
  bool pause(CaseDeadline& row) const;      // running, not past

  // Ends a pause, whose days up to today are not counted. Requires state paused; `current` is the
  // certificate that explains the due day.
  CaseCertificate resume(CaseDeadline& row, const CaseCertificate& current,
                         const std::string& reason) const;
  // Counts again from another day of the case; the due day may move either way. nullopt where the
  // deadline is not running.
  std::optional<CaseCertificate> move_anchor(CaseDeadline& row, const CaseCertificate& current,
                                             base::Date day) const;
  // Counts again with this calendar; nullopt where the deadline is not running, has passed, or the
  // count is the same day for day.
  std::optional<CaseCertificate> recount(CaseDeadline& row, const CaseCertificate& current) const;

  base::Date today() const { return today_; }

 private:
  void take(CaseDeadline& row, const base::Certificate& counted) const;
  CaseCertificate keep(CaseDeadline& row, const base::Certificate& counted, const char* why) const;

  const base::Calendar& calendar_;
  base::Instant now_;
  base::Date today_;
};

}  // namespace qinqing::casework
