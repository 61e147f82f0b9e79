// Tables as comma-separated text (RFC 4180): what people keep in spreadsheets and what COINr reads.
//
// Thread-safety: pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fault.h"

namespace qinqing::composite {

struct Csv {
  std::string file;
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;  // each as long as the header
  std::vector<int> lines;                      // the 1-based line that each row begins in

  std::optional<std::size_t> column(std::string_view name) const;
  // A fault that stands in this file at row `row` (index into rows), column `name`.
  base::Fault fault(std::string_view code, std::size_t row, std::string_view name, std::string what,
                    std::string right = "") const;
  // A fault of the file's header.
  base::Fault fault(std::string_view code, std::string what, std::string right = "") const;
};

// Quotes as RFC 4180 has them, line ends LF or CRLF, a byte order mark is dropped; blank lines are
// skipped. Faults: not UTF-8, empty, no closing quote, a row longer or shorter than the header, an
// empty or repeated column name.
base::Result<Csv> parse_csv(std::string_view text, std::string file);

// Fields with comma, quote or line end are quoted; lines end in LF.
std::string print_csv(const std::vector<std::string>& header,
                      const std::vector<std::vector<std::string>>& rows);

}  // namespace qinqing::composite
