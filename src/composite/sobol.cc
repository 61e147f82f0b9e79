#include "composite/sobol.h"

#include <algorithm>
#include <cmath>

#include "composite/moments.h"
#include "composite/numbers.h"
#include "composite/random.h"

namespace qinqing::composite {
namespace {

constexpr std::uint32_t kResample = 0x626f6f74;

// The rows in which nothing is missing.
SobolSample complete(const SobolSample& sample) {
  SobolSample kept;
  kept.ab.resize(sample.ab.size());
  for (std::size_t r = 0; r < sample.a.size(); ++r) {
    bool whole = !is_missing(sample.a[r]) && !is_missing(sample.b[r]);
    for (const auto& ab : sample.ab) whole = whole && !is_missing(ab[r]);
    if (!whole) continue;
    kept.a.push_back(sample.a[r]);
    kept.b.push_back(sample.b[r]);
    for (std::size_t i = 0; i < sample.ab.size(); ++i) kept.ab[i].push_back(sample.ab[i][r]);
  }
  return kept;
}

double variance_of(const SobolSample& sample, const std::vector<std::size_t>* rows) {
  std::vector<double> y;
  for (std::size_t r = 0; r < sample.a.size(); ++r) {
    const std::size_t at = rows ? (*rows)[r] : r;
    y.push_back(sample.a[at]);
    y.push_back(sample.b[at]);
  }
  const double deviation = deviation_of(moments_of(y));
  return deviation * deviation;
}

struct Pair {
  double first = kMissing, total = kMissing;
};

Pair indices_of(const SobolSample& sample, std::size_t input, double variance,
                const std::vector<std::size_t>* rows) {
  const auto n = static_cast<double>(sample.a.size());
  const auto& ab = sample.ab[input];
  double first = 0;
  double total = 0;
  for (std::size_t r = 0; r < sample.a.size(); ++r) {
    const std::size_t at = rows ? (*rows)[r] : r;
    first += sample.b[at] * (ab[at] - sample.a[at]);
    total += (sample.a[at] - ab[at]) * (sample.a[at] - ab[at]);
  }
  return {first / n / variance, total / (2 * n * variance)};
}

}  // namespace

Sobol sobol_indices(const SobolSample& given, const SobolOptions& options) {
  const SobolSample sample = complete(given);
  Sobol sobol;
  sobol.rows = sample.a.size();
  sobol.inputs.assign(sample.ab.size(),
                      {kMissing, kMissing, kMissing, kMissing, kMissing, kMissing});
  if (sobol.rows < 2) {
    sobol.variance = kMissing;
    return sobol;
  }
  sobol.variance = variance_of(sample, nullptr);
  const std::size_t inputs = sample.ab.size();
  std::vector<std::vector<double>> firsts(inputs);
  std::vector<std::vector<double>> totals(inputs);
  std::vector<std::size_t> rows(sobol.rows);
  for (std::size_t b = 0; b < options.bootstrap; ++b) {
    Stream stream(options.seed, b, kResample);
    for (std::size_t& row : rows) row = stream.below(sobol.rows);
    const double variance = options.fixed_variance ? sobol.variance : variance_of(sample, &rows);
    for (std::size_t i = 0; i < inputs; ++i) {
      const Pair pair = indices_of(sample, i, variance, &rows);
      firsts[i].push_back(pair.first);
      totals[i].push_back(pair.total);
    }
  }
  for (std::size_t i = 0; i < inputs; ++i) {
    SobolIndex& index = sobol.inputs[i];
    const Pair pair = indices_of(sample, i, sobol.variance, nullptr);
    index.first = pair.first;
    index.total = pair.total;
    if (options.bootstrap == 0) continue;
    std::sort(firsts[i].begin(), firsts[i].end());
    std::sort(totals[i].begin(), totals[i].end());
    const double low = (1 - options.interval) / 2;
    index.first_low = quantile_of_sorted(firsts[i], low);
    index.first_high = quantile_of_sorted(firsts[i], 1 - low);
    index.total_low = quantile_of_sorted(totals[i], low);
    index.total_high = quantile_of_sorted(totals[i], 1 - low);
  }
  return sobol;
}

std::vector<std::vector<Drawn>> sobol_design(const Uncertain& uncertain, Sampling sampling,
                                             std::size_t n, std::uint64_t seed) {
  const std::size_t k = uncertain.inputs.size();
  const auto points = sample_points(sampling, n, 2 * k, seed);
  std::vector<std::vector<Drawn>> draws(n * (k + 2), std::vector<Drawn>(k));
  for (std::size_t r = 0; r < n; ++r)
    for (std::size_t i = 0; i < k; ++i) {
      const auto count = static_cast<double>(uncertain.inputs[i].count());
      const double* point = &points[r * 2 * k];
      const Drawn a{static_cast<std::uint32_t>(point[i] * count), r};
      const Drawn b{static_cast<std::uint32_t>(point[k + i] * count), n + r};
      draws[r][i] = a;
      draws[n + r][i] = b;
      for (std::size_t from = 0; from < k; ++from) draws[(2 + from) * n + r][i] = from == i ? b : a;
    }
  return draws;
}

SobolSample sobol_sample(const std::vector<double>& outputs, std::size_t inputs) {
  const std::size_t n = outputs.size() / (inputs + 2);
  const auto cut = [&](std::size_t block) {
    const auto begin = outputs.begin() + static_cast<std::ptrdiff_t>(block * n);
    return std::vector<double>(begin, begin + static_cast<std::ptrdiff_t>(n));
  };
  SobolSample sample{cut(0), cut(1), {}};
  for (std::size_t i = 0; i < inputs; ++i) sample.ab.push_back(cut(2 + i));
  return sample;
}

std::vector<double> mean_rank_shifts(const Replications& all, const std::vector<double>& nominal) {
  std::vector<double> shifts;
  for (std::size_t r = 0; r < all.count; ++r) {
    const auto ranks = all.ranks_of(r);
    double sum = 0;
    double count = 0;
    for (std::size_t i = 0; i < ranks.size(); ++i) {
      if (ranks[i] == 0 || is_missing(nominal[i])) continue;
      sum += std::abs(ranks[i] - nominal[i]);
      count += 1;
    }
    shifts.push_back(count == 0 ? kMissing : sum / count);
  }
  return shifts;
}

}  // namespace qinqing::composite
