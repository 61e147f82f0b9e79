#include "composite/steps.h"

#include "base/nearest.h"

namespace qinqing::composite {
namespace {

constexpr std::string_view kSteps[] = {"withhold", "denominate", "impute",  "screen",
                                       "treat",    "normalise",  "weights", "aggregate"};
constexpr StepPtr (*kCompile[])(Fields&, const Site&, base::Faults&) = {
    compile_withhold, compile_denominate, compile_impute,  compile_screen,
    compile_treat,    compile_normalise,  compile_weights, compile_aggregate};

}  // namespace

std::optional<Csv> Site::csv(Fields& fields, std::string_view key, base::Faults& faults) const {
  const auto name = fields.text(key);
  if (!name) return std::nullopt;
  const auto text = files(*name);
  if (!text) {
    fields.fault("unreadable", key, "打不开文件“" + *name + "”", "放在方法文件旁边");
    return std::nullopt;
  }
  auto csv = parse_csv(*text, *name);
  if (csv) return std::move(csv).value();
  faults.append(csv.faults());
  return std::nullopt;
}

std::optional<std::size_t> Site::indicator(Fields& fields, std::string_view key,
                                           std::string_view code) const {
  const auto at = framework.find(code);
  if (at && *at < framework.indicator_count) return at;
  const auto codes = framework.codes();
  const std::vector<std::string_view> known(
      codes.begin(), codes.begin() + static_cast<std::ptrdiff_t>(framework.indicator_count));
  const auto near = base::nearest_word(code, known);
  fields.fault("unknown", key, "框架里没有指标“" + std::string(code) + "”",
               near.empty() ? "" : "是不是“" + std::string(near) + "”");
  return std::nullopt;
}

base::Result<StepPtr> compile_step(const boost::json::value& value, const std::string& pointer,
                                   const Site& site) {
  base::Faults faults;
  Fields fields(value, pointer, faults);
  const std::size_t which = fields.choice("step", kSteps, std::nullopt);
  if (!faults.empty()) return faults;
  StepPtr step = kCompile[which](fields, site, faults);
  fields.done();
  if (!faults.empty()) return faults;
  step->name = kSteps[which];
  return step;
}

}  // namespace qinqing::composite
