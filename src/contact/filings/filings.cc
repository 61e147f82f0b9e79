#include "contact/filings/filings.h"

#include <array>
#include <utility>

#include "contact/filings/intake.h"
#include "contact/filings/other_side.h"
#include "identity/refused.h"
#include "store/failure.h"

namespace qinqing::contact {
namespace {

using identity::Caller;

store::Event event_of(const Caller& caller, std::string kind, const Filing& filing,
                      const std::string& place, std::string basis) {
  return {.kind = std::move(kind),
          .account = caller.account,
          .post = caller.post,
          .place = place,
          .subject = filing.id,
          .basis = std::move(basis)};
}

casework::Opening opening_of(const Caller& caller, Intake& intake, const std::string& at) {
  Filing& filing = intake.filing;
  filing.accounts = 1;
  intake.account.filing = filing.id;
  intake.account.n = 1;
  intake.account.told_at = at;
  casework::Opening opening{.id = filing.id,
                            .procedure = kFilingProcedure,
                            .place = caller.place,
                            .unit = caller.organisation,
                            .basis = filing.receipt_hash};
  opening.parties.push_back({.role = "filer",
                             .person = caller.person,
                             .post = caller.post,
                             .organisation = caller.organisation});
  for (const identity::Post& post : intake.attendees)
    opening.parties.push_back({.role = "attendee",
                               .person = post.person,
                               .post = post.id,
                               .organisation = post.organisation,
                               .state = casework::PartyState::waiting});
  opening.record = [&intake](casework::Proceeding& proceeding) {
    proceeding.unit().insert(intake.filing);
    proceeding.unit().insert(intake.account);
    return base::Faults();
  };
  return opening;
}

}  // namespace

// From the start to an end in one step: nobody else has come to know of it on the way.
bool never_submitted(const casework::Docket& docket) {
  const casework::CaseFile& file = docket.file;
  return file.state == docket.procedure().start || (file.ended && file.steps <= 2);
}

std::string action_of(std::string_view transition) {
  using Row = std::pair<std::string_view, std::string_view>;
  static constexpr std::array kRows{
      Row{"submit", "filing.file"},        Row{"not_wait", "filing.file"},
      Row{"confirm", "filing.confirm"},    Row{"dispute", "filing.confirm"},
      Row{"amend", "filing.amend"},        Row{"stand", "filing.amend"},
      Row{"approve", "filing.approve"},    Row{"receive", "filing.approve"},
      Row{"refuse", "filing.approve"},     Row{"revoke", "filing.approve"},
      Row{"return", "filing.return"},      Row{"ask", "filing.ask"},
      Row{"answer", "filing.answer"},      Row{"went", "filing.follow_up"},
      Row{"not_went", "filing.follow_up"}, Row{"settle", "filing.follow_up"},
      Row{"discard", "filing.withdraw"},   Row{"withdraw", "filing.withdraw"}};
  for (const auto& [name, action] : kRows)
    if (name == transition) return std::string(action);
  return "filing.read";  // whoever may see it; the procedure says who may take the arrow
}

std::optional<FilingRecord> Filings::find(store::Sql& sql, const std::string& id) const {
  auto filing = sql.find<Filing>(id);
  if (!filing) return std::nullopt;
  auto docket = casework_.find(sql, id);
  if (!docket) return std::nullopt;
  auto account = current_account(sql, *filing);
  return FilingRecord{std::move(*filing), std::move(account), std::move(*docket)};
}

FilingRecord Filings::require(store::Sql& sql, const Caller& caller, const std::string& id,
                              const std::string& action, const std::string& basis) const {
  auto record = find(sql, id);
  if (!record) throw identity::Refused(identity::Access::hidden, action);
  std::vector<std::string> people;
  for (const auto& party : record->docket.parties) people.push_back(party.person);
  const identity::Directory directory(sql, places_);
  // What has not been submitted is the filer's alone.
  const bool kept = never_submitted(record->docket);
  const identity::Target target =
      kept ? identity::Target{.persons = {record->filing.filer},
                              .organisation = "",
                              .organisation_above = "",
                              .places = {}}
           : directory.target(std::move(people), record->docket.file.unit,
                              record->docket.file.place);
  if (identity::may(caller, "filing.read", target, basis) == identity::Access::hidden)
    throw identity::Refused(identity::Access::hidden, action);
  identity::require(caller, action, target, basis);
  return std::move(*record);
}

base::Result<Filings::Filed> Filings::file(const Caller& caller, const std::string& id,
                                           const Telling& telling) {
  return database_.write([&](store::Unit& unit) -> base::Result<Filed> {
    auto intake = take_in(unit.sql(), norms_, places_, caller, telling);
    if (!intake) return intake.faults();
    intake->filing.id = id;
    // A retry of what was answered, or whose answer was lost, finds its own filing.
    if (auto there = find(unit.sql(), id)) {
      const bool same = there->filing.filer == caller.person &&
                        there->account.receipt_hash == intake->account.receipt_hash &&
                        there->account.title == intake->account.title &&
                        there->account.counterpart == intake->account.counterpart;
      if (!same) throw store::Exists("filing");
      return Filed{std::move(*there), false};
    }
    const auto opened =
        casework_.open(unit, opening_of(caller, *intake, base::instant_text(caller.now)), caller);
    if (!opened) return opened.faults();
    if (telling.submit.value_or(false)) {
      const auto submitted = casework_.act(
          unit, {.case_id = id, .transition = "submit", .basis = intake->filing.receipt_hash},
          caller);
      if (!submitted) return submitted.faults();
      tell_other_side(unit, caller, intake->filing, intake->filing.receipt_hash);
    }
    return Filed{std::move(*find(unit.sql(), id)), true};
  });
}

base::Faults Filings::amend(store::Unit& unit, const Caller& caller, FilingRecord& record,
                            const Telling& telling) const {
  auto intake = take_in(unit.sql(), norms_, places_, caller, telling);
  if (!intake) return intake.faults();
  Filing& filing = record.filing;
  if (filing.filer != caller.person || filing.side != intake->filing.side) {
    base::Faults faults;
    faults.add("filing.own", "/telling", "只有报备人自己能更正");
    return faults;
  }
  if (intake->account.receipt_hash == record.account.receipt_hash &&
      intake->account.title == record.account.title &&
      intake->account.counterpart == record.account.counterpart) {
    base::Faults faults;
    faults.add("filing.same", "/telling", "没有改动", "改了以后再提交");
    return faults;
  }
  unit.event(event_of(caller, "filing.told_anew", filing, record.docket.file.place,
                      intake->filing.receipt_hash));
  Filing next = intake->filing;
  next.id = filing.id;
  next.version = filing.version;
  next.accounts = filing.accounts + 1;
  next.stood_by = filing.stood_by;
  intake->account.filing = filing.id;
  intake->account.n = next.accounts;
  intake->account.told_at = base::instant_text(caller.now);
  unit.update(next);
  unit.insert(intake->account);
  filing = next;
  return {};
}

// The other side's case looks again at whether the two accounts agree.
void Filings::tell_other_side(store::Unit& unit, const Caller& caller, const Filing& filing,
                              const std::string& basis) const {
  const auto other = other_account(unit.sql(), filing);
  if (!other) return;
  // Faults of arrows that nobody takes: the other case stays as it is.
  (void)casework_.advance(unit, other->id, caller.now, basis);
}

base::Result<FilingRecord> Filings::act(const Caller& caller, const std::string& id,
                                        std::int64_t version, const FilingAct& act,
                                        base::Scalars scalars) {
  return database_.write([&](store::Unit& unit) -> base::Result<FilingRecord> {
    FilingRecord record = require(unit.sql(), caller, id, action_of(act.act));
    if (record.docket.file.version != version) throw store::Conflict("filing");
    const Filing before = record.filing;
    if (act.telling) {
      if (act.act != "amend") {
        base::Faults faults;
        faults.add("unknown_key", "/telling", "只有更正时才重新说", "act 写 amend");
        return faults;
      }
      base::Faults faults = amend(unit, caller, record, *act.telling);
      if (!faults.empty()) return faults;
    } else if (act.act == "amend") {
      base::Faults faults;
      faults.add("missing", "/telling", "还没有写改成什么");
      return faults;
    }
    const auto moved = casework_.act(unit,
                                     {.case_id = id,
                                      .transition = act.act,
                                      .given = act.fields,
                                      .basis = record.filing.receipt_hash,
                                      .scalars = scalars},
                                     caller);
    if (!moved) return moved.faults();
    tell_other_side(unit, caller, record.filing, record.filing.receipt_hash);
    // An amended day or counterpart makes it another contact: the former other side is free.
    if (before.contact_on != record.filing.contact_on ||
        before.enterprise != record.filing.enterprise || before.unit != record.filing.unit)
      tell_other_side(unit, caller, before, record.filing.receipt_hash);
    return std::move(*find(unit.sql(), id));
  });
}

FilingRecord Filings::read(const Caller& caller, const std::string& id, const std::string& basis,
                           const std::string& action) {
  const auto look = [&](store::Sql& sql) { return require(sql, caller, id, action, basis); };
  if (basis.empty()) return database_.read(look);
  return database_.write([&](store::Unit& unit) {
    FilingRecord record = look(unit.sql());
    unit.event(event_of(caller, "filing.read", record.filing, record.docket.file.place, basis));
    return record;
  });
}

ListPage Filings::list(const Caller& caller, const ListQuery& query, const std::string& basis,
                       const std::string& action) {
  identity::Target target{
      .persons = {caller.person}, .organisation = "", .organisation_above = "", .places = {}};
  if (query.view != View::mine) target.persons.clear();
  if (query.view == View::unit) target.organisation = caller.organisation;
  if (query.view == View::place) target.places = places_.path(caller.place);
  identity::require(caller, action, target, basis);
  // That somebody looked is on the disk before he sees anything.
  if (query.view == View::place)
    database_.write([&](store::Unit& unit) {
      unit.event({.kind = action,
                  .account = caller.account,
                  .post = caller.post,
                  .place = caller.place,
                  .subject = caller.place,
                  .basis = basis});
    });
  return database_.read([&](store::Sql& sql) { return list_filings(sql, places_, caller, query); });
}

}  // namespace qinqing::contact
