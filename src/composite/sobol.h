// Which uncertain input matters: variance-based sensitivity indices.
//
// Saltelli et al., "Variance based sensitivity analysis of model output", Computer Physics
// Communications 181 (2010): with y over two independent samples A and B and over AB_i (A with
// input i from B), S_i = mean(y_B·(y_ABi − y_A))/V, ST_i = mean((y_A − y_ABi)²)/(2V) (Jansen), V
// the variance (n − 1) of y_A and y_B together. S_i may come out negative where it is nearly 0.
//
// Thread-safety: pure functions.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "composite/simulate.h"

namespace qinqing::composite {

struct SobolIndex {
  double first = 0, total = 0;
  double first_low = 0, first_high = 0, total_low = 0, total_high = 0;  // bootstrap interval
};

struct SobolSample {
  std::vector<double> a, b;
  std::vector<std::vector<double>> ab;  // by input
};

struct SobolOptions {
  std::size_t bootstrap = 1000;  // resamples; 0: intervals are missing
  double interval = 0.9;
  std::uint64_t seed = 1;
  bool fixed_variance = false;  // COINr: V is not resampled
};

struct Sobol {
  double variance = 0;
  std::size_t rows = 0;  // of A and B that count: rows with a missing value are left out
  std::vector<SobolIndex> inputs;
};
Sobol sobol_indices(const SobolSample& sample, const SobolOptions& options);

// The design of an analysis with `n` rows: A, B, then AB_i for each input: n·(inputs + 2) draws.
std::vector<std::vector<Drawn>> sobol_design(const Uncertain& uncertain, Sampling sampling,
                                             std::size_t n, std::uint64_t seed);
// Cuts the outputs of such a design, in its order, into a sample. Needs size = n·(inputs + 2).
SobolSample sobol_sample(const std::vector<double>& outputs, std::size_t inputs);

// Mean over units of |rank − nominal rank| in each replication; missing where it failed.
std::vector<double> mean_rank_shifts(const Replications& all, const std::vector<double>& nominal);

}  // namespace qinqing::composite
