#include <Eigen/Dense>
#include <cmath>
#include <map>

#include "composite/impute.h"
#include "composite/moments.h"
#include "composite/numbers.h"

namespace qinqing::composite {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr int kMostRounds = 200'000;
constexpr double kSettled = 1e-13;  // largest change of mean or covariance, standardised data

// The normal distribution that EM fits to `x` (units × indicators, standardised, NaN missing).
class Fit {
 public:
  explicit Fit(MatrixXd x) : x_(std::move(x)), mean_(VectorXd::Zero(x_.cols())) {
    const Index k = x_.cols();
    covariance_ = MatrixXd::Identity(k, k);
    for (Index i = 0; i < x_.rows(); ++i) {
      std::vector<Index> key;
      for (Index j = 0; j < k; ++j)
        if (is_missing(x_(i, j))) key.push_back(j);
      patterns_[key].push_back(i);
    }
  }

  bool run() {
    for (int round = 0; round < kMostRounds; ++round)
      if (step() < kSettled) return true;
    return false;
  }

  // Conditional means in the place of what is missing.
  MatrixXd filled() const {
    MatrixXd filled = x_;
    for (const auto& [missing, rows] : patterns_) {
      if (missing.empty()) continue;
      const Part part = condition(missing);
      for (const Index i : rows) fill(filled, i, missing, part);
    }
    return filled;
  }

 private:
  struct Part {
    std::vector<Index> present;
    MatrixXd slope;     // missing × present
    MatrixXd residual;  // covariance of the missing given the present
  };

  Part condition(const std::vector<Index>& missing) const {
    Part part;
    for (Index j = 0; j < x_.cols(); ++j)
      if (std::find(missing.begin(), missing.end(), j) == missing.end()) part.present.push_back(j);
    const MatrixXd mm = covariance_(missing, missing);
    if (part.present.empty()) {
      part.residual = mm;
      return part;
    }
    const MatrixXd pp = covariance_(part.present, part.present);
    const MatrixXd pm = covariance_(part.present, missing);
    part.slope = pp.ldlt().solve(pm).transpose();
    part.residual = mm - part.slope * pm;
    return part;
  }

  void fill(MatrixXd& into, Index i, const std::vector<Index>& missing, const Part& part) const {
    VectorXd value = mean_(missing);
    if (!part.present.empty()) {
      const VectorXd away = x_.row(i).transpose()(part.present) - mean_(part.present);
      value += part.slope * away;
    }
    for (std::size_t m = 0; m < missing.size(); ++m)
      into(i, missing[m]) = value(static_cast<Index>(m));
  }

  // One round of expectation and maximisation; returns the largest change.
  double step() {
    MatrixXd filled = x_;
    MatrixXd extra = MatrixXd::Zero(x_.cols(), x_.cols());
    for (const auto& [missing, rows] : patterns_) {
      if (missing.empty()) continue;
      const Part part = condition(missing);
      for (const Index i : rows) fill(filled, i, missing, part);
      extra(missing, missing) += static_cast<double>(rows.size()) * part.residual;
    }
    const auto n = static_cast<double>(x_.rows());
    const VectorXd mean = filled.colwise().sum().transpose() / n;
    const MatrixXd away = filled.rowwise() - mean.transpose();
    const MatrixXd covariance = (away.transpose() * away + extra) / n;
    const double change = std::max((mean - mean_).cwiseAbs().maxCoeff(),
                                   (covariance - covariance_).cwiseAbs().maxCoeff());
    mean_ = mean;
    covariance_ = covariance;
    return change;
  }

  MatrixXd x_;
  VectorXd mean_;
  MatrixXd covariance_;
  std::map<std::vector<Index>, std::vector<Index>> patterns_;  // missing columns → rows
};

bool impute_set(Work& work, const std::vector<std::size_t>& set, const YearSpan& span) {
  const auto rows = static_cast<Index>(span.end - span.begin);
  MatrixXd x(rows, static_cast<Index>(set.size()));
  std::vector<Moments> moments;
  bool whole = true;
  for (std::size_t k = 0; k < set.size(); ++k) {
    const auto column = work.column(set[k], span);
    const auto values = work.scratch(0, column.size());
    const std::size_t n = dense(column, values);
    whole = whole && n == column.size();
    moments.push_back(moments_of(values.first(n)));
    if (!(deviation_of(moments[k]) > 0))
      return work.fail("value", set[k], "没有数据或全部相同，不能用 EM 插补",
                       "换一种插补，或者删去这个指标");
    for (Index i = 0; i < rows; ++i)
      x(i, static_cast<Index>(k)) =
          (column[static_cast<std::size_t>(i)] - moments[k].mean) / deviation_of(moments[k]);
  }
  if (whole) return true;
  Fit fit(std::move(x));
  if (!fit.run())
    return work.fail("value", set.front(), "所在的一组用 EM 插补没有收敛", "换一种插补");
  const MatrixXd filled = fit.filled();
  for (std::size_t k = 0; k < set.size(); ++k) {
    const auto column = work.column(set[k], span);
    for (std::size_t i = 0; i < column.size(); ++i)
      if (is_missing(column[i]))
        column[i] =
            filled(static_cast<Index>(i), static_cast<Index>(k)) * deviation_of(moments[k]) +
            moments[k].mean;
  }
  return true;
}

}  // namespace

bool impute_by_em(Work& work, const IndicatorSets& sets) {
  for (const YearSpan& span : work.spans())
    for (const auto& set : sets)
      if (!impute_set(work, set, span)) return false;
  return true;
}

}  // namespace qinqing::composite
