// Weights as a step: given, equal, entropy, AHP, principal components, correlation-optimised.
#include "composite/weights.h"

#include <cmath>

#include "composite/elementary.h"
#include "composite/numbers.h"
#include "composite/steps.h"

namespace qinqing::composite {
namespace {

constexpr std::string_view kBy[] = {"given",   "equal", "entropy", "ahp", "principal_components",
                                    "optimise"};
enum class By { given, equal, entropy, ahp, principal_components, optimise };

class Weights : public Step {
 public:
  By by = By::given;
  std::vector<double> values;  // given, equal, ahp: by element, missing stays as it is
  int level = 1;
  bool by_group = true;
  std::vector<Mean> means;
  WeightGoal goal;

  bool apply(Work& work) const override {
    auto& weights = work.weights();
    for (std::size_t i = 0; i < values.size(); ++i)
      if (!is_missing(values[i])) weights[i] = values[i];
    if (by == By::entropy || by == By::principal_components) return from_data(work);
    if (by != By::optimise) return true;
    if (!aggregate_to(work, goal.level)) return false;
    return optimise_weights(work, means, goal);
  }

 private:
  bool from_data(Work& work) const {
    if (!aggregate_to(work, level)) return false;
    const auto& elements = work.framework().elements;
    const auto weigh = by == By::entropy ? entropy_weights : component_weights;
    if (!by_group) return weigh(work, elements_of_level(work.framework(), level));
    for (const Element& element : elements)
      if (element.level == level + 1 && !weigh(work, element.children)) return false;
    return true;
  }

  bool aggregate_to(Work& work, int up_to) const {
    const auto& elements = work.framework().elements;
    for (std::size_t e = work.indicator_count(); e < elements.size(); ++e)
      if (elements[e].level <= up_to &&
          !mean_of_group(work, e, means[static_cast<std::size_t>(elements[e].level - 2)]))
        return false;
    return true;
  }
};

std::optional<std::size_t> element_of(Fields& fields, const Site& site, std::string_view key,
                                      std::string_view code) {
  const auto at = site.framework.find(code);
  if (!at) fields.fault("unknown", key, "框架里没有“" + std::string(code) + "”");
  return at;
}

void set_weight(Fields& fields, const Site& site, std::string_view key, std::string_view code,
                double weight, Weights& step) {
  const auto at = element_of(fields, site, key, code);
  if (at) step.values[*at] = weight;
}

void read_given(Fields& fields, const Site& site, Weights& step, base::Faults& faults) {
  if (!fields.has("file") && !fields.has("values"))
    fields.fault("missing", "", "没有写 file 或 values", "写一个 CSV 文件名，或者“代码: 权重”");
  if (const auto csv = site.csv(fields, "file", faults)) {
    const auto code = csv->column("iCode");
    const auto weight = csv->column("Weight");
    if (!code || !weight) {
      faults.add(csv->fault("missing", "要有列 iCode、Weight"));
      return;
    }
    for (std::size_t i = 0; i < csv->rows.size(); ++i) {
      const auto value = parse_number(csv->rows[i][*weight]);
      if (!value || !std::isfinite(*value))
        faults.add(csv->fault("type", i, "Weight", "应为数", ""));
      else
        set_weight(fields, site, "file", csv->rows[i][*code], *value, step);
    }
  }
  const auto* values = fields.find("values");
  if (!values) return;
  Fields each(*values, base::pointer_to(fields.pointer(), "values"), faults);
  if (values->is_object())
    for (const auto& [code, value] : values->get_object())
      set_weight(fields, site, "values", code, each.required_number(code), step);
}

// Sums of weights that are zero would make every score missing.
void check_groups(Fields& fields, const Site& site, const Weights& step) {
  for (const Element& element : site.framework.elements) {
    if (element.level == 1) continue;
    bool any = false;
    for (const std::size_t i : element.children) {
      const double weight =
          is_missing(step.values[i]) ? site.framework.elements[i].weight : step.values[i];
      any = any || weight != 0;
    }
    if (!any) fields.fault("value", "", "“" + element.code + "”的下级权重全是 0");
  }
}

// groups: {Conn: [[1, 2], [0.5, 1]]}: comparisons of the group's members in order.
void read_ahp(Fields& fields, const Site& site, Weights& step, base::Faults& faults) {
  const double limit = fields.number("consistency", 0.1);
  const auto* groups = fields.find("groups");
  if (!groups || !groups->is_object()) {
    fields.fault("missing", "groups", "应为“上级代码: 比较矩阵”");
    return;
  }
  Fields each(*groups, base::pointer_to(fields.pointer(), "groups"), faults);
  for (const auto& [code, rows] : groups->get_object()) {
    const auto at = element_of(fields, site, "groups", code);
    if (!at) continue;
    const auto& members = site.framework.elements[*at].children;
    boost::json::object numbered;
    if (rows.is_array())
      for (std::size_t i = 0; i < rows.get_array().size(); ++i)
        numbered[std::to_string(i)] = rows.get_array()[i];
    const boost::json::value holder = numbered;
    Fields lines(holder, base::pointer_to(each.pointer(), code), faults);
    std::vector<std::vector<double>> matrix;
    for (std::size_t i = 0; i < numbered.size(); ++i)
      matrix.push_back(lines.numbers(std::to_string(i)));
    const std::size_t n = members.size();
    bool right = matrix.size() == n;
    for (const auto& row : matrix) right = right && row.size() == n;
    for (std::size_t i = 0; right && i < n; ++i)
      for (std::size_t j = 0; j < n; ++j)
        right = right && matrix[i][j] > 0 && std::abs(matrix[i][j] * matrix[j][i] - 1) < 1e-6;
    if (!right) {
      each.fault(
          "value", code,
          "应为 " + std::to_string(n) + "×" + std::to_string(n) + " 的正数矩阵，对称位置互为倒数");
      continue;
    }
    const Ahp ahp = ahp_weights(matrix);
    if (ahp.ratio > limit)
      each.fault("value", code,
                 "判断前后矛盾：一致性比率 " + print_rounded(ahp.ratio, 3) + " 大于 " +
                     print_number(limit),
                 "重新比较，或者放宽 consistency");
    for (std::size_t i = 0; i < n; ++i) step.values[members[i]] = ahp.weights[i];
  }
}

void read_goal(Fields& fields, const Site& site, WeightGoal& goal) {
  constexpr std::string_view kGoal[] = {"balance", "infomax"};
  goal.level = fields.whole("level", 2, 1, site.framework.levels - 1);
  goal.infomax = fields.choice("goal", kGoal, 0) == 1;
  goal.by = static_cast<Correlation>(fields.choice("correlation", kCorrelations, 0));
  goal.shares = fields.numbers("shares");
  goal.tolerance = fields.number("tolerance", 1e-6);
  goal.rounds = fields.whole("rounds", 1000, 1, 1'000'000);
  const auto n = elements_of_level(site.framework, goal.level).size();
  if (goal.shares.empty()) goal.shares.assign(n, 1);
  if (goal.shares.size() != n)
    fields.fault("value", "shares", "应有 " + std::to_string(n) + " 个数，按框架的次序");
  double sum = 0;
  for (const double share : goal.shares) sum += share;
  if (!(sum > 0)) fields.fault("value", "shares", "合计应大于 0");
  for (double& share : goal.shares) share /= sum;
}

}  // namespace

std::vector<std::size_t> elements_of_level(const Framework& framework, int level) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < framework.elements.size(); ++i)
    if (framework.elements[i].level == level) found.push_back(i);
  return found;
}

