#include "composite/simulate.h"

#include <algorithm>
#include <cmath>

#include "composite/moments.h"
#include "composite/numbers.h"
#include "composite/random.h"

namespace qinqing::composite {
namespace {

using Kind = UncertainInput::Kind;
constexpr std::size_t kMostVariants = 10'000;

// The step of a method with one alternative in its place.
boost::json::value patched(const boost::json::value& step, const std::string& at,
                           const boost::json::value& patch) {
  boost::json::object whole = step.as_object();
  if (at.empty()) {
    boost::json::object replaced = patch.as_object();
    replaced["step"] = whole.at("step");
    return replaced;
  }
  boost::json::object* inner = &whole;
  std::string_view path = at;
  for (;;) {
    const std::size_t dot = path.find('.');
    const std::string_view key = path.substr(0, dot);
    if (dot == std::string_view::npos) {
      (*inner)[key] = patch;
      return whole;
    }
    boost::json::value& next = (*inner)[key];
    if (!next.is_object()) next = boost::json::object();
    inner = &next.get_object();
    path.remove_prefix(dot + 1);
  }
}

bool skips(const boost::json::value& step) {
  const auto* skip = step.get_object().if_contains("skip");
  return skip && skip->is_string() && skip->get_string() == "true";
}

}  // namespace

base::Result<Simulator> Simulator::make(const Method& method, const Uncertain& uncertain,
                                        const Framework& framework, const Table& table,
                                        std::uint64_t seed) {
  Simulator simulator;
  simulator.uncertain_ = &uncertain;
  simulator.framework_ = &framework;
  simulator.table_ = &table;
  simulator.seed_ = seed;
  base::Faults faults;
  if (table.is_panel()) faults.add("value", "", "不确定性分析一次只做一年", "从数据里取出一年");
  if (table.rows() > 65'535) faults.add("value", "", "单位多于 65535 个");
  const auto& steps = method.document.value.at("steps").as_array();
  simulator.steps_.resize(steps.size());
  for (std::size_t i = 0; i < uncertain.inputs.size(); ++i) {
    const UncertainInput& input = uncertain.inputs[i];
    if (input.kind == Kind::alternatives) simulator.steps_[input.step].inputs.push_back(i);
    if (input.kind == Kind::data_noise) simulator.data_noise_ = true;
  }
  for (std::size_t s = 0; s < steps.size() && faults.empty(); ++s)
    faults.append(simulator.add_variants(method, s));
  if (!faults.empty()) return faults;
  return simulator;
}

base::Faults Simulator::add_variants(const Method& method, std::size_t step) {
  Variants& variants = steps_[step];
  const Site site{*framework_, *table_, method.files};
  const std::string pointer = base::pointer_to("/steps", step);
  std::size_t count = 1;
  for (const std::size_t i : variants.inputs) count *= uncertain_->inputs[i].patches.size();
  if (count > kMostVariants)
    return base::Faults(
        base::Fault{"value", pointer, "一个步骤的备选组合多于一万种", "减少备选", "", 0});
  for (std::size_t v = 0; v < count; ++v) {
    boost::json::value value = method.document.value.at("steps").as_array()[step];
    std::size_t rest = v;
    for (const std::size_t i : variants.inputs) {
      const UncertainInput& input = uncertain_->inputs[i];
      value = patched(value, input.at, input.patches[rest % input.patches.size()]);
      rest /= input.patches.size();
    }
    if (skips(value)) {
      variants.steps.push_back(nullptr);
      continue;
    }
    auto compiled = compile_step(value, pointer, site);
    if (!compiled) return method.document.place(compiled.faults());
    variants.steps.push_back(std::move(compiled).value());
  }
  return {};
}

std::size_t Simulator::variant(const Variants& variants, std::span<const Drawn> drawn) const {
  std::size_t v = 0;
  std::size_t radix = 1;
  for (const std::size_t i : variants.inputs) {
    v += radix * drawn[i].alternative;
    radix *= uncertain_->inputs[i].patches.size();
  }
  return v;
}

// Weights are put in place before the steps; the aggregation takes them.
void Simulator::disturb(std::span<const Drawn> drawn, Work& work) const {
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    const UncertainInput& input = uncertain_->inputs[i];
    if (input.kind == Kind::weight_sets) {
      const auto& set = input.sets[drawn[i].alternative];
      work.weight_override.assign(set.begin(), set.end());
    } else if (input.kind == Kind::weight_noise) {
      Stream stream(seed_, drawn[i].stream, static_cast<std::uint32_t>(i + 1));
      work.weight_factor.assign(input.noise.size(), 1);
      for (std::size_t e = 0; e < input.noise.size(); ++e)
        if (input.noise[e] != 0)
          work.weight_factor[e] = 1 + input.noise[e] * (2 * stream.uniform() - 1);
    }
  }
}

// Plain: x + error. Shrunk: the truth given the datum, where truths are normal around their mean
// with the variance that the data have beyond their errors (an empirical Bayes posterior).
void Simulator::disturb_data(const UncertainInput& input, std::size_t which, std::uint64_t stream,
                             Work& work) const {
  Stream random(seed_, stream, static_cast<std::uint32_t>(which + 1));
  for (std::size_t j = 0; j < input.errors.size(); ++j) {
    const auto x = work.column(j);
    double mean = 0;
    double spread = 0;
    if (input.shrink) {
      const auto values = work.scratch(0, x.size());
      const Moments m = moments_of(values.first(dense(x, values)));
      double noise = 0;
      for (std::size_t i = 0; i < x.size(); ++i)
        if (!is_missing(x[i])) noise += input.errors[j][i] * input.errors[j][i];
      mean = m.mean;
      const double variance = deviation_of(m) * deviation_of(m);
      spread = std::max(variance - noise / static_cast<double>(m.n), 0.0);
    }
    for (std::size_t i = 0; i < x.size(); ++i) {
      const double error = input.errors[j][i];
      if (error == 0) continue;
      const double normal = random.normal();
      if (!input.shrink) {
        x[i] += error * normal;
        continue;
      }
      const double keep = spread / (spread + error * error);
      x[i] = mean + keep * (x[i] - mean) + std::sqrt(keep) * error * normal;
    }
  }
}

bool Simulator::run(std::span<const Drawn> drawn, Work& work, std::span<double> scores) const {
  std::size_t first = 0;
  if (shared_.depth != 0) {
    std::size_t combination = 0;
    std::size_t radix = 1;
    for (; first < shared_.depth; ++first) {
      combination += radix * variant(steps_[first], drawn);
      radix *= steps_[first].steps.size();
    }
    const Work* after = shared_.after[combination].get();
    if (after) {
      work.copy_from(*after);
    } else {
      first = 0;
    }
  }
  if (first == 0) {
    work.reset();
    for (std::size_t i = 0; i < drawn.size(); ++i)
      if (uncertain_->inputs[i].kind == Kind::data_noise)
        disturb_data(uncertain_->inputs[i], i, drawn[i].stream, work);
  }
  disturb(drawn, work);
  for (std::size_t s = first; s < steps_.size(); ++s) {
    const StepPtr& step = steps_[s].steps[variant(steps_[s], drawn)];
    if (step && !step->apply(work)) return false;
  }
  const auto index = work.column(framework_->elements.size() - 1);
  if (index.size() != scores.size()) std::fill(scores.begin(), scores.end(), kMissing);
  const auto origin = work.origin();
  for (std::size_t i = 0; i < index.size(); ++i) scores[origin[i]] = index[i];
  return true;
}

void Simulator::reuse(std::size_t most) {
  if (data_noise_) return;
  std::size_t count = 1;
  std::size_t depth = 0;
  // The aggregation takes the drawn weights, so it is never shared.
  while (depth + 1 < steps_.size() && count * steps_[depth].steps.size() <= most)
    count *= steps_[depth++].steps.size();
  shared_.after.clear();
  for (std::size_t c = 0; c < count; ++c) {
    auto work = std::make_unique<Work>(*framework_, *table_);
    bool done = true;
    std::size_t rest = c;
    for (std::size_t s = 0; s < depth && done; ++s) {
      const StepPtr& step = steps_[s].steps[rest % steps_[s].steps.size()];
      rest /= steps_[s].steps.size();
      done = !step || step->apply(*work);
    }
    shared_.after.push_back(done ? std::move(work) : nullptr);
  }
  shared_.depth = depth;
}

std::vector<std::vector<Drawn>> draw(const Uncertain& uncertain, Sampling sampling,
                                     std::size_t count, std::uint64_t seed) {
  const std::size_t inputs = uncertain.inputs.size();
  const auto points = sample_points(sampling, count, inputs, seed);
  std::vector<std::vector<Drawn>> draws(count, std::vector<Drawn>(inputs));
  for (std::size_t r = 0; r < count; ++r)
    for (std::size_t i = 0; i < inputs; ++i) {
      const auto alternatives = static_cast<double>(uncertain.inputs[i].count());
      draws[r][i] = {static_cast<std::uint32_t>(points[r * inputs + i] * alternatives), r};
    }
  return draws;
}

base::Result<std::vector<std::vector<Drawn>>> replay(const Uncertain& uncertain, const Csv& runs) {
  base::Faults faults;
  std::vector<std::vector<Drawn>> draws(runs.rows.size());
  for (const UncertainInput& input : uncertain.inputs) {
    const auto column = runs.column(input.id);
    if (!column && input.count() != 0) {
      faults.add(runs.fault("missing", "没有列“" + input.id + "”", "每个不确定的输入一列"));
      continue;
    }
    for (std::size_t r = 0; r < runs.rows.size(); ++r) {
      Drawn drawn{0, r};
      if (input.count() != 0) {
        const auto number = parse_number(runs.rows[r][*column]);
        if (!number || !(*number >= 1 && *number <= static_cast<double>(input.count())) ||
            *number != std::floor(*number)) {
          faults.add(runs.fault("value", r, input.id,
                                "应为 1 到 " + std::to_string(input.count()) + " 的整数"));
          continue;
        }
        drawn.alternative = static_cast<std::uint32_t>(*number) - 1;
      }
      draws[r].push_back(drawn);
    }
  }
  if (runs.rows.empty()) faults.add(runs.fault("missing", "没有一行"));
  if (!faults.empty()) return faults;
  return draws;
}

}  // namespace qinqing::composite
