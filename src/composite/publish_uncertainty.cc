#include <algorithm>

#include "composite/chart.h"
#include "composite/numbers.h"
#include "composite/publish.h"
#include "composite/rank_statistics.h"
#include "composite/simulate.h"
#include "composite/sobol.h"

namespace qinqing::composite {
namespace {

// P(A above B) is a table of all pairs, and the heat map a picture of them: not beyond this.
constexpr std::size_t kMostPairs = 200;

struct Nominal {
  std::vector<double> scores, ranks;  // by row of the table
};

base::Result<Nominal> nominal_of(const Loaded& loaded) {
  const auto computed = compute(loaded.method, loaded.framework, loaded.table);
  if (!computed) return computed.faults();
  Nominal nominal;
  nominal.scores.assign(loaded.table.rows(), kMissing);
  nominal.ranks = nominal.scores;
  const Snapshot& last = computed->aggregated();
  for (std::size_t i = 0; i < last.rows.size(); ++i) {
    nominal.scores[last.rows[i]] = last.columns.back()[i];
    nominal.ranks[last.rows[i]] = computed->ranks[i];
  }
  return nominal;
}

base::Result<Uncertain> uncertain_of(const Loaded& loaded) {
  const auto text = loaded.files("uncertain.yaml");
  if (!text)
    return base::Fault{"missing", "", "没有说明哪些假设是不确定的", "写一个 --inputs 文件", "", 0};
  return read_uncertain(*text, "uncertain.yaml", loaded.files, loaded.method, loaded.framework,
                        loaded.table);
}

base::Result<std::optional<Csv>> replay_of(const Loaded& loaded) {
  if (!loaded.inputs.contains("replay.csv")) return std::optional<Csv>();
  auto csv = parse_csv(loaded.inputs.at("replay.csv"), "replay.csv");
  if (!csv) return csv.faults();
  return std::optional<Csv>(std::move(csv).value());
}

std::string wide_csv(const Loaded& loaded, const Replications& all, bool ranks,
                     const std::vector<double>& nominal) {
  std::vector<std::string> header{"uCode", "Nominal"};
  for (std::size_t r = 0; r < all.count; ++r) header.push_back("r_" + std::to_string(r + 1));
  Sheet sheet(header);
  for (std::size_t i = 0; i < all.units; ++i) {
    sheet.row() << loaded.table.units[i] << nominal[i];
    for (std::size_t r = 0; r < all.count; ++r) {
      if (!ranks)
        sheet << all.scores_of(r)[i];
      else if (const auto rank = all.ranks_of(r)[i])
        sheet << std::to_string(rank);
      else
        sheet << std::string();
    }
  }
  return sheet.text();
}

std::string statistics_csv(const Loaded& loaded, const Nominal& nominal,
                           const std::vector<RankStatistics>& statistics,
                           const std::vector<std::size_t>& bands, int percent) {
  // Names as COINr's for its interval of 90 %.
  const std::string low = percent == 90 ? "q5_rank" : "low_rank";
  const std::string high = percent == 90 ? "q95_rank" : "high_rank";
  Sheet sheet({"uCode", "nominal_score", "nominal_rank", "mean_rank", "median_rank", low, high,
               "replications", "band"});
  for (const RankStatistics& s : statistics)
    sheet.row() << loaded.table.units[s.unit] << nominal.scores[s.unit] << nominal.ranks[s.unit]
                << s.mean << s.median << s.low << s.high << s.count
                << (bands[s.unit] == 0 ? std::string() : std::to_string(bands[s.unit]));
  return sheet.text();
}

std::string above_csv(const Loaded& loaded, const Replications& all) {
  std::vector<std::string> header{"uCode"};
  header.insert(header.end(), loaded.table.units.begin(), loaded.table.units.end());
  Sheet sheet(header);
  for (std::size_t a = 0; a < all.units; ++a) {
    sheet.row() << loaded.table.units[a];
    for (std::size_t b = 0; b < all.units; ++b)
      sheet << (a == b ? kMissing : probability_above(all, a, b));
  }
  return sheet.text();
}

std::string heat_of(const Loaded& loaded, const Replications& all, const Nominal& nominal,
                    const std::string& title) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < all.units; ++i)
    if (!is_missing(nominal.ranks[i])) order.push_back(i);
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return nominal.ranks[a] != nominal.ranks[b] ? nominal.ranks[a] < nominal.ranks[b] : a < b;
  });
  std::vector<std::string> units;
  std::vector<std::vector<double>> shares;
  for (const std::size_t i : order) {
    units.push_back(loaded.table.units[i]);
    std::vector<double> share(order.size(), 0);
    double count = 0;
    for (std::size_t r = 0; r < all.count; ++r)
      if (const auto rank = all.ranks_of(r)[i]; rank != 0 && rank <= share.size()) {
        share[rank - 1] += 1;
        count += 1;
      }
    for (double& s : share) s = count == 0 ? 0 : s / count;
    shares.push_back(std::move(share));
  }
  return rank_heat_map(title, units, shares);
}

