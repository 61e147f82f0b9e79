#include "casework/queries.h"

#include <stdexcept>
#include <tuple>
#include <utility>

namespace qinqing::casework {
namespace {

constexpr std::string_view kOfCase = "WHERE case_id = :case_id ORDER BY seq";
constexpr std::string_view kDeadlinesOfCase = "WHERE case_id = :case_id ORDER BY name, round";
constexpr std::string_view kStepsOfCase = "WHERE case_id = :case_id ORDER BY n";
constexpr std::string_view kCertificates =
    "WHERE case_id = :case_id AND name = :name AND round = :round ORDER BY n";
constexpr std::string_view kVersionsInUse =
    "WHERE hash IN (SELECT procedure_hash FROM case_file) ORDER BY hash";

constexpr std::string_view kToSweep =
    "SELECT DISTINCT case_id FROM case_deadline WHERE state = 'running' AND case_id > :after AND "
    "(due < :today OR (warned_on IS NULL AND warn_on <= :warn)) ORDER BY case_id LIMIT :limit";
constexpr std::string_view kToRecount =
    "SELECT DISTINCT case_id FROM case_deadline WHERE state = 'running' AND case_id > :after AND "
    "due >= :today AND calendar <> :calendar ORDER BY case_id LIMIT :limit";

constexpr std::string_view kToTakeOver =
    "SELECT c.id FROM organisation o JOIN case_file c ON c.unit = o.id WHERE o.merged_into IS NOT "
    "NULL AND c.id > :after ORDER BY c.id LIMIT :limit";

// Which are the first is found in indices alone; only then are their rows looked at.
//
// Who has confirmed no longer owes what each owes for himself.
constexpr std::string_view kOwedByPerson =
    "SELECT d.case_id, d.name, d.round, d.label, d.owed_by, d.state, d.due, d.provisional, "
    "c.procedure, c.state, c.unit, c.place, c.number FROM (SELECT DISTINCT o.due, o.case_id, "
    "o.name, o.round FROM case_party p JOIN case_deadline o ON o.case_id = p.case_id AND "
    "o.owed_by = p.role WHERE p.person = :person AND p.state <> 'left' AND o.ended_on IS NULL AND "
    "(o.each_party = 0 OR p.state <> 'confirmed') ORDER BY o.due, o.case_id, o.name LIMIT :limit) "
    "f JOIN case_deadline d ON d.case_id = f.case_id AND d.name = f.name AND d.round = f.round "
    "JOIN case_file c ON c.id = f.case_id ORDER BY d.due, d.case_id, d.name";
constexpr std::string_view kOwedByUnit =
    "SELECT d.case_id, d.name, d.round, d.label, d.owed_by, d.state, d.due, d.provisional, "
    "c.procedure, c.state, c.unit, c.place, c.number FROM (SELECT o.due, o.case_id, o.name, "
    "o.round FROM case_file u JOIN case_deadline o ON o.case_id = u.id WHERE u.unit = :unit AND "
    "o.owed_by = :role AND o.ended_on IS NULL ORDER BY o.due, o.case_id, o.name LIMIT :limit) f "
    "JOIN case_deadline d ON d.case_id = f.case_id AND d.name = f.name AND d.round = f.round "
    "JOIN case_file c ON c.id = f.case_id ORDER BY d.due, d.case_id, d.name";

template <class... Args>
std::vector<Owed> owed(store::Sql& sql, std::string_view statement, const Args&... args) {
  using Text = std::string;
  std::vector<Owed> found;
  for (auto& row : sql.rows<Text, Text, std::int64_t, Text, Text, DeadlineState, base::Date, bool,
                            Text, Text, Text, Text, std::optional<Text>>(statement, args...))
    found.push_back(std::apply([](auto&... column) { return Owed{std::move(column)...}; }, row));
  return found;
}

template <class... Args>
std::vector<std::string> ids(store::Sql& sql, std::string_view statement, const Args&... args) {
  std::vector<std::string> found;
  for (auto& [id] : sql.rows<std::string>(statement, args...)) found.push_back(std::move(id));
  return found;
}

}  // namespace

std::vector<CaseParty> parties_of(store::Sql& sql, const std::string& case_id) {
  return sql.select<CaseParty>(kOfCase, case_id);
}
std::vector<CaseDeadline> deadlines_of(store::Sql& sql, const std::string& case_id) {
  return sql.select<CaseDeadline>(kDeadlinesOfCase, case_id);
}
std::vector<CaseStep> steps_of(store::Sql& sql, const std::string& case_id) {
  return sql.select<CaseStep>(kStepsOfCase, case_id);
}
std::vector<CaseCertificate> certificates_of(store::Sql& sql, const std::string& case_id,
                                             const std::string& name, std::int64_t round) {
  return sql.select<CaseCertificate>(kCertificates, case_id, name, round);
}

CaseCertificate certificate_of(store::Sql& sql, const CaseDeadline& row) {
  auto found = sql.find<CaseCertificate>(row.case_id, row.name, row.round, row.certificate);
  if (!found) throw std::runtime_error("a deadline without its certificate");
  return std::move(*found);
}

std::int64_t next_number(store::Unit& unit, const std::string& series, const std::string& procedure,
                         int year) {
  auto row = unit.sql().find<CaseNumber>(series, procedure, static_cast<std::int64_t>(year));
  if (!row) row = CaseNumber{.series = series, .procedure = procedure, .year = year, .last = 0};
  ++row->last;
  unit.put(*row);
  return row->last;
}

std::vector<ProcedureText> versions_in_use(store::Sql& sql) {
  return sql.select<ProcedureText>(kVersionsInUse);
}

std::vector<std::string> cases_to_sweep(store::Sql& sql, base::Date today, const std::string& after,
                                        int limit) {
  return ids(sql, kToSweep, after, today, today, limit);
}
std::vector<std::string> cases_to_recount(store::Sql& sql, base::Date today,
                                          const std::string& calendar, const std::string& after,
                                          int limit) {
  return ids(sql, kToRecount, after, today, calendar, limit);
}

std::vector<std::string> cases_to_take_over(store::Sql& sql, const std::string& after, int limit) {
  return ids(sql, kToTakeOver, after, limit);
}

std::vector<CaseNumber> numbers_that_follow(store::Sql& sql) {
  std::vector<CaseNumber> found;
  for (auto& [series, procedure, year, last] :
       sql.rows<std::string, std::string, std::int64_t, std::int64_t>(
           "SELECT series, procedure, number_year, max(number_n) FROM case_file WHERE number_n IS "
           "NOT NULL GROUP BY series, procedure, number_year"))
    found.push_back({std::move(series), std::move(procedure), year, last});
  return found;
}

std::vector<Owed> owed_by_person(store::Sql& sql, const std::string& person, int limit) {
  return owed(sql, kOwedByPerson, person, limit);
}
std::vector<Owed> owed_by_unit(store::Sql& sql, const std::string& unit, const std::string& role,
                               int limit) {
  return owed(sql, kOwedByUnit, unit, role, limit);
}

}  // namespace qinqing::casework
