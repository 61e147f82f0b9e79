// Every case computed with COINr, read from its folder: no case can be left out in silence.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <functional>
#include <map>
#include <set>

#include "composite/compute.h"
#include "composite/numbers.h"
#include "composite/testing/cases.h"

namespace qinqing::composite {
namespace {

namespace fs = std::filesystem;
using testing::csv_at;
using testing::testdata;

// One expected file against what ours gives for the same keys.
class Comparison {
 public:
  Comparison(const Csv& csv, std::set<std::string> keys) : csv_(csv), keys_(std::move(keys)) {}

  // `actual(row, column)`: the text, number as text, or what print_number gives.
  void run(const std::function<std::string(std::size_t, const std::string&)>& actual,
           double tolerance = 1e-9) {
    for (std::size_t i = 0; i < csv_.rows.size(); ++i)
      for (std::size_t c = 0; c < csv_.header.size(); ++c) {
        if (keys_.contains(csv_.header[c])) continue;
        compare(i, csv_.header[c], csv_.rows[i][c], actual(i, csv_.header[c]), tolerance);
      }
  }

 private:
  void compare(std::size_t row, const std::string& column, const std::string& expected,
               const std::string& got, double tolerance) {
    const auto e = parse_number(expected);
    const auto g = parse_number(got);
    const std::string where = csv_.file + ":" + std::to_string(csv_.lines[row]) + " " + column;
    if (!e || !g) {
      EXPECT_EQ(expected, got) << where;
      return;
    }
    ASSERT_EQ(is_missing(*e), is_missing(*g)) << where << ": " << expected << " | " << got;
    if (is_missing(*e) || *e == *g) return;
    const bool exact = column.ends_with("Rank") || column.starts_with("n_");
    EXPECT_LE(std::abs(*e - *g), exact ? 0 : tolerance * std::max(1.0, std::abs(*e)))
        << where << ": " << expected << " | " << got;
  }

