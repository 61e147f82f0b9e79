// The tables and charts of each command; bundle.cc puts them together with their inputs.
#pragma once

#include <string>
#include <vector>

#include "composite/bundle.h"
#include "composite/compute.h"

namespace qinqing::composite {

struct Loaded {
  Framework framework;
  Table table;
  Method method;
  Files inputs;
  FileReader files;  // reads from inputs
};
base::Result<Loaded> load_inputs(const Files& inputs);

base::Result<Outcome> publish_compute(const Loaded& loaded, const Command& command);
base::Result<Outcome> publish_analysis(const Loaded& loaded, const Command& command);
base::Result<Outcome> publish_uncertainty(const Loaded& loaded, const Command& command);
base::Result<Outcome> publish_sensitivity(const Loaded& loaded, const Command& command);

// One table being written: `row()` begins a line, each `<<` adds a field.
class Sheet {
 public:
  explicit Sheet(std::vector<std::string> header) : header_(std::move(header)) {}
  Sheet& row() {
    rows_.emplace_back();
    return *this;
  }
  Sheet& operator<<(const std::string& text) {
    rows_.back().push_back(text);
    return *this;
  }
  Sheet& operator<<(double x);  // 12 significant digits
  Sheet& operator<<(std::size_t n) { return *this << std::to_string(n); }
  Sheet& operator<<(int n) { return *this << std::to_string(n); }
  Sheet& operator<<(bool yes) { return *this << std::string(yes ? "TRUE" : "FALSE"); }
  Sheet& exact(double x);  // reads back as the same double
  std::string text() const;

 private:
  std::vector<std::string> header_;
  std::vector<std::vector<std::string>> rows_;
};

// The data set after a step as a table: uCode, in a panel Time, the columns, and with `ranks` the
// rank of the index.
std::string data_set_csv(const Loaded& loaded, const Snapshot& snapshot,
                         const std::vector<double>* ranks);

}  // namespace qinqing::composite
