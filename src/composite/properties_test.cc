// What must hold for any data, and how often intervals hold the truth.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>

#include "composite/numbers.h"
#include "composite/random.h"
#include "composite/rank_statistics.h"
#include "composite/simulate.h"
#include "composite/testing/cases.h"

namespace qinqing::composite {
namespace {

using testing::method_from;

constexpr std::size_t kIndicators = 4;

Framework small_framework() {
  return *parse_framework(
      "Level,iCode,Direction,Weight,Parent,Type\n"
      "1,a,1,1,P,Indicator\n1,b,-1,2,P,Indicator\n1,c,1,3,Q,Indicator\n1,d,1,1,Q,Indicator\n"
      "2,P,1,1,T,Aggregate\n2,Q,1,2,T,Aggregate\n3,T,1,1,,Aggregate\n",
      "framework.csv");
}

// Whole tenths, so that a change of unit is a matter of rounding only.
std::vector<std::vector<double>> any_rows() {
  const auto units = *rc::gen::inRange<std::size_t>(6, 25);
  std::vector<std::vector<double>> rows(units, std::vector<double>(kIndicators));
  for (auto& row : rows)
    for (double& x : row) x = *rc::gen::inRange(-3000, 3000) / 10.0;
  for (std::size_t j = 0; j < kIndicators; ++j) rows[0][j] = 500 + rows[1][j];  // not constant
  return rows;
}

Computed computed_of(const std::vector<std::vector<double>>& rows, const std::string& steps,
                     const std::vector<std::string>& codes) {
  const Framework framework = small_framework();
  std::string data = "uCode,a,b,c,d\n";
  for (std::size_t i = 0; i < rows.size(); ++i) {
    data += codes[i];
    for (const double x : rows[i]) data += "," + print_number(x);
    data += "\n";
  }
  const auto table = read_table(*parse_csv(data, "data.csv"), framework);
  const auto computed = compute(method_from("steps:\n" + steps), framework, *table);
  if (!computed) throw std::runtime_error(computed.faults().to_string());
  return *computed;
}

std::vector<std::string> codes_of(std::size_t n, const std::string& prefix = "U") {
  std::vector<std::string> codes;
  for (std::size_t i = 0; i < n; ++i) codes.push_back(prefix + std::to_string(1000 + i));
  return codes;
}

constexpr char kChain[] =
    "- {step: treat}\n- {step: normalise, by: min_max, to: [1, 100]}\n"
    "- {step: aggregate, by: [arithmetic, geometric]}\n";

const std::vector<double>& scores(const Computed& computed) {
  return computed.aggregated().columns.back();
}

TEST(Properties, OrderAndNamesOfUnitsDoNotMatter) {
  rc::check([] {
    const auto rows = any_rows();
    const Computed plain = computed_of(rows, kChain, codes_of(rows.size()));
    // Reversed in the file under the same names: the very same bits.
    auto reversed = rows;
    auto codes = codes_of(rows.size());
    std::reverse(reversed.begin(), reversed.end());
    std::reverse(codes.begin(), codes.end());
    RC_ASSERT(scores(computed_of(reversed, kChain, codes)) == scores(plain));
    // Other names, in another order: sums run in another order, so up to rounding.
    const Computed renamed = computed_of(reversed, kChain, codes_of(rows.size(), "Z"));
    for (std::size_t i = 0; i < rows.size(); ++i)
      RC_ASSERT(std::abs(scores(renamed)[rows.size() - 1 - i] - scores(plain)[i]) < 1e-9);
  });
}

TEST(Properties, TheUnitOfAMinMaxIndicatorDoesNotMatter) {
  rc::check([] {
    const auto rows = any_rows();
    auto scaled = rows;
    const double factor = *rc::gen::element(0.001, 7.0, 1e6);
    const double shift = *rc::gen::element(-40.0, 0.0, 273.15);
    for (auto& row : scaled)
      for (double& x : row) x = x * factor + shift;
    const auto codes = codes_of(rows.size());
    const std::string steps = "- {step: normalise, by: min_max}\n- {step: aggregate}\n";
    const Computed a = computed_of(rows, steps, codes);
    const Computed b = computed_of(scaled, steps, codes);
    for (std::size_t i = 0; i < rows.size(); ++i)
      RC_ASSERT(std::abs(scores(a)[i] - scores(b)[i]) < 1e-7);
  });
}

TEST(Properties, ABetterValueNeverLowersAScore) {
  rc::check([] {
    const auto rows = any_rows();
    auto better = rows;
    const auto unit = *rc::gen::inRange<std::size_t>(0, rows.size());
    const auto j = *rc::gen::inRange<std::size_t>(0, kIndicators);
    const double more = *rc::gen::inRange(1, 2000) / 10.0;
    better[unit][j] += j == 1 ? -more : more;  // b: less is better
    const auto codes = codes_of(rows.size());
    const std::string by = *rc::gen::element<std::string>(
        "by: min_max, to: [1, 100]", "by: percentile_rank", "by: rank",
        "by: goalposts, lower: -200, upper: 200",
        "by: efficacy_linear, unallowable: 0, satisfactory: 10, "
        "indicators: {b: {by: efficacy_exponential, unallowable: 10, satisfactory: 0}}");
    const std::string mean =
        by.find("min_max") != std::string::npos
            ? *rc::gen::element<std::string>("arithmetic", "geometric", "harmonic", "copeland")
            : "arithmetic";
    const std::string steps =
        "- {step: normalise, " + by + "}\n- {step: aggregate, by: " + mean + "}\n";
    const Computed a = computed_of(rows, steps, codes);
    const Computed b = computed_of(better, steps, codes);
    RC_ASSERT(scores(b)[unit] >= scores(a)[unit] - 1e-9);
  });
}

TEST(Properties, WeightsAreRelative) {
  rc::check([] {
    const auto rows = any_rows();
    const auto codes = codes_of(rows.size());
    const std::string rest = "- {step: normalise, by: min_max, to: [1, 100]}\n";
    const auto with = [&](const char* values) {
      return computed_of(rows,
                         rest + "- {step: weights, by: given, values: " + values +
                             "}\n- {step: aggregate, by: geometric}\n",
                         codes);
    };
    const Computed one = with("{a: 1, b: 2, c: 3, d: 1}");
    const Computed ten = with("{a: 10, b: 20, c: 0.3, d: 0.1}");
    for (std::size_t i = 0; i < rows.size(); ++i)
      RC_ASSERT(std::abs(scores(one)[i] - scores(ten)[i]) < 1e-9);
  });
}

// Truths are drawn, then data with a known error of each; a 90 % interval of the rank must hold the
// true rank 90 times in 100.
TEST(Coverage, NinetyPercentIntervalsHoldTheTruthNinetyTimes) {
  constexpr std::size_t kUnits = 150;
  constexpr int kWorlds = 60;
  const Framework framework = *parse_framework(
      "Level,iCode,Direction,Weight,Parent,Type\n1,a,1,1,T,Indicator\n1,b,1,1,T,Indicator\n"
      "2,T,1,1,,Aggregate\n",
      "framework.csv");
  const Method method = method_from(
      "steps:\n- {step: normalise, by: scaled, between: [0, 1], scale: 1}\n- {step: aggregate}\n");
  Stream random(2026, 0, 0);
  int held = 0;
  int all = 0;
  int naive = 0;
  for (int world = 0; world < kWorlds; ++world) {
    std::vector<double> truth(kUnits);
    std::string data = "uCode,a,b\n";
    std::string errors = "uCode,a,b\n";
    for (std::size_t i = 0; i < kUnits; ++i) {
      const std::string code = "U" + std::to_string(1000 + i);
      const double a = 50 + 10 * random.normal();
      const double b = 20 + 10 * random.normal();
      truth[i] = (a + b) / 2;
      data += code + "," + print_number(a + 4 * random.normal()) + "," +
              print_number(b + 4 * random.normal()) + "\n";
      errors += code + ",4,4\n";
    }
    const Table table = *read_table(*parse_csv(data, "data.csv"), framework);
    const FileReader files = [&](const std::string&) { return base::Result<std::string>(errors); };
    std::vector<double> ranks(kUnits);
    std::vector<std::uint32_t> order;
    rank_descending(truth, ranks, order);
    for (const bool shrink : {true, false}) {
      const auto uncertain = read_uncertain(
          std::string("inputs:\n- {id: sampling, standard_errors: errors.csv, shrink: ") +
              (shrink ? "true" : "false") + "}\n",
          "u.yaml", files, method, framework, table);
      ASSERT_TRUE(uncertain.ok()) << uncertain.faults().to_string();
      const auto simulator =
          Simulator::make(method, *uncertain, framework, table, static_cast<std::uint64_t>(world));
      const Replications done =
          replicate(*simulator, draw(*uncertain, Sampling::monte_carlo, 400, 1), 1);
      for (const RankStatistics& s : rank_statistics(done, 0.9)) {
        const bool in = ranks[s.unit] >= s.low && ranks[s.unit] <= s.high;
        if (shrink) {
          ++all;
          held += in ? 1 : 0;
        } else {
          naive += in ? 1 : 0;
        }
      }
    }
  }
  const double coverage = 100.0 * held / all;
  RecordProperty("coverage_percent", std::to_string(coverage));
  RecordProperty("coverage_percent_without_shrinking", std::to_string(100.0 * naive / all));
  EXPECT_GE(coverage, 88);
  EXPECT_LE(coverage, 92);
  std::printf("coverage %.2f %%, without shrinking %.2f %%\n", coverage, 100.0 * naive / all);
}

}  // namespace
}  // namespace qinqing::composite
