#include "composite/framework.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "base/nearest.h"

namespace qinqing::composite {
namespace {

void check_codes(const Framework& framework, base::Faults& faults) {
  std::map<std::string, int> seen;
  for (const Element& element : framework.elements)
    if (++seen[element.code] == 2)
      faults.add("duplicate_key", base::pointer_to("/elements", element.code),
                 "代码“" + element.code + "”出现了两次", "每个指标一个代码");
}

// Indicators as they come, aggregates by level and code.
std::vector<std::size_t> order_of(const Framework& framework) {
  std::vector<std::size_t> order(framework.elements.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const Element& x = framework.elements[a];
    const Element& y = framework.elements[b];
    if (x.level != y.level) return x.level < y.level;
    if (x.level > 1 && x.code != y.code) return x.code < y.code;
    return a < b;
  });
  return order;
}

void tie_one(Framework& framework, std::size_t i, const std::string& parent, base::Faults& faults) {
  Element& element = framework.elements[i];
  const std::string pointer = base::pointer_to("/elements", element.code);
  if (parent.empty()) {
    if (element.level != framework.levels)
      faults.add("missing", pointer, "没有写上级指标", "只有最高一级可以没有上级");
    return;
  }
  const auto at = framework.find(parent);
  if (!at) {
    const auto codes = framework.codes();
    std::vector<std::string_view> known(codes.begin(), codes.end());
    const auto near = base::nearest_word(parent, known);
    faults.add("unknown", pointer, "上级指标“" + parent + "”不在框架里",
               near.empty() ? "先写出这个上级" : "是不是“" + std::string(near) + "”");
    return;
  }
  if (framework.elements[*at].level != element.level + 1) {
    faults.add("value", pointer,
               "在第 " + std::to_string(element.level) + " 级，上级“" + parent + "”在第 " +
                   std::to_string(framework.elements[*at].level) + " 级",
               "上级应正好高一级");
    return;
  }
  element.parent = *at;
  framework.elements[*at].children.push_back(i);
}

void check_group(const Framework& framework, const Element& element, base::Faults& faults) {
  const std::string pointer = base::pointer_to("/elements", element.code);
  if (element.children.empty()) {
    faults.add("missing", pointer, "没有下级指标", "删去它，或者写出它的下级");
    return;
  }
  const bool zero = std::all_of(element.children.begin(), element.children.end(),
                                [&](std::size_t i) { return framework.elements[i].weight == 0; });
  if (zero) faults.add("value", pointer, "下级指标的权重全是 0", "至少给一个下级大于 0 的权重");
}

}  // namespace

std::optional<std::size_t> Framework::find(std::string_view code) const {
  for (std::size_t i = 0; i < elements.size(); ++i)
    if (elements[i].code == code) return i;
  return std::nullopt;
}

std::vector<std::string> Framework::codes() const {
  std::vector<std::string> codes;
  for (const Element& element : elements) codes.push_back(element.code);
  return codes;
}

base::Result<Framework> tie(Framework framework, std::vector<std::string> parents) {
  base::Faults faults;
  check_codes(framework, faults);
  if (framework.elements.empty()) faults.add("missing", "/elements", "框架里没有指标");
  if (!faults.empty()) return faults;
  const auto order = order_of(framework);
  std::vector<Element> elements;
  std::vector<std::string> ordered;
  for (const std::size_t i : order) {
    elements.push_back(std::move(framework.elements[i]));
    ordered.push_back(std::move(parents[i]));
  }
  framework.elements = std::move(elements);
  framework.levels = framework.elements.back().level;
  framework.indicator_count =
      static_cast<std::size_t>(std::count_if(framework.elements.begin(), framework.elements.end(),
                                             [](const Element& e) { return e.level == 1; }));
  for (std::size_t i = 0; i < ordered.size(); ++i) tie_one(framework, i, ordered[i], faults);
  const auto tops = std::count_if(framework.elements.begin(), framework.elements.end(),
                                  [&](const Element& e) { return e.level == framework.levels; });
  if (tops != 1)
    faults.add("value", "/elements", "最高一级有 " + std::to_string(tops) + " 个指标",
               "应正好一个");
  if (framework.levels < 2) faults.add("value", "/elements", "只有一级指标", "至少要有一个总指标");
  if (!faults.empty()) return faults;
  for (const Element& element : framework.elements)
    if (element.level > 1) check_group(framework, element, faults);
  if (!faults.empty()) return faults;
  return framework;
}

base::Result<Framework> parse_framework(std::string_view text, const std::string& file) {
  if (file.ends_with(".csv")) {
    auto csv = parse_csv(text, file);
    if (!csv) return csv.faults();
    return read_framework(*csv);
  }
  auto document = base::parse_yaml(text, file);
  if (!document) return document.faults();
  return read_framework(*document);
}

}  // namespace qinqing::composite
