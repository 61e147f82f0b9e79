// What an Evaluation holds: scratch made once, reused by every run. Private to the engine.
//
//   evaluator.cc    the order of decisions, the public methods
//   rules.cc        the states of a table's rules
//   hit_policy.cc   from states to a result
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dmn/dmn.h"
#include "dmn/environment.h"
#include "dmn/machine.h"
#include "dmn/model_impl.h"
#include "dmn/where.h"

namespace qinqing::dmn {

struct Evaluation::Impl {
  explicit Impl(const Model::Impl& model_impl);

  struct DecisionState {
    std::uint64_t run = 0;        // the last run that gave it a result
    std::uint64_t rules_run = 0;  // the last run that gave its rules states
    bool blocked = false;
    Value result;
  };
  struct RuleSlot {
    RuleState state = RuleState::failed;
    std::uint32_t condition = 0;  // failed
    Range inputs;                 // blocked: into blocked_inputs
  };
  // A column of the table being evaluated.
  struct ColumnState {
    ValueClass value_class = kAbsent;
    const Value* value = nullptr;  // nullptr where absent
  };
  // What a table comes to. Where it is open, `waits_for` says for what.
  struct Outcome {
    Value value;
    bool open = false;
  };

  void run(DecisionRef decision, std::span<const InputSlot> inputs, bool rules_only);
  void warn_of_inputs(const CompiledDecision& last);
  void evaluate(std::uint32_t d);
  void evaluate_expression(std::uint32_t d);
  void finish(std::uint32_t d, Value value);
  void block(std::uint32_t d);
  void warn(std::uint32_t d, const Where& where, std::string message);
  // As Machine::run, with warnings for its mistakes.
  const Value* run_expression(std::uint32_t d, const Where& where, Expression expression);

  // rules.cc
  void run_rules(std::uint32_t d);
  // False where a value is outside its column's allowed ones.
  bool prepare_columns(std::uint32_t d);
  void prepare_column(std::uint32_t d, std::uint32_t index);
  void run_column(const CompiledTable& table, std::uint32_t index);
  void run_named(const CompiledTable& table, std::uint32_t index);
  // Ends the rules of `failed` & `alive`.
  void fail(const CompiledTable& table, std::uint32_t column, std::size_t word,
            std::uint64_t failed);
  void finish_rules(const CompiledTable& table);
  ConstBits passing(const CompiledTable& table, const Column& column, ValueClass value_class);
  // Of a named condition over a value.
  Truth truth(const Condition& condition, const Value& value) const;
  Truth truth(const NamedTest& test, const Value& value) const;
  Truth truth(const BoundTest& test, const Value& value, bool interval) const;
  // nullptr where absent.
  const Value* operand(const Operand& operand) const;
  void collect_blocked(const CompiledTable& table, std::uint32_t row);
  void collect_absent(const Condition& condition, const ColumnState& column);

  // hit_policy.cc
  Outcome table_result(std::uint32_t d);
  bool is_open(std::uint32_t d);
  void wait_for_rules(const CompiledTable& table, std::uint32_t end);
  Outcome no_match(std::uint32_t d);
  // The outputs of the rules in `matched`, into `outputs`; false where one is open.
  bool run_outputs(std::uint32_t d);
  Outcome combine(std::uint32_t d);
  Outcome aggregate(std::uint32_t d);
  Value shown_output(const CompiledTable& table, std::size_t nth) const;
  std::uint32_t priority_of(const OutputColumn& column, const Value& value) const;
  std::vector<std::uint32_t> output_ranks(const CompiledTable& table) const;

  const Model::Impl& model;
  const Program& program;
  Environment environment;
  Machine machine;
  std::uint64_t run_number = 1;  // decisions that never ran have 0
  bool allowed = true;           // prepare_columns of the last table
  std::vector<DecisionState> decisions;
  std::vector<RuleSlot> rules;  // by the program's index of rules
  std::vector<InputRef> blocked_inputs;
  std::vector<ColumnState> columns;
  // Sets of the rules of the table being evaluated.
  std::vector<std::uint64_t> alive;  // not failed so far
  std::vector<std::uint64_t> open;   // some condition is unknown
  std::vector<std::uint64_t> worked_out;
  std::vector<std::uint64_t> absent;     // scratch: a set of inputs
  std::vector<std::uint64_t> waits_for;  // of the outcome of the last table
  std::vector<std::uint32_t> matched;    // rules, by index in the table
  std::vector<Value> outputs;            // of those, one row after the other
  std::vector<Warning> warnings;
};

}  // namespace qinqing::dmn
