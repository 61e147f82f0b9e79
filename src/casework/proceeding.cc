#include "casework/proceeding.h"

#include <algorithm>
#include <stdexcept>

#include "casework/queries.h"

namespace qinqing::casework {

Proceeding::Proceeding(store::Unit& unit, const Registry& registry, const base::Calendar& calendar,
                       const identity::Caller& caller, Docket docket)
    : unit_(unit),
      registry_(registry),
      calendar_(calendar),
      caller_(&caller),
      deadlines_(calendar, caller.now),
      before_(docket),
      docket_(std::move(docket)) {}

void Proceeding::move(std::string organisation, std::string place) {
  docket_.file.unit = std::move(organisation);
  docket_.file.place = std::move(place);
}

void Proceeding::add_party(NewParty party) {
  if (docket_.procedure().party(party.role) == nullptr)
    throw std::logic_error("not a party of this procedure: " + party.role);
  docket_.parties.push_back({.case_id = docket_.file.id,
                             .seq = static_cast<std::int64_t>(docket_.parties.size()) + 1,
                             .version = 0,
                             .role = std::move(party.role),
                             .person = std::move(party.person),
                             .post = std::move(party.post),
                             .organisation = std::move(party.organisation),
                             .state = party.state,
                             .answered_on = std::nullopt});
}

void Proceeding::set_party(std::int64_t seq, PartyState state) {
  const auto found = std::ranges::find(docket_.parties, seq, &CaseParty::seq);
  if (found == docket_.parties.end()) throw std::logic_error("no such part in the case");
  found->state = state;
  const bool answered = state == PartyState::confirmed || state == PartyState::disputed;
  found->answered_on = answered ? std::optional(today()) : std::nullopt;
}

void Proceeding::give_number() {
  CaseFile& file = docket_.file;
  const auto& form = docket_.procedure().number;
  if (file.number || !form) return;
  const int year = today().year();
  const std::int64_t n = next_number(unit_, file.series, file.procedure, year);
  file.number = format_number(*form, year, n);
  file.number_year = year;
  file.number_n = n;
}

bool Proceeding::owe(const Owing& owing) {
  if (docket_.procedure().deadline(owing.name) != nullptr)
    throw std::logic_error("the procedure has a deadline of that name: " + owing.name);
  if (docket_.owed(owing.name) != nullptr) return false;
  CaseDeadline row;
  row.name = owing.name;
  row.label = owing.label;
  row.owed_by = owing.owed_by;
  row.warn_before = owing.warn_before;
  start_deadline(std::move(row), owing.anchor, owing.period);
  return true;
}

bool Proceeding::meet(std::string_view name) {
  bool any = false;
  for (CaseDeadline& row : docket_.deadlines)
    if (row.name == name) any = meet_row(row) || any;
  return any;
}

bool Proceeding::meet_row(CaseDeadline& row) {
  if (row.state == DeadlineState::paused) resume(row, docket_.file.state);
  return deadlines_.meet(row);
}

void Proceeding::resume(CaseDeadline& row, const std::string& paused_in) {
  certificates_.push_back(deadlines_.resume(row, current_certificate(row),
                                            docket_.procedure().state(paused_in)->label));
}

void Proceeding::start_deadline(CaseDeadline row, const base::Anchor& anchor,
                                const base::Period& period) {
  row.case_id = docket_.file.id;
  row.round = next_round(row.name);
  Counted counted = deadlines_.start(std::move(row), anchor, period);
  docket_.deadlines.push_back(std::move(counted.row));
  certificates_.push_back(std::move(counted.certificate));
}

std::int64_t Proceeding::next_round(std::string_view name) const {
  return std::ranges::count(docket_.deadlines, name, &CaseDeadline::name) + 1;
}

CaseCertificate Proceeding::current_certificate(const CaseDeadline& row) {
  for (const CaseCertificate& fresh : certificates_)
    if (fresh.name == row.name && fresh.round == row.round && fresh.n == row.certificate)
      return fresh;
  return certificate_of(unit_.sql(), row);
}

}  // namespace qinqing::casework
