#include "composite/uncertain.h"

#include <cmath>
#include <map>

#include "composite/numbers.h"

namespace qinqing::composite {
namespace {

using Kind = UncertainInput::Kind;

class Reader {
 public:
  Reader(const Method& method, const Site& site, base::Faults& faults)
      : method_(method), site_(site), faults_(faults) {}

  UncertainInput read(Fields& fields) {
    UncertainInput input;
    input.id = fields.required_text("id");
    int kinds = 0;
    if (fields.has("step")) ++kinds, read_alternatives(fields, input);
    if (fields.has("sets")) ++kinds, read_sets(fields, input);
    if (fields.has("weight_noise")) ++kinds, read_weight_noise(fields, input);
    if (fields.has("standard_errors") || fields.has("relative_error"))
      ++kinds, read_data_noise(fields, input);
    if (kinds != 1)
      fields.fault("value", "",
                   "应写明一种不确定：step、sets、weight_noise、standard_errors 或 "
                   "relative_error 之一");
    return input;
  }

 private:
  void read_alternatives(Fields& fields, UncertainInput& input) {
    const std::string name = fields.text("step", "");
    const auto& steps = method_.document.value.at("steps").as_array();
    bool found = false;
    for (std::size_t i = 0; i < steps.size() && !found; ++i) {
      const auto* step = steps[i].if_object();
      const auto* called = step ? step->if_contains("step") : nullptr;
      if (!called || !called->is_string() || called->get_string() != name) continue;
      input.step = i;
      found = true;
    }
    if (!found) fields.fault("unknown", "step", "方法里没有步骤“" + name + "”");
    input.at = fields.text("at", "");
    const auto* values = fields.find("values");
    if (!values || !values->is_array() || values->get_array().empty()) {
      fields.fault("missing", "values", "应为一串备选做法");
      return;
    }
    for (const auto& value : values->get_array()) {
      if (input.at.empty() && !value.is_object())
        fields.fault("type", "values", "没有写 at，每个备选应为整个步骤的“键: 值”");
      input.patches.push_back(value);
    }
  }

  void read_sets(Fields& fields, UncertainInput& input) {
    input.kind = Kind::weight_sets;
    const auto csv = site_.csv(fields, "sets", faults_);
    if (!csv) return;
    const auto set = csv->column("set");
    const auto code = csv->column("iCode");
    const auto weight = csv->column("Weight");
    if (!set || !code || !weight) {
      faults_.add(csv->fault("missing", "要有列 set、iCode、Weight"));
      return;
    }
    std::map<std::string, std::size_t> order;
    for (std::size_t i = 0; i < csv->rows.size(); ++i) {
      const auto& row = csv->rows[i];
      const auto at = site_.framework.find(row[*code]);
      const auto value = parse_number(row[*weight]);
      if (!at) faults_.add(csv->fault("unknown", i, "iCode", "框架里没有“" + row[*code] + "”"));
      if (!value || !std::isfinite(*value)) faults_.add(csv->fault("type", i, "Weight", "应为数"));
      const auto [which, added] = order.emplace(row[*set], input.sets.size());
      if (added) input.sets.emplace_back(site_.framework.elements.size(), kMissing);
      if (at && value) input.sets[which->second][*at] = *value;
    }
  }

  void read_weight_noise(Fields& fields, UncertainInput& input) {
    input.kind = Kind::weight_noise;
    input.noise.assign(site_.framework.elements.size(), 0);
    const auto* levels = fields.find("weight_noise");
    Fields each(*levels, base::pointer_to(fields.pointer(), "weight_noise"), faults_);
    if (!levels->is_object()) return;
    for (const auto& [key, value] : levels->get_object()) {
      const auto level = parse_number(key);
      const double width = each.required_number(key);
      if (!level || *level < 1 || *level >= site_.framework.levels || width < 0 || width > 1)
        each.fault("value", key, "应为“级次: 幅度”，幅度在 0 与 1 之间", "例如 {2: 0.25}");
      else
        for (std::size_t i = 0; i < input.noise.size(); ++i)
          if (site_.framework.elements[i].level == static_cast<int>(*level)) input.noise[i] = width;
    }
  }

  void read_data_noise(Fields& fields, UncertainInput& input) {
    input.kind = Kind::data_noise;
    input.shrink = fields.flag("shrink", false);
    const std::size_t rows = site_.table.rows();
    const std::size_t columns = site_.framework.indicator_count;
    input.errors.assign(columns, std::vector<double>(rows, 0));
    if (const auto share = fields.number("relative_error")) {
      if (*share < 0) fields.fault("value", "relative_error", "不能是负数");
      for (std::size_t j = 0; j < columns; ++j)
        for (std::size_t i = 0; i < rows; ++i)
          input.errors[j][i] = std::abs(*share * site_.table.indicators[j][i]);
    }
    const auto csv = site_.csv(fields, "standard_errors", faults_);
    if (!csv) return;
    const auto unit = csv->column("uCode");
    if (!unit || site_.table.is_panel()) {
      faults_.add(csv->fault("missing", "要有列 uCode；标准误只用于一年的数据"));
      return;
    }
    std::map<std::string, std::size_t> row_of;
    for (std::size_t i = 0; i < rows; ++i) row_of[site_.table.units[i]] = i;
    for (const std::string& name : csv->header) {
      if (name == "uCode") continue;
      const auto element = site_.indicator(fields, "standard_errors", name);
      if (!element) continue;
      for (std::size_t i = 0; i < csv->rows.size(); ++i) {
        const auto row = row_of.find(csv->rows[i][*unit]);
        const auto error = parse_number(csv->rows[i][*csv->column(name)]);
        if (row == row_of.end())
          faults_.add(csv->fault("unknown", i, "uCode", "数据里没有这个单位"));
        else if (!error || !(*error >= 0 || is_missing(*error)) || std::isinf(*error))
          faults_.add(csv->fault("value", i, name, "标准误应为不小于 0 的数，没有就留空"));
        else if (!is_missing(*error))
          input.errors[*element][row->second] = *error;
      }
    }
  }

  const Method& method_;
  const Site& site_;
  base::Faults& faults_;
};

}  // namespace

base::Result<Uncertain> read_uncertain(std::string_view text, const std::string& file,
                                       const FileReader& files, const Method& method,
                                       const Framework& framework, const Table& table) {
  auto document = base::parse_yaml(text, file);
  if (!document) return document.faults();
  base::Faults faults;
  Fields fields(document->value, "", faults);
  fields.whole("format", 1, 1, 1);
  fields.text("title");
  const Site site{framework, table, files};
  Reader reader(method, site, faults);
  Uncertain uncertain;
  const auto* inputs = fields.find("inputs");
  if (!inputs || !inputs->is_array() || inputs->get_array().empty()) {
    fields.fault("missing", "inputs", "应为一串不确定的输入");
  } else {
    for (std::size_t i = 0; i < inputs->get_array().size(); ++i) {
      Fields one(inputs->get_array()[i], base::pointer_to("/inputs", i), faults);
      uncertain.inputs.push_back(reader.read(one));
      one.done();
      for (std::size_t j = 0; j < i; ++j)
        if (uncertain.inputs[j].id == uncertain.inputs[i].id)
          one.fault("duplicate_key", "id", "“" + uncertain.inputs[i].id + "”写了两次");
    }
  }
  fields.done();
  if (!faults.empty()) return document->place(faults);
  return uncertain;
}

}  // namespace qinqing::composite
