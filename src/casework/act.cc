#include "casework/act.h"

#include <algorithm>
#include <utility>

#include "base/canonical.h"
#include "casework/permit.h"

namespace qinqing::casework {
namespace {

std::string canonical(const boost::json::object& values) {
  // Strings, integers and booleans that were checked: they have a canonical form.
  return base::canonical_json(values).value();
}

bool has(const std::vector<std::string>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

}  // namespace

void Act::open() {
  step(nullptr, "", "");
  enter(p_.docket_.procedure().start);
}

base::Faults Act::take(const Transition& transition, const std::string& role, FieldValues given) {
  p_.given_ = std::move(given);
  p_.role_ = role;
  step(&transition, p_.docket_.file.state, role);
  for (const std::string& name : transition.effects) {
    base::Faults faults = p_.registry_.effect_of(name)(p_);
    if (!faults.empty()) return faults;
  }
  for (CaseDeadline& row : p_.docket_.deadlines) {
    const Deadline* deadline = p_.docket_.procedure().deadline(row.name);
    if (deadline != nullptr && has(deadline->met_by, transition.id)) p_.meet_row(row);
  }
  taken_.push_back(transition.id);
  if (transition.to) enter(*transition.to);
  return {};
}

const Transition* Act::next_automatic() {
  for (const Transition& transition : p_.docket_.procedure().transitions)
    if (transition.is_automatic() && transition.starts_in(p_.docket_.file.state) &&
        !has(entered_by_itself_, *transition.to) &&
        !stopped(transition.guards, p_.scene(), p_.registry_))
      return &transition;
  return nullptr;
}

base::Faults Act::take_automatic() {
  const identity::Caller* somebody = p_.caller_;
  identity::Caller system;
  system.system = true;
  system.now = somebody->now;
  system.today = somebody->today;
  p_.caller_ = &system;
  p_.given_ = {};
  base::Faults faults;
  while (const Transition* transition = faults.empty() ? next_automatic() : nullptr) {
    faults = take(*transition, "", {});
    entered_by_itself_.push_back(*transition->to);
  }
  p_.caller_ = somebody;
  return faults;
}

void Act::step(const Transition* transition, const std::string& from, const std::string& role) {
  CaseFile& file = p_.docket_.file;
  const identity::Caller& by = *p_.caller_;
  steps_.push_back({.case_id = file.id,
                    .n = ++file.steps,
                    .version = 0,
                    .transition = transition == nullptr ? "open" : transition->id,
                    .from_state = from,
                    .to_state = transition == nullptr ? p_.docket_.procedure().start
                                                      : transition->to.value_or(from),
                    .role = role,
                    .account = by.account,
                    .person = by.person,
                    .post = by.post,
                    .delegation = by.delegation,
                    .at = base::instant_text(by.now),
                    .given = canonical(p_.given_.plain),
                    .given_personal = p_.given_.personal.empty()
                                          ? std::nullopt
                                          : std::optional(canonical(p_.given_.personal))});
}

void Act::enter(const std::string& state) {
  CaseFile& file = p_.docket_.file;
  const std::string from = std::exchange(file.state, state);
  file.state_since = p_.today();
  file.ended = p_.docket_.procedure().state(state)->is_final();
  entered_.push_back(state);
  for (CaseDeadline& row : p_.docket_.deadlines)
    if (!row.ended_on) leave(row, from, state);
}

void Act::leave(CaseDeadline& row, const std::string& from, const std::string& entered) {
  const Deadline* deadline = p_.docket_.procedure().deadline(row.name);
  if (deadline == nullptr || !deadline->starts.state) {
    if (p_.docket_.file.ended) p_.deadlines_.lift(row);
    return;
  }
  const bool comes_back = entered == *deadline->starts.state && has(deadline->pauses, from);
  if (has(deadline->pauses, entered))
    p_.deadlines_.pause(row);
  else if (!comes_back)
    p_.deadlines_.lift(row);
  else if (row.state == DeadlineState::paused)
    p_.resume(row, from);
}

void Act::finish() {
  move_anchors();
  start_due();
  save();
}

bool Act::starts_now(const Deadline& deadline) {
  const bool by_state =
      deadline.starts.state && !entered_.empty() && *deadline.starts.state == p_.docket_.file.state;
  const bool by_arrow = deadline.starts.transition && has(taken_, *deadline.starts.transition);
  return (by_state || by_arrow) && p_.docket_.owed(deadline.id) == nullptr &&
         !stopped(deadline.when, p_.scene(), p_.registry_);
}

std::optional<base::Anchor> Act::anchor_of(const Deadline& deadline) {
  if (deadline.anchor == kStartAnchor)
    return base::Anchor{.day = p_.today(), .after_hours = after_hours(p_.caller_->now)};
  const auto day = p_.registry_.anchor_of(deadline.anchor)(p_.scene());
  if (!day) return std::nullopt;
  return base::Anchor{.day = *day};
}

void Act::start_due() {
  for (const Deadline& deadline : p_.docket_.procedure().deadlines) {
    if (!starts_now(deadline)) continue;
    const auto anchor = anchor_of(deadline);
    if (!anchor) continue;
    CaseDeadline row;
    row.name = deadline.id;
    row.label = deadline.label;
    row.owed_by = deadline.owed_by;
    row.each_party = deadline.each.value_or(false);
    row.anchor = deadline.anchor;
    row.warn_before = deadline.warn_before;
    p_.start_deadline(std::move(row), *anchor, deadline.counted());
  }
}

void Act::move_anchors() {
  for (CaseDeadline& row : p_.docket_.deadlines) {
    if (row.state != DeadlineState::running || row.anchor.empty() || row.anchor == kStartAnchor)
      continue;
    const auto day = p_.registry_.anchor_of(row.anchor)(p_.scene());
    if (!day || *day == row.anchor_on) continue;
    if (auto moved = p_.deadlines_.move_anchor(row, p_.current_certificate(row), *day))
      p_.certificates_.push_back(std::move(*moved));
  }
}

void Act::save() {
  const auto write = [&](auto& rows, const auto& before) {
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (i >= before.size())
        p_.unit_.insert(rows[i]);
      else if (!(rows[i] == before[i]))
        p_.unit_.update(rows[i]);
  };
  CaseFile& file = p_.docket_.file;
  if (file.version == 0)
    p_.unit_.insert(file);
  else if (!(file == p_.before_.file))
    p_.unit_.update(file);
  write(p_.docket_.parties, p_.before_.parties);
  write(p_.docket_.deadlines, p_.before_.deadlines);
  for (CaseStep& step : steps_) p_.unit_.insert(step);
  for (CaseCertificate& certificate : p_.certificates_) p_.unit_.insert(certificate);
  p_.registry_.tell_followers(p_.unit_, p_.before_, p_.docket_, *p_.caller_);
}

}  // namespace qinqing::casework
