#include "casework/testing/invariants.h"

#include <algorithm>
#include <set>

#include "casework/certificate.h"
#include "casework/queries.h"

namespace qinqing::casework::testing {
namespace {

class Check {
 public:
  Check(const Docket& docket, store::Sql& sql) : docket_(docket), sql_(sql) {}

  std::vector<std::string> run() {
    file();
    history();
    std::set<std::string> owed;
    for (const CaseDeadline& row : docket_.deadlines) {
      deadline(row);
      certificates(row);
      if (!row.ended_on) require(owed.insert(row.name).second, row.name + " is owed twice");
    }
    return std::move(broken_);
  }

 private:
  void require(bool holds, const std::string& rule) {
    if (!holds) broken_.push_back(rule);
  }

  void file() {
    const CaseFile& f = docket_.file;
    const State* state = docket_.procedure().state(f.state);
    require(state != nullptr, "the state is one of the procedure");
    require(state != nullptr && state->is_final() == f.ended, "ended says whether it is final");
    require(f.number.has_value() == f.number_n.has_value(), "a number has its n");
    require(f.procedure_hash == docket_.version->hash, "the version is the case's");
  }

  void history() {
    const auto steps = steps_of(sql_, docket_.file.id);
    require(static_cast<std::int64_t>(steps.size()) == docket_.file.steps, "every step is there");
    std::string at;
    std::int64_t n = 0;
    for (const CaseStep& step : steps) {
      require(step.n == ++n, "steps are numbered one by one");
      require(step.from_state == at, "a step starts where the last one ended");
      require(step.transition == "open" || docket_.procedure().transition(step.transition),
              "a step is an arrow");
      at = step.to_state;
    }
    require(at == docket_.file.state, "the last step ends in the state");
  }

  void deadline(const CaseDeadline& row) {
    using enum DeadlineState;
    const std::string who = row.name + ": ";
    require(row.paused_on.has_value() == (row.state == paused), who + "paused has a first day");
    require(row.ended_on.has_value() || row.state == running || row.state == paused ||
                row.state == late,
            who + "what is met or lifted has ended");
    require(!row.met_on || row.ended_on == row.met_on, who + "met is ended");
    require(row.state != met || (row.met_on && *row.met_on <= row.due), who + "met means in time");
    require(row.state != late || !row.met_on || *row.met_on > row.due, who + "late means after");
    require(row.state != lifted || !row.met_on, who + "lifted is not met");
    const Deadline* bound = docket_.procedure().deadline(row.name);
    if (bound == nullptr || !bound->starts.state || row.ended_on) return;
    const bool here = *bound->starts.state == docket_.file.state ||
                      std::ranges::find(bound->pauses, docket_.file.state) != bound->pauses.end();
    require(here, who + "is owed only in its states");
  }

  void certificates(const CaseDeadline& row) {
    const auto kept = certificates_of(sql_, row.case_id, row.name, row.round);
    require(static_cast<std::int64_t>(kept.size()) == row.certificates,
            row.name + ": every certificate is there");
    const auto shown = std::ranges::find(kept, row.certificate, &CaseCertificate::n);
    require(shown != kept.end(), row.name + ": has its certificate");
    if (shown == kept.end()) return;
    const auto certificate = read_certificate(shown->body);
    require(certificate && certificate->due == row.due, row.name + ": the certificate explains it");
    require(certificate && certificate->anchor.day == row.anchor_on, row.name + ": anchor");
  }

  const Docket& docket_;
  store::Sql& sql_;
  std::vector<std::string> broken_;
};

}  // namespace

std::vector<std::string> broken_invariants(const Docket& docket, store::Sql& sql) {
  return Check(docket, sql).run();
}

}  // namespace qinqing::casework::testing