bool entropy_weights(Work& work, const std::vector<std::size_t>& members) {
  for (const std::size_t member : members) {
    const auto x = work.column(member);
    double sum = 0;
    double n = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (is_missing(x[i])) continue;
      if (x[i] < 0)
        return work.fail("value", member, "有负数，不能算熵", "标准化到不小于 0 的区间", i);
      sum += x[i];
      n += 1;
    }
    if (sum == 0 || n < 2) return work.fail("value", member, "全是 0 或没有数据，不能算熵", "");
    double entropy = 0;
    for (const double v : x)
      if (v > 0) entropy -= v / sum * log_of(v / sum);
    work.weights()[member] = 1 - entropy / log_of(n);
  }
  return true;
}

StepPtr compile_weights(Fields& fields, const Site& site, base::Faults& faults) {
  auto step = std::make_unique<Weights>();
  step->by = static_cast<By>(fields.choice("by", kBy, std::nullopt));
  step->values.assign(site.framework.elements.size(), kMissing);
  if (step->by == By::given) read_given(fields, site, *step, faults);
  if (step->by == By::ahp) read_ahp(fields, site, *step, faults);
  if (step->by == By::equal) {
    const int level = fields.whole("level", 0, 0, site.framework.levels);
    for (std::size_t i = 0; i < step->values.size(); ++i)
      if (level == 0 || site.framework.elements[i].level == level) step->values[i] = 1;
  }
  if (step->by == By::given || step->by == By::ahp) check_groups(fields, site, *step);
  if (step->by == By::given || step->by == By::equal || step->by == By::ahp) return step;
  // How lower levels come together before the weights of this one are known.
  constexpr std::string_view kGroups[] = {"group", "level"};
  if (const auto* means = fields.find("aggregate")) {
    Fields one(*means, base::pointer_to(fields.pointer(), "aggregate"), faults);
    step->means = read_means(one, site.framework.levels);
    one.done();
  } else {
    step->means.assign(static_cast<std::size_t>(site.framework.levels - 1), Mean{});
  }
  if (step->by == By::optimise) {
    read_goal(fields, site, step->goal);
  } else {
    step->level = fields.whole("level", 1, 1, site.framework.levels - 1);
    step->by_group = fields.choice("within", kGroups, 0) == 0;
  }
  return step;
}

}  // namespace qinqing::composite
