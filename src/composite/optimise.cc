// Weights by correlation: the objective and the simplex that looks for it.
#include <algorithm>
#include <cmath>

#include "composite/numbers.h"
#include "composite/weights.h"

namespace qinqing::composite {
namespace {

struct Vertex {
  std::vector<double> at;
  double value = 0;
};

class Simplex {
 public:
  Simplex(Work& work, const std::vector<Mean>& means, const WeightGoal& goal)
      : work_(work), means_(means), goal_(goal) {}

  Vertex search(std::vector<double> start) {
    double largest = 0;
    for (const double x : start) largest = std::max(largest, std::abs(x));
    const double step = 0.1 * (largest > 0 ? largest : 1);
    vertices_.push_back(measured(start));
    for (std::size_t i = 0; i < start.size(); ++i) {
      std::vector<double> moved = start;
      moved[i] += step;
      vertices_.push_back(measured(std::move(moved)));
    }
    for (int round = 0; round < goal_.rounds; ++round) {
      // Ties by position, so that the path is the same everywhere.
      std::sort(vertices_.begin(), vertices_.end(), [](const Vertex& a, const Vertex& b) {
        return a.value != b.value ? a.value < b.value : a.at < b.at;
      });
      const double best = vertices_.front().value;
      if (vertices_.back().value <= best + goal_.tolerance * (std::abs(best) + goal_.tolerance))
        break;
      turn();
    }
    return *std::min_element(vertices_.begin(), vertices_.end(),
                             [](const Vertex& a, const Vertex& b) { return a.value < b.value; });
  }

 private:
  // Reflect by 1, expand by 2, contract by ½, else shrink to the best.
  void turn() {
    Vertex& worst = vertices_.back();
    std::vector<double> centre(worst.at.size(), 0);
    for (std::size_t v = 0; v + 1 < vertices_.size(); ++v)
      for (std::size_t i = 0; i < centre.size(); ++i) centre[i] += vertices_[v].at[i];
    for (double& c : centre) c /= static_cast<double>(vertices_.size() - 1);
    Vertex reflected = measured(along(centre, worst.at, -1));
    if (reflected.value < vertices_.front().value) {
      Vertex expanded = measured(along(centre, reflected.at, 2));
      worst = expanded.value < reflected.value ? expanded : reflected;
      return;
    }
    if (reflected.value < vertices_[vertices_.size() - 2].value) {
      worst = reflected;
      return;
    }
    if (reflected.value < worst.value) worst = reflected;
    Vertex contracted = measured(along(centre, worst.at, 0.5));
    if (contracted.value < worst.value) {
      worst = contracted;
      return;
    }
    for (std::size_t v = 1; v < vertices_.size(); ++v)
      vertices_[v] = measured(along(vertices_[0].at, vertices_[v].at, 0.5));
  }

  static std::vector<double> along(const std::vector<double>& from, const std::vector<double>& to,
                                   double part) {
    std::vector<double> at(from.size());
    for (std::size_t i = 0; i < at.size(); ++i) at[i] = from[i] + part * (to[i] - from[i]);
    return at;
  }

  Vertex measured(std::vector<double> at) {
    const double value = weight_objective(work_, means_, goal_, at);
    return {std::move(at), is_missing(value) ? std::numeric_limits<double>::max() : value};
  }

  Work& work_;
  const std::vector<Mean>& means_;
  const WeightGoal& goal_;
  std::vector<Vertex> vertices_;
};

}  // namespace

double weight_objective(Work& work, const std::vector<Mean>& means, const WeightGoal& goal,
                        std::span<const double> weights) {
  const auto& elements = work.framework().elements;
  const auto level = elements_of_level(work.framework(), goal.level);
  for (std::size_t i = 0; i < level.size(); ++i) work.weights()[level[i]] = weights[i];
  for (std::size_t e = work.indicator_count(); e < elements.size(); ++e)
    if (elements[e].level > goal.level &&
        !mean_of_group(work, e, means[static_cast<std::size_t>(elements[e].level - 2)]))
      return kMissing;
  const auto index = work.column(elements.size() - 1);
  std::vector<double> with_index;
  double sum = 0;
  for (const std::size_t e : level) {
    with_index.push_back(correlation_of(work.column(e), index, goal.by));
    sum += with_index.back();
  }
  if (goal.infomax) return -sum;
  double away = 0;
  for (std::size_t i = 0; i < level.size(); ++i) {
    const double d = with_index[i] / sum - goal.shares[i];
    away += d * d;
  }
  return away;
}

bool optimise_weights(Work& work, const std::vector<Mean>& means, const WeightGoal& goal) {
  const auto level = elements_of_level(work.framework(), goal.level);
  std::vector<double> start;
  for (const std::size_t e : level) start.push_back(work.weights()[e]);
  double sum = 0;
  for (const double w : start) sum += w;
  for (double& w : start) w /= sum;
  const Vertex best = Simplex(work, means, goal).search(std::move(start));
  if (best.value == std::numeric_limits<double>::max())
    return work.fail("value", level.front(), "所在的一级与总指标的相关算不出来", "换一种定权");
  work.faults = {};
  double total = 0;
  for (const double w : best.at) total += w;
  for (std::size_t i = 0; i < level.size(); ++i) work.weights()[level[i]] = best.at[i] / total;
  return true;
}

}  // namespace qinqing::composite
