// Models as XML, written by tests in a few lines:
//
//   TableText("FIRST").input("cost", "number").output("effect").rule({"> 100"}, {"\"deny\""}).xml()
//
// One decision "table" requires all inputs; every input is a column of its own unless `column` is
// used. Rules are r1, r2, …
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace qinqing::dmn::testing {

class TableText {
 public:
  explicit TableText(std::string hit_policy, std::string aggregation = "")
      : hit_policy_(std::move(hit_policy)), aggregation_(std::move(aggregation)) {}

  TableText& input(const std::string& name, const std::string& type);  // with a column
  TableText& fact(const std::string& name, const std::string& type);   // without one
  TableText& column(const std::string& expression, const std::string& type,
                    const std::string& allowed = "");
  TableText& output(const std::string& name, const std::string& allowed = "",
                    const std::string& default_entry = "");
  TableText& rule(const std::vector<std::string>& conditions,
                  const std::vector<std::string>& outputs);
  // Raw XML between the inputs and the decision: item definitions, other decisions.
  TableText& before(const std::string& xml);
  // Raw XML inside the decision, before the table: variable, more requirements.
  TableText& inside(const std::string& xml);

  std::string xml() const;

 private:
  std::string hit_policy_;
  std::string aggregation_;
  std::string inputs_;
  std::string before_;
  std::string inside_;
  std::string columns_;
  std::string outputs_;
  std::string rules_;
  std::vector<std::string> names_;
  std::size_t rule_count_ = 0;
};

}  // namespace qinqing::dmn::testing
