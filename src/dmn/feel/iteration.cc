// for, some, every and filters (DMN 1.5 §10.3.2.14, §10.3.2.5).
#include "dmn/feel/evaluator.h"

namespace qinqing::dmn::feel {
namespace {

using Kind = Value::Kind;

// What an iteration walks over: the items of a list, or whole numbers or days from a start to an
// end, up or down.
class Domain {
 public:
  Domain() = default;

  static std::optional<Domain> of_value(const Value& value) {
    if (value.is_null()) return std::nullopt;
    Domain out;
    if (value.is(Kind::range)) {
      const Range& range = value.as_range();
      if (range.form != Range::Form::interval) return std::nullopt;
      auto steps = of_ends(range.start, range.end);
      if (!steps || steps->last_ < steps->first_) return std::nullopt;
      if (!range.start_included) ++steps->first_;
      if (!range.end_included) --steps->last_;
      steps->empty_ = steps->last_ < steps->first_;
      return steps;
    }
    out.list_ = value.is(Kind::list) ? value : Value(List{value});
    return out;
  }

  static std::optional<Domain> of_ends(const Value& start, const Value& end) {
    Domain out;
    if (start.is(Kind::number) && end.is(Kind::number)) {
      const auto first = start.as_number().to_int64();
      const auto last = end.as_number().to_int64();
      if (!first || !last) return std::nullopt;
      out.first_ = *first;
      out.last_ = *last;
      return out;
    }
    if (!start.is(Kind::date) || !end.is(Kind::date)) return std::nullopt;
    out.days_ = true;
    out.first_ = start.as_date().day_number();
    out.last_ = end.as_date().day_number();
    return out;
  }

  // False where `visit` said to stop.
  template <class Visit>
  bool walk(Evaluator& evaluator, Visit&& visit) const {
    if (list_.is(Kind::list)) {
      for (const Value& item : list_.as_list())
        if (!visit(item)) return false;
      return true;
    }
    if (empty_) return true;
    const std::int64_t step = last_ < first_ ? -1 : 1;
    for (std::int64_t at = first_;; at += step) {
      evaluator.spend(1);
      if (!visit(days_ ? Value::maybe(Date::of_day_number(at)) : Value(at))) return false;
      if (at == last_) return true;
    }
  }

 private:
  Value list_;
  bool days_ = false;
  bool empty_ = false;
  std::int64_t first_ = 0;
  std::int64_t last_ = 0;
};

// The item that `index` names, counted from 1 or from the end by -1.
Value item_at(Evaluator& evaluator, const List& items, const base::Decimal& index) {
  const auto at = index.to_int64();
  const auto size = static_cast<std::int64_t>(items.size());
  if (at && *at >= 1 && *at <= size) return items[static_cast<std::size_t>(*at - 1)];
  if (at && *at <= -1 && *at >= -size) return items[static_cast<std::size_t>(size + *at)];
  return evaluator.warn("列表没有第 " + index.to_string() + " 项");
}

}  // namespace

// Visits every combination of the iterations from `index` on; false where `visit` said to stop.
// Throws nothing of its own; a domain that is none is reported by `bad_domain`.
template <class Visit>
bool Evaluator::iterate(const Node& node, std::size_t index, const Frame& frame, Visit&& visit) {
  const auto iterations = frame.program.list(node.a);
  if (index == iterations.size()) return visit(true);
  const Iteration& iteration = frame.program.iterations[iterations[index]];
  const Value start = evaluate(iteration.domain, frame);
  const auto domain = iteration.range_end == kNoNode
                          ? Domain::of_value(start)
                          : Domain::of_ends(start, evaluate(iteration.range_end, frame));
  if (!domain) {
    warn("不能逐项取：不是列表，也不是整数或日期的区间");
    return visit(false);
  }
  return domain->walk(*this, [&](Value item) {
    frame.slots[iteration.slot] = std::move(item);
    return iterate(node, index + 1, frame, visit);
  });
}

Value Evaluator::evaluate_for(const Node& node, const Frame& frame) {
  List results;
  bool bad = false;
  iterate(node, 0, frame, [&](bool good) {
    if (!good) {
      bad = true;
      return false;
    }
    if (node.c != kNoNode) {
      spend(8 * results.size());
      frame.slots[node.c] = Value(results);
    }
    results.push_back(evaluate(node.b, frame));
    check_items(results.size());
    return true;
  });
  if (bad) return {};
  return Value(std::move(results));
}

Value Evaluator::evaluate_quantified(const Node& node, const Frame& frame) {
  const bool deciding = node.op == Op::some;
  bool unknown = false;
  bool decided = false;
  iterate(node, 0, frame, [&](bool good) {
    if (!good) {
      unknown = true;
      return false;
    }
    const Value held = evaluate(node.b, frame);
    if (!held.is(Kind::boolean)) {
      unknown = true;
      return true;
    }
    decided = held.as_boolean() == deciding;
    return !decided;
  });
  if (decided) return Value(deciding);
  if (unknown) return {};
  return Value(!deciding);
}

Value Evaluator::evaluate_filter(const Node& node, const Frame& frame) {
  Value source = evaluate(node.a, frame);
  if (source.is_null()) return warn("null 不能筛选");
  if (!source.is(Kind::list)) source = Value(List{std::move(source)});
  const List& items = source.as_list();
  List kept;
  if (items.empty()) {
    frame.slots[node.c] = Value();
    const Value held = evaluate(node.b, frame);
    if (held.is(Kind::number)) return item_at(*this, items, held.as_number());
    return Value(std::move(kept));
  }
  for (std::size_t i = 0; i < items.size(); ++i) {
    frame.slots[node.c] = items[i];
    const Value held = evaluate(node.b, frame);
    if (i == 0 && held.is(Kind::number)) return item_at(*this, items, held.as_number());
    if (i == 0 && !held.is(Kind::boolean) && !held.is_null())
      return warn("筛选条件应为 true、false 或序号");
    if (held.is_true()) kept.push_back(items[i]);
  }
  return Value(std::move(kept));
}

}  // namespace qinqing::dmn::feel
