#include "dmn/decision_model.h"

#include "dmn/graph/elements.h"
#include "dmn/graph/explain.h"
#include "dmn/graph/loader.h"
#include "dmn/names.h"

namespace qinqing::dmn {

using feel::Value;

struct DecisionModel::Impl {
  std::unique_ptr<graph::Graph> graph;

  std::uint32_t index_of(const ModelElement& element) const {
    return static_cast<std::uint32_t>(&element - graph->descriptions.data());
  }

  // By the names that the caller knows them by.
  void set_inputs(graph::Run& run, const feel::Context& inputs) const {
    for (const auto& element : graph->elements) {
      if (element->kind == ModelElement::Kind::knowledge ||
          element->kind == ModelElement::Kind::service)
        continue;
      const ModelElement& described = graph->descriptions[element->index];
      const Value* given = inputs.find(described.name_space + "#" + described.name);
      if (given == nullptr) given = inputs.find(described.name);
      if (given == nullptr) given = inputs.find(element->name);
      if (given != nullptr) run.set(element->index, *given);
    }
  }

  // Null in place of what is too large to be printed.
  static Value printable(const Value& value) {
    try {
      feel::check_size(value);
      return value;
    } catch (const feel::LimitExceeded&) {
      return {};
    }
  }

  Outcome decide(std::uint32_t decision, const feel::Context& inputs, feel::Trace* trace,
                 const feel::Limits& limits, const base::Clock* clock) const {
    graph::Run run(*graph);
    Outcome out = guarded(limits, clock, [&](feel::Evaluator& evaluator) {
      evaluator.set_trace(trace);
      evaluator.exchange_globals(&run);
      set_inputs(run, inputs);
      run.begin(evaluator);
      return run.element(decision, evaluator);
    });
    for (const std::uint32_t index : run.computed())
      out.decided.emplace_back(graph->descriptions[index].name, printable(run.value(index)));
    return out;
  }

  template <class Body>
  static Outcome guarded(const feel::Limits& limits, const base::Clock* clock, Body body) {
    feel::Evaluator evaluator(nullptr, limits);
    evaluator.set_clock(clock);
    Outcome out;
    const feel::Deadline deadline(limits.time);
    try {
      Value value = body(evaluator);
      feel::check_size(value);
      out.value = std::move(value);
    } catch (const feel::LimitExceeded& exceeded) {
      out.limit = exceeded.what;
    }
    out.warnings = evaluator.take_warnings();
    return out;
  }
};

DecisionModel::DecisionModel() : impl_(std::make_unique<Impl>()) {}
DecisionModel::DecisionModel(DecisionModel&&) noexcept = default;
DecisionModel& DecisionModel::operator=(DecisionModel&&) noexcept = default;
DecisionModel::~DecisionModel() = default;

base::Result<DecisionModel> DecisionModel::load(const ModelText& text,
                                                std::span<const ModelText> imports) {
  auto graph = graph::load_graph(text, imports);
  if (!graph) return graph.faults();
  DecisionModel out;
  out.impl_->graph = std::move(graph).value();
  return out;
}

const graph::Graph& DecisionModel::graph() const {
  return *impl_->graph;
}

const std::string& DecisionModel::name() const {
  return impl_->graph->name;
}

const std::string& DecisionModel::name_space() const {
  return impl_->graph->name_space;
}

const base::Faults& DecisionModel::problems() const {
  return impl_->graph->problems;
}

std::span<const ModelElement> DecisionModel::elements() const {
  return impl_->graph->descriptions;
}

const ModelElement* DecisionModel::find(ModelElement::Kind kind, std::string_view name,
                                        std::string_view name_space) const {
  const auto matches = [&](const ModelElement& element, const std::string& by) {
    return element.kind == kind && by == name &&
           (name_space.empty() || element.name_space == name_space);
  };
  for (const ModelElement& element : elements())
    if (matches(element, element.name)) return &element;
  for (const ModelElement& element : elements())
    if (matches(element, element.id)) return &element;
  return nullptr;
}

std::size_t DecisionModel::output_count(const ModelElement& element) const {
  return element.kind == ModelElement::Kind::service
             ? impl_->graph->elements[impl_->index_of(element)]->outputs.size()
             : 1;
}

Outcome DecisionModel::decide(const ModelElement& decision, const feel::Context& inputs,
                              const feel::Limits& limits, const base::Clock* clock) const {
  return impl_->decide(impl_->index_of(decision), inputs, nullptr, limits, clock);
}

Outcome DecisionModel::explain(const ModelElement& decision, const feel::Context& inputs,
                               Explanation& explanation, const feel::Limits& limits,
                               const base::Clock* clock) const {
  feel::Trace trace;
  Outcome out = impl_->decide(impl_->index_of(decision), inputs, &trace, limits, clock);
  explanation = graph::explained(*impl_->graph, trace);
  return out;
}

Outcome DecisionModel::invoke(const ModelElement& element, const feel::Context& arguments,
                              const feel::Limits& limits, const base::Clock* clock) const {
  return Impl::guarded(limits, clock, [&](feel::Evaluator& evaluator) {
    const graph::Element& invoked = *impl_->graph->elements[impl_->index_of(element)];
    if (!invoked.function) return evaluator.warn(invoked.name + " 不能调用");
    std::vector<Value> values;
    for (const feel::Parameter& parameter : invoked.parameters) {
      const Value* given = arguments.find(parameter.name);
      values.push_back(given == nullptr ? Value() : *given);
    }
    return invoked.function->call(evaluator, values, {});
  });
}

}  // namespace qinqing::dmn
