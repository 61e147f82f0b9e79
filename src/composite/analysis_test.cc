// Statistics and analyses against the tables that COINr gave for the base case.
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <map>

#include "composite/analysis.h"
#include "composite/correlation.h"
#include "composite/numbers.h"
#include "composite/principal.h"
#include "composite/statistics.h"
#include "composite/testing/cases.h"
#include "composite/weights.h"

namespace qinqing::composite {
namespace {

using testing::csv_at;
using testing::testdata;

class Analysis : public ::testing::Test {
 protected:
  Framework framework = testing::asem_framework();
  Table table = testing::asem_table(framework);
  Method method = testing::method_from(testing::kBase);
  Computed computed = *compute(method, framework, table);

  const std::vector<double>& column(const std::string& data_set, const std::string& code) {
    std::string name = data_set;
    name[0] = static_cast<char>(std::tolower(name[0]));
    return computed.find(name)->columns[*framework.find(code)];
  }
  static Csv expected(const std::string& file) { return csv_at(testdata() + "/coinr/" + file); }
};

double number(const Csv& csv, std::size_t row, std::string_view name) {
  return *parse_number(csv.rows[row][*csv.column(name)]);
}
std::string text(const Csv& csv, std::size_t row, std::string_view name) {
  return csv.rows[row][*csv.column(name)];
}
void expect_same(double want, double got, const std::string& where, double tolerance = 1e-9) {
  ASSERT_EQ(is_missing(want), is_missing(got)) << where << " " << want << " | " << got;
  if (!is_missing(want) && want != got) {
    EXPECT_NEAR(want, got, tolerance * std::max(1.0, std::abs(want))) << where;
  }
}

std::string statistic(const Statistics& s, const std::string& name) {
  const auto ok = [](bool bad, const char* word) { return std::string(bad ? word : "ok"); };
  const std::map<std::string, std::string> all{
      {"Min", print_number(s.min)},
      {"Max", print_number(s.max)},
      {"Mean", print_number(s.mean)},
      {"Median", print_number(s.median)},
      {"Std", print_number(s.deviation)},
      {"Skew", print_number(s.skewness)},
      {"Kurt", print_number(s.kurtosis)},
      {"N.Avail", std::to_string(s.available)},
      {"N.NonZero", std::to_string(s.nonzero)},
      {"N.Unique", std::to_string(s.unique)},
      {"N.Same", std::to_string(s.same)},
      {"Frc.Avail", print_number(s.share_available())},
      {"Frc.NonZero", print_number(s.share_of_available(s.nonzero))},
      {"Frc.Unique", print_number(s.share_of_available(s.unique))},
      {"Frc.Same", print_number(s.share_of_available(s.same))},
      {"Flag.Avail", ok(s.low_availability, "LOW")},
      {"Flag.NonZero", ok(s.low_nonzero, "LOW")},
      {"Flag.Unique", ok(s.low_unique, "LOW")},
      {"Flag.SkewKurt", ok(s.outliers, "OUT")}};
  return all.at(name);
}

TEST_F(Analysis, StatisticsOfEveryColumn) {
  for (const char* name : {"raw", "denominated", "normalised", "aggregated", "raw-other"}) {
    const bool other = std::string(name) == "raw-other";
    const Csv csv = expected(std::string("stats-indicators/") +
                             (other ? "raw-other-flags-3-digits" : name) + ".csv");
    const StatisticLimits limits =
        other ? StatisticLimits{0.95, 0.95, 0.8, 1, 1} : StatisticLimits{};
    for (std::size_t i = 0; i < csv.rows.size(); ++i) {
      const Statistics s = statistics_of(column(other ? "raw" : name, csv.rows[i][0]), limits);
      for (std::size_t c = 1; c < csv.header.size(); ++c) {
        const std::string where = std::string(name) + " " + csv.rows[i][0] + " " + csv.header[c];
        const std::string got = statistic(s, csv.header[c]);
        const auto want = parse_number(csv.rows[i][c]);
        if (!want) {
          EXPECT_EQ(csv.rows[i][c], got) << where;
        } else if (other) {
          // R rounds 9.205 down and 2.675 too: within half a unit of the third digit is right.
          const double unit = std::pow(10, std::floor(std::log10(std::abs(*want) + 1e-300)) - 2);
          EXPECT_NEAR(*want, *parse_number(got), unit * 0.5000001) << where;
        } else {
          expect_same(*want, *parse_number(got), where);
        }
      }
    }
  }
}

TEST_F(Analysis, CorrelationsOfRawIndicatorsAndAggregates) {
  for (const auto& [file, data_set] :
       {std::pair{"raw-indicators", "raw"}, {"aggregates", "aggregated"}}) {
    const Csv csv = expected(std::string("stats-correlation/") + file + ".csv");
    for (std::size_t i = 0; i < csv.rows.size(); ++i)
      for (const std::size_t by : {0, 1, 2}) {
        const auto& x = column(data_set, text(csv, i, "Var1"));
        const auto& y = column(data_set, text(csv, i, "Var2"));
        expect_same(number(csv, i, kCorrelations[by]),
                    correlation_of(x, y, static_cast<Correlation>(by)),
                    csv.file + ":" + std::to_string(csv.lines[i]));
      }
  }
}

TEST_F(Analysis, CorrelationsWithTheFamilyAndWithDenominators) {
  const Csv family = expected("stats-correlation/family-pearson.csv");
  const std::map<std::string, int> levels{{"Pillar", 2}, {"Sub-index", 3}, {"Index", 4}};
  for (std::size_t i = 0; i < family.rows.size(); ++i) {
    std::size_t above = *framework.find(text(family, i, "Var2"));
    while (framework.elements[above].level < levels.at(text(family, i, "Var1")))
      above = framework.elements[above].parent;
    expect_same(number(family, i, "Correlation"),
                correlation_of(column("aggregated", text(family, i, "Var2")),
                               computed.aggregated().columns[above], Correlation::pearson),
                text(family, i, "Var2"));
  }
  const Csv denominators = expected("stats-correlation/denominators.csv");
  for (std::size_t i = 0; i < denominators.rows.size(); ++i)
    expect_same(
        number(denominators, i, "Corr"),
        correlation_of(column("raw", text(denominators, i, "Ind")),
                       table.denominators.at(text(denominators, i, "Denom")), Correlation::pearson),
        text(denominators, i, "Ind"));
}

TEST_F(Analysis, PValuesAndWhatTheyBlank) {
  const Csv pillars = expected("stats-correlation/p-values-pillars.csv");
  for (std::size_t i = 0; i < pillars.rows.size(); ++i)
    for (const std::size_t by : {0, 1, 2}) {
      const double want = number(pillars, i, "p_" + std::string(kCorrelations[by]));
      expect_same(
          want,
          p_value_of(column("aggregated", text(pillars, i, "Var1")),
                     column("aggregated", text(pillars, i, "Var2")), static_cast<Correlation>(by)),
          text(pillars, i, "Var1") + " " + text(pillars, i, "Var2"));
    }
  const Csv raw = expected("stats-correlation/p-values-raw-pearson.csv");
  for (std::size_t i = 0; i < raw.rows.size(); ++i)
    expect_same(number(raw, i, "p_pearson"),
                p_value_of(column("raw", text(raw, i, "Var1")), column("raw", text(raw, i, "Var2")),
                           Correlation::pearson),
                text(raw, i, "Var1"));
  const Csv within = expected("stats-correlation/within-pillars-pval0.05.csv");
  for (std::size_t i = 0; i < within.rows.size(); ++i) {
    const auto& x = column("normalised", text(within, i, "Var1"));
    const auto& y = column("normalised", text(within, i, "Var2"));
    const bool blank = p_value_of(x, y, Correlation::pearson) > 0.05;
    expect_same(number(within, i, "Correlation"),
                blank ? kMissing : correlation_of(x, y, Correlation::pearson),
                text(within, i, "Var1") + " " + text(within, i, "Var2"));
  }
}

TEST_F(Analysis, CronbachsAlpha) {
  const Csv csv = expected("stats-cronbach/alpha.csv");
  for (std::size_t i = 0; i < csv.rows.size(); ++i) {
    const int level = static_cast<int>(number(csv, i, "Level"));
    const std::size_t top = *framework.find(text(csv, i, "iCode"));
    std::vector<std::span<const double>> items;
    for (const std::size_t e : elements_of_level(framework, level)) {
      std::size_t above = e;
      while (framework.elements[above].level < framework.elements[top].level)
        above = framework.elements[above].parent;
      if (above == top)
        items.emplace_back(column(text(csv, i, "dset"), framework.elements[e].code));
    }
    expect_same(number(csv, i, "alpha"),
                cronbach_alpha(items, text(csv, i, "use") == "complete.obs"),
                text(csv, i, "dset") + " " + text(csv, i, "iCode") + " " + text(csv, i, "use"));
  }
}

TEST_F(Analysis, PrincipalComponentsOfEveryGroup) {
  const Csv variance = expected("stats-pca/variance.csv");
  const Csv loadings = expected("stats-pca/loadings.csv");
  std::map<std::string, std::vector<std::string>> members;
  const auto key = [](const Csv& csv, std::size_t i) {
    return text(csv, i, "dset") + "," + text(csv, i, "Level") + "," + text(csv, i, "group");
  };
  for (std::size_t i = 0; i < loadings.rows.size(); ++i)
    if (text(loadings, i, "PC") == "1")
      members[key(loadings, i)].push_back(text(loadings, i, "iCode"));
  std::map<std::string, Components> components;
  for (const auto& [group, codes] : members) {
    std::vector<std::span<const double>> columns;
    for (const std::string& code : codes)
      columns.emplace_back(column(group.substr(0, group.find(',')), code));
    components[group] = *principal_components(columns);
  }
  for (std::size_t i = 0; i < variance.rows.size(); ++i) {
    const auto& found = components.at(key(variance, i));
    const auto pc = static_cast<std::size_t>(number(variance, i, "PC")) - 1;
    EXPECT_EQ(number(variance, i, "n_units"), found.rows);
    expect_same(number(variance, i, "variance"), found.variances[pc], key(variance, i), 1e-8);
  }
  for (std::size_t i = 0; i < loadings.rows.size(); ++i) {
    const std::string group = key(loadings, i);
    const auto& codes = members.at(group);
    const auto at = static_cast<std::size_t>(
        std::find(codes.begin(), codes.end(), text(loadings, i, "iCode")) - codes.begin());
    const auto pc = static_cast<std::size_t>(number(loadings, i, "PC")) - 1;
    expect_same(std::abs(number(loadings, i, "loading")),
                std::abs(components.at(group).loadings[pc][at]), group, 1e-8);
  }
}

TEST_F(Analysis, EffectiveWeights) {
  for (const char* name : {"framework", "custom"}) {
    const Csv csv = expected(std::string("stats-effective-weights/") + name + ".csv");
    std::vector<double> weights(framework.elements.size());
    for (std::size_t i = 0; i < csv.rows.size(); ++i)
      weights[*framework.find(text(csv, i, "iCode"))] = number(csv, i, "Weight");
    const auto effective = effective_weights(framework, weights);
    for (std::size_t i = 0; i < csv.rows.size(); ++i)
      expect_same(number(csv, i, "EffWeight"), effective[*framework.find(text(csv, i, "iCode"))],
                  text(csv, i, "iCode"));
  }
}

TEST_F(Analysis, RemovingEachElement) {
  const Csv shifts = expected("remove-elements/mean-abs-rank-change.csv");
  for (const int level : {1, 2, 3}) {
    const auto removals = remove_each(method, framework, table, level);
    ASSERT_TRUE(removals.ok()) << removals.faults().to_string();
    const std::string suffix = "-level" + std::to_string(level) + ".csv";
    const Csv ranks = expected("remove-elements/ranks" + suffix);
    for (const Removal& removal : removals->each) {
      const std::string& code = framework.elements[removal.element].code;
      for (std::size_t i = 0; i < ranks.rows.size(); ++i) {
        ASSERT_EQ(ranks.rows[i][0], table.units[i]);
        EXPECT_EQ(number(ranks, i, code), removal.ranks[i]) << code;
      }
      for (std::size_t i = 0; i < shifts.rows.size(); ++i)
        if (number(shifts, i, "Level") == level && text(shifts, i, "removed") == code)
          expect_same(number(shifts, i, "mean_abs_rank_change"), removal.mean_shift, code);
    }
    if (level == 1) continue;
    const Csv scores = expected("remove-elements/scores" + suffix);
    for (const Removal& removal : removals->each)
      for (std::size_t i = 0; i < scores.rows.size(); ++i)
        expect_same(number(scores, i, framework.elements[removal.element].code), removal.scores[i],
                    table.units[i]);
  }
}

TEST_F(Analysis, TrendsOverFiveYears) {
  const Csv csv = expected("panel-trends/trends.csv");
  const Table panel = testing::asem_table(framework, true);
  std::map<std::string, Trend> trends;
  for (const Trend& trend : trends_of(framework, panel))
    trends[panel.units[trend.unit_row] + framework.elements[trend.element].code] = trend;
  int compared = 0;
  for (std::size_t i = 0; i < csv.rows.size(); ++i) {
    // Starts at or near 0: the rate is infinite or ill-conditioned.
    if (text(csv, i, "iCode") == "Poverty") continue;
    const auto at = trends.find(text(csv, i, "uCode") + text(csv, i, "iCode"));
    if (at == trends.end()) {
      EXPECT_TRUE(is_missing(number(csv, i, "CAGR"))) << csv.lines[i];
      continue;
    }
    ++compared;
    expect_same(number(csv, i, "CAGR"), at->second.growth, at->first);
    expect_same(number(csv, i, "prc_change"), at->second.change, at->first);
    expect_same(number(csv, i, "Avail"), at->second.availability, at->first);
    EXPECT_EQ(number(csv, i, "t_latest"), at->second.last);
  }
  EXPECT_GT(compared, 140);
}

TEST_F(Analysis, ObjectiveOfOptimisedWeights) {
  const Csv csv = expected("weights-opt-level2-infomax/objective.csv");
  Work work(framework, table);
  const auto pipeline = compile(method, framework, table);
  for (const StepPtr& step : pipeline->steps) ASSERT_TRUE(step->apply(work));
  const std::vector<Mean> means(3);
  WeightGoal goal;
  goal.infomax = true;
  goal.by = Correlation::spearman;
  const auto level = elements_of_level(framework, 2);
  for (std::size_t i = 0; i < csv.rows.size(); ++i) {
    std::vector<double> weights;
    for (const std::size_t e : level) weights.push_back(number(csv, i, framework.elements[e].code));
    expect_same(number(csv, i, "objective"), weight_objective(work, means, goal, weights), "",
                1e-8);
  }
  // As good an optimum as the one that COINr's simplex found.
  const auto optimised =
      compute(testing::case_method("weights-opt-level2-infomax"), framework, table);
  ASSERT_TRUE(optimised.ok());
  std::vector<double> best;
  for (const std::size_t e : level) best.push_back(optimised->weights[e]);
  EXPECT_LE(weight_objective(work, means, goal, best), -4.52334841628959 + 0.01);
}

TEST_F(Analysis, StrengthsAndWeaknessesLeaveOutWhereNobodyDiffers) {
  const Snapshot& normalised = *computed.find("normalised");
  const Profile profile = profile_of(normalised, framework, 6, 5);
  ASSERT_EQ(profile.strengths.size(), 5U);
  ASSERT_EQ(profile.weaknesses.size(), 5U);
  for (std::size_t i = 1; i < 5; ++i) {
    EXPECT_LE(profile.strengths[i - 1].rank, profile.strengths[i].rank);
    EXPECT_GE(profile.weaknesses[i - 1].rank, profile.weaknesses[i].rank);
  }
  Snapshot flat = normalised;
  for (auto& column : flat.columns) column.assign(column.size(), 1);
  EXPECT_TRUE(profile_of(flat, framework, 6, 5).strengths.empty());
}

}  // namespace
}  // namespace qinqing::composite