void tell_failures(const Replications& all, Outcome& outcome) {
  std::size_t failed = 0;
  for (const char f : all.failed) failed += f ? 1 : 0;
  if (failed == 0) return;
  outcome.notices.push_back(std::to_string(all.count) + " 次重复中有 " + std::to_string(failed) +
                            " 次算不出来，不计入区间");
  outcome.notices.insert(outcome.notices.end(), all.failures.begin(), all.failures.end());
  std::string text;
  for (const std::string& notice : outcome.notices) text += notice + "\n";
  outcome.files["notices.txt"] = text;
}

std::string runs_csv(const Uncertain& uncertain, const std::vector<std::vector<Drawn>>& draws,
                     const std::vector<double>& shifts, std::size_t n) {
  std::vector<std::string> header{"run", "block"};
  for (const UncertainInput& input : uncertain.inputs)
    if (input.count() != 0) header.push_back(input.id);
  header.emplace_back("mean_abs_rank_change");
  Sheet sheet(header);
  for (std::size_t r = 0; r < draws.size(); ++r) {
    const std::size_t block = r / n;
    sheet.row() << r + 1
                << (block == 0   ? std::string("A")
                    : block == 1 ? std::string("B")
                                 : "AB_" + uncertain.inputs[block - 2].id);
    for (std::size_t i = 0; i < uncertain.inputs.size(); ++i)
      if (uncertain.inputs[i].count() != 0)
        sheet << static_cast<std::size_t>(draws[r][i].alternative) + 1;
    sheet << shifts[r];
  }
  return sheet.text();
}

// What both analyses begin with.
struct Prepared {
  Nominal nominal;
  Uncertain uncertain;
  std::optional<Csv> runs;
};
base::Result<Prepared> prepare(const Loaded& loaded) {
  auto nominal = nominal_of(loaded);
  if (!nominal) return nominal.faults();
  auto uncertain = uncertain_of(loaded);
  if (!uncertain) return uncertain.faults();
  auto runs = replay_of(loaded);
  if (!runs) return runs.faults();
  return Prepared{std::move(nominal).value(), std::move(uncertain).value(),
                  std::move(runs).value()};
}

}  // namespace

