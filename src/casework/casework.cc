#include "casework/casework.h"

#include <algorithm>
#include <stdexcept>
#include <tuple>

#include "casework/act.h"
#include "casework/calendar/published_year.h"
#include "casework/notices/notice.h"
#include "embedded/casework_migrations.h"

namespace qinqing::casework {
namespace {

store::Event event_of(const Docket& docket, const std::string& verb, const identity::Caller& caller,
                      const std::string& basis) {
  return {.kind = docket.file.procedure + "." + verb,
          .account = caller.account,
          .post = caller.post,
          .place = docket.file.place,
          .subject = docket.file.id,
          .basis = basis};
}

identity::Caller the_system(base::Instant now) {
  identity::Caller system;
  system.system = true;
  system.now = now;
  system.today = base::Clock::day_of(now);
  return system;
}

// Keeps the text where it is not kept yet; another server may do the same at the same moment.
void keep_text(store::Database& database, const Version& version) {
  const auto kept = [&](store::Sql& sql) {
    return sql.find<ProcedureText>(version.hash).has_value();
  };
  if (database.read(kept)) return;
  try {
    database.write([&](store::Unit& unit) {
      if (kept(unit.sql())) return;
      unit.event({.kind = "procedure.adopt", .subject = version.procedure.id});
      unit.insert(ProcedureText{.hash = version.hash,
                                .version = 0,
                                .procedure = version.procedure.id,
                                .body = version.text});
    });
  } catch (const store::Exists&) {
    if (!database.read(kept)) throw;
  }
}

}  // namespace

store::Schema schema() {
  return {
      .migrations = embedded::casework_migrations(),
      .tables = {&store::table<ProcedureText>(), &store::table<CaseFile>(),
                 &store::table<CaseParty>(), &store::table<CaseStep>(),
                 &store::table<CaseDeadline>(), &store::table<CaseCertificate>(),
                 &store::table<CaseNumber>(), &store::table<Notice>(), &store::table<NoticeSeen>(),
                 &store::table<NoticeMail>(), &store::table<PublishedYear>()}};
}

Casework::Casework(const Registry& registry, std::shared_ptr<base::Calendars> calendars)
    : registry_(registry), calendars_(std::move(calendars)) {}
Casework::Casework(const Registry& registry, std::shared_ptr<const base::Calendar> calendar)
    : Casework(registry, std::make_shared<base::Calendars>(std::move(calendar))) {}

base::Result<bool> Casework::adopt(store::Database& database, std::vector<Version> versions) {
  base::Faults faults;
  std::map<std::string, std::shared_ptr<const Version>, std::less<>> current;
  for (Version& version : versions) {
    const std::string id = version.procedure.id;
    if (!current.emplace(id, std::make_shared<const Version>(std::move(version))).second)
      faults.add(base::whole_fault("duplicate_id", "有两个办事程序都叫“" + id + "”"));
  }
  for (const ProcedureText& text : database.read(versions_in_use)) {
    const auto kept = restore_procedure(text.body);
    if (!kept || kept->hash != text.hash) {
      faults.add(
          base::whole_fault("procedure.damaged", "保存的程序“" + text.procedure + "”已损坏"));
      continue;
    }
    for (base::Fault old : check_procedure(kept->procedure, registry_.vocabulary())) {
      old.file = "正在办的事用的“" + text.procedure + "” " + text.hash;
      faults.add(std::move(old));
    }
  }
  if (!faults.empty()) return faults;
  for (const auto& [id, version] : current) keep_text(database, *version);
  const std::scoped_lock lock(mutex_);
  for (const auto& [id, version] : current) kept_[version->hash] = version;
  current_ = std::move(current);
  return true;
}

std::shared_ptr<const Version> Casework::current(std::string_view procedure) const {
  const std::scoped_lock lock(mutex_);
  const auto found = current_.find(procedure);
  return found == current_.end() ? nullptr : found->second;
}

std::shared_ptr<const base::Calendar> Casework::calendar() const {
  return calendars_->current();
}

void Casework::use_calendar(std::shared_ptr<const base::Calendar> calendar) {
  calendars_->use(std::move(calendar));
}

std::shared_ptr<const Version> Casework::version_of(store::Sql& sql, const std::string& hash) {
  {
    const std::scoped_lock lock(mutex_);
    if (const auto found = kept_.find(hash); found != kept_.end()) return found->second;
  }
  const auto text = sql.find<ProcedureText>(hash);
  auto version = text ? restore_procedure(text->body) : base::whole_fault("procedure.damaged", "");
  if (!version || version->hash != hash)
    throw std::runtime_error("a case runs by a procedure whose text is not kept as it was");
  auto kept = std::make_shared<const Version>(std::move(version).value());
  const std::scoped_lock lock(mutex_);
  return kept_.emplace(hash, std::move(kept)).first->second;
}

std::optional<Docket> Casework::find(store::Sql& sql, const std::string& case_id) {
  auto file = sql.find<CaseFile>(case_id);
  if (!file) return std::nullopt;
  auto version = version_of(sql, file->procedure_hash);
  return Docket{.version = std::move(version),
                .file = std::move(*file),
                .parties = parties_of(sql, case_id),
                .deadlines = deadlines_of(sql, case_id)};
}

base::Result<Docket> Casework::conclude(Proceeding& proceeding, Act& act) {
  base::Faults faults = act.take_automatic();
  if (!faults.empty()) return faults;
  act.finish();
  return proceeding.docket();
}

base::Result<Docket> Casework::open(store::Unit& unit, const Opening& opening,
                                    const identity::Caller& caller) {
  auto version = current(opening.procedure);
  if (version == nullptr) throw std::logic_error("no such procedure: " + opening.procedure);
  Docket docket{.version = version, .file = {}, .parties = {}, .deadlines = {}};
  docket.file = {.id = opening.id,
                 .procedure = opening.procedure,
                 .procedure_hash = version->hash,
                 .state = version->procedure.start,
                 .state_since = caller.today,
                 .place = opening.place,
                 .unit = opening.unit,
                 .series = opening.series,
                 .number = std::nullopt,
                 .number_year = std::nullopt,
                 .number_n = std::nullopt,
                 .opened_by = caller.person,
                 .opened_post = caller.post,
                 .opened_at = base::instant_text(caller.now)};
  unit.event(event_of(docket, "open", caller, opening.basis));
  const auto calendar = this->calendar();
  Proceeding proceeding(unit, registry_, *calendar, caller, std::move(docket));
  for (const NewParty& party : opening.parties) proceeding.add_party(party);
  if (opening.record) {
    base::Faults faults = opening.record(proceeding);
    if (!faults.empty()) return faults;
  }
  Act act(proceeding);
  act.open();
  return conclude(proceeding, act);
}

base::Result<Docket> Casework::act(store::Unit& unit, const Move& move,
                                   const identity::Caller& caller) {
  auto docket = find(unit.sql(), move.case_id);
  if (!docket) return base::whole_fault("case.none", "没有这件事");
  if (move.version && *move.version != docket->file.version)
    throw store::Conflict(std::string(CaseFile::kTable.name));
  const auto role = role_for(*docket, move.transition, caller, registry_);
  if (!role) return role.faults();
  const Transition& transition = *docket->procedure().transition(move.transition);
  auto given = read_fields(docket->procedure(), transition, move.given, "/given", move.scalars);
  if (!given) return given.faults();
  if (auto no = stopped(transition.guards, {*docket, caller, *given, unit.sql()}, registry_))
    return *std::move(no);
  unit.event(event_of(*docket, transition.id, caller, move.basis));
  const auto calendar = this->calendar();
  Proceeding proceeding(unit, registry_, *calendar, caller, *std::move(docket));
  Act act(proceeding);
  base::Faults faults = act.take(*proceeding.docket().procedure().transition(move.transition),
                                 *role, std::move(given).value());
  if (!faults.empty()) return faults;
  return conclude(proceeding, act);
}

base::Result<Docket> Casework::advance(store::Unit& unit, const std::string& case_id,
                                       base::Instant now, const std::string& basis) {
  auto docket = find(unit.sql(), case_id);
  if (!docket) return base::whole_fault("case.none", "没有这件事");
  const identity::Caller system = the_system(now);
  const auto calendar = this->calendar();
  Proceeding proceeding(unit, registry_, *calendar, system, *std::move(docket));
  Act act(proceeding);
  const Transition* first = act.next_automatic();
  if (first == nullptr) return proceeding.docket();
  unit.event(event_of(proceeding.docket(), first->id, system, basis));
  return conclude(proceeding, act);
}

std::vector<Offer> Casework::offers(const Docket& docket, const identity::Caller& caller,
                                    store::Sql& sql) const {
  return casework::offers(docket, caller, registry_, sql);
}

std::vector<Owed> Casework::owed_by(store::Sql& sql, const identity::Caller& caller,
                                    int limit) const {
  std::vector<Owed> all;
  if (!caller.person.empty()) all = owed_by_person(sql, caller.person, limit);
  if (!caller.organisation.empty())
    for (Owed& owed :
         owed_by_unit(sql, caller.organisation, std::string(identity::name_of(caller.role)), limit))
      all.push_back(std::move(owed));
  std::ranges::sort(all, {},
                    [](const Owed& owed) { return std::tie(owed.due, owed.case_id, owed.name); });
  return all;
}

}  // namespace qinqing::casework
