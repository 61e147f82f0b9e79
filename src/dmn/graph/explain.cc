#include "dmn/graph/explain.h"

#include <algorithm>

#include "dmn/feel/walk.h"

namespace qinqing::dmn::graph {
namespace {

using feel::Trace;
using feel::Value;
using From = Source::From;

Value printable(const Value& value) {
  try {
    feel::check_size(value);
    return value;
  } catch (const feel::LimitExceeded&) {
    return {};
  }
}

From from_of(const Graph& graph, std::uint32_t element, bool given) {
  switch (graph.elements[element]->kind) {
    case ModelElement::Kind::input:
      return given ? From::given : From::missing;
    case ModelElement::Kind::decision:
      return given ? From::given : From::decision;
    default:
      return From::knowledge;
  }
}

class Explainer {
 public:
  Explainer(const Graph& graph, const Trace& trace) : graph_(graph), trace_(trace) {}

  Explanation all() const {
    Explanation out;
    out.cut = trace_.is_cut();
    for (const Trace::Step& step : trace_.steps()) out.steps.push_back(of_step(step));
    return out;
  }

 private:
  ExplainedStep of_step(const Trace::Step& step) const {
    ExplainedStep out;
    out.kind = from_of(graph_, step.element, false);
    out.name = graph_.descriptions[step.element].name;
    out.value = printable(step.value);
    for (const Trace::Asked& asked : step.asked)
      out.inputs.push_back(
          {{from_of(graph_, asked.element, asked.given), graph_.descriptions[asked.element].name},
           printable(asked.value)});
    for (const std::size_t index : step.tables)
      out.tables.push_back(of_table(trace_.tables()[index], step));
    return out;
  }

  Source source_of(const feel::Reference& reference, const Trace::Step& step) const {
    switch (reference.to) {
      case feel::Reference::To::element: {
        const auto asked = std::ranges::find(step.asked, reference.element, &Trace::Asked::element);
        const bool given = asked != step.asked.end() && asked->given;
        return {from_of(graph_, reference.element, given), reference.name};
      }
      case feel::Reference::To::function:
        return {From::knowledge, reference.name};
      case feel::Reference::To::local:
        break;
    }
    return {From::local, reference.name};
  }

  ExplainedTable of_table(const Trace::Table& traced, const Trace::Step& step) const {
    const feel::TableText& text = traced.table->text;
    ExplainedTable out;
    out.hit_policy = text.hit_policy;
    for (std::size_t i = 0; i < traced.inputs.size(); ++i) {
      const feel::TableText::Column& column = text.columns[i];
      ExplainedColumn& explained = out.columns.emplace_back();
      explained.label = column.label;
      explained.expression = column.expression;
      explained.value = printable(traced.inputs[i]);
      for (const feel::Reference& reference : column.references)
        explained.sources.push_back(source_of(reference, step));
    }
    for (std::size_t i = 0; i < traced.rules.size(); ++i)
      out.rules.push_back(of_rule(text.rules[i], traced.rules[i]));
    return out;
  }

  static ExplainedRule of_rule(const feel::TableText::Rule& text, std::uint32_t state) {
    ExplainedRule out;
    out.id = text.id;
    if (state == Trace::kNotReached) {
      out.state = ExplainedRule::State::not_reached;
    } else if (state == Trace::kMatched) {
      out.state = ExplainedRule::State::matched;
      out.outputs = text.outputs;
      out.annotations = text.annotations;
    } else {
      out.column = state;
      if (state < text.conditions.size()) out.condition = text.conditions[state];
    }
    return out;
  }

  const Graph& graph_;
  const Trace& trace_;
};

}  // namespace

Explanation explained(const Graph& graph, const Trace& trace) {
  return Explainer(graph, trace).all();
}

}  // namespace qinqing::dmn::graph
