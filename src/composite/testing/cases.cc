#include "composite/testing/cases.h"

#include <gtest/gtest.h>

#include "base/yaml.h"

namespace qinqing::composite::testing {
namespace {

template <class T>
T must(base::Result<T> result) {
  if (result) return std::move(result).value();
  throw std::runtime_error(result.faults().to_string());
}

}  // namespace

std::string testdata() {
  return QINQING_TESTDATA;
}
std::string text_at(const std::string& path) {
  return must(base::read_file(path));
}
Csv csv_at(const std::string& path) {
  return must(parse_csv(text_at(path), path));
}

Framework asem_framework() {
  return must(read_framework(csv_at(testdata() + "/asem/framework.csv")));
}

Table asem_table(const Framework& framework, bool panel) {
  const std::string name = panel ? "/asem/indicators-panel.csv" : "/asem/indicators.csv";
  return must(read_table(csv_at(testdata() + name), framework));
}

Method method_from(const std::string& yaml) {
  return must(read_method(yaml, "method.yaml", [](const std::string& name) {
    return base::Result<std::string>(base::Fault{"unreadable", "", "没有文件", "", name, 0});
  }));
}

Method case_method(const std::string& case_name) {
  return must(load_method(testdata() + "/coinr/" + case_name + "/method.yaml"));
}

}  // namespace qinqing::composite::testing
