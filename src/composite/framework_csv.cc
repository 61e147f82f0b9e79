// COINr's iMeta table as a framework.
#include <cmath>

#include "composite/framework.h"
#include "composite/numbers.h"

namespace qinqing::composite {
namespace {

// The fields of one row by column name; an absent column reads as an empty field.
class Row {
 public:
  Row(const Csv& csv, std::size_t row, base::Faults& faults)
      : csv_(csv), row_(row), faults_(faults) {}

  std::string text(std::string_view name) const {
    const auto column = csv_.column(name);
    return column && csv_.rows[row_][*column] != "NA" ? csv_.rows[row_][*column] : "";
  }
  std::optional<double> number(std::string_view name) const {
    const auto value = parse_number(text(name));
    if (!value || std::isinf(*value))
      fault("type", name, "应为数", "改成数，或者留空");
    else if (!is_missing(*value))
      return value;
    return std::nullopt;
  }
  double required(std::string_view name, std::string right) const {
    const std::size_t before = faults_.size();
    const auto value = number(name);
    if (!value && faults_.size() == before) fault("missing", name, "没有填", std::move(right));
    return value.value_or(0);
  }
  void fault(std::string_view code, std::string_view name, std::string what,
             std::string right) const {
    faults_.add(csv_.fault(code, row_, name, std::move(what), std::move(right)));
  }

 private:
  const Csv& csv_;
  std::size_t row_;
  base::Faults& faults_;
};

Element read_element(const Row& row, const std::string& code) {
  Element element;
  element.code = code;
  element.name = row.text("iName");
  element.unit = row.text("Unit");
  const double level = row.required("Level", "写级次：指标 1，往上 2、3……");
  element.level = static_cast<int>(level);
  if (element.level != level || element.level < 1 || element.level > 20)
    row.fault("value", "Level", "应为 1 到 20 的整数", "");
  element.direction = row.required("Direction", "越大越好写 1，越小越好写 -1");
  if (std::abs(element.direction) != 1) row.fault("value", "Direction", "只能是 1 或 -1", "");
  element.weight = row.required("Weight", "写权重，例如 1");
  if (element.weight < 0) row.fault("value", "Weight", "权重不能是负数", "");
  element.target = row.number("Target");
  element.lower = row.number("goalpost_lower");
  element.upper = row.number("goalpost_upper");
  element.denominator = row.text("Denominator");
  return element;
}

}  // namespace

base::Result<Framework> read_framework(const Csv& csv) {
  base::Faults faults;
  for (const char* name : {"Level", "iCode", "Direction", "Weight", "Parent", "Type"})
    if (!csv.column(name))
      faults.add(csv.fault("missing", std::string("没有列 ") + name, "框架表要有这一列"));
  if (!faults.empty()) return faults;
  Framework framework;
  std::vector<std::string> parents;
  for (std::size_t i = 0; i < csv.rows.size(); ++i) {
    const Row row(csv, i, faults);
    const std::string type = row.text("Type");
    const std::string code = row.text("iCode");
    if (code.empty()) {
      row.fault("missing", "iCode", "没有填", "写指标代码");
    } else if (type == "Indicator" || type == "Aggregate") {
      framework.elements.push_back(read_element(row, code));
      parents.push_back(row.text("Parent"));
      if ((framework.elements.back().level == 1) != (type == "Indicator"))
        row.fault("value", "Type", "第 1 级应为 Indicator，其上应为 Aggregate", "");
    } else if (type == "Group") {
      framework.groups.push_back(code);
    } else if (type == "Denominator") {
      framework.denominators.push_back(code);
    } else if (type == "Other") {
      framework.others.push_back(code);
    } else {
      row.fault("value", "Type", "只能是 Indicator、Aggregate、Group、Denominator 或 Other", "");
    }
  }
  if (!faults.empty()) return faults;
  auto tied = tie(std::move(framework), std::move(parents));
  if (tied) return tied;
  for (base::Fault fault : tied.faults()) {
    fault.file = csv.file;
    faults.add(std::move(fault));
  }
  return faults;
}

}  // namespace qinqing::composite
