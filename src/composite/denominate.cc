// Denominate: x / (d / factor), each indicator by a denominator of the same unit (and year).
// withhold: cells set to missing before anything else, for what-if and for tests of imputation.
#include <map>

#include "composite/numbers.h"
#include "composite/steps.h"

namespace qinqing::composite {
namespace {

class Denominate : public Step {
 public:
  struct One {
    std::size_t element;
    std::vector<double> divisor;  // by row of the table: denominator / factor
  };
  std::vector<One> ones;

  bool apply(Work& work) const override {
    for (const One& one : ones) {
      const auto column = work.column(one.element);
      const auto origin = work.origin();
      for (std::size_t i = 0; i < column.size(); ++i) column[i] /= one.divisor[origin[i]];
    }
    return true;
  }
};

// The denominators to choose from: the table's own, or those of another table by unit.
class Denominators {
 public:
  Denominators(Fields& fields, const Site& site, base::Faults& faults) : site_(site) {
    csv_ = site.csv(fields, "table", faults);
    if (!csv_) return;
    const auto unit = csv_->column("uCode");
    const auto year = csv_->column("Time");
    if (!unit) {
      faults.add(csv_->fault("missing", "没有列 uCode", "按单位代码对应"));
      return;
    }
    for (std::size_t i = 0; i < csv_->rows.size(); ++i) {
      const std::string key =
          csv_->rows[i][*unit] + (year ? "\n" + csv_->rows[i][*year] : std::string());
      if (!rows_.emplace(key, i).second)
        faults.add(csv_->fault("duplicate_key", i, "uCode",
                               "单位“" + csv_->rows[i][*unit] + "”出现了两次", "只留一行"));
    }
    by_year_ = year.has_value();
  }

  // By row of the table; empty, with a fault, where there is none of that name.
  std::vector<double> column(Fields& fields, const std::string& name, base::Faults& faults) const {
    if (csv_) return from_csv(fields, name, faults);
    const auto at = site_.table.denominators.find(name);
    if (at != site_.table.denominators.end()) return at->second;
    fields.fault("unknown", "by", "没有分母“" + name + "”", "在框架里写明它，或者给出 table");
    return {};
  }

 private:
  std::vector<double> from_csv(Fields& fields, const std::string& name,
                               base::Faults& faults) const {
    const auto at = csv_->column(name);
    if (!at) {
      fields.fault("unknown", "by", "分母表里没有列“" + name + "”", "");
      return {};
    }
    std::vector<double> column;
    for (std::size_t i = 0; i < site_.table.rows(); ++i) {
      const std::string& unit = site_.table.units[i];
      std::string key = unit;
      if (by_year_)
        key += "\n" + std::to_string(site_.table.years.empty() ? 0 : site_.table.years[i]);
      const auto row = rows_.find(key);
      if (row == rows_.end()) {
        faults.add(csv_->fault("missing", "分母表里没有单位“" + unit + "”", "补上一行"));
        continue;
      }
      const auto value = parse_number(csv_->rows[row->second][*at]);
      if (!value) faults.add(csv_->fault("type", row->second, name, "不是数", "改成数，或者留空"));
      column.push_back(value.value_or(kMissing));
    }
    return column;
  }

