// Evaluates compiled FEEL. What the standard calls an error at run time becomes null and a warning
// with its cause; only a limit ends an evaluation (LimitExceeded).
//
// Thread-safety: an Evaluator belongs to one thread; the programs it runs are shared.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "dmn/feel/program.h"
#include "dmn/feel/trace.h"
#include "dmn/feel/walk.h"

namespace qinqing::dmn::feel {

class Evaluator;

// The elements of a model that an expression may name.
class Globals {
 public:
  virtual ~Globals() = default;
  // Stays where it is as long as the evaluation lasts.
  virtual const Value& element(std::uint32_t index, Evaluator& evaluator) = 0;
};

struct Limits {
  std::size_t steps = 20'000'000;
  std::size_t depth = 1'500;
  std::size_t items = 1'000'000;           // of one list
  std::size_t bytes = 16U << 20U;          // of one string
  std::size_t warnings = 100;              // more are dropped
  bool strict = false;                     // the first warning ends the evaluation
  std::chrono::milliseconds time{30'000};  // kept by whoever sets up a Deadline
};

// The variables of one running function.
struct Frame {
  const Program& program;
  Value* slots = nullptr;
  std::span<const Value> captures;
};

class Evaluator {
 public:
  explicit Evaluator(Globals* globals = nullptr, const Limits& limits = {});

  // Before an evaluation, where one evaluator serves many: the limits begin anew.
  void begin() {
    steps_left_ = limits_.steps;
    depth_ = 0;
    warnings_.clear();
  }
  // The program's root in a fresh frame, whose first slots are `arguments`.
  Value run(const Program& program, std::span<const Value> arguments = {});
  // A lambda's body with its arguments, which already have their types.
  Value run(const Program& program, const Lambda& lambda, std::span<Value> arguments,
            std::span<const Value> captures);
  Value call(const Value& function, std::span<Value> arguments);

  // Notes the cause; always null.
  Value warn(std::string cause);
  const std::vector<std::string>& warnings() const { return warnings_; }
  std::vector<std::string> take_warnings() { return std::exchange(warnings_, {}); }

  // Throw LimitExceeded.
  void spend(std::size_t steps) {
    if (steps > steps_left_) throw LimitExceeded{"计算步数太多"};
    // The clock is looked at every 65,536th step.
    if ((steps_left_ - steps) >> 16U != steps_left_ >> 16U) Deadline::check();
    steps_left_ -= steps;
  }
  void check_items(std::size_t items) const;
  void check_bytes(std::size_t bytes) const;

  // The elements of the model that names mean from here on; returns those before.
  Globals* exchange_globals(Globals* globals) { return std::exchange(globals_, globals); }
  // The clock that now() and today() read; the system's where none was given.
  void set_clock(const base::Clock* clock) { clock_ = clock; }
  base::Instant now() const;
  const Limits& limits() const { return limits_; }
  // What the evaluation is remembered in; nullptr: nowhere.
  void set_trace(Trace* trace) { trace_ = trace; }
  Trace* trace() const { return trace_; }

 private:
  class Depth;
  Value evaluate(NodeId id, const Frame& frame);
  // The same without a copy of what is a constant or a variable; else it is put into `room`.
  const Value& operand(NodeId id, const Frame& frame, Value& room);
  Value evaluate_context(const Node& node, const Frame& frame);
  Value evaluate_operator(const Node& node, const Frame& frame);
  Value evaluate_member(const Node& node, const Frame& frame);
  Value evaluate_logic(const Node& node, const Frame& frame);
  Value evaluate_range(const Node& node, const Frame& frame);
  Value evaluate_unary_range(const Node& node, const Frame& frame);
  Value evaluate_call(const Node& node, const Frame& frame);
  Value evaluate_lambda(const Node& node, const Frame& frame);
  Value evaluate_coercion(const Node& node, const Frame& frame);
  Value evaluate_list(const Node& node, const Frame& frame);
  // iteration.cc
  Value evaluate_for(const Node& node, const Frame& frame);
  Value evaluate_quantified(const Node& node, const Frame& frame);
  Value evaluate_filter(const Node& node, const Frame& frame);
  template <class Visit>
  bool iterate(const Node& node, std::size_t index, const Frame& frame, Visit&& visit);
  // tests.cc
  Value evaluate_in(const Node& node, const Frame& frame);
  std::optional<bool> evaluate_tests(const Node& node, const Frame& frame);
  std::optional<bool> test(NodeId id, const Value& value, const Frame& frame);
  // table.cc
  Value evaluate_table(const Node& node, const Frame& frame);
  struct TableRun;

  Globals* globals_;
  const base::Clock* clock_ = nullptr;
  Trace* trace_ = nullptr;
  Limits limits_;
  std::size_t steps_left_;
  std::size_t depth_ = 0;
  std::vector<std::string> warnings_;
};

// operators.cc: FEEL's operators on values.
Value add(Evaluator& evaluator, const Value& a, const Value& b);
Value subtract(Evaluator& evaluator, const Value& a, const Value& b);
Value multiply(Evaluator& evaluator, const Value& a, const Value& b);
Value divide(Evaluator& evaluator, const Value& a, const Value& b);
Value raise(Evaluator& evaluator, const Value& a, const Value& b);
Value negate(Evaluator& evaluator, const Value& a);
Value compare_by(Evaluator& evaluator, Op op, const Value& a, const Value& b);
// properties.cc: `value.name`.
Value property(Evaluator& evaluator, const Value& value, const std::string& name);
// Whether `value` is in `collection`, as the operator `in` means it; nullopt where that cannot be
// said.
std::optional<bool> contains(const Value& collection, const Value& value);

}  // namespace qinqing::dmn::feel
