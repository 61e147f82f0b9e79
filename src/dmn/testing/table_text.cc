#include "dmn/testing/table_text.h"

#include "base/text.h"

namespace qinqing::dmn::testing {

namespace {

std::string text_element(const std::string& name, const std::string& text) {
  return "<" + name + "><text>" + base::escaped_for_markup(text) + "</text></" + name + ">";
}

std::string attribute(const std::string& name, const std::string& value) {
  return value.empty() ? "" : " " + name + "=\"" + base::escaped_for_markup(value) + "\"";
}

}  // namespace

TableText& TableText::input(const std::string& name, const std::string& type) {
  fact(name, type);
  return column(name, type);
}

TableText& TableText::fact(const std::string& name, const std::string& type) {
  inputs_ += "<inputData id=\"i" + std::to_string(names_.size()) + "\"" + attribute("name", name) +
             "><variable" + attribute("name", name) + attribute("typeRef", type) +
             "/></inputData>\n";
  names_.push_back(name);
  return *this;
}

TableText& TableText::column(const std::string& expression, const std::string& type,
                             const std::string& allowed) {
  columns_ += "<input><inputExpression" + attribute("typeRef", type) + "><text>" +
              base::escaped_for_markup(expression) + "</text></inputExpression>";
  if (!allowed.empty()) columns_ += text_element("inputValues", allowed);
  columns_ += "</input>\n";
  return *this;
}

TableText& TableText::output(const std::string& name, const std::string& allowed,
                             const std::string& default_entry) {
  outputs_ += "<output" + attribute("name", name) + ">";
  if (!allowed.empty()) outputs_ += text_element("outputValues", allowed);
  if (!default_entry.empty()) outputs_ += text_element("defaultOutputEntry", default_entry);
  outputs_ += "</output>\n";
  return *this;
}

TableText& TableText::rule(const std::vector<std::string>& conditions,
                           const std::vector<std::string>& outputs) {
  rules_ += "<rule id=\"r" + std::to_string(++rule_count_) + "\">";
  for (const std::string& condition : conditions) rules_ += text_element("inputEntry", condition);
  for (const std::string& output : outputs) rules_ += text_element("outputEntry", output);
  rules_ += "</rule>\n";
  return *this;
}

TableText& TableText::before(const std::string& xml) {
  before_ += xml;
  return *this;
}

TableText& TableText::inside(const std::string& xml) {
  inside_ += xml;
  return *this;
}

std::string TableText::xml() const {
  std::string out =
      "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"test\">\n" +
      inputs_ + before_ + "<decision id=\"t\" name=\"table\">" + inside_;
  for (std::size_t i = 0; i < names_.size(); ++i)
    out += "<informationRequirement><requiredInput href=\"#i" + std::to_string(i) +
           "\"/></informationRequirement>\n";
  return out + "<decisionTable" + attribute("hitPolicy", hit_policy_) +
         attribute("aggregation", aggregation_) + ">\n" + columns_ + outputs_ + rules_ +
         "</decisionTable></decision></definitions>\n";
}

}  // namespace qinqing::dmn::testing
