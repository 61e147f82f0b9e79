// Decision models by the whole standard: all of DMN 1.5 at conformance level 3 except functions in
// Java and PMML. Where dmn.h serves the packs (strict, one answer a table, absent inputs), this
// reads any model: boxed expressions, business knowledge models, decision services, types, imports.
//
//   auto model = dmn::DecisionModel::load({xml, "loan.dmn"}, imports);
//   feel::Context inputs;
//   inputs.put("Income", feel::Value(*base::Decimal::parse("5000")));
//   const dmn::Outcome outcome = model->decide("Approval", inputs);
//
// NULL. What the standard calls an error at run time becomes null, and a warning names its cause
// (DMN 1.5 §10.3.2.14). A fault in an expression of the model is found at load and named in
// problems(); the expression is then null when it is asked.
//
// THREADS. A DecisionModel is immutable and may be shared. Values that it returns may hold
// functions of the model and must not outlive it.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/fault.h"
#include "dmn/explanation.h"
#include "dmn/feel/evaluator.h"
#include "dmn/feel/value.h"

namespace qinqing::dmn {

namespace graph {
struct Graph;
}
class Session;

struct ModelText {
  std::string_view xml;
  std::string file;  // for messages
};

struct ModelElement {
  enum class Kind : std::uint8_t { input, decision, knowledge, service };
  Kind kind = Kind::input;
  std::string id;
  std::string name;
  std::string name_space;  // of the model it stands in; imported ones differ
  feel::TypeRef type;      // of its value; nullptr: any
};

struct Outcome {
  feel::Value value;
  std::vector<std::string> warnings;  // Chinese, in the order they arose
  // The decisions that were evaluated on the way, innermost first, the one asked for last.
  std::vector<std::pair<std::string, feel::Value>> decided;
  std::string limit;  // why the evaluation was ended, else ""; the value is then null
};

class DecisionModel {
 public:
  // `imports` are the models that `text` or its imports may import, found by their namespaces; an
  // import that is not among them is a problem. Faults: what is no DMN model at all, as dmn.h.
  static base::Result<DecisionModel> load(const ModelText& text,
                                          std::span<const ModelText> imports = {});

  DecisionModel(DecisionModel&&) noexcept;
  DecisionModel& operator=(DecisionModel&&) noexcept;
  ~DecisionModel();

  const std::string& name() const;
  const std::string& name_space() const;
  // What makes an expression of the model null whatever its inputs are: element and place.
  const base::Faults& problems() const;
  // Its own elements first, in the model's order, then imported ones.
  std::span<const ModelElement> elements() const;
  // By name, else by id; in any namespace where none is given. nullptr where there is none.
  const ModelElement* find(ModelElement::Kind kind, std::string_view name,
                           std::string_view name_space = {}) const;

  // Of a decision service: how many output decisions it has; else 1.
  std::size_t output_count(const ModelElement& element) const;

  // Inputs by name, or by "namespace#name" where models that import each other share a name; what
  // the model does not know is ignored, what is missing is null.
  Outcome decide(const ModelElement& decision, const feel::Context& inputs,
                 const feel::Limits& limits = {}, const base::Clock* clock = nullptr) const;
  // The same, and how it came about. Where a limit ended the evaluation, what had ended before.
  Outcome explain(const ModelElement& decision, const feel::Context& inputs,
                  Explanation& explanation, const feel::Limits& limits = {},
                  const base::Clock* clock = nullptr) const;
  // A decision service or a business knowledge model, its parameters by name. A service with
  // several output decisions gives a context of their values.
  Outcome invoke(const ModelElement& element, const feel::Context& arguments,
                 const feel::Limits& limits = {}, const base::Clock* clock = nullptr) const;

 private:
  friend class Session;
  DecisionModel();
  const graph::Graph& graph() const;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace qinqing::dmn
