#include "dmn/graph/elements.h"

namespace qinqing::dmn::graph {

using feel::Value;

Run::Run(const Graph& graph)
    : graph_(graph),
      states_(graph.elements.size()),
      values_(graph.elements.size()),
      given_(graph.elements.size()) {
  computed_.reserve(graph.elements.size());
}

void Run::set(std::uint32_t index, Value value) {
  given_[index] = true;
  if (!refused_.empty()) refused_.erase(index);
  const Element& element = *graph_.elements[index];
  if (!element.type || feel::is_plainly(value, *element.type)) {
    values_[index] = std::move(value);
    return;
  }
  auto brought = feel::coerced(value, *element.type);
  if (!brought)
    refused_[index] = "输入 " + element.name + " 不合类型：" + value.to_feel().substr(0, 200);
  values_[index] = brought ? *std::move(brought) : Value();
}

void Run::clear() {
  given_.assign(given_.size(), false);
  refused_.clear();
}

void Run::begin(feel::Evaluator& evaluator) {
  computed_.clear();
  for (std::size_t i = 0; i < states_.size(); ++i)
    states_[i] = given_[i] ? State::done : State::open;
  for (const auto& warning : refused_) evaluator.warn(warning.second);
}

const Value& Run::told(std::uint32_t index, feel::Evaluator& evaluator) const {
  if (feel::Trace* trace = evaluator.trace()) trace->ask(index, values_[index], given_[index]);
  return values_[index];
}

const Value& Run::element(std::uint32_t index, feel::Evaluator& evaluator) {
  if (states_[index] == State::done) return told(index, evaluator);
  const Element& element = *graph_.elements[index];
  if (states_[index] == State::running) {
    static const Value kNull;
    evaluator.warn(element.name + " 要用到它自己，不能计算");
    return kNull;
  }
  states_[index] = State::running;
  values_[index] = compute(element, evaluator);
  states_[index] = State::done;
  return told(index, evaluator);
}

Value Run::compute(const Element& element, feel::Evaluator& evaluator) {
  if (element.kind == ModelElement::Kind::decision) {
    feel::Globals* outer = evaluator.exchange_globals(this);
    if (feel::Trace* trace = evaluator.trace()) trace->enter(element.index);
    Value value = evaluator.run(element.program);
    if (feel::Trace* trace = evaluator.trace()) trace->leave(value);
    evaluator.exchange_globals(outer);
    computed_.push_back(element.index);
    return value;
  }
  if (element.function)
    return Value(std::static_pointer_cast<const feel::Function>(element.function));
  return {};
}

std::span<const feel::Parameter> ModelFunction::parameters() const {
  return graph_.elements[index_]->parameters;
}

feel::TypeRef ModelFunction::result() const {
  return graph_.elements[index_]->type;
}

Value ModelFunction::apply(feel::Evaluator& evaluator, std::span<Value> arguments) const {
  feel::Trace* trace = evaluator.trace();
  if (trace == nullptr) return evaluate(evaluator, arguments);
  trace->enter(index_);
  Value value = evaluate(evaluator, arguments);
  trace->leave(value);
  trace->ask(index_, value, false);
  return value;
}

Value ModelFunction::evaluate(feel::Evaluator& evaluator, std::span<Value> arguments) const {
  const Element& self = *graph_.elements[index_];
  if (self.kind == ModelElement::Kind::knowledge) return evaluator.run(self.program, arguments);
  // A service is evaluated apart: it sees its parameters and nothing of who calls it.
  Run run(graph_);
  for (std::size_t i = 0; i < arguments.size(); ++i)
    run.set(self.given[i], std::move(arguments[i]));
  run.begin(evaluator);
  feel::Globals* outer = evaluator.exchange_globals(&run);
  Value value;
  if (self.outputs.size() == 1) {
    value = run.element(self.outputs.front(), evaluator);
  } else {
    feel::Context entries;
    for (const std::uint32_t output : self.outputs)
      entries.put(graph_.elements[output]->name, run.element(output, evaluator));
    value = Value(std::move(entries));
  }
  evaluator.exchange_globals(outer);
  return value;
}

}  // namespace qinqing::dmn::graph
