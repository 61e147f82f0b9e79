#include "dmn/session.h"

#include "dmn/graph/elements.h"
#include "dmn/graph/explain.h"

namespace qinqing::dmn {

using feel::Value;

struct Session::Impl {
  Impl(const DecisionModel& of, const ModelElement& decision_asked, const feel::Limits& limits,
       const base::Clock* clock)
      : model(of),
        graph(of.graph()),
        decision(index_of(decision_asked)),
        values(graph),
        evaluator(&values, limits) {
    evaluator.set_clock(clock);
    evaluator.set_trace(&trace);
  }

  std::uint32_t index_of(const ModelElement& element) const {
    return static_cast<std::uint32_t>(&element - model.elements().data());
  }

  const DecisionModel& model;
  const graph::Graph& graph;
  std::uint32_t decision;
  graph::Run values;
  feel::Evaluator evaluator;
  feel::Trace trace;
  Value answer;
  std::string limit;
};

Session::Session(const DecisionModel& model, const ModelElement& decision,
                 const feel::Limits& limits, const base::Clock* clock)
    : impl_(std::make_unique<Impl>(model, decision, limits, clock)) {}
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;
Session::~Session() = default;

const ModelElement* Session::input(std::string_view name) const {
  const ModelElement* found = impl_->model.find(ModelElement::Kind::input, name);
  return found != nullptr ? found : impl_->model.find(ModelElement::Kind::decision, name);
}

void Session::set(const ModelElement& input, Value value) {
  const std::uint32_t index = impl_->index_of(input);
  try {
    impl_->values.set(index, std::move(value));
  } catch (const feel::LimitExceeded&) {  // too large to be looked at
    impl_->values.set(index, Value());
  }
}

void Session::clear() {
  impl_->values.clear();
}

const Value& Session::run() {
  Impl& self = *impl_;
  self.evaluator.begin();
  // A limit may have ended the last run inside of a decision service.
  self.evaluator.exchange_globals(&self.values);
  self.trace.clear();
  self.limit.clear();
  const feel::Deadline deadline(self.evaluator.limits().time);
  try {
    self.values.begin(self.evaluator);
    self.answer = self.values.element(self.decision, self.evaluator);
    feel::check_size(self.answer);
  } catch (const feel::LimitExceeded& exceeded) {
    self.answer = Value();
    self.limit = exceeded.what;
  }
  return self.answer;
}

const std::string& Session::limit() const {
  return impl_->limit;
}

std::span<const std::string> Session::warnings() const {
  return impl_->evaluator.warnings();
}

const feel::Trace& Session::trace() const {
  return impl_->trace;
}

Explanation Session::explanation() const {
  return graph::explained(impl_->graph, impl_->trace);
}

const DecisionModel& Session::model() const {
  return impl_->model;
}

}  // namespace qinqing::dmn
