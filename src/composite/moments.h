// Sums over a column and what is made of them: mean, standard deviation, skewness, kurtosis,
// quantiles.
//
// Sums run over eight interleaved partial sums that are added in one order, whatever the machine.
// Inputs hold no missing values (dense() drops them) unless said otherwise.
//
// Thread-safety: pure functions.
#pragma once

#include <cstddef>
#include <span>

namespace qinqing::composite {

// Copies what is not missing to `out` (at least as long) in order; returns how many.
std::size_t dense(std::span<const double> x, std::span<double> out);

double sum_of(std::span<const double> x);
double mean_of(std::span<const double> x);  // missing where empty

struct Extremes {
  double least = 0, most = 0;
};
// Over what is not missing; {+inf, −inf} where nothing is.
Extremes extremes_of(std::span<const double> x);

struct Moments {
  std::size_t n = 0;
  double mean = 0;
  double d2 = 0, d3 = 0, d4 = 0;  // sums of powers of x − mean
};
Moments moments_of(std::span<const double> x);

// With n − 1; missing below two values.
double deviation_of(const Moments& m);
// Type 2 of Joanes & Gill, "Comparing measures of sample skewness and kurtosis", The Statistician
// 47 (1998): G1 = g1·√(n(n−1))/(n−2), needs 3 values; G2 = ((n+1)·g2 + 6)(n−1)/((n−2)(n−3)) with
// g2 = n·d4/d2² − 3, the excess, needs 4. Missing where undefined, also for a constant column.
double skewness_of(const Moments& m);
double kurtosis_of(const Moments& m);

// Type 7 of Hyndman & Fan, "Sample quantiles in statistical packages" (1996) (R's default).
// `sorted` ascending, not empty; p in [0, 1].
double quantile_of_sorted(std::span<const double> sorted, double p);
// Sorts `x`; missing where empty. The mean of the middle two of an even number.
double median_in_place(std::span<double> x);

}  // namespace qinqing::composite
