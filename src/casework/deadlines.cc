#include "casework/deadlines.h"

#include <algorithm>
#include <stdexcept>

#include "casework/certificate.h"

namespace qinqing::casework {
namespace {

using enum DeadlineState;

base::Certificate certificate_of(const CaseCertificate& kept) {
  auto certificate = read_certificate(kept.body);
  if (!certificate) throw std::runtime_error("case_certificate holds no certificate");
  return std::move(certificate).value();
}

bool same_days(const base::Certificate& a, const base::Certificate& b) {
  const auto same_step = [](const base::DeadlineStep& x, const base::DeadlineStep& y) {
    return x.day == y.day && x.counted == y.counted && x.why == y.why;
  };
  return a.provisional == b.provisional && a.due == b.due &&
         std::equal(a.steps.begin(), a.steps.end(), b.steps.begin(), b.steps.end(), same_step);
}

}  // namespace

bool after_hours(base::Instant instant) {
  using std::chrono::hours;
  using std::chrono::minutes;
  const auto local = instant + hours(8);
  const auto of_day = local - std::chrono::floor<std::chrono::days>(local);
  return of_day > hours(17) + minutes(30);
}

Deadlines::Deadlines(const base::Calendar& calendar, base::Instant now)
    : calendar_(calendar), now_(now), today_(base::Clock::day_of(now)) {}

void Deadlines::take(CaseDeadline& row, const base::Certificate& counted) const {
  row.anchor_on = counted.anchor.day;
  row.due = counted.due;
  row.warn_on.reset();
  const auto offset = row.warn_before ? base::Period::parse(*row.warn_before) : std::nullopt;
  if (!offset) return;
  const base::Period back{.count = -offset->count, .unit = offset->unit};
  row.warn_on = base::count_deadline({.day = row.due}, back, calendar_).due;
}

CaseCertificate Deadlines::keep(CaseDeadline& row, const base::Certificate& counted,
                                const char* why) const {
  ++row.certificates;
  row.provisional = counted.provisional;
  row.calendar = counted.calendar_hash;
  return {.case_id = row.case_id,
          .name = row.name,
          .round = row.round,
          .n = row.certificates,
          .version = 0,
          .why = why,
          .counted_at = base::instant_text(now_),
          .body = certificate_text(counted)};
}

Counted Deadlines::start(CaseDeadline row, const base::Anchor& anchor,
                         const base::Period& period) const {
  const base::Certificate counted = base::count_deadline(anchor, period, calendar_);
  row.state = running;
  row.started_on = today_;
  take(row, counted);
  CaseCertificate certificate = keep(row, counted, "start");
  row.certificate = certificate.n;
  mark_late(row);
  return {std::move(row), std::move(certificate)};
}

bool Deadlines::mark_late(CaseDeadline& row) const {
  if (row.state != running || today_ <= row.due) return false;
  row.state = late;
  return true;
}

bool Deadlines::warn(CaseDeadline& row) const {
  if (row.state != running || row.warned_on || !row.warn_on || today_ < *row.warn_on) return false;
  row.warned_on = today_;
  return true;
}

bool Deadlines::meet(CaseDeadline& row) const {
  if (row.ended_on || row.state == paused) return false;
  mark_late(row);
  if (row.state != late) row.state = met;
  row.met_on = row.ended_on = today_;
  return true;
}

bool Deadlines::lift(CaseDeadline& row) const {
  if (row.ended_on) return false;
  mark_late(row);
  if (row.state != late) row.state = lifted;
  row.paused_on.reset();
  row.ended_on = today_;
  return true;
}

bool Deadlines::pause(CaseDeadline& row) const {
  if (row.state != running) return false;
  if (mark_late(row)) return true;
  row.state = paused;
  row.paused_on = today_;
  return true;
}

CaseCertificate Deadlines::resume(CaseDeadline& row, const CaseCertificate& current,
                                  const std::string& reason) const {
  const base::Certificate before = certificate_of(current);
  std::vector<base::Pause> pauses = before.pauses;
  pauses.push_back({.from = *row.paused_on, .to = today_, .reason = reason});
  const base::Certificate counted =
      base::count_deadline(before.anchor, before.period, calendar_, std::move(pauses));
  row.state = running;
  row.paused_on.reset();
  CaseCertificate certificate = keep(row, counted, "pause");
  if (counted.due >= row.due) {
    take(row, counted);
    row.certificate = certificate.n;
  }
  return certificate;
}

std::optional<CaseCertificate> Deadlines::move_anchor(CaseDeadline& row,
                                                      const CaseCertificate& current,
                                                      base::Date day) const {
  if (mark_late(row) || row.state != running) return std::nullopt;
  const base::Certificate before = certificate_of(current);
  const base::Certificate counted =
      base::count_deadline({.day = day}, before.period, calendar_, before.pauses);
  CaseCertificate certificate = keep(row, counted, "anchor");
  take(row, counted);
  row.certificate = certificate.n;
  mark_late(row);
  return certificate;
}

std::optional<CaseCertificate> Deadlines::recount(CaseDeadline& row,
                                                  const CaseCertificate& current) const {
  if (row.state != running || today_ > row.due) return std::nullopt;
  const base::Certificate before = certificate_of(current);
  const base::Certificate counted =
      base::count_deadline(before.anchor, before.period, calendar_, before.pauses);
  if (same_days(before, counted)) return std::nullopt;
  CaseCertificate certificate = keep(row, counted, "calendar");
  if (counted.due >= row.due) {
    take(row, counted);
    row.certificate = certificate.n;
  }
  return certificate;
}

}  // namespace qinqing::casework
