// Publishing the holidays of a year: the State Council's notice comes out while the house runs, and
// from then on deadlines and checks are counted with it.
//
//   Publishing publishing(database, casework, clock);
//   publishing.restore();                     // once at start, before anything is counted
//   publishing.publish(caller, year);         // calendar.publish: the administrator's
//
// The calendar of the house is the files of policy/calendar and the years published here. A
// published year takes the place of a provisional one and of nothing else: a year whose notice is
// known is not replaced ("calendar.exists"). What a later notice changes in it is written into a
// file of that year with its further_notices, and then the file holds.
//
// Every calendar that was ever in use is remembered by its hash, so that receipts which name it can
// still be judged again, for as long as the files it began from are the same.
//
// Thread-safety: any number of threads, and several servers on one database.
#pragma once

#include <memory>
#include <mutex>
#include <stop_token>
#include <vector>

#include "base/calendars.h"
#include "base/clock.h"
#include "casework/calendar/published_year.h"
#include "casework/casework.h"
#include "store/database.h"

namespace qinqing::casework {

// The calendars that come to be from the files' by what was published.
struct CalendarsOf {
  std::shared_ptr<const base::Calendar> in_force;  // but for the years with faults
  // The files' own, and as it was after each year, had no file come in between.
  std::vector<std::shared_ptr<const base::Calendar>> known;
  base::Faults faults;  // "calendar.differs"
};
CalendarsOf calendars_of(std::shared_ptr<const base::Calendar> files,
                         const std::vector<PublishedYear>& rows);

class Publishing {
 public:
  // Takes casework's calendar, as loaded from the files. All must outlive this.
  Publishing(store::Database& database, Casework& casework, const base::Clock& clock);

  // Puts what was published into use. Faults: "calendar.differs" where a file has other days for a
  // published year and no further notice that says why.
  base::Faults restore();
  // The same while running: takes over what another server has published.
  void refresh();

  struct Published {
    PublishedYear row;
    bool created = false;  // false: it was there already with the very same content
  };
  // Publishes, puts into use and counts the running deadlines again. Requires a year as
  // read_calendar_year gives it. Faults: "calendar.exists", "calendar.gap" (a year that neither is
  // in the calendar nor follows its last). Throws identity::Refused.
  base::Result<Published> publish(const identity::Caller& caller, const base::Calendar::Year& year);
  // Why that year cannot be published; none if it can, or is published with the same content.
  base::Faults refusal(const base::Calendar::Year& year);

  // Casework::recount, noting with the year how many deadlines it moved. Safe to repeat: what a
  // process that ended has not counted again is counted then.
  std::vector<DeadlineChange> recount(const std::stop_token& stop = {});

  store::Database& database() const { return database_; }
  std::shared_ptr<const base::Calendar> calendar() const { return casework_.calendar(); }

 private:
  base::Faults take(const std::vector<PublishedYear>& rows);

  store::Database& database_;
  Casework& casework_;
  const base::Clock& clock_;
  const std::shared_ptr<const base::Calendar> files_;
  std::mutex mutex_;  // held while the calendar in use is replaced
};

}  // namespace qinqing::casework
