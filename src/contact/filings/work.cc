#include "contact/filings/work.h"

#include <set>
#include <utility>

#include "casework/notices/routes.h"
#include "contact/filings/json.h"
#include "contact/filings/list.h"
#include "contact/filings/other_side.h"
#include "contact/filings/unit_counts.h"
#include "identity/access.h"

namespace qinqing::contact {
namespace {

constexpr int kOwedMax = 50;
constexpr std::int64_t kWaitingMax = 20;
constexpr int kNoticesMax = 8;

OwedJson owed_json(const casework::Owed& owed, const Heading& heading, std::string state_label,
                   base::Date today) {
  return {
      .filing = owed.case_id,
      .title = heading.title,
      .counterpart = heading.counterpart,
      .number = owed.number,
      .state_label = std::move(state_label),
      .label = owed.label,
      .due = owed.due,
      .weekday = std::string(owed.due.weekday_chinese()),
      .light = casework::light_of(owed.due, owed.state == casework::DeadlineState::paused, today)};
}

}  // namespace

WorkJson work_json(store::Sql& sql, const Filings& filings, const identity::Caller& caller) {
  const auto version = filings.casework().current(kFilingProcedure);
  // A post that sees no filings sees none here either, not even what its holder has in another.
  const bool sees = identity::could(caller, "filing.list");
  WorkJson out;
  std::set<std::string> mine;
  const auto all =
      sees ? filings.casework().owed_by(sql, caller, kOwedMax) : std::vector<casework::Owed>();
  for (const auto& each : all) {
    const auto heading = heading_of(sql, each.case_id);
    if (!heading) continue;
    const auto* state = version->procedure.state(each.case_state);
    out.owed.push_back(
        owed_json(each, *heading, state ? state->label : each.case_state, caller.today));
    mine.insert(each.case_id);
  }
  ListQuery query;
  query.sort = Sort::due;
  query.descending = false;
  query.limit = kWaitingMax;
  if (sees)
    for (const Listed& item : list_filings(sql, filings.places(), caller, query).items)
      if (!mine.contains(item.id))
        out.waiting.push_back(item_json(item, version->procedure, caller.today));
  for (const auto& told : casework::notices_of(sql, caller.person, kNoticesMax))
    out.notices.push_back(casework::notice_json(told));
  out.unseen = casework::unseen_notices(sql, caller.person);
  if (caller.role == identity::Role::unit_admin) {
    const UnitCounts counts = unit_counts(sql, caller);
    out.unit = {.pending = counts.pending, .late = counts.late, .soon = counts.soon};
  }
  return out;
}

}  // namespace qinqing::contact
