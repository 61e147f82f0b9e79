#include "composite/table.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "base/nearest.h"
#include "composite/numbers.h"

namespace qinqing::composite {
namespace {

void check_columns(const Csv& csv, const Framework& framework, base::Faults& faults) {
  std::set<std::string, std::less<>> known{"uCode", "uName", "Time"};
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < framework.indicator_count; ++i)
    known.insert(framework.elements[i].code);
  known.insert(framework.groups.begin(), framework.groups.end());
  known.insert(framework.denominators.begin(), framework.denominators.end());
  known.insert(framework.others.begin(), framework.others.end());
  names.assign(known.begin(), known.end());
  for (const std::string& column : csv.header) {
    if (known.contains(column)) continue;
    const auto near = base::nearest_word(column, names);
    faults.add(csv.fault(
        "unknown_key", "框架里没有列“" + column + "”",
        near.empty() ? "删去这一列，或者把它写进框架" : "是不是“" + std::string(near) + "”"));
  }
  std::set<std::string, std::less<>> optional{"uName", "Time"};
  optional.insert(framework.others.begin(), framework.others.end());
  for (const std::string& name : known)
    if (!optional.contains(name) && !csv.column(name))
      faults.add(csv.fault("missing", "没有列“" + name + "”", "补上这一列"));
}

std::vector<double> read_numbers(const Csv& csv, const std::string& name, base::Faults& faults) {
  const std::size_t column = *csv.column(name);
  std::vector<double> numbers;
  for (std::size_t i = 0; i < csv.rows.size(); ++i) {
    const auto value = parse_number(csv.rows[i][column]);
    if (!value)
      faults.add(csv.fault("type", i, name, "“" + csv.rows[i][column] + "”不是数",
                           "改成数（不带单位、千分位和空格），没有数据就留空"));
    else if (std::isinf(*value))
      faults.add(csv.fault("value", i, name, "是无穷大", "改成数，没有数据就留空"));
    numbers.push_back(value.value_or(kMissing));
  }
  return numbers;
}

std::vector<std::string> read_texts(const Csv& csv, const std::string& name) {
  std::vector<std::string> texts;
  const std::size_t column = *csv.column(name);
  for (const auto& row : csv.rows) texts.push_back(row[column] == "NA" ? "" : row[column]);
  return texts;
}

std::vector<int> read_years(const Csv& csv, base::Faults& faults) {
  std::vector<int> years;
  const auto numbers = read_numbers(csv, "Time", faults);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const double year = numbers[i];
    const bool whole = year == std::floor(year) && std::abs(year) < 1e6;
    if (!whole) faults.add(csv.fault("value", i, "Time", "应为整数的年份", "例如 2025"));
    years.push_back(whole ? static_cast<int>(year) : 0);
  }
  return years;
}

template <class T>
void reorder(std::vector<T>& values, const std::vector<std::size_t>& order) {
  std::vector<T> sorted;
  sorted.reserve(values.size());
  for (const std::size_t i : order) sorted.push_back(std::move(values[i]));
  values = std::move(sorted);
}

void check_units(const Csv& csv, const Table& table, base::Faults& faults) {
  std::set<std::pair<int, std::string>> seen;
  for (std::size_t i = 0; i < table.units.size(); ++i) {
    const int year = table.years.empty() ? 0 : table.years[i];
    if (table.units[i].empty())
      faults.add(csv.fault("missing", i, "uCode", "没有填单位代码", ""));
    else if (!seen.emplace(year, table.units[i]).second)
      faults.add(csv.fault("duplicate_key", i, "uCode", "单位“" + table.units[i] + "”出现了两次",
                           "每个单位（每年）只留一行"));
  }
}

void sort_rows(Table& table) {
  std::vector<std::size_t> order(table.rows());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (!table.years.empty() && table.years[a] != table.years[b])
      return table.years[a] < table.years[b];
    return table.units[a] < table.units[b];
  });
  reorder(table.lines, order);
  reorder(table.units, order);
  reorder(table.names, order);
  if (!table.years.empty()) reorder(table.years, order);
  for (auto& column : table.indicators) reorder(column, order);
  for (auto& [name, column] : table.denominators) reorder(column, order);
  for (auto& [name, column] : table.groups) reorder(column, order);
}

std::vector<YearSpan> spans_of(const Table& table) {
  std::vector<YearSpan> spans;
  for (std::size_t i = 0; i < table.rows(); ++i) {
    const int year = table.years.empty() ? 0 : table.years[i];
    if (spans.empty() || spans.back().year != year) spans.push_back({i, i, year});
    spans.back().end = i + 1;
  }
  return spans;
}

}  // namespace

base::Result<Table> read_table(const Csv& csv, const Framework& framework) {
  base::Faults faults;
  check_columns(csv, framework, faults);
  if (csv.rows.empty()) faults.add(csv.fault("missing", "没有数据行", "每个单位一行"));
  if (!faults.empty()) return faults;
  Table table;
  table.file = csv.file;
  table.lines = csv.lines;
  table.units = read_texts(csv, "uCode");
  table.names = csv.column("uName") ? read_texts(csv, "uName") : table.units;
  if (csv.column("Time")) table.years = read_years(csv, faults);
  check_units(csv, table, faults);
  for (std::size_t i = 0; i < framework.indicator_count; ++i)
    table.indicators.push_back(read_numbers(csv, framework.elements[i].code, faults));
  for (const std::string& name : framework.denominators)
    table.denominators[name] = read_numbers(csv, name, faults);
  for (const std::string& name : framework.groups) table.groups[name] = read_texts(csv, name);
  if (!faults.empty()) return faults;
  sort_rows(table);
  table.spans = spans_of(table);
  return table;
}

}  // namespace qinqing::composite