base::Result<Outcome> publish_uncertainty(const Loaded& loaded, const Command& command) {
  const auto prepared = prepare(loaded);
  if (!prepared) return prepared.faults();
  auto simulator = Simulator::make(loaded.method, prepared->uncertain, loaded.framework,
                                   loaded.table, command.seed);
  if (!simulator) return simulator.faults();
  auto draws = prepared->runs ? replay(prepared->uncertain, *prepared->runs)
                              : draw(prepared->uncertain, command.sampling, command.replications,
                                     command.seed);
  if (!draws) return draws.faults();
  if (!command.recompute) simulator->reuse(std::max<std::size_t>(draws->size() / 4, 1));
  const Replications all = replicate(*simulator, *draws, command.threads);
  const double interval = command.interval_percent / 100.0;
  const auto statistics = rank_statistics(all, interval);
  const auto bands = rank_bands(all, prepared->nominal.ranks, (1 + interval) / 2);
  Outcome outcome;
  Files& files = outcome.files;
  files["ranks.csv"] = wide_csv(loaded, all, true, prepared->nominal.ranks);
  files["scores.csv"] = wide_csv(loaded, all, false, prepared->nominal.scores);
  files["rank-stats.csv"] =
      statistics_csv(loaded, prepared->nominal, statistics, bands, command.interval_percent);
  std::vector<RankedUnit> units;
  for (const RankStatistics& s : statistics)
    units.push_back({loaded.table.units[s.unit], loaded.table.names[s.unit],
                     prepared->nominal.ranks[s.unit], prepared->nominal.scores[s.unit], s.low,
                     s.high, bands[s.unit]});
  const Element& index = loaded.framework.index();
  const std::string title = index.name.empty() ? index.code : index.name;
  files["ranking.svg"] = ranking_chart(title, std::move(units));
  if (all.units <= kMostPairs) {
    files["above.csv"] = above_csv(loaded, all);
    files["rank-heat.svg"] = heat_of(loaded, all, prepared->nominal, title);
  } else {
    outcome.notices.push_back("单位多于 " + std::to_string(kMostPairs) +
                              " 个，不写两两比较表 above.csv 和热图 rank-heat.svg");
  }
  tell_failures(all, outcome);
  return outcome;
}

base::Result<Outcome> publish_sensitivity(const Loaded& loaded, const Command& command) {
  const auto prepared = prepare(loaded);
  if (!prepared) return prepared.faults();
  auto simulator = Simulator::make(loaded.method, prepared->uncertain, loaded.framework,
                                   loaded.table, command.seed);
  if (!simulator) return simulator.faults();
  const std::size_t inputs = prepared->uncertain.inputs.size();
  auto draws = prepared->runs ? replay(prepared->uncertain, *prepared->runs)
                              : sobol_design(prepared->uncertain, command.sampling,
                                             command.replications, command.seed);
  if (!draws) return draws.faults();
  if (draws->size() % (inputs + 2) != 0 || draws->size() < 2 * (inputs + 2))
    return base::Fault{
        "value",
        "",
        "运行次数应为 " + std::to_string(inputs + 2) + " 的倍数：A、B，再每个输入一段",
        "",
        "replay.csv",
        1};
  if (!command.recompute) simulator->reuse(std::max<std::size_t>(draws->size() / 4, 1));
  const Replications all = replicate(*simulator, *draws, command.threads);
  const auto shifts = mean_rank_shifts(all, prepared->nominal.ranks);
  const Sobol sobol =
      sobol_indices(sobol_sample(shifts, inputs), {.bootstrap = 1000,
                                                   .interval = command.interval_percent / 100.0,
                                                   .seed = command.seed,
                                                   .fixed_variance = false});
  Outcome outcome;
  Sheet sheet({"Variable", "Si", "STi", "Si_low", "Si_high", "STi_low", "STi_high", "Variance"});
  for (std::size_t i = 0; i < inputs; ++i) {
    const SobolIndex& index = sobol.inputs[i];
    sheet.row() << prepared->uncertain.inputs[i].id << index.first << index.total << index.first_low
                << index.first_high << index.total_low << index.total_high << sobol.variance;
  }
  outcome.files["sobol.csv"] = sheet.text();
  outcome.files["runs.csv"] =
      runs_csv(prepared->uncertain, *draws, shifts, draws->size() / (inputs + 2));
  tell_failures(all, outcome);
  return outcome;
}

}  // namespace qinqing::composite
