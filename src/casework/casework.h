// Runs procedures: opens cases, takes them along their arrows, keeps their deadlines.
//
//   Registry registry;                       // contact/filings adds its guards and effects
//   auto versions = load_procedures(pack / "procedures", registry.vocabulary());
//   Casework casework(registry, calendar);
//   casework.adopt(database, *versions);     // once at start
//
//   database.write([&](store::Unit& unit) {
//     return casework.act(unit, {.case_id = id, .transition = "approve", .version = seen}, caller);
//   });
//
// open, act and advance work inside the caller's unit of work, so that a domain's own rows change
// with the case or not at all. Each begins one event, "<procedure>.<transition>", before anything
// is changed: what effects change in their own tables belongs to it.
//
// A case runs by the version of its procedure that was in force when it was opened.
//
// Thread-safety: any number of threads; the registry must not change any more.
#pragma once

#include <boost/json/value.hpp>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/calendar.h"
#include "base/calendars.h"
#include "base/reader.h"
#include "casework/permit.h"
#include "casework/proceeding.h"
#include "casework/queries.h"
#include "identity/places.h"
#include "store/database.h"

namespace qinqing::casework {

// Migrations 0200 and the tables of rows.h.
store::Schema schema();

// NOLINTBEGIN(readability-redundant-member-init): without a `{}` callers may not leave a member out
struct Opening {
  std::string id{};  // a UUIDv7 from the client: opening twice throws store::Exists
  std::string procedure{};
  std::string place{};
  std::string unit{};
  std::string series{};  // "": all cases of the procedure share one run of numbers
  std::vector<NewParty> parties{};
  std::string basis{};
  // Writes the domain's own rows of the case, before deadlines ask for its days.
  std::function<base::Faults(Proceeding&)> record{};
};

struct Move {
  std::string case_id{};
  std::string transition{};
  boost::json::value given{};             // fields by id; null: none
  std::optional<std::int64_t> version{};  // of the case the caller saw; else: whatever it is
  std::string basis{};
  base::Scalars scalars = base::Scalars::typed;
};
// NOLINTEND(readability-redundant-member-init)

// What a sweep or a recount changed, for notices.
struct DeadlineChange {
  std::string case_id, name;
  std::int64_t round = 0;
  enum class Kind { warned, late, moved } kind = Kind::warned;
  base::Date due;  // as it is now
  base::Date was;  // before, for moved
};

class Casework {
 public:
  // `registry` must outlive this.
  Casework(const Registry& registry, std::shared_ptr<base::Calendars> calendars);
  // With a calendar of its own.
  Casework(const Registry& registry, std::shared_ptr<const base::Calendar> calendar);

  // Takes these versions for cases opened from now on, and keeps their text. Faults where two have
  // one id, or where a case in the database runs by a version that names what the registry has not.
  base::Result<bool> adopt(store::Database& database, std::vector<Version> versions);

  // The version for new cases; nullptr for an unknown procedure.
  std::shared_ptr<const Version> current(std::string_view procedure) const;

  std::shared_ptr<const base::Calendar> calendar() const;
  const std::shared_ptr<base::Calendars>& calendars() const { return calendars_; }
  // From here on deadlines are counted with this one; recount() moves those that run already.
  void use_calendar(std::shared_ptr<const base::Calendar> calendar);

  // --- in the caller's unit of work
  // Requires a known procedure (std::logic_error) and parties of it.
  base::Result<Docket> open(store::Unit& unit, const Opening& opening,
                            const identity::Caller& caller);
  // Faults: "case.none", those of permit.h, those of read_fields below "/given", those of effects.
  // Throws store::Conflict where the version is another.
  base::Result<Docket> act(store::Unit& unit, const Move& move, const identity::Caller& caller);
  // Takes the arrows that are taken by themselves, after something outside the case has changed.
  // Writes nothing where none is. `now` is the moment of the change.
  base::Result<Docket> advance(store::Unit& unit, const std::string& case_id, base::Instant now,
                               const std::string& basis);

  // --- reading
  std::optional<Docket> find(store::Sql& sql, const std::string& case_id);
  std::vector<Offer> offers(const Docket& docket, const identity::Caller& caller,
                            store::Sql& sql) const;
  // What the caller has to do, by due day: by his parts, and by the role of his acting post in its
  // unit; at most `limit` of each.
  std::vector<Owed> owed_by(store::Sql& sql, const identity::Caller& caller, int limit = 200) const;

  // --- by the system, each case in its own unit of work; safe to repeat and to run in two servers
  // Marks what is late and warns of what soon will be.
  std::vector<DeadlineChange> sweep(store::Database& database, base::Instant now,
                                    const std::stop_token& stop = {});
  // Counts again what was counted with another calendar and is not past, never to an earlier day.
  std::vector<DeadlineChange> recount(store::Database& database, base::Instant now,
                                      const std::stop_token& stop = {});
  // Gives the cases of units that were merged to their successors, open and ended ones. How many.
  std::size_t take_over(store::Database& database, const identity::Places& places,
                        base::Instant now, const std::stop_token& stop = {});

 private:
  std::shared_ptr<const Version> version_of(store::Sql& sql, const std::string& hash);
  std::vector<DeadlineChange> by_itself(
      store::Unit& unit, const std::string& case_id, base::Instant now,
      const std::function<std::vector<DeadlineChange>(Docket&)>& change);
  base::Result<Docket> conclude(Proceeding& proceeding, class Act& act);

  const Registry& registry_;
  const std::shared_ptr<base::Calendars> calendars_;
  mutable std::mutex mutex_;  // guards the two below
  std::map<std::string, std::shared_ptr<const Version>, std::less<>> current_;  // by procedure
  std::map<std::string, std::shared_ptr<const Version>, std::less<>> kept_;     // by hash
};

}  // namespace qinqing::casework
