#include "contact/filings/row.h"

#include <algorithm>
#include <stdexcept>

#include "contact/filings/filings.h"
#include "contact/filings/place_levels.h"

namespace qinqing::contact {
namespace {

std::string first_due(const casework::Docket& docket) {
  std::optional<base::Date> first;
  for (const casework::CaseDeadline& row : docket.deadlines)
    if (!row.ended_on && (!first || row.due < *first)) first = row.due;
  return first ? first->to_string() : "";
}

// So that the order of texts is that of numbers.
std::string in_order(std::int64_t year, std::int64_t n) {
  constexpr std::size_t kDigits = 8;
  const std::string number = std::to_string(n);
  return std::to_string(year) + '-' + std::string(kDigits - std::min(kDigits, number.size()), '0') +
         number;
}

}  // namespace

FilingRow row_of(const Filing& filing, const casework::Docket& docket,
                 const identity::Places& places) {
  const casework::CaseFile& file = docket.file;
  const auto levels = place_levels(places, file.place);
  return {.filing = filing.id,
          .unit = file.unit,
          .place = file.place,
          .place_1 = levels[0],
          .place_2 = levels[1],
          .place_3 = levels[2],
          .place_4 = levels[3],
          .place_5 = levels[4],
          .state = file.state,
          .kept = never_submitted(docket),
          .filer = filing.filer,
          .verdict = filing.verdict,
          .contact_on = filing.contact_on,
          .opened_at = file.opened_at,
          .numbered = file.number_n ? in_order(*file.number_year, *file.number_n) : "",
          .due = first_due(docket),
          .words = filing.words};
}

void keep_filing_rows(casework::Registry& registry, const identity::Places& places) {
  registry.follow(kFilingProcedure,
                  [&places](store::Unit& unit, const casework::Docket&, const casework::Docket& now,
                            const identity::Caller&) {
                    const auto filing = unit.sql().find<Filing>(now.file.id);
                    if (!filing) throw std::logic_error("a case of filings without its filing");
                    const auto before = unit.sql().find<FilingRow>(filing->id);
                    const FilingRow row = row_of(*filing, now, places);
                    unit.put(row);
                    if (!before || before->words != row.words)
                      find_by_words(unit.sql(), row, before);
                  });
}

}  // namespace qinqing::contact
