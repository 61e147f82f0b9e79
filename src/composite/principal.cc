#include "composite/principal.h"

#include <Eigen/Dense>

#include "composite/moments.h"
#include "composite/numbers.h"
#include "composite/weights.h"

namespace qinqing::composite {

std::optional<Components> principal_components(
    const std::vector<std::span<const double>>& columns) {
  using Eigen::Index;
  const std::size_t k = columns.size();
  std::vector<std::vector<double>> x(k);
  for (std::size_t i = 0; i < columns[0].size(); ++i) {
    bool whole = true;
    for (const auto& column : columns) whole = whole && !is_missing(column[i]);
    for (std::size_t j = 0; whole && j < k; ++j) x[j].push_back(columns[j][i]);
  }
  Components found;
  found.rows = x[0].size();
  if (found.rows < 2) return std::nullopt;
  std::vector<Moments> moments;
  for (const auto& column : x) {
    moments.push_back(moments_of(column));
    const Extremes e = extremes_of(column);
    if (e.least == e.most) return std::nullopt;
  }
  Eigen::MatrixXd r(static_cast<Index>(k), static_cast<Index>(k));
  for (std::size_t a = 0; a < k; ++a)
    for (std::size_t b = 0; b <= a; ++b) {
      double sum = 0;
      for (std::size_t i = 0; i < found.rows; ++i)
        sum += (x[a][i] - moments[a].mean) * (x[b][i] - moments[b].mean);
      const double value = a == b ? 1 : sum / std::sqrt(moments[a].d2) / std::sqrt(moments[b].d2);
      r(static_cast<Index>(a), static_cast<Index>(b)) = value;
      r(static_cast<Index>(b), static_cast<Index>(a)) = value;
    }
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(r);
  for (Index c = static_cast<Index>(k) - 1; c >= 0; --c) {
    found.variances.push_back(std::max(solver.eigenvalues()(c), 0.0));
    const Eigen::VectorXd v = solver.eigenvectors().col(c);
    const double sum = v.sum();
    const bool flip = std::abs(sum) > 1e-12 ? sum < 0 : v(0) < 0;
    std::vector<double> loading(k);
    for (std::size_t j = 0; j < k; ++j)
      loading[j] = flip ? -v(static_cast<Index>(j)) : v(static_cast<Index>(j));
    found.loadings.push_back(std::move(loading));
  }
  return found;
}

bool component_weights(Work& work, const std::vector<std::size_t>& members) {
  std::vector<std::span<const double>> columns;
  for (const std::size_t member : members) columns.emplace_back(work.column(member));
  const auto found = principal_components(columns);
  if (!found)
    return work.fail("value", members.front(),
                     "所在的一组没有两个完整的单位，或有一列全部相同，不能作主成分",
                     "先插补，或者换一种定权");
  for (std::size_t j = 0; j < members.size(); ++j)
    work.weights()[members[j]] = found->loadings[0][j];
  return true;
}

}  // namespace qinqing::composite
