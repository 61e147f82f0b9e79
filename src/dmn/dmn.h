// dmn: reads OMG DMN models and evaluates their decisions, explaining every rule.
//
// A pure engine: it knows files of the standard and nothing of any policy. This is its one public
// header.
//
//   auto model = dmn::Model::load(xml);              // Result: every fault with element and place
//   auto eat = model->find_decision("eat");
//   dmn::Inputs inputs(*model);
//   inputs.set("meal_kind", dmn::Value::string("banquet"));
//   inputs.set("meal_cost", dmn::Value::number(*base::Decimal::parse("80.00")));
//   dmn::Evaluation evaluation(*model);              // scratch, reused between calls
//   evaluation.run(*eat, inputs);
//   for (std::size_t r = 0; r < evaluation.rule_count(*eat); ++r)
//     switch (evaluation.rule(*eat, r).state) { … }  // matched, failed(condition), blocked(inputs)
//
// UNKNOWN IS NOT NULL. An input that was not set is *absent*: a condition that needs it is neither
// true nor false, and its rule, unless another of its conditions fails, is *blocked* and names the
// inputs. null is a value like any other of FEEL's and is set explicitly.
//
// THREADS. A Model is immutable once loaded and may be shared by any number of threads. Inputs and
// Evaluation belong to one thread at a time. They must not outlive their Model.
//
// COST. Loading parses, checks and compiles once. Evaluating a decision table walks its rules over
// compiled conditions; it does not allocate for tables over strings, numbers, booleans and dates
// whose rules are only asked for their state.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "base/fault.h"

namespace qinqing::dmn {

// A FEEL value. Opaque: more kinds will come (times, durations, ranges, functions); code that
// switches over `kind` needs a default.
class Value {
 public:
  enum class Kind : std::uint8_t { null, boolean, number, string, date, list, context };

  Value();  // null
  static Value boolean(bool value);
  static Value number(base::Decimal value);
  static Value string(std::string value);
  static Value date(base::Date value);
  static Value list(std::vector<Value> items);
  static Value context(std::vector<std::pair<std::string, Value>> entries);

  Value(const Value&);
  Value(Value&&) noexcept;
  Value& operator=(const Value&);
  Value& operator=(Value&&) noexcept;
  ~Value();

  Kind kind() const;
  bool is_null() const { return kind() == Kind::null; }
  // Each requires its kind.
  bool as_boolean() const;
  const base::Decimal& as_number() const;
  std::string_view as_string() const;
  base::Date as_date() const;
  std::span<const Value> as_list() const;
  std::span<const std::pair<std::string, Value>> as_context() const;

  // FEEL equality within one kind; numbers by value; false between kinds.
  friend bool operator==(const Value& a, const Value& b);

  // As a FEEL literal: "eat", 80.00, true, date("2026-11-27"), null, [..], {..}.
  std::string to_feel() const;

 private:
  struct Rep;
  friend struct ValueAccess;
  // Small kinds live inside; strings, lists and contexts are shared and immutable.
  alignas(16) unsigned char storage_[32];
};

enum class HitPolicy { unique, any, priority, first, collect, rule_order, output_order };
enum class Aggregation { none, count, sum, min, max };

// Where a comparison of a condition ends: a literal, or the name of an input it is compared with.
struct Endpoint {
  std::optional<Value> literal;
  std::string name;  // set when there is no literal
};

struct InputClause {
  std::string id;
  std::string label;
  std::string expression;            // as written, e.g. "meal_kind"
  std::string type_ref;              // "string", "number", "boolean", "date" or as written
  std::vector<std::string> allowed;  // the inputValues' unary tests as written; empty: any
  // Every endpoint that any rule compares this input with, in order of first appearance: with the
  // values just beside them they tell apart all behaviours of the table in this input.
  std::vector<Endpoint> endpoints;
  // The names the expression refers to ("meal_kind"; more than one for an arithmetic expression).
  std::vector<std::string> names;
};

struct OutputClause {
  std::string id;
  std::string name;  // "" for the only output of a table
  std::string label;
  std::string type_ref;
  std::vector<std::string> allowed;  // in order of priority
  std::string default_entry;         // as written, "" where there is none
};

struct RuleText {
  std::string id;  // the rule's id, or "" where the model gives none
  std::string description;
  std::vector<std::string> conditions;   // one an input clause, as written; "-" is any
  std::vector<std::string> outputs;      // one an output clause, as written
  std::vector<std::string> annotations;  // one an annotation column, as written
};

// A decision table as it was written.
struct Table {
  HitPolicy hit_policy = HitPolicy::unique;
  Aggregation aggregation = Aggregation::none;
  std::vector<InputClause> inputs;
  std::vector<OutputClause> outputs;
  std::vector<std::string> annotations;  // names of the annotation columns
  std::vector<RuleText> rules;
};

struct Input {
  std::string id;
  std::string name;
  std::string type_ref;
};

struct DecisionInfo {
  std::string id;
  std::string name;
  std::string description;
  std::vector<std::string> required_inputs;     // names of input data, direct ones only
  std::vector<std::string> required_decisions;  // names, direct ones only
};

// Handles; valid for the model they came from.
enum class DecisionRef : std::uint32_t {};
enum class InputRef : std::uint32_t {};

struct LoadOptions {
  // Packs: what would be null with a warning at run time is an error at load (a name that no input
  // or decision has, a condition of another type than its input, a rule without id).
  bool strict = false;
  std::string file;  // for messages
};

class Model {
 public:
  // Reads DMN 1.2, 1.3, 1.4 and 1.5 XML. Faults name the element by id or path ("pointer") and, for
  // an expression, the position in it. Hostile input (deep, huge, entities) is a fault.
  static base::Result<Model> load(std::string_view xml, const LoadOptions& options = {});

