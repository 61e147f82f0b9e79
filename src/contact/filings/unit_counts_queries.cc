#include "contact/filings/unit_counts.h"

namespace qinqing::contact {
namespace {

constexpr std::string_view kCounts =
    "SELECT count(DISTINCT d.case_id), "
    "count(DISTINCT CASE WHEN d.due < :today THEN d.case_id END), "
    "count(DISTINCT CASE WHEN d.due >= :from_day AND d.due <= :to_day THEN d.case_id END) "
    "FROM case_file c JOIN case_deadline d ON d.case_id = c.id "
    "WHERE c.unit = :unit AND c.procedure = 'filing' AND d.owed_by = 'unit_admin' "
    "AND d.ended_on IS NULL";

}  // namespace

UnitCounts unit_counts(store::Sql& sql, const identity::Caller& caller) {
  const auto row = sql.row<std::int64_t, std::int64_t, std::int64_t>(
      kCounts, caller.today, caller.today, caller.today.add_days(1), caller.organisation);
  if (!row) return {};
  const auto& [pending, late, soon] = *row;
  return {pending, late, soon};
}

}  // namespace qinqing::contact
