#include "casework/testing/casework_test_base.h"

#include <algorithm>

#include "casework/testing/invariants.h"

namespace qinqing::casework::testing {
namespace {

std::optional<std::string> unless(bool holds, const char* why) {
  return holds ? std::nullopt : std::optional<std::string>(why);
}

}  // namespace

namespace {

base::Result<std::vector<Version>> load(const std::filesystem::path& from,
                                        const Vocabulary& vocabulary) {
  if (std::filesystem::is_directory(from)) return load_procedures(from, vocabulary);
  auto one = load_procedure(from, vocabulary);
  if (!one) return one.faults();
  return std::vector{std::move(one).value()};
}

}  // namespace

CaseworkTest::CaseworkTest(const std::filesystem::path& from) {
  register_filing();
  auto versions = load(from, registry_.vocabulary());
  if (!versions) throw std::runtime_error(versions.faults().to_string());
  casework_ = std::make_unique<Casework>(registry_, calendar());
  const auto adopted =
      casework_->adopt(open({store::schema(), schema()}), std::move(versions).value());
  if (!adopted) throw std::runtime_error(adopted.faults().to_string());
}

std::shared_ptr<const base::Calendar> CaseworkTest::calendar(const std::filesystem::path& folder) {
  auto loaded = base::Calendar::load(folder);
  if (!loaded) throw std::runtime_error(loaded.faults().to_string());
  return std::make_shared<const base::Calendar>(std::move(loaded).value());
}

void CaseworkTest::register_filing() {
  const auto contact = [this](const Scene& scene) -> Contact& {
    return contacts_[scene.docket.file.id];
  };
  const auto ahead = [=](const Scene& s) { return s.caller.today < contact(s).on; };
  const auto guard = [&](const char* name, auto holds) {
    registry_.guard(name, [=](const Scene& s) { return unless(holds(s), name); });
  };
  guard("filing_complete", [=](const Scene& s) { return contact(s).complete; });
  guard("awaits_approval", [=](const Scene& s) { return contact(s).official && ahead(s); });
  guard("awaits_receipt", [=](const Scene& s) { return !contact(s).official || !ahead(s); });
  guard("contact_over", [=](const Scene& s) { return !ahead(s); });
  guard("accounts_agree",
        [=](const Scene& s) { return !contact(s).differs || contact(s).stood_by; });
  guard("accounts_differ",
        [=](const Scene& s) { return contact(s).differs && !contact(s).stood_by; });
  guard("confirmation_overdue", [](const Scene& s) {
    const CaseDeadline* row = s.docket.owed("confirm");
    return row != nullptr && (row->state == DeadlineState::late || row->due < s.caller.today);
  });
  guard("duties_met", [=](const Scene& s) {
    return std::ranges::none_of(
        contact(s).duties, [&](const std::string& duty) { return s.docket.owed(duty) != nullptr; });
  });
  // Adoption's, so that the whole folder loads; no case of it is opened here.
  guard("pack_proven", [](const Scene&) { return true; });
  guard("edition_superseded", [](const Scene&) { return false; });
  registry_.effect("adopt_edition", [](Proceeding&) { return base::Faults(); });
  registry_.anchor("contact_on", [=](const Scene& s) { return std::optional(contact(s).on); });
  const auto done = base::Faults();
  registry_.effect("route_unit", [=](Proceeding& p) {
    const std::string& unit = contact(p.scene()).routed_to;
    if (!unit.empty()) p.move(unit, p.docket().file.place);
    return done;
  });
  registry_.effect("take_check", [=](Proceeding&) { return done; });
  registry_.effect("stand_by", [=](Proceeding& p) {
    contact(p.scene()).stood_by = true;
    return done;
  });
  registry_.effect("owe_duties", [=](Proceeding& p) {
    for (const std::string& duty : contact(p.scene()).duties)
      p.owe({.name = duty,
             .label = duty,
             .owed_by = "filer",
             .anchor = {.day = contact(p.scene()).on},
             .period = {.count = 5, .unit = base::PeriodUnit::workdays}});
    return done;
  });
  registry_.effect("meet_duty", [=](Proceeding& p) {
    if (p.meet(p.given().text("duty"))) return done;
    return base::Faults({.code = "value",
                         .pointer = "/given/duty",
                         .what = "没有这件事",
                         .right = "",
                         .file = "",
                         .line = 0});
  });
}

identity::Caller CaseworkTest::caller(const std::string& person, identity::Role role,
                                      const std::string& organisation) const {
  identity::Caller caller;
  caller.account = "account-" + person;
  caller.person = person;
  caller.post = "post-" + person;
  caller.organisation = organisation;
  caller.place = "nb";
  caller.role = role;
  caller.now = clock_.now();
  caller.today = clock_.today();
  return caller;
}

Docket CaseworkTest::open_case(const std::string& id, const std::string& procedure,
                               std::vector<NewParty> parties, const identity::Caller& by) {
  auto docket = database().write([&](store::Unit& unit) {
    return casework_->open(
        unit, {.id = id, .procedure = procedure, .place = "nb", .unit = "unit", .parties = parties},
        by);
  });
  EXPECT_TRUE(docket) << docket.faults().to_string();
  expect_sound(id);
  return std::move(docket).value();
}

base::Result<Docket> CaseworkTest::act(const std::string& id, const std::string& transition,
                                       const identity::Caller& by, boost::json::value given,
                                       std::optional<std::int64_t> version) {
  return database().write([&](store::Unit& unit) {
    return casework_->act(
        unit, {.case_id = id, .transition = transition, .given = given, .version = version}, by);
  });
}

Docket CaseworkTest::must(const std::string& id, const std::string& transition,
                          const identity::Caller& by, boost::json::value given) {
  auto docket = act(id, transition, by, std::move(given));
  if (!docket) throw std::runtime_error(transition + ": " + docket.faults().to_string());
  expect_sound(id);
  return std::move(docket).value();
}

std::string CaseworkTest::refusal(const std::string& id, const std::string& transition,
                                  const identity::Caller& by, boost::json::value given) {
  const auto docket = act(id, transition, by, std::move(given));
  return docket ? "" : docket.faults()[0].code;
}

Docket CaseworkTest::advance(const std::string& id) {
  auto docket = database().write(
      [&](store::Unit& unit) { return casework_->advance(unit, id, clock_.now(), ""); });
  if (!docket) throw std::runtime_error(docket.faults().to_string());
  expect_sound(id);
  return std::move(docket).value();
}

Docket CaseworkTest::find(const std::string& id) {
  return database().read([&](store::Sql& sql) { return casework_->find(sql, id); }).value();
}

CaseDeadline CaseworkTest::deadline(const std::string& id, const std::string& name) {
  const Docket docket = find(id);
  std::optional<CaseDeadline> last;
  for (const CaseDeadline& row : docket.deadlines)
    if (row.name == name) last = row;
  return last.value();
}

std::vector<CaseCertificate> CaseworkTest::certificates(const CaseDeadline& row) {
  return database().read(
      [&](store::Sql& sql) { return certificates_of(sql, row.case_id, row.name, row.round); });
}

std::vector<CaseStep> CaseworkTest::history(const std::string& id) {
  return database().read([&](store::Sql& sql) { return steps_of(sql, id); });
}

std::int64_t CaseworkTest::count(const std::string& table) {
  return database().read(
      [&](store::Sql& sql) { return sql.number("SELECT count(*) FROM " + table); });
}

void CaseworkTest::expect_sound(const std::string& id) {
  const Docket docket = find(id);
  const auto broken =
      database().read([&](store::Sql& sql) { return broken_invariants(docket, sql); });
  for (const std::string& rule : broken) ADD_FAILURE() << id << ": " << rule;
}

}  // namespace qinqing::casework::testing
