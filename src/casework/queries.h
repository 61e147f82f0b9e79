// Every statement of casework. Internal to the folder, but for what casework.h passes on.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "casework/rows.h"
#include "store/unit.h"

namespace qinqing::casework {

std::vector<CaseParty> parties_of(store::Sql& sql, const std::string& case_id);
std::vector<CaseDeadline> deadlines_of(store::Sql& sql, const std::string& case_id);
std::vector<CaseStep> steps_of(store::Sql& sql, const std::string& case_id);
std::vector<CaseCertificate> certificates_of(store::Sql& sql, const std::string& case_id,
                                             const std::string& name, std::int64_t round);
// The certificate that explains the row's due day; std::runtime_error where it is not there.
CaseCertificate certificate_of(store::Sql& sql, const CaseDeadline& row);

// Counts up and gives the number that comes next.
std::int64_t next_number(store::Unit& unit, const std::string& series, const std::string& procedure,
                         int year);

// Versions by which there are cases.
std::vector<ProcedureText> versions_in_use(store::Sql& sql);

// Ids after `after`, in order, at most `limit`: cases with a running deadline that is past on that
// day, or whose warning has come and was not given.
std::vector<std::string> cases_to_sweep(store::Sql& sql, base::Date today, const std::string& after,
                                        int limit);
// … with a running deadline that is not past and was counted with another calendar.
std::vector<std::string> cases_to_recount(store::Sql& sql, base::Date today,
                                          const std::string& calendar, const std::string& after,
                                          int limit);

// … whose unit was merged into another.
std::vector<std::string> cases_to_take_over(store::Sql& sql, const std::string& after, int limit);

// The last number of every series, as the cases that bear one say.
std::vector<CaseNumber> numbers_that_follow(store::Sql& sql);

// Something that is owed: of a deadline and its case what a list shows. The count of its day is
// certificates_of(case_id, name, round).
struct Owed {
  std::string case_id, name;
  std::int64_t round = 0;
  std::string label, owed_by;
  DeadlineState state = DeadlineState::running;  // running, paused or late
  base::Date due;
  bool provisional = false;
  std::string procedure, case_state, unit, place;
  std::optional<std::string> number;
};
// What a person owes by his parts in cases, by due day, at most `limit`.
std::vector<Owed> owed_by_person(store::Sql& sql, const std::string& person, int limit);
// What the holders of a role owe in a unit.
std::vector<Owed> owed_by_unit(store::Sql& sql, const std::string& unit, const std::string& role,
                               int limit);

}  // namespace qinqing::casework
