// A unit that was merged has a successor, and its cases with it.
#include "casework/casework.h"
#include "casework/each_case.h"
#include "casework/queries.h"
#include "identity/directory.h"

namespace qinqing::casework {

std::size_t Casework::take_over(store::Database& database, const identity::Places& places,
                                base::Instant now, const std::stop_token& stop) {
  std::size_t moved = 0;
  const auto move = [&](store::Unit& unit, const std::string& id) {
    auto docket = find(unit.sql(), id);
    if (!docket) return false;
    const auto successor = identity::Directory(unit.sql(), places).current(docket->file.unit);
    if (!successor || successor->id == docket->file.unit) return false;
    const Docket before = *docket;
    unit.event({.kind = "case.take_over",
                .place = docket->file.place,
                .subject = id,
                .basis = docket->file.unit});
    docket->file.unit = successor->id;
    unit.update(docket->file);
    registry_.tell_followers(unit, before, *docket, the_system(now));
    return true;
  };
  for_cases(
      database, stop,
      [](store::Sql& sql, const std::string& after) {
        return cases_to_take_over(sql, after, kCasesAtOnce);
      },
      [&](const std::string& id) {
        if (database.write([&](store::Unit& unit) { return move(unit, id); })) ++moved;
      });
  return moved;
}

}  // namespace qinqing::casework