  const Site& site_;
  std::optional<Csv> csv_;
  std::map<std::string, std::size_t> rows_;
  bool by_year_ = false;
};

// Indicator → name of its denominator.
std::map<std::string, std::string> read_pairs(Fields& fields, const Site& site) {
  std::map<std::string, std::string> pairs;
  const auto* by = fields.find("by");
  if (!by) {
    for (const Element& element : site.framework.elements)
      if (!element.denominator.empty()) pairs[element.code] = element.denominator;
    if (pairs.empty())
      fields.fault("value", "", "框架里没有一个指标写了分母", "删去这一步，或者用 by 写明分母");
    return pairs;
  }
  if (!by->is_object() || by->get_object().empty()) {
    fields.fault("type", "by", "应为“指标: 分母”", "例如 {Goods: GDP}");
    return pairs;
  }
  for (const auto& [code, name] : by->get_object()) {
    if (name.is_string())
      pairs[std::string(code)] = std::string(name.get_string());
    else
      fields.fault("type", "by", "分母应为列名");
  }
  return pairs;
}

std::map<std::string, double> read_factors(Fields& fields, base::Faults& faults) {
  std::map<std::string, double> factors;
  const auto* value = fields.find("factor");
  if (!value) return factors;
  if (!value->is_object()) {
    factors[""] = fields.number("factor", 1);
    return factors;
  }
  Fields each(*value, base::pointer_to(fields.pointer(), "factor"), faults);
  for (const auto& [code, factor] : value->get_object())
    factors[std::string(code)] = each.required_number(code);
  return factors;
}

void check_zero(const Site& site, const std::string& name, const std::vector<double>& column,
                base::Faults& faults) {
  for (std::size_t i = 0; i < column.size(); ++i)
    if (column[i] == 0)
      faults.add({"value", base::pointer_to(base::pointer_to("", site.table.units[i]), name),
                  "分母“" + name + "”是 0", "改正它，没有数据就留空", site.table.file,
                  site.table.lines[i]});
}

class Withhold : public Step {
 public:
  std::vector<std::pair<std::size_t, std::uint32_t>> cells;  // element, row of the table

  bool apply(Work& work) const override {
    std::vector<std::uint32_t> row(work.table().rows(), static_cast<std::uint32_t>(-1));
    const auto origin = work.origin();
    for (std::uint32_t i = 0; i < origin.size(); ++i) row[origin[i]] = i;
    for (const auto& [element, at] : cells)
      if (row[at] != static_cast<std::uint32_t>(-1)) work.column(element)[row[at]] = kMissing;
    return true;
  }
};

}  // namespace

StepPtr compile_denominate(Fields& fields, const Site& site, base::Faults& faults) {
  auto step = std::make_unique<Denominate>();
  const Denominators denominators(fields, site, faults);
  const auto factors = read_factors(fields, faults);
  for (const auto& [code, name] : read_pairs(fields, site)) {
    const auto element = site.indicator(fields, "by", code);
    if (!element) continue;
    auto column = denominators.column(fields, name, faults);
    check_zero(site, name, column, faults);
    auto factor = factors.find(code);
    if (factor == factors.end()) factor = factors.find("");
    if (factor != factors.end())
      for (double& d : column) d /= factor->second;
    step->ones.push_back({*element, std::move(column)});
  }
  return step;
}

StepPtr compile_withhold(Fields& fields, const Site& site, base::Faults& faults) {
  auto step = std::make_unique<Withhold>();
  if (!fields.has("cells")) fields.fault("missing", "cells", "没有写", "一个 CSV 文件名");
  const auto csv = site.csv(fields, "cells", faults);
  if (!csv) return step;
  const auto unit = csv->column("uCode");
  const auto code = csv->column("iCode");
  const auto year = csv->column("Time");
  if (!unit || !code || (site.table.is_panel() && !year)) {
    faults.add(csv->fault("missing", "要有列 uCode、iCode，多年的数据还要有 Time"));
    return step;
  }
  for (std::size_t i = 0; i < csv->rows.size(); ++i) {
    const auto element = site.indicator(fields, "cells", csv->rows[i][*code]);
    bool found = false;
    for (std::uint32_t row = 0; row < site.table.rows() && element; ++row) {
      if (site.table.units[row] != csv->rows[i][*unit]) continue;
      if (year && !site.table.years.empty() &&
          std::to_string(site.table.years[row]) != csv->rows[i][*year])
        continue;
      step->cells.emplace_back(*element, row);
      found = true;
    }
    if (element && !found)
      faults.add(csv->fault("unknown", i, "uCode", "数据里没有这个单位（或年份）", ""));
  }
  return step;
}

}  // namespace qinqing::composite
