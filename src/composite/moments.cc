#include "composite/moments.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "composite/lanes.h"
#include "composite/numbers.h"

namespace qinqing::composite {
namespace {

constexpr std::size_t kLanes = 8;

inline double folded(const double (&s)[kLanes]) {
  return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
}

}  // namespace

std::size_t dense(std::span<const double> x, std::span<double> out) {
  std::size_t n = 0;
  for (const double v : x) {
    out[n] = v;
    n += v == v ? 1 : 0;
  }
  return n;
}

QINQING_WIDE double sum_of(std::span<const double> x) {
  double s[kLanes] = {};
  const double* const at = x.data();
  const std::size_t whole = x.size() / kLanes * kLanes;
  for (std::size_t i = 0; i < whole; i += kLanes)
    for (std::size_t l = 0; l < kLanes; ++l) s[l] += at[i + l];
  for (std::size_t i = whole; i < x.size(); ++i) s[i - whole] += at[i];
  return folded(s);
}

double mean_of(std::span<const double> x) {
  return x.empty() ? kMissing : sum_of(x) / static_cast<double>(x.size());
}

// The order does not matter here: the least is the least. NaN compares false and is passed over.
QINQING_WIDE Extremes extremes_of(std::span<const double> x) {
  using Four = double __attribute__((ext_vector_type(4)));
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  Four least = kInfinity;
  Four most = -kInfinity;
  const double* const at = x.data();
  const std::size_t whole = x.size() / 4 * 4;
  for (std::size_t i = 0; i < whole; i += 4) {
    Four v;
    std::memcpy(&v, at + i, sizeof v);
    least = v < least ? v : least;
    most = v > most ? v : most;
  }
  Extremes found{least[0], most[0]};
  for (std::size_t l = 1; l < 4; ++l) {
    found.least = least[l] < found.least ? least[l] : found.least;
    found.most = most[l] > found.most ? most[l] : found.most;
  }
  for (std::size_t i = whole; i < x.size(); ++i) {
    found.least = at[i] < found.least ? at[i] : found.least;
    found.most = at[i] > found.most ? at[i] : found.most;
  }
  return found;
}

QINQING_WIDE Moments moments_of(std::span<const double> x) {
  Moments m;
  m.n = x.size();
  m.mean = mean_of(x);
  double s2[kLanes] = {};
  double s3[kLanes] = {};
  double s4[kLanes] = {};
  const double* const at = x.data();
  const std::size_t whole = x.size() / kLanes * kLanes;
  for (std::size_t i = 0; i < whole; i += kLanes)
    for (std::size_t l = 0; l < kLanes; ++l) {
      const double d = at[i + l] - m.mean;
      const double q = d * d;
      s2[l] += q;
      s3[l] += q * d;
      s4[l] += q * q;
    }
  for (std::size_t i = whole; i < x.size(); ++i) {
    const double d = at[i] - m.mean;
    const double q = d * d;
    s2[i - whole] += q;
    s3[i - whole] += q * d;
    s4[i - whole] += q * q;
  }
  m.d2 = folded(s2);
  m.d3 = folded(s3);
  m.d4 = folded(s4);
  return m;
}

double deviation_of(const Moments& m) {
  return m.n < 2 ? kMissing : std::sqrt(m.d2 / static_cast<double>(m.n - 1));
}

double skewness_of(const Moments& m) {
  const auto n = static_cast<double>(m.n);
  if (m.n < 3 || m.d2 <= 0) return kMissing;
  const double g1 = std::sqrt(n) * m.d3 / (m.d2 * std::sqrt(m.d2));
  return g1 * std::sqrt(n * (n - 1)) / (n - 2);
}

double kurtosis_of(const Moments& m) {
  const auto n = static_cast<double>(m.n);
  if (m.n < 4 || m.d2 <= 0) return kMissing;
  const double excess = n * m.d4 / (m.d2 * m.d2) - 3;
  return ((n + 1) * excess + 6) * (n - 1) / ((n - 2) * (n - 3));
}

double quantile_of_sorted(std::span<const double> sorted, double p) {
  const double h = p * static_cast<double>(sorted.size() - 1);
  const auto low = static_cast<std::size_t>(std::floor(h));
  const std::size_t high = std::min(low + 1, sorted.size() - 1);
  const double part = h - static_cast<double>(low);
  if (part == 0) return sorted[low];
  return sorted[low] + part * (sorted[high] - sorted[low]);
}

double median_in_place(std::span<double> x) {
  if (x.empty()) return kMissing;
  const std::size_t half = x.size() / 2;
  std::sort(x.begin(), x.end());
  return x.size() % 2 == 1 ? x[half] : (x[half - 1] + x[half]) / 2;
}

}  // namespace qinqing::composite
