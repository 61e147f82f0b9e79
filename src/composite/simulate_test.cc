// Replications against COINr's, and against themselves on other threads and by other ways.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "base/yaml.h"
#include "composite/numbers.h"
#include "composite/rank_statistics.h"
#include "composite/simulate.h"
#include "composite/sobol.h"
#include "composite/testing/cases.h"

namespace qinqing::composite {
namespace {

using testing::csv_at;
using testing::testdata;

struct Analysis {
  Framework framework = testing::asem_framework();
  Table table = testing::asem_table(framework);
  Method method = testing::method_from(testing::kBase);
  Uncertain uncertain;
  std::unique_ptr<Simulator> simulator;
  std::vector<double> nominal;

  explicit Analysis(const std::string& text, const std::string& folder = "sensitivity-ua") {
    const FileReader files = [folder](const std::string& name) {
      return base::read_file(testdata() + "/coinr/" + folder + "/" + name);
    };
    auto read = read_uncertain(text, "uncertain.yaml", files, method, framework, table);
    if (!read) throw std::runtime_error(read.faults().to_string());
    uncertain = std::move(read).value();
    auto made = Simulator::make(method, uncertain, framework, table, 1);
    if (!made) throw std::runtime_error(made.faults().to_string());
    simulator = std::make_unique<Simulator>(std::move(made).value());
    nominal = compute(method, framework, table)->ranks;
  }
};

constexpr char kUa[] =
    "inputs:\n"
    "- {id: winmax, step: treat, at: first.max_points, values: [1, 2, 3, 4, 5]}\n"
    "- {id: normalisation, step: normalise,\n"
    "   values: [{by: min_max, to: [1, 100]}, {by: z_score, mean: 10, deviation: 2}]}\n"
    "- {id: weights, sets: weight-sets.csv}\n"
    "- {id: aggregation, step: aggregate, at: by, values: [arithmetic, geometric]}\n";

std::vector<std::vector<Drawn>> runs_of(const Analysis& setup, const std::string& file) {
  const auto draws = replay(setup.uncertain, csv_at(testdata() + "/coinr/" + file));
  if (!draws) throw std::runtime_error(draws.faults().to_string());
  return *draws;
}

void expect_coinr_ranks(const Analysis& setup, const Replications& all) {
  const Csv ranks = csv_at(testdata() + "/coinr/sensitivity-ua/ranks.csv");
  ASSERT_EQ(all.count, 500U);
  ASSERT_EQ(ranks.rows.size(), all.units);
  int different = 0;
  for (std::size_t i = 0; i < all.units; ++i) {
    ASSERT_EQ(ranks.rows[i][0], setup.table.units[i]);
    EXPECT_EQ(*parse_number(ranks.rows[i][1]), setup.nominal[i]);
    for (std::size_t r = 0; r < all.count; ++r)
      different += *parse_number(ranks.rows[i][r + 2]) != all.ranks_of(r)[i] ? 1 : 0;
  }
  EXPECT_EQ(different, 0) << "of " << all.count * all.units;
}

TEST(Simulate, RanksOfCoinrsFiveHundredReplications) {
  Analysis setup(kUa);
  const auto draws = runs_of(setup, "sensitivity-ua/parameters.csv");
  const Replications all = replicate(*setup.simulator, draws, 1);
  expect_coinr_ranks(setup, all);
  const Csv scores = csv_at(testdata() + "/coinr/sensitivity-ua/scores-first-20.csv");
  for (std::size_t i = 0; i < all.units; ++i)
    for (std::size_t r = 0; r < 20; ++r)
      EXPECT_NEAR(*parse_number(scores.rows[i][r + 1]), all.scores_of(r)[i], 1e-9);
  const Csv stats = csv_at(testdata() + "/coinr/sensitivity-ua/rank-stats.csv");
  const auto ours = rank_statistics(all, 0.9);
  for (std::size_t i = 0; i < all.units; ++i) {
    EXPECT_NEAR(*parse_number(stats.rows[i][3]), ours[i].mean, 1e-9);
    EXPECT_NEAR(*parse_number(stats.rows[i][4]), ours[i].median, 1e-9);
    EXPECT_NEAR(*parse_number(stats.rows[i][5]), ours[i].low, 1e-9);
    EXPECT_NEAR(*parse_number(stats.rows[i][6]), ours[i].high, 1e-9);
  }
}

TEST(Simulate, SameBitsWhateverTheThreadsAndTheReuse) {
  Analysis setup(kUa);
  const auto draws = draw(setup.uncertain, Sampling::sobol, 300, 7);
  const Replications one = replicate(*setup.simulator, draws, 1);
  const Replications three = replicate(*setup.simulator, draws, 3);
  setup.simulator->reuse(100);
  const Replications reused = replicate(*setup.simulator, draws, 2);
  EXPECT_EQ(one.scores, three.scores);
  EXPECT_EQ(one.scores, reused.scores);
  EXPECT_EQ(one.ranks, reused.ranks);
  setup.simulator->reuse(1);
  EXPECT_EQ(one.scores, replicate(*setup.simulator, draws, 1).scores);
}

TEST(Simulate, SobolIndicesOfCoinrsSixThousandRuns) {
  const std::string folder = "sensitivity-sa";
  Analysis setup(kUa, folder);
  const Csv runs = csv_at(testdata() + "/coinr/sensitivity-sa/runs.csv");
  const Replications all =
      replicate(*setup.simulator, runs_of(setup, "sensitivity-sa/runs.csv"), 1);
  const auto shifts = mean_rank_shifts(all, setup.nominal);
  for (std::size_t r = 0; r < shifts.size(); ++r)
    ASSERT_NEAR(*parse_number(runs.rows[r].back()), shifts[r], 1e-12) << "run " << r + 1;
  const Sobol sobol = sobol_indices(sobol_sample(shifts, 4), {.bootstrap = 500});
  EXPECT_NEAR(sobol.variance, 0.679214251877957, 1e-12);
  const Csv indices = csv_at(testdata() + "/coinr/sensitivity-sa/indices.csv");
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_NEAR(*parse_number(indices.rows[i][1]), sobol.inputs[i].first, 1e-9);
    EXPECT_NEAR(*parse_number(indices.rows[i][2]), sobol.inputs[i].total, 1e-9);
    EXPECT_LT(sobol.inputs[i].first_low, sobol.inputs[i].first);
    EXPECT_GT(sobol.inputs[i].first_high, sobol.inputs[i].first);
  }
}

TEST(Simulate, OurOwnDesignFindsTheSameIndices) {
  Analysis setup(kUa);
  setup.simulator->reuse(100);
  const auto design = sobol_design(setup.uncertain, Sampling::sobol, 4096, 3);
  const Replications all = replicate(*setup.simulator, design, 2);
  const Sobol sobol =
      sobol_indices(sobol_sample(mean_rank_shifts(all, setup.nominal), 4), {.bootstrap = 0});
  const Csv indices = csv_at(testdata() + "/coinr/sensitivity-sa/indices.csv");
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_GT(sobol.inputs[i].first, *parse_number(indices.rows[i][3]));
    EXPECT_LT(sobol.inputs[i].first, *parse_number(indices.rows[i][4]));
    EXPECT_NEAR(sobol.inputs[i].total, *parse_number(indices.rows[i][2]), 0.03);
  }
}

