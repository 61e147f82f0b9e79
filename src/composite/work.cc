#include "composite/work.h"

#include <algorithm>
#include <numeric>

namespace qinqing::composite {

Work::Work(const Framework& framework, const Table& table)
    : framework_(&framework),
      table_(&table),
      stride_((table.rows() + 7) / 8 * 8),
      rows_(table.rows()),
      origin_(table.rows()),
      cells_(framework.elements.size() * stride_, 0.0) {
  for (const Element& element : framework.elements) weights_.push_back(element.weight);
  reset();
}

void Work::reset() {
  rows_ = table_->rows();
  std::iota(origin_.begin(), origin_.end(), 0U);
  spans_ = table_->spans;
  for (std::size_t i = 0; i < indicator_count(); ++i)
    std::copy(table_->indicators[i].begin(), table_->indicators[i].end(),
              cells_.begin() + static_cast<std::ptrdiff_t>(i * stride_));
  for (std::size_t i = 0; i < weights_.size(); ++i) weights_[i] = framework_->elements[i].weight;
  aggregated = false;
}

void Work::copy_from(const Work& other) {
  rows_ = other.rows_;
  std::copy(other.origin_.begin(), other.origin_.end(), origin_.begin());
  spans_ = other.spans_;
  std::copy(other.cells_.begin(), other.cells_.end(), cells_.begin());
  std::copy(other.weights_.begin(), other.weights_.end(), weights_.begin());
  aggregated = other.aggregated;
}

void Work::keep_rows(std::span<const char> keep) {
  const std::size_t columns = aggregated ? framework_->elements.size() : indicator_count();
  for (std::size_t j = 0; j < columns; ++j) {
    double* const at = cells_.data() + j * stride_;
    std::size_t to = 0;
    for (std::size_t i = 0; i < rows_; ++i)
      if (keep[i]) at[to++] = at[i];
  }
  std::size_t to = 0;
  std::vector<YearSpan> spans;
  for (const YearSpan& span : spans_) {
    const std::size_t begin = to;
    for (std::size_t i = span.begin; i < span.end; ++i)
      if (keep[i]) origin_[to++] = origin_[i];
    if (to != begin) spans.push_back({begin, to, span.year});
  }
  spans_ = std::move(spans);
  rows_ = to;
}

std::span<double> Work::scratch(std::size_t which, std::size_t n) {
  if (scratch_[which].size() < n) scratch_[which].resize(n);
  return {scratch_[which].data(), n};
}

std::string Work::unit_name(std::size_t row) const {
  const std::size_t at = origin_[row];
  if (!table_->is_panel()) return table_->units[at];
  return table_->units[at] + "（" + std::to_string(table_->years[at]) + "）";
}

bool Work::fail(std::string_view code, std::size_t element, std::string_view what,
                std::string_view right, std::size_t row) {
  const Element& of = framework_->elements[element];
  base::Fault fault{std::string(code),
                    base::pointer_to("", of.code),
                    (of.level == 1 ? "指标“" : "汇总“") + of.code + "”" + std::string(what),
                    std::string(right),
                    table_->file,
                    0};
  if (row != static_cast<std::size_t>(-1)) {
    fault.pointer = base::pointer_to(base::pointer_to("", unit_name(row)), of.code);
    fault.line = table_->lines[origin_[row]];
  }
  faults.add(std::move(fault));
  return false;
}

void Work::notice(std::string text) {
  if (trace) trace->notices.push_back(std::move(text));
}

}  // namespace qinqing::composite