  Model(Model&&) noexcept;
  Model& operator=(Model&&) noexcept;
  ~Model();

  const std::string& name() const;
  const std::string& name_space() const;
  std::span<const Input> inputs() const;            // in the model's order; index = InputRef
  std::span<const DecisionInfo> decisions() const;  // in the model's order; index = DecisionRef
  std::optional<InputRef> find_input(std::string_view name) const;
  std::optional<DecisionRef> find_decision(std::string_view name) const;  // by name, else by id
  const DecisionInfo& decision(DecisionRef ref) const;
  // nullptr where the decision is no decision table.
  const Table* table(DecisionRef ref) const;

 private:
  Model();
  struct Impl;
  friend class Inputs;
  friend class Evaluation;
  friend struct ModelAccess;
  std::unique_ptr<Impl> impl_;
};

struct InputSlot;  // private to the engine

// The values of a model's input data for one evaluation. Absent until set.
class Inputs {
 public:
  explicit Inputs(const Model& model);
  Inputs(const Inputs&);
  Inputs& operator=(const Inputs&);
  Inputs(Inputs&&) noexcept;
  Inputs& operator=(Inputs&&) noexcept;
  ~Inputs();

  void set(InputRef input, Value value);
  // False where the model has no such input.
  bool set(std::string_view name, Value value);
  void remove(InputRef input);
  void clear();
  bool present(InputRef input) const;
  const Value* get(InputRef input) const;  // nullptr where absent

 private:
  friend class Evaluation;
  const Model::Impl* model_;  // not the Model itself, which may move
  std::vector<InputSlot> slots_;
};

enum class RuleState : std::uint8_t { matched, failed, blocked };

struct RuleResult {
  RuleState state = RuleState::failed;
  // failed: index of the first condition (input clause) that is false.
  std::uint32_t condition = 0;
  // blocked: the absent inputs that keep it from being decided, each once, in the model's order.
  std::span<const InputRef> inputs;
};

// A null that the standard makes of a mistake, with its cause.
struct Warning {
  std::string where;    // decision and element
  std::string message;  // Chinese
};

class Evaluation {
 public:
  explicit Evaluation(const Model& model);
  Evaluation(Evaluation&&) noexcept;
  Evaluation& operator=(Evaluation&&) noexcept;
  ~Evaluation();

  // Evaluates the decision and all it requires. What an earlier run left is gone.
  void run(DecisionRef decision, const Inputs& inputs);
  // Decides only the states of the rules of a table (and what it requires), not its result.
  void run_rules(DecisionRef decision, const Inputs& inputs);

  // After run(). True where an absent input could still change the result; `result` is then null.
  bool blocked(DecisionRef decision) const;
  // After run(). As the hit policy says; null where nothing matched and there is no default.
  const Value& result(DecisionRef decision) const;

  // After run() or run_rules(), for a decision table that was evaluated. Spans live until the next
  // run.
  std::size_t rule_count(DecisionRef decision) const;
  RuleResult rule(DecisionRef decision, std::size_t index) const;

  std::span<const Warning> warnings() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace qinqing::dmn
