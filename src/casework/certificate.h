// Certificates of deadlines as JSON: how one is written down, kept, shown and recounted by another
// program, and how a count is asked for.
//
//   {"anchor": {"day": "2026-12-30", "after_hours": false}, "period": "5 workdays", "pauses": []}
//     → {"anchor": …, "calendar": "sha256:…", "counted_from": "2026-12-30", "due": "2027-01-07",
//        "pauses": [], "period": "5 workdays", "provisional": true,
//        "steps": [{"counted": false, "day": "2026-12-30", "why": "起算日，不计入"}, …]}
//
// The rules of counting are in base/deadline.h.
// Thread-safety: pure functions.
#pragma once

#include <boost/describe.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/deadline.h"
#include "base/fault.h"

namespace qinqing::casework {

struct AnchorJson {
  base::Date day;
  std::optional<bool> after_hours;  // false where not said
  static constexpr std::string_view kTitle = "Anchor";
};
BOOST_DESCRIBE_STRUCT(AnchorJson, (), (day, after_hours))

struct PauseJson {
  base::Date from, to;
  std::optional<std::string> reason;
  static constexpr std::string_view kTitle = "Pause";
};
BOOST_DESCRIBE_STRUCT(PauseJson, (), (from, to, reason))

struct StepJson {
  base::Date day;
  bool counted = false;
  std::string why;
  static constexpr std::string_view kTitle = "CountedDay";
};
BOOST_DESCRIBE_STRUCT(StepJson, (), (day, counted, why))

struct CountJson {
  AnchorJson anchor;
  std::string period;
  std::vector<PauseJson> pauses;
};
BOOST_DESCRIBE_STRUCT(CountJson, (), (anchor, period, pauses))

struct CertificateJson {
  AnchorJson anchor;
  base::Date counted_from;
  std::string period;
  std::vector<PauseJson> pauses;
  std::string calendar;
  bool provisional = false;
  std::vector<StepJson> steps;
  base::Date due;
  static constexpr std::string_view kTitle = "Certificate";
};
BOOST_DESCRIBE_STRUCT(CertificateJson, (),
                      (anchor, counted_from, period, pauses, calendar, provisional, steps, due))

// What a deadline is counted from.
struct Count {
  base::Anchor anchor;
  base::Period period;
  std::vector<base::Pause> pauses;
};

// Faults: those of base/reader.h, "value" where the period cannot be read, "range" where a pause
// ends before it begins.
base::Result<Count> read_count(const boost::json::value& value);

// RFC 8785 JSON. `after_hours` and a pause's `reason` are always written.
std::string certificate_text(const base::Certificate& certificate);

// What certificate_text gives, back. Reads only the form, does not recount.
base::Result<base::Certificate> read_certificate(std::string_view text);

}  // namespace qinqing::casework