TEST(Simulate, AFailedReplicationIsCountedAndSaysWhy) {
  Analysis setup(
      "inputs:\n"
      "- {id: aggregation, step: aggregate, at: by, values: [arithmetic, geometric]}\n");
  // Min–max from 0: the geometric mean does not exist.
  const Replications all = replicate(*setup.simulator, {{{0, 0}}, {{1, 0}}, {{0, 0}}}, 1);
  EXPECT_EQ(all.failed, (std::vector<char>{0, 1, 0}));
  ASSERT_EQ(all.failures.size(), 1U);
  EXPECT_NE(all.failures[0].find("几何平均"), std::string::npos) << all.failures[0];
  EXPECT_EQ(all.ranks_of(1)[0], 0);
  EXPECT_EQ(rank_statistics(all, 0.9)[0].count, 2U);
}

TEST(Simulate, AnAlternativeMayLeaveAStepOut) {
  Analysis setup("inputs:\n- {id: treat, step: treat, values: [{}, {skip: true}]}\n");
  const Replications all = replicate(*setup.simulator, {{{0, 0}}, {{1, 0}}}, 1);
  EXPECT_NE(all.scores_of(0)[0], all.scores_of(1)[0]);
  EXPECT_EQ(all.ranks_of(0)[0], setup.nominal[0]);
}

