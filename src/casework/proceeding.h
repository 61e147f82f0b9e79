// An act on a case while it happens: what an effect may look at and change. All of it belongs to
// one unit of work and is written when the act is through.
//
// Lifetime: one act. Thread-safety: one thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "casework/deadlines.h"
#include "casework/registry.h"
#include "store/unit.h"

namespace qinqing::casework {

struct NewParty {
  std::string role;
  std::string person{};
  std::string post{};
  std::string organisation{};
  PartyState state = PartyState::named;
};

// A deadline that the domain knows and no procedure names: a duty of a check, for instance.
struct Owing {
  std::string name;  // unlike the procedure's deadlines
  std::string label;
  std::string owed_by;  // a role
  base::Anchor anchor;
  base::Period period;
  std::optional<std::string> warn_before{};
};

class Proceeding {
 public:
  // All references must outlive it.
  Proceeding(store::Unit& unit, const Registry& registry, const base::Calendar& calendar,
             const identity::Caller& caller, Docket docket);

  const Docket& docket() const { return docket_; }
  const identity::Caller& caller() const { return *caller_; }
  // In which the caller takes the arrow; "" where it is taken by itself.
  const std::string& role() const { return role_; }
  const FieldValues& given() const { return given_; }
  store::Unit& unit() { return unit_; }
  base::Date today() const { return deadlines_.today(); }
  const base::Calendar& calendar() const { return calendar_; }
  Scene scene() { return {docket_, *caller_, given_, unit_.sql()}; }

  // Where the case belongs from here on.
  void move(std::string organisation, std::string place);
  void add_party(NewParty party);
  // What somebody's part is from here on; seq must be one of the docket's.
  void set_party(std::int64_t seq, PartyState state);
  // Gives the case its number by the procedure's form, once. Nothing where it has one or the
  // procedure has no form.
  void give_number();
  // False, and nothing happens, where a deadline of that name is still owed.
  bool owe(const Owing& owing);
  // The deadline of this name is done, today. False where it is not owed.
  bool meet(std::string_view name);

 private:
  friend class Act;

  void start_deadline(CaseDeadline row, const base::Anchor& anchor, const base::Period& period);
  std::int64_t next_round(std::string_view name) const;
  CaseCertificate current_certificate(const CaseDeadline& row);
  // What is done is no longer paused: the days until today are counted out first.
  bool meet_row(CaseDeadline& row);
  void resume(CaseDeadline& row, const std::string& paused_in);

  store::Unit& unit_;
  const Registry& registry_;
  const base::Calendar& calendar_;
  const identity::Caller* caller_;
  Deadlines deadlines_;
  Docket before_;  // as it was read, to know what changed
  Docket docket_;
  std::string role_;
  FieldValues given_;
  std::vector<CaseCertificate> certificates_;
};

}  // namespace qinqing::casework
