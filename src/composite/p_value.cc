// Two-sided p-values of correlations; see correlation.h.
#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <map>
#include <numeric>

#include "composite/correlation.h"
#include "composite/numbers.h"

namespace qinqing::composite {
namespace {

double by_t(double r, double n) {
  if (std::abs(r) == 1) return 0;
  const double t = r / std::sqrt((1 - r * r) / (n - 2));
  return 2 * boost::math::cdf(boost::math::complement(
                 boost::math::students_t_distribution<double>(n - 2), std::abs(t)));
}

double normal_above(double x) {
  return boost::math::cdf(boost::math::complement(boost::math::normal_distribution<double>(), x));
}

bool has_ties(std::vector<double> x) {
  std::sort(x.begin(), x.end());
  return std::adjacent_find(x.begin(), x.end()) != x.end();
}

// P(S ≥ s) of Spearman's sum of squared rank differences without ties.
double spearman_above(double s, int n) {
  const double n3 = static_cast<double>(n) * (static_cast<double>(n) * n - 1) / 3;
  if (s <= 0) return 1;
  if (s > n3) return 0;
  if (n <= 9) {
    std::vector<int> order(static_cast<std::size_t>(n));
    std::iota(order.begin(), order.end(), 0);
    double all = 0;
    double above = 0;
    do {
      int sum = 0;
      for (int i = 0; i < n; ++i) sum += (i - order[i]) * (i - order[i]);
      all += 1;
      above += sum >= s ? 1 : 0;
    } while (std::next_permutation(order.begin(), order.end()));
    return above / all;
  }
  const double b = 1.0 / n;
  const double x = (6 * (s - 1) * b / (1 / (b * b) - 1) - 1) * std::sqrt(1 / b - 1);
  const double y = x * x;
  const double u =
      x * b *
      (0.2274 + b * (0.2531 + 0.1745 * b) +
       y * (-0.0758 + b * (0.1033 + 0.3932 * b) -
            y * b *
                (0.0879 + 0.0151 * b - y * (0.0072 - 0.0831 * b + y * b * (0.0131 - 4.6e-4 * y)))));
  return std::clamp(u / std::exp(y / 2) + normal_above(x), 0.0, 1.0);
}

double spearman(const std::vector<double>& x, const std::vector<double>& y, double r) {
  const auto n = static_cast<double>(x.size());
  if (has_ties(x) || has_ties(y) || x.size() >= 1290) return by_t(r, n);
  const double half = (n * n * n - n) / 6;
  const double s = half * (1 - r);
  // Without ties S is even.
  const double p = s > half ? spearman_above(std::round(s), static_cast<int>(x.size()))
                            : 1 - spearman_above(std::round(s) + 2, static_cast<int>(x.size()));
  return std::min(2 * p, 1.0);
}

// Sums over groups of ties of the products that Kendall's variance needs.
struct Ties {
  double pairs = 0, weighted = 0, triples = 0;
};
Ties ties_of(const std::vector<double>& x) {
  std::map<double, double> sizes;
  for (const double v : x) sizes[v] += 1;
  Ties ties;
  for (const auto& [value, t] : sizes) {
    ties.pairs += t * (t - 1);
    ties.weighted += t * (t - 1) * (2 * t + 5);
    ties.triples += t * (t - 1) * (t - 2);
  }
  return ties;
}

// P(T ≤ t) of the number of concordant pairs, by counting permutations.
double kendall_up_to(double t, std::size_t n) {
  if (t < 0) return 0;
  std::vector<double> count{1};  // permutations of m by inversions, over m!
  for (std::size_t m = 2; m <= n; ++m) {
    std::vector<double> next(count.size() + m - 1, 0);
    for (std::size_t i = 0; i < count.size(); ++i)
      for (std::size_t j = 0; j < m; ++j) next[i + j] += count[i] / static_cast<double>(m);
    count = std::move(next);
  }
  double sum = 0;
  for (std::size_t i = 0; i < count.size() && static_cast<double>(i) <= t; ++i) sum += count[i];
  return std::min(sum, 1.0);
}

double kendall(const std::vector<double>& x, const std::vector<double>& y, double r) {
  const auto n = static_cast<double>(x.size());
  if (x.size() < 50 && !has_ties(x) && !has_ties(y)) {
    const double t = std::round((r + 1) * n * (n - 1) / 4);
    const double p = std::min(kendall_up_to(t, x.size()), 1 - kendall_up_to(t - 1, x.size()));
    return std::min(1.0, 2 * p);
  }
  const Ties a = ties_of(x);
  const Ties b = ties_of(y);
  const double all = n * (n - 1) / 2;
  const double s = r * std::sqrt((all - a.pairs / 2) * (all - b.pairs / 2));
  const double variance = (n * (n - 1) * (2 * n + 5) - a.weighted - b.weighted) / 18 +
                          a.pairs * b.pairs / (2 * n * (n - 1)) +
                          a.triples * b.triples / (9 * n * (n - 1) * (n - 2));
  return std::min(1.0, 2 * normal_above(std::abs(s / std::sqrt(variance))));
}

}  // namespace

double p_value_of(std::span<const double> x, std::span<const double> y, Correlation by) {
  std::vector<double> a;
  std::vector<double> b;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (is_missing(x[i]) || is_missing(y[i])) continue;
    a.push_back(x[i]);
    b.push_back(y[i]);
  }
  const double r = correlation_of(a, b, by);
  if (is_missing(r)) return kMissing;
  switch (by) {
    case Correlation::pearson:
      return by_t(r, static_cast<double>(a.size()));
    case Correlation::spearman:
      return spearman(a, b, r);
    case Correlation::kendall:
      return kendall(a, b, r);
  }
  return kMissing;
}

}  // namespace qinqing::composite
