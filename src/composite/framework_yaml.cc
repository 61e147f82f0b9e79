// A framework written by hand as YAML.
#include "composite/fields.h"
#include "composite/framework.h"

namespace qinqing::composite {
namespace {

constexpr std::string_view kStatus[] = {"official", "reported", "drafted"};

Element read_element(Fields& fields, std::string& parent) {
  Element element;
  element.code = fields.required_text("code");
  element.name = fields.required_text("name");
  element.unit = fields.text("unit", "");
  element.level = fields.whole("level", 1, 1, 20);
  parent = fields.text("parent", "");
  const double direction = fields.number("direction", 1);
  if (direction != 1 && direction != -1)
    fields.fault("value", "direction", "只能是 1（越大越好）或 -1（越小越好）");
  element.direction = direction;
  element.weight = fields.required_number("weight");
  if (element.weight < 0) fields.fault("value", "weight", "权重不能是负数");
  element.denominator = fields.text("denominator", "");
  element.target = fields.number("target");
  element.lower = fields.number("lower");
  element.upper = fields.number("upper");
  if (element.lower && element.upper && *element.lower >= *element.upper)
    fields.fault("value", "upper", "应大于 lower");
  element.unallowable = fields.number("unallowable");
  element.satisfactory = fields.number("satisfactory");
  if (element.unallowable && element.unallowable == element.satisfactory)
    fields.fault("value", "satisfactory", "不能等于 unallowable");
  element.measured = fields.text("measured", "");
  if (fields.has("status"))
    element.status = kStatus[fields.choice("status", kStatus, std::nullopt)];
  return element;
}

}  // namespace

base::Result<Framework> read_framework(const base::Document& document) {
  base::Faults faults;
  Fields fields(document.value, "", faults);
  Framework framework;
  std::vector<std::string> parents;
  framework.title = fields.required_text("title");
  framework.source = fields.required_text("source");
  fields.text("note");
  if (const auto* method = fields.find("method")) framework.method = *method;
  framework.level_names = fields.texts("levels");
  framework.groups = fields.texts("groups");
  framework.denominators = fields.texts("denominators");
  framework.others = fields.texts("others");
  const auto* elements = fields.find("elements");
  if (!elements || !elements->is_array()) {
    fields.fault("missing", "elements", "应为一串指标");
  } else {
    for (std::size_t i = 0; i < elements->get_array().size(); ++i) {
      Fields one(elements->get_array()[i], base::pointer_to("/elements", i), faults);
      parents.emplace_back();
      framework.elements.push_back(read_element(one, parents.back()));
      one.done();
    }
  }
  fields.done();
  if (!faults.empty()) return document.place(faults);
  auto tied = tie(std::move(framework), std::move(parents));
  if (!tied) return document.place(tied.faults());
  if (!tied->level_names.empty() &&
      tied->level_names.size() != static_cast<std::size_t>(tied->levels))
    return document.place(base::Faults(base::Fault{"value", "/levels", "级名的个数与框架的级数不同",
                                                   "从指标一级往上，每级一个", "", 0}));
  return tied;
}

}  // namespace qinqing::composite
