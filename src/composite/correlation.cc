#include "composite/correlation.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "composite/moments.h"
#include "composite/numbers.h"

namespace qinqing::composite {
namespace {

struct Pairs {
  std::vector<double> x, y;
};

Pairs complete(std::span<const double> x, std::span<const double> y) {
  Pairs pairs;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (is_missing(x[i]) || is_missing(y[i])) continue;
    pairs.x.push_back(x[i]);
    pairs.y.push_back(y[i]);
  }
  return pairs;
}

double pearson(std::span<const double> x, std::span<const double> y) {
  const double mx = mean_of(x);
  const double my = mean_of(y);
  double xx = 0;
  double yy = 0;
  double xy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double dx = x[i] - mx;
    const double dy = y[i] - my;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  const bool flat = std::all_of(x.begin(), x.end(), [&](double v) { return v == x[0]; }) ||
                    std::all_of(y.begin(), y.end(), [&](double v) { return v == y[0]; });
  if (flat || xx <= 0 || yy <= 0) return kMissing;
  return std::clamp(xy / (std::sqrt(xx) * std::sqrt(yy)), -1.0, 1.0);
}

double kendall(std::span<const double> x, std::span<const double> y) {
  double agree = 0;
  double untied_x = 0;
  double untied_y = 0;
  for (std::size_t i = 0; i < x.size(); ++i)
    for (std::size_t j = i + 1; j < x.size(); ++j) {
      const double dx = (x[i] > x[j]) - (x[i] < x[j]);
      const double dy = (y[i] > y[j]) - (y[i] < y[j]);
      agree += dx * dy;
      untied_x += dx * dx;
      untied_y += dy * dy;
    }
  if (untied_x == 0 || untied_y == 0) return kMissing;
  return agree / (std::sqrt(untied_x) * std::sqrt(untied_y));
}

}  // namespace

std::vector<double> average_ranks(std::span<const double> x) {
  std::vector<std::size_t> order(x.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return x[a] < x[b]; });
  std::vector<double> ranks(x.size());
  for (std::size_t i = 0; i < order.size();) {
    std::size_t end = i;
    while (end < order.size() && x[order[end]] == x[order[i]]) ++end;
    const double rank = (static_cast<double>(i + 1) + static_cast<double>(end)) / 2;
    for (; i < end; ++i) ranks[order[i]] = rank;
  }
  return ranks;
}

double correlation_of(std::span<const double> x, std::span<const double> y, Correlation by) {
  const Pairs pairs = complete(x, y);
  if (pairs.x.size() < 3) return kMissing;
  switch (by) {
    case Correlation::pearson:
      return pearson(pairs.x, pairs.y);
    case Correlation::spearman:
      return pearson(average_ranks(pairs.x), average_ranks(pairs.y));
    case Correlation::kendall:
      return kendall(pairs.x, pairs.y);
  }
  return kMissing;
}

double covariance_of(std::span<const double> x, std::span<const double> y) {
  const Pairs pairs = complete(x, y);
  if (pairs.x.size() < 2) return kMissing;
  const double mx = mean_of(pairs.x);
  const double my = mean_of(pairs.y);
  double sum = 0;
  for (std::size_t i = 0; i < pairs.x.size(); ++i) sum += (pairs.x[i] - mx) * (pairs.y[i] - my);
  return sum / static_cast<double>(pairs.x.size() - 1);
}

}  // namespace qinqing::composite