TEST(Simulate, BadReplaysAreNamed) {
  Analysis setup(kUa);
  const auto bad = replay(setup.uncertain,
                          *parse_csv("rep,winmax,normalisation,weights\n1,6,1,0\n", "runs.csv"));
  ASSERT_FALSE(bad.ok());
  EXPECT_EQ(bad.faults().size(), 3U) << bad.faults().to_string();
}

// Ishigami & Homma (1990) with a = 7, b = 0.1; Saltelli & Sobol's G with a = 0, 1, 4.5, 9.
template <class F>
Sobol analyse(std::size_t k, const F& f, std::uint64_t seed) {
  constexpr std::size_t n = 8192;
  const auto points = sample_points(Sampling::sobol, n, 2 * k, seed);
  std::vector<double> y((k + 2) * n);
  std::vector<double> x(k);
  for (std::size_t block = 0; block < k + 2; ++block)
    for (std::size_t r = 0; r < n; ++r) {
      for (std::size_t i = 0; i < k; ++i)
        x[i] = points[r * 2 * k + (block == 1 || block == i + 2 ? k + i : i)];
      y[block * n + r] = f(x);
    }
  return sobol_indices(sobol_sample(y, k), {.bootstrap = 400, .interval = 0.95});
}

void expect_within(const SobolIndex& index, double first, double total) {
  EXPECT_LE(index.first_low, first);
  EXPECT_GE(index.first_high, first);
  EXPECT_LE(index.total_low, total);
  EXPECT_GE(index.total_high, total);
  EXPECT_NEAR(index.first, first, 0.03);
  EXPECT_NEAR(index.total, total, 0.03);
}

TEST(Sobol, AnalyticValuesOfIshigami) {
  const double pi = std::acos(-1.0);
  const Sobol sobol = analyse(
      3,
      [&](const std::vector<double>& u) {
        const double x = pi * (2 * u[0] - 1);
        const double y = pi * (2 * u[1] - 1);
        const double z = pi * (2 * u[2] - 1);
        return std::sin(x) + 7 * std::pow(std::sin(y), 2) + 0.1 * std::pow(z, 4) * std::sin(x);
      },
      5);
  const double p4 = std::pow(pi, 4);
  const double v1 = 0.5 * std::pow(1 + 0.1 * p4 / 5, 2);
  const double v2 = 49.0 / 8;
  const double v13 = 0.01 * p4 * p4 * (1.0 / 18 - 1.0 / 50);
  const double v = v1 + v2 + v13;
  expect_within(sobol.inputs[0], v1 / v, (v1 + v13) / v);
  expect_within(sobol.inputs[1], v2 / v, v2 / v);
  expect_within(sobol.inputs[2], 0, v13 / v);
  EXPECT_NEAR(sobol.variance, v, 0.02 * v);
}

TEST(Sobol, AnalyticValuesOfG) {
  const std::vector<double> a{0, 1, 4.5, 9};
  const Sobol sobol = analyse(
      4,
      [&](const std::vector<double>& u) {
        double product = 1;
        for (std::size_t i = 0; i < 4; ++i) product *= (std::abs(4 * u[i] - 2) + a[i]) / (1 + a[i]);
        return product;
      },
      8);
  double v = 1;
  std::vector<double> parts;
  for (const double ai : a) {
    parts.push_back(1.0 / 3 / ((1 + ai) * (1 + ai)));
    v *= 1 + parts.back();
  }
  v -= 1;
  for (std::size_t i = 0; i < 4; ++i) {
    double rest = 1;
    for (std::size_t j = 0; j < 4; ++j) rest *= j == i ? 1 : 1 + parts[j];
    expect_within(sobol.inputs[i], parts[i] / v, parts[i] * rest / v);
  }
}

}  // namespace
}  // namespace qinqing::composite
