// Built-in functions on points and ranges: Allen's relations (DMN 1.5 §10.3.4.9, table 78), and
// range() from a text.
#include "dmn/feel/builtin.h"
#include "dmn/feel/compiler.h"

namespace qinqing::dmn::feel {
namespace {

using Kind = Value::Kind;

// One end of a range: a value, or nothing where the range is open for ever.
struct End {
  const Value* value;
  int side;  // -1 start, 1 end: where an open end lies
};

struct Incomparable {};

// Order of two ends; throws where there is none.
int order(const End& a, const End& b) {
  const int x = a.value->is_null() ? a.side : 0;
  const int y = b.value->is_null() ? b.side : 0;
  if (x != 0 || y != 0) return x < y ? -1 : (x > y ? 1 : 0);
  const auto by = compare(*a.value, *b.value);
  if (!by) throw Incomparable{};
  return *by;
}

struct Span {
  End start;
  End end;
  bool si;
  bool ei;
};

Span span_of(const Value& value) {
  const Range& range = value.as_range();
  return {{&range.start, -1}, {&range.end, 1}, range.start_included, range.end_included};
}

End point(const Value& value) {
  if (value.is_null() || value.is(Kind::list) || value.is(Kind::context)) throw Incomparable{};
  return {&value, 0};
}

bool before(const Span& a, const Span& b) {
  const int by = order(a.end, b.start);
  return by < 0 || (by == 0 && (!a.ei || !b.si));
}

bool meets(const Span& a, const Span& b) {
  return a.ei && b.si && order(a.end, b.start) == 0;
}

bool overlaps(const Span& a, const Span& b) {
  const int first = order(a.end, b.start);
  const int second = order(a.start, b.end);
  return (first > 0 || (first == 0 && a.ei && b.si)) &&
         (second < 0 || (second == 0 && a.si && b.ei));
}

bool overlaps_before(const Span& a, const Span& b) {
  const int starts = order(a.start, b.start);
  const int touches = order(a.end, b.start);
  const int ends = order(a.end, b.end);
  return (starts < 0 || (starts == 0 && a.si && !b.si)) &&
         (touches > 0 || (touches == 0 && a.ei && b.si)) &&
         (ends < 0 || (ends == 0 && (!a.ei || b.ei)));
}

bool overlaps_after(const Span& a, const Span& b) {
  const int starts = order(b.start, a.start);
  const int touches = order(b.end, a.start);
  const int ends = order(b.end, a.end);
  return (starts < 0 || (starts == 0 && b.si && !a.si)) &&
         (touches > 0 || (touches == 0 && b.ei && a.si)) &&
         (ends < 0 || (ends == 0 && (!b.ei || a.ei)));
}

bool finishes(const Span& a, const Span& b) {
  if (a.ei != b.ei || order(a.end, b.end) != 0) return false;
  const int starts = order(a.start, b.start);
  return starts > 0 || (starts == 0 && (!a.si || b.si));
}

bool starts(const Span& a, const Span& b) {
  if (a.si != b.si || order(a.start, b.start) != 0) return false;
  const int ends = order(a.end, b.end);
  return ends < 0 || (ends == 0 && (!a.ei || b.ei));
}

bool includes(const Span& a, const Span& b) {
  const int begin = order(a.start, b.start);
  const int end = order(a.end, b.end);
  return (begin < 0 || (begin == 0 && (a.si || !b.si))) &&
         (end > 0 || (end == 0 && (a.ei || !b.ei)));
}

bool includes_point(const Span& a, const End& p) {
  const int begin = order(a.start, p);
  const int end = order(a.end, p);
  return (begin < 0 || (begin == 0 && a.si)) && (end > 0 || (end == 0 && a.ei));
}

bool coincides(const Span& a, const Span& b) {
  return a.si == b.si && a.ei == b.ei && order(a.start, b.start) == 0 && order(a.end, b.end) == 0;
}

Span point_span(const End& p) {
  return {p, p, true, true};
}

template <class Relation>
Value relate(Evaluator& evaluator, std::span<Value> in, Relation relation) {
  try {
    const auto held = relation(in[0], in[1]);
    if (held) return Value(*held);
  } catch (const Incomparable&) {
    // Said below.
  }
  return evaluator.warn("这两个点或区间不能相比");
}

Span any_span(const Value& value) {
  return value.is(Kind::range) ? span_of(value) : point_span(point(value));
}

using Relation = bool (*)(const Span& a, const Span& b);

// Between points and ranges alike.
template <Relation relation, bool swapped>
Value of_any(Evaluator& evaluator, std::span<Value> in) {
  return relate(evaluator, in, [](const Value& a, const Value& b) -> std::optional<bool> {
    return swapped ? relation(any_span(b), any_span(a)) : relation(any_span(a), any_span(b));
  });
}

// Between ranges only.
template <Relation relation, bool swapped>
Value of_ranges(Evaluator& evaluator, std::span<Value> in) {
  return relate(evaluator, in, [](const Value& a, const Value& b) -> std::optional<bool> {
    return swapped ? relation(span_of(b), span_of(a)) : relation(span_of(a), span_of(b));
  });
}

using PointRelation = bool (*)(const Span& range, const End& point);

bool ends_at(const Span& range, const End& p) {
  return order(range.end, p) == 0 && range.ei;
}

bool starts_at(const Span& range, const End& p) {
  return order(range.start, p) == 0 && range.si;
}

// (point or range, range), or swapped (range, point or range).
template <Relation relation, PointRelation point_relation, bool swapped>
Value of_range(Evaluator& evaluator, std::span<Value> in) {
  return relate(evaluator, in, [](const Value& a, const Value& b) -> std::optional<bool> {
    const Value& inner = swapped ? b : a;
    const Value& outer = swapped ? a : b;
    if (!outer.is(Kind::range)) return std::nullopt;
    if (!inner.is(Kind::range)) return point_relation(span_of(outer), point(inner));
    return relation(span_of(inner), span_of(outer));
  });
}

bool is_within(const Span& inner, const Span& outer) {
  return includes(outer, inner);
}

Value coincide(Evaluator& evaluator, std::span<Value> in) {
  return relate(evaluator, in, [](const Value& a, const Value& b) -> std::optional<bool> {
    if (a.is(Kind::range) != b.is(Kind::range)) return std::nullopt;
    return coincides(any_span(a), any_span(b));
  });
}

bool makes_a_point(const Value& function) {
  if (!function.is(Kind::function)) return false;
  for (const std::string_view name : {"date", "time", "date and time", "duration"})
    if (function.as_function() == *builtin_named(name)) return true;
  return false;
}

// A literal, or a function of literals that makes a day, a time or a duration.
bool is_literal(const Program& program, NodeId id) {
  const Node& node = program.nodes[id];
  if (node.op == Op::constant) return true;
  if (node.op == Op::negate) return program.nodes[node.a].op == Op::constant;
  if (node.op != Op::call) return false;
  const Node& called = program.nodes[node.a];
  if (called.op != Op::constant || !makes_a_point(program.constants[called.a])) return false;
  for (const NodeId argument : program.list(node.b))
    if (!is_literal(program, argument)) return false;
  return true;
}

Value range_from(Evaluator& evaluator, std::span<Value> in) {
  static const Dictionary dictionary;
  Program program;
  Compiler compiler(program, dictionary);
  try {
    compiler.finish(compiler.expression(in[0].as_string()).node);
  } catch (const SyntaxError&) {
    return evaluator.warn("不是区间：" + in[0].as_string().substr(0, 100));
  }
  const Node& root = program.nodes[program.root];
  // A range of literals is a constant already.
  const Value made = root.op == Op::constant ? program.constants[root.a] : Value();
  if (made.is(Value::Kind::range) && made.as_range().form == Range::Form::interval) return made;
  if (root.op != Op::range || !is_literal(program, root.a) || !is_literal(program, root.b))
    return evaluator.warn("不是区间：" + in[0].as_string().substr(0, 100));
  return evaluator.run(program);
}

}  // namespace

std::vector<Builtin> range_functions() {
  static constexpr std::string_view kAny = "range1: Any, range2: Any";
  static constexpr std::string_view kRanges = "range1: range, range2: range";
  static constexpr std::string_view kPointRange = "point: Any, range: range";
  static constexpr std::string_view kRangePoint = "range: range, point: Any";
  const auto both = [](std::string_view first, std::string_view second, Body body) {
    return std::vector<Signature>{{kAny, body}, {first, body}, {second, body}};
  };
  return {
      {"before",
       {{kAny, of_any<before, false>},
        {"point1: Any, point2: Any", of_any<before, false>},
        {kPointRange, of_any<before, false>},
        {kRangePoint, of_any<before, false>}}},
      {"after",
       {{kAny, of_any<before, true>},
        {"point1: Any, point2: Any", of_any<before, true>},
        {kPointRange, of_any<before, true>},
        {kRangePoint, of_any<before, true>}}},
      {"meets", {{kRanges, of_ranges<meets, false>}}},
      {"met by", {{kRanges, of_ranges<meets, true>}}},
      {"overlaps", {{kRanges, of_ranges<overlaps, false>}}},
      {"overlaps before", {{kRanges, of_ranges<overlaps_before, false>}}},
      {"overlaps after", {{kRanges, of_ranges<overlaps_after, false>}}},
      {"finishes", both(kPointRange, kPointRange, of_range<finishes, ends_at, false>)},
      {"finished by", both(kRangePoint, kRangePoint, of_range<finishes, ends_at, true>)},
      {"includes", both(kRangePoint, kRangePoint, of_range<is_within, includes_point, true>)},
      {"during", both(kPointRange, kPointRange, of_range<is_within, includes_point, false>)},
      {"starts", both(kPointRange, kPointRange, of_range<starts, starts_at, false>)},
      {"started by", both(kRangePoint, kRangePoint, of_range<starts, starts_at, true>)},
      {"coincides", {{kAny, coincide}, {"point1: Any, point2: Any", coincide}}},
      {"range", {{"from: string", range_from}}},
  };
}

}  // namespace qinqing::dmn::feel
