// A loaded decision requirements graph: its elements with their compiled logic.
//
// Immutable once loaded; shared between threads.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "dmn/decision_model.h"
#include "dmn/feel/compiler.h"
#include "dmn/feel/program.h"

namespace qinqing::dmn::graph {

struct Element;

struct Graph {
  std::vector<std::unique_ptr<Element>> elements;
  std::vector<ModelElement> descriptions;  // of the same order
  std::string name;
  std::string name_space;
  base::Faults problems;
};

// A business knowledge model or decision service as a function.
class ModelFunction final : public feel::FixedFunction {
 public:
  ModelFunction(const Graph& graph, std::uint32_t index) : graph_(graph), index_(index) {}
  std::span<const feel::Parameter> parameters() const override;
  feel::TypeRef result() const override;
  feel::Value apply(feel::Evaluator& evaluator, std::span<feel::Value> arguments) const override;

 private:
  feel::Value evaluate(feel::Evaluator& evaluator, std::span<feel::Value> arguments) const;
  const Graph& graph_;
  std::uint32_t index_;
};

struct Element {
  ModelElement::Kind kind = ModelElement::Kind::input;
  std::uint32_t index = 0;
  std::string name;                               // as other elements use it
  feel::TypeRef type;                             // of the value; of a function: of its result
  feel::Program program;                          // decision, knowledge
  std::shared_ptr<const ModelFunction> function;  // knowledge, service
  std::vector<feel::Parameter> parameters;        // knowledge, service
  std::vector<std::uint32_t> given;               // service: elements that the parameters set
  std::vector<std::uint32_t> outputs;             // service
};

// The values of one evaluation, each computed when it is first asked for.
class Run final : public feel::Globals {
 public:
  explicit Run(const Graph& graph);
  // Given from outside; takes the value of its type: what does not conform is null.
  void set(std::uint32_t index, feel::Value value);
  void clear();
  // Before anything is asked for: what is not given is open.
  void begin(feel::Evaluator& evaluator);
  const feel::Value& element(std::uint32_t index, feel::Evaluator& evaluator) override;
  // The decisions computed so far, in that order.
  const std::vector<std::uint32_t>& computed() const { return computed_; }
  const feel::Value& value(std::uint32_t index) const { return values_[index]; }

 private:
  enum class State : std::uint8_t { open, running, done };
  feel::Value compute(const Element& element, feel::Evaluator& evaluator);
  const feel::Value& told(std::uint32_t index, feel::Evaluator& evaluator) const;
  const Graph& graph_;
  std::vector<State> states_;
  std::vector<feel::Value> values_;
  std::vector<bool> given_;
  std::map<std::uint32_t, std::string> refused_;  // warnings of what was given
  std::vector<std::uint32_t> computed_;
};

}  // namespace qinqing::dmn::graph
