// How an evaluation came about as JSON: `qinqing dmn eval --explain`.
//
//   {"value": …, "steps": [{"decision": …, "value": …, "inputs": […], "tables": […]}, …]}
//
// Straight from the trace: what does not change between evaluations (the texts of tables and rules)
// is written once and then copied.
//
// Thread-safety: a writer belongs to one thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "dmn/session.h"

namespace qinqing::app {

class ExplanationWriter {
 public:
  // The session must outlive it.
  explicit ExplanationWriter(const dmn::Session& session) : session_(session) {}

  // The last run's steps, at the end of `out`: an array.
  void write_steps(std::string& out);

 private:
  struct RuleText {
    std::vector<std::string> failed;  // one a column, up to the value
    std::string matched;
    std::string not_reached;
  };
  struct TableText {
    std::string begin;
    std::vector<std::string> columns;  // up to the value
    std::vector<RuleText> rules;
  };

  void write_step(const dmn::feel::Trace::Step& step, std::string& out);
  void write_table(const dmn::feel::Trace::Table& table, const dmn::feel::Trace::Step& step,
                   std::string& out);
  void write_sources(const std::vector<dmn::feel::Reference>& references,
                     const dmn::feel::Trace::Step& step, std::string& out) const;
  const char* source_name(std::uint32_t element, bool given) const;
  const TableText& text_of(const dmn::feel::DecisionTable& table);

  const dmn::Session& session_;
  std::map<const dmn::feel::DecisionTable*, TableText> texts_;
  std::vector<std::string> values_;  // of one table's columns
};

}  // namespace qinqing::app
