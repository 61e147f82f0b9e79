// How two columns go together.
//
// Pairs with a missing value are dropped first; ranks are taken of what is left, ties get their
// average. Below 3 pairs, or where a column is constant: missing.
//
// Thread-safety: pure functions.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace qinqing::composite {

enum class Correlation { pearson, spearman, kendall };
inline constexpr std::string_view kCorrelations[] = {"pearson", "spearman", "kendall"};

// Kendall is tau-b.
double correlation_of(std::span<const double> x, std::span<const double> y, Correlation by);

// Two-sided p-value of no association, as R's cor.test gives it: Pearson by Student's t with n − 2;
// Spearman without ties exactly for n ≤ 9 and by the Edgeworth series of Best & Roberts (AS 89,
// 1975) for n < 1290, else by t; Kendall exactly below 50 pairs without ties, else by the normal
// approximation with ties' correction and none for continuity.
double p_value_of(std::span<const double> x, std::span<const double> y, Correlation by);

// Ranks from 1, ties their average. No missing values.
std::vector<double> average_ranks(std::span<const double> x);

// With n − 1, over complete pairs.
double covariance_of(std::span<const double> x, std::span<const double> y);

}  // namespace qinqing::composite
