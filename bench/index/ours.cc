// Replications of an index's uncertainty analysis on one thread, each from the raw table.
//
//   index_bench asem   SECONDS   the set-up of testdata/coinr/sensitivity-ua, every step recomputed
//   index_bench reuse  SECONDS   the same with only the dependent steps recomputed
//   index_bench large  THREADS   2,843 units × 60 indicators × 10,000 replications, every step
//   index_bench large-reuse THREADS
//
// asem and reuse print `rate p50 p99` (replications a second, ns) after proving the ranks equal to
// COINr's; large prints seconds and the peak of memory.
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <string>
#include <vector>

#include "base/yaml.h"
#include "composite/elementary.h"
#include "composite/numbers.h"
#include "composite/random.h"
#include "composite/rank_statistics.h"
#include "composite/simulate.h"

namespace {

using namespace qinqing::composite;
using Clock = std::chrono::steady_clock;

template <class T>
T must(qinqing::base::Result<T> result) {
  if (result) return std::move(result).value();
  std::fputs(result.faults().to_string().c_str(), stderr);
  std::exit(2);
}

const std::string kData = QINQING_SOURCE_DIR "/src/composite/testdata/";

constexpr char kMethod[] =
    "format: 1\nsteps:\n"
    "- {step: denominate}\n"
    "- {step: impute, by: group_mean, group: EurAsia_group}\n"
    "- {step: screen, availability: 0.9}\n"
    "- {step: treat, first: {by: winsorise, max_points: 5}, second: {by: log_ct}}\n"
    "- {step: normalise, by: min_max, to: [0, 100]}\n"
    "- {step: aggregate, by: arithmetic}\n";
constexpr char kInputs[] =
    "inputs:\n"
    "- {id: winmax, step: treat, at: first.max_points, values: [1, 2, 3, 4, 5]}\n"
    "- {id: normalisation, step: normalise,\n"
    "   values: [{by: min_max, to: [1, 100]}, {by: z_score, mean: 10, deviation: DEVIATION}]}\n"
    "- {id: weights, WEIGHTS}\n"
    "- {id: aggregation, step: aggregate, at: by, values: [arithmetic, geometric]}\n";

std::string inputs_with(const std::string& weights, const std::string& deviation) {
  std::string text = kInputs;
  text.replace(text.find("DEVIATION"), 9, deviation);
  return text.replace(text.find("WEIGHTS"), 7, weights);
}

struct Analysis {
  Framework framework;
  Table table;
  Method method;
  Uncertain uncertain;
};

qinqing::base::Result<std::string> ua_file(const std::string& name) {
  return qinqing::base::read_file(kData + "coinr/sensitivity-ua/" + name);
}

Csv csv_of(const std::string& path) {
  return must(parse_csv(must(qinqing::base::read_file(path)), path));
}

void complete(Analysis& analysis, const std::string& weights, const std::string& deviation) {
  analysis.method = must(read_method(kMethod, "method.yaml", ua_file));
  analysis.uncertain = must(read_uncertain(inputs_with(weights, deviation), "inputs.yaml", ua_file,
                                           analysis.method, analysis.framework, analysis.table));
}

void prove_equal(const Simulator& simulator, const std::vector<std::vector<Drawn>>& draws) {
  const Csv ranks = csv_of(kData + "coinr/sensitivity-ua/ranks.csv");
  const Replications all = replicate(simulator, draws, 1);
  for (std::size_t i = 0; i < all.units; ++i)
    for (std::size_t r = 0; r < all.count; ++r)
      if (*parse_number(ranks.rows[i][r + 2]) != all.ranks_of(r)[i]) {
        std::fprintf(stderr, "replication %zu: ranks differ from COINr's\n", r + 1);
        std::exit(1);
      }
}

int asem(double seconds, bool reuse) {
  Analysis analysis;
  analysis.framework = must(read_framework(csv_of(kData + "asem/framework.csv")));
  analysis.table = must(read_table(csv_of(kData + "asem/indicators.csv"), analysis.framework));
  complete(analysis, "sets: weight-sets.csv", "2");
  auto simulator = must(
      Simulator::make(analysis.method, analysis.uncertain, analysis.framework, analysis.table, 1));
  if (reuse) simulator.reuse(1000);
  const auto draws =
      must(replay(analysis.uncertain, csv_of(kData + "coinr/sensitivity-ua/parameters.csv")));
  prove_equal(simulator, draws);
  std::vector<double> ns;
  double busy = 0;
  while (busy < seconds * 1e9) {
    // One at a time, so that p99 is that of a replication: run, and rank.
    for (std::size_t r = 0; r + 20 <= draws.size(); r += 20) {
      const std::vector<std::vector<Drawn>> some(
          draws.begin() + static_cast<std::ptrdiff_t>(r),
          draws.begin() + static_cast<std::ptrdiff_t>(r + 20));
      const auto begin = Clock::now();
      const Replications done = replicate(simulator, some, 1);
      const auto end = Clock::now();
      if (done.failed[0]) std::exit(1);
      const double each = std::chrono::duration<double, std::nano>(end - begin).count() / 20;
      ns.push_back(each);
      busy += each * 20;
    }
  }
  std::sort(ns.begin(), ns.end());
  const double mean = std::accumulate(ns.begin(), ns.end(), 0.0) / static_cast<double>(ns.size());
  std::printf("%.0f %.0f %.0f\n", 1e9 / mean, ns[ns.size() / 2], ns[ns.size() * 99 / 100]);
  return 0;
}

// Counties by invented indicators: skewed, some missing, sixty in ten pillars in two sub-indices.
Analysis invented() {
  constexpr std::size_t kUnits = 2843;
  constexpr std::size_t kIndicators = 60;
  std::string framework =
      "iCode,Level,Direction,Weight,Parent,Type,Denominator\n"
      "EurAsia_group,,,,,Group,\nPeople,,,,,Denominator,\nIndex,4,1,1,,Aggregate,\n";
  for (int s = 0; s < 2; ++s) framework += "S" + std::to_string(s) + ",3,1,1,Index,Aggregate,\n";
  for (int p = 0; p < 10; ++p)
    framework += "P" + std::to_string(p) + ",2,1,1,S" + std::to_string(p / 5) + ",Aggregate,\n";
  std::string data = "uCode,EurAsia_group,People";
  for (std::size_t j = 0; j < kIndicators; ++j) {
    framework += "I" + std::to_string(j) + ",1," + (j % 3 == 2 ? "-1" : "1") + ",1,P" +
                 std::to_string(j / 6) + ",Indicator," + (j % 3 == 0 ? "People" : "") + "\n";
    data += ",I" + std::to_string(j);
  }
  data += "\n";
  Stream random(1, 0, 0);
  for (std::size_t i = 0; i < kUnits; ++i) {
    data += "U" + std::to_string(100000 + i) + ",G" + std::to_string(random.below(30)) + "," +
            print_number(1 + 100 * random.uniform());
    for (std::size_t j = 0; j < kIndicators; ++j) {
      const double x = random.normal();
      const double y = j % 5 == 0 ? exp_of(x) : 10 + x;
      data += "," + (random.uniform() < 0.02 ? std::string() : print_number(y));
    }
    data += "\n";
  }
  Analysis analysis;
  analysis.framework = must(parse_framework(framework, "framework.csv"));
  analysis.table = must(read_table(must(parse_csv(data, "data.csv")), analysis.framework));
  complete(analysis, "weight_noise: {2: 0.25, 3: 0.25}", "1");
  return analysis;
}

int large(unsigned threads, bool reuse) {
  const Analysis analysis = invented();
  const auto begin = Clock::now();
  auto simulator = must(
      Simulator::make(analysis.method, analysis.uncertain, analysis.framework, analysis.table, 1));
  if (reuse) simulator.reuse(1000);
  const auto draws = draw(analysis.uncertain, Sampling::sobol, 10'000, 1);
  const Replications all = replicate(simulator, draws, threads);
  const auto ranks = rank_statistics(all, 0.9);
  const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::size_t failed = 0;
  for (const char f : all.failed) failed += f ? 1 : 0;
  std::printf("seconds %.1f  MiB %ld  failed %zu  rank of the first unit %.0f–%.0f\n", seconds,
              usage.ru_maxrss / 1024, failed, ranks[0].low, ranks[0].high);
  return failed == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const std::string what = argv[1];
  const double number = std::atof(argv[2]);
  if (what == "asem" || what == "reuse") return asem(number, what == "reuse");
  if (what == "large" || what == "large-reuse")
    return large(static_cast<unsigned>(number), what == "large-reuse");
  return 2;
}
