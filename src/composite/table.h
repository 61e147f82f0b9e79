// The raw table: units (in a panel: units by year) × what is known of them.
//
// Thread-safety: plain values.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fault.h"
#include "composite/csv.h"
#include "composite/framework.h"

namespace qinqing::composite {

// The rows of one year; a table without years has one span.
struct YearSpan {
  std::size_t begin = 0, end = 0;
  int year = 0;
};

struct Table {
  std::string file;
  std::vector<int> lines;          // by row, of the file
  std::vector<std::string> units;  // uCode by row; rows are sorted by year, then code (bytes)
  std::vector<std::string> names;  // uName by row, or the code
  std::vector<int> years;          // by row; empty where the data has no Time
  std::vector<YearSpan> spans;     // at least one
  // Columns, one value a row; missing is NaN. Position = the framework's indicator.
  std::vector<std::vector<double>> indicators;
  std::map<std::string, std::vector<double>> denominators;
  std::map<std::string, std::vector<std::string>> groups;  // labels; "" where none

  std::size_t rows() const { return units.size(); }
  bool is_panel() const { return spans.size() > 1; }
};

// COINr's iData: uCode, where present uName and Time, a column for each indicator, and for each
// group and denominator that the framework names. Columns that the framework does not know are a
// fault unless they are uName or Time: a misspelt indicator must not vanish.
//
// Faults, by file, line and column: a missing column, an empty or repeated unit (in a year), text
// or infinity where a number belongs, a year that is no whole number, no row at all.
base::Result<Table> read_table(const Csv& csv, const Framework& framework);

}  // namespace qinqing::composite