  const Csv& csv_;
  std::set<std::string> keys_;
};

struct Case {
  std::string name, folder;
  bool panel = false;
  Framework framework;
  Table table;
  base::Result<Computed> computed = base::Faults();
};

Case read_case(const std::string& name) {
  Case one;
  one.name = name;
  one.folder = testdata() + "/coinr/" + name + "/";
  one.panel = name.starts_with("panel");
  one.framework = testing::asem_framework();
  one.table = testing::asem_table(one.framework, one.panel);
  one.computed = compute(testing::case_method(name), one.framework, one.table);
  return one;
}

// unit (and year) → row of a snapshot.
std::map<std::string, std::size_t> rows_by_unit(const Case& one, const Snapshot& snapshot) {
  std::map<std::string, std::size_t> rows;
  for (std::size_t i = 0; i < snapshot.rows.size(); ++i) {
    std::string key = one.table.units[snapshot.rows[i]];
    if (one.panel) key += "," + std::to_string(one.table.years[snapshot.rows[i]]);
    rows[key] = i;
  }
  return rows;
}

std::string key_of(const Csv& csv, std::size_t row, bool panel) {
  std::string key = csv.rows[row][*csv.column("uCode")];
  if (panel) key += "," + csv.rows[row][*csv.column("Time")];
  return key;
}

void check_data_set(const Case& one, const Csv& csv, const Snapshot& snapshot, double tolerance) {
  const auto rows = rows_by_unit(one, snapshot);
  if (!csv.file.ends_with("first-and-last-year.csv")) {
    EXPECT_EQ(csv.rows.size(), rows.size()) << csv.file;
  }
  Comparison(csv, {"uCode", "Time"})
      .run(
          [&](std::size_t row, const std::string& column) -> std::string {
            const auto at = rows.find(key_of(csv, row, one.panel));
            if (at == rows.end()) return "no such unit";
            if (column == "IndexRank") return print_number(one.computed->ranks[at->second]);
            return print_number(snapshot.columns[*one.framework.find(column)][at->second]);
          },
          tolerance);
}

void check_treatment(const Case& one, const Csv& csv) {
  std::map<std::string, const Treatment*> treatments;
  std::size_t failed = 0;
  for (const Treatment& t : one.computed->trace.treatments) {
    const std::string code = one.framework.elements[t.element].code;
    treatments[one.panel ? code + "," + std::to_string(t.year) : code] = &t;
    failed += t.passed[0] ? 0 : 1;
  }
  EXPECT_EQ(csv.rows.size(), one.panel ? failed : treatments.size()) << csv.file;
  Comparison(csv, {"iCode", "Time"}).run([&](std::size_t row, const std::string& column) {
    std::string key = csv.rows[row][*csv.column("iCode")];
    if (one.panel) key += "," + csv.rows[row][*csv.column("Time")];
    const auto at = treatments.find(key);
    if (at == treatments.end()) return std::string("no such treatment");
    const Treatment& t = *at->second;
    if (column == "n_winsorised") return t.checks > 1 ? std::to_string(t.winsorised) : "";
    const int when = column.back() - '0';
    if (when >= t.checks) return std::string();
    if (column.starts_with("Pass")) return std::string(t.passed[when] ? "TRUE" : "FALSE");
    return print_number(column.starts_with("Skew") ? t.skewness[when] : t.kurtosis[when]);
  });
}

void check_screening(const Case& one, const Csv& csv) {
  std::map<std::string, const Screening*> screenings;
  for (const Screening& s : one.computed->trace.screenings) screenings[one.table.units[s.row]] = &s;
  const auto truth = [](bool yes) { return std::string(yes ? "TRUE" : "FALSE"); };
  Comparison(csv, {"uCode", "LowDatOrZeroFlag"})
      .run([&](std::size_t row, const std::string& column) {
        const Screening& s = *screenings.at(csv.rows[row][*csv.column("uCode")]);
        if (column == "N_missing") return std::to_string(s.missing);
        if (column == "N_zero") return std::to_string(s.zero);
        if (column == "N_miss_or_zero") return std::to_string(s.missing + s.zero);
        if (column == "Dat_Avail") return print_number(s.availability);
        if (column == "Non_Zero") return print_number(s.nonzero);
        if (column == "LowData") return truth(s.low_availability);
        if (column == "LowNonZero") return truth(s.low_nonzero);
        return truth(s.kept);
      });
}

void check_removed_units(const Case& one, const Csv& csv) {
  std::set<std::string> expected;
  std::set<std::string> got;
  for (std::size_t i = 0; i < csv.rows.size(); ++i) expected.insert(key_of(csv, i, one.panel));
  for (const Screening& s : one.computed->trace.screenings)
    if (!s.kept)
      got.insert(one.table.units[s.row] +
                 (one.panel ? "," + std::to_string(one.table.years[s.row]) : ""));
  EXPECT_EQ(expected, got);
}

void check_imputed_cells(const Case& one, const Csv& csv, double tolerance) {
  const Snapshot& snapshot = *one.computed->find("imputed");
  const auto rows = rows_by_unit(one, snapshot);
  Comparison(csv, {"uCode", "iCode", "Time", "amelia_mean200", "amelia_sd200"})
      .run(
          [&](std::size_t row, const std::string&) {
            const auto element = one.framework.find(csv.rows[row][*csv.column("iCode")]);
            return print_number(snapshot.columns[*element][rows.at(key_of(csv, row, one.panel))]);
          },
          tolerance);
}

void check_treated_points(const Case& one, const Csv& csv) {
  std::multiset<std::string> expected;
  std::multiset<std::string> got;
  for (const auto& row : csv.rows)
    if (!row[2].ends_with("log_CT") || row[2].starts_with("win"))
      expected.insert(row[0] + " " + row[1] + " " + row[2].substr(0, 5));
  for (const Treatment& t : one.computed->trace.treatments)
    for (const auto& [row, high] : t.points)
      got.insert(one.framework.elements[t.element].code + " " + one.table.units[row] +
                 (high ? " winhi" : " winlo"));
  EXPECT_EQ(expected, got);
}

// Sign of a component is arbitrary: weights of a group up to it.
void check_component_weights(const Case& one, const Csv& csv) {
  for (const auto& row : csv.rows) {
    const auto at = one.framework.find(row[0]);
    EXPECT_NEAR(std::abs(*parse_number(row[2])), std::abs(one.computed->weights[*at]), 1e-8)
        << row[0];
  }
}

// The inputs of a case, and files that other tests of this folder compare.
const std::set<std::string> kInputs{"method.yaml", "settings.json", "denominators.csv",
                                    "goalposts.csv", "removed-cells.csv"};
const std::set<std::string> kElsewhere{
    "panel-trends",      "remove-elements", "sensitivity-sa",          "sensitivity-ua",
    "stats-correlation", "stats-cronbach",  "stats-effective-weights", "stats-indicators",
    "stats-pca"};

void check_file(const Case& one, const std::string& file) {
  const bool em = one.name == "impute-em";
  const bool optimised = one.name == "weights-opt-level2-infomax";
  if (kInputs.contains(file)) return;
  const Csv csv = csv_at(one.folder + file);
  const std::string stem = fs::path(file).stem();
  if (file == "treatment.csv") return check_treatment(one, csv);
  if (file == "screening.csv") return check_screening(one, csv);
  if (file == "removed-units.csv") return check_removed_units(one, csv);
  if (file == "treated-points.csv") return check_treated_points(one, csv);
  if (file == "imputed-cells.csv") return check_imputed_cells(one, csv, em ? 1e-6 : 1e-9);
  if (file == "outranking-counts.csv") return;  // of the tool's own pairs, not a result
  if (file == "weights.csv" && one.name == "weights-pca-level2")
    return check_component_weights(one, csv);
  if (file == "weights.csv" || (optimised && file != "aggregated.csv")) return;
  // The optimum is flat: its weights, and so its aggregates, depend on the path (see
  // optimise_test).
  if (optimised) return;
  const std::string name = stem == "normalised-first-and-last-year" ? "normalised" : stem;
  const Snapshot* snapshot = one.computed->find(name);
  ASSERT_NE(snapshot, nullptr) << one.folder << file << " is compared with nothing";
  check_data_set(one, csv, *snapshot, em ? 1e-6 : 1e-9);
}

TEST(CoinrCases, EveryFileOfEveryCase) {
  int cases = 0;
  for (const auto& folder : fs::directory_iterator(testdata() + "/coinr")) {
    if (!folder.is_directory()) continue;
    const std::string name = folder.path().filename();
    ++cases;
    if (kElsewhere.contains(name)) continue;
    SCOPED_TRACE(name);
    const Case one = read_case(name);
    ASSERT_TRUE(one.computed.ok()) << one.computed.faults().to_string();
    for (const auto& file : fs::directory_iterator(folder)) check_file(one, file.path().filename());
  }
  EXPECT_EQ(cases, 36);
}

TEST(Asem, EveryExpectedFileOfTheDefaultMethod) {
  const Case one = read_case("base");
  ASSERT_TRUE(one.computed.ok()) << one.computed.faults().to_string();
  for (const char* name :
       {"raw", "denominated", "imputed", "screened", "treated", "normalised", "aggregated"}) {
    const Csv csv = csv_at(testdata() + "/asem/expected-default-" + name + ".csv");
    check_data_set(one, csv, *one.computed->find(name), 1e-11);
  }
  // The table of results is rounded to two digits.
  const Csv csv = csv_at(testdata() + "/asem/expected-default-results.csv");
  const auto rows = rows_by_unit(one, one.computed->aggregated());
  for (const auto& row : csv.rows)
    for (std::size_t c = 1; c < row.size(); ++c) {
      const std::size_t at = rows.at(row[0]);
      const double value =
          csv.header[c] == "Rank"
              ? one.computed->ranks[at]
              : one.computed->aggregated().columns[*one.framework.find(csv.header[c])][at];
      EXPECT_NEAR(value, *parse_number(row[c]), csv.header[c] == "Rank" ? 0 : 0.005 + 1e-11)
          << row[0] << " " << csv.header[c];
    }
}

}  // namespace
}  // namespace qinqing::composite
