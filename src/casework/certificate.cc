#include "casework/certificate.h"

#include "base/canonical.h"
#include "base/json.h"
#include "base/reader.h"

namespace qinqing::casework {
namespace {

AnchorJson to_json(const base::Anchor& anchor) {
  return {.day = anchor.day, .after_hours = anchor.after_hours};
}
base::Anchor from_json(const AnchorJson& anchor) {
  return {.day = anchor.day, .after_hours = anchor.after_hours.value_or(false)};
}

std::vector<PauseJson> to_json(const std::vector<base::Pause>& pauses) {
  std::vector<PauseJson> out;
  out.reserve(pauses.size());
  for (const base::Pause& pause : pauses)
    out.push_back({.from = pause.from, .to = pause.to, .reason = pause.reason});
  return out;
}
std::vector<base::Pause> from_json(const std::vector<PauseJson>& pauses) {
  std::vector<base::Pause> out;
  out.reserve(pauses.size());
  for (const PauseJson& pause : pauses)
    out.push_back({.from = pause.from, .to = pause.to, .reason = pause.reason.value_or("")});
  return out;
}

base::Period period_of(const std::string& text, base::Faults& faults) {
  const auto period = base::Period::parse(text);
  if (!period)
    faults.add("value", "/period", "看不懂这个期限",
               "例如 \"5 workdays\"、\"-1 workday\"、\"1 month\"");
  return period.value_or(base::Period{});
}

}  // namespace

base::Result<Count> read_count(const boost::json::value& value) {
  base::Faults faults;
  const auto json = base::read<CountJson>(value, "", faults);
  // What could not be read at all has no period to find fault with.
  if (!faults.empty()) return faults;
  Count count{.anchor = from_json(json.anchor),
              .period = period_of(json.period, faults),
              .pauses = from_json(json.pauses)};
  for (std::size_t i = 0; i < count.pauses.size(); ++i)
    if (count.pauses[i].to < count.pauses[i].from)
      faults.add("range", base::pointer_to(base::pointer_to("/pauses", i), "to"),
                 "暂停的最后一天早于第一天");
  if (!faults.empty()) return faults;
  return count;
}

std::string certificate_text(const base::Certificate& certificate) {
  CertificateJson json{.anchor = to_json(certificate.anchor),
                       .counted_from = certificate.counted_from,
                       .period = certificate.period.to_string(),
                       .pauses = to_json(certificate.pauses),
                       .calendar = certificate.calendar_hash,
                       .provisional = certificate.provisional,
                       .steps = {},
                       .due = certificate.due};
  json.steps.reserve(certificate.steps.size());
  for (const base::DeadlineStep& step : certificate.steps)
    json.steps.push_back({.day = step.day, .counted = step.counted, .why = step.why});
  return base::canonical_json(base::write(json)).value();
}

base::Result<base::Certificate> read_certificate(std::string_view text) {
  // A century of days is a megabyte or three.
  const auto value = base::parse_json(text, {.bytes_max = 64U << 20U});
  if (!value) return value.faults();
  base::Faults faults;
  const auto json = base::read<CertificateJson>(*value, "", faults);
  if (!faults.empty()) return faults;
  base::Certificate certificate{.anchor = from_json(json.anchor),
                                .counted_from = json.counted_from,
                                .period = period_of(json.period, faults),
                                .pauses = from_json(json.pauses),
                                .calendar_hash = json.calendar,
                                .provisional = json.provisional,
                                .steps = {},
                                .due = json.due};
  if (!faults.empty()) return faults;
  certificate.steps.reserve(json.steps.size());
  for (const StepJson& step : json.steps)
    certificate.steps.push_back({.day = step.day, .counted = step.counted, .why = step.why});
  return certificate;
}

}  // namespace qinqing::casework
