// Built-in functions on lists, and sort (DMN 1.5 §10.3.4.4, §10.3.4.10).
#include <algorithm>

#include "dmn/feel/builtin.h"

namespace qinqing::dmn::feel {
namespace {

using Kind = Value::Kind;

bool same(const Value& a, const Value& b) {
  return equal(a, b).value_or(false);
}

bool holds(const List& items, const Value& element) {
  return std::ranges::any_of(items, [&](const Value& item) { return same(item, element); });
}

// A position as the standard counts: from 1, or from the end by -1. nullopt outside of `size`.
std::optional<std::size_t> place(const Value& position, std::size_t size) {
  const auto at = position.as_number().to_int64();
  const auto count = static_cast<std::int64_t>(size);
  if (!at || *at == 0 || *at > count || *at < -count) return std::nullopt;
  return static_cast<std::size_t>(*at > 0 ? *at - 1 : count + *at);
}

Value list_contains(Evaluator&, std::span<Value> in) {
  return Value(holds(in[0].as_list(), in[1]));
}

Value count(Evaluator&, std::span<Value> in) {
  return Value(static_cast<std::int64_t>(in[0].as_list().size()));
}

Value sublist(Evaluator& evaluator, std::span<Value> in) {
  const List& items = in[0].as_list();
  const auto start = place(in[1], items.size());
  if (!start) return evaluator.warn("sublist 的起点不在列表之内");
  std::size_t length = items.size() - *start;
  if (!in[2].is_null()) {
    const auto wanted = in[2].as_number().to_int64();
    if (!wanted || *wanted < 1 || static_cast<std::size_t>(*wanted) > length)
      return evaluator.warn("sublist 的长度不对");
    length = static_cast<std::size_t>(*wanted);
  }
  const auto begin = items.begin() + static_cast<std::ptrdiff_t>(*start);
  return Value(List(begin, begin + static_cast<std::ptrdiff_t>(length)));
}

// append(list, item…): the first of the arguments is the list.
Value append(Evaluator& evaluator, std::span<Value> in) {
  const List& arguments = in[0].as_list();
  const Value& first = arguments.front();
  if (first.is_null()) return evaluator.warn("append 的列表是 null");
  List out = first.is(Kind::list) ? first.as_list() : List{first};
  out.insert(out.end(), arguments.begin() + 1, arguments.end());
  return Value(std::move(out));
}

// Each argument that is no list counts as a list of one.
bool gather(const List& arguments, List& out) {
  for (const Value& argument : arguments) {
    if (argument.is_null()) return false;
    if (argument.is(Kind::list))
      out.insert(out.end(), argument.as_list().begin(), argument.as_list().end());
    else
      out.push_back(argument);
  }
  return true;
}

Value concatenate(Evaluator& evaluator, std::span<Value> in) {
  List out;
  if (!gather(in[0].as_list(), out)) return evaluator.warn("concatenate 的参数是 null");
  evaluator.check_items(out.size());
  return Value(std::move(out));
}

List distinct(Evaluator& evaluator, const List& items) {
  List out;
  for (const Value& item : items) {
    evaluator.spend(out.size());
    if (!holds(out, item)) out.push_back(item);
  }
  return out;
}

Value distinct_values(Evaluator& evaluator, std::span<Value> in) {
  return Value(distinct(evaluator, in[0].as_list()));
}

Value unite(Evaluator& evaluator, std::span<Value> in) {
  List all;
  if (!gather(in[0].as_list(), all)) return evaluator.warn("union 的参数是 null");
  return Value(distinct(evaluator, all));
}

Value insert_before(Evaluator& evaluator, std::span<Value> in) {
  List items = in[0].as_list();
  const auto at = place(in[1], items.size());
  if (!at) return evaluator.warn("insert before 的位置不在列表之内");
  items.insert(items.begin() + static_cast<std::ptrdiff_t>(*at), in[2]);
  return Value(std::move(items));
}

Value remove(Evaluator& evaluator, std::span<Value> in) {
  List items = in[0].as_list();
  const auto at = place(in[1], items.size());
  if (!at) return evaluator.warn("remove 的位置不在列表之内");
  items.erase(items.begin() + static_cast<std::ptrdiff_t>(*at));
  return Value(std::move(items));
}

Value replace_at(Evaluator& evaluator, std::span<Value> in) {
  List items = in[0].as_list();
  const auto at = place(in[1], items.size());
  if (!at) return evaluator.warn("list replace 的位置不在列表之内");
  items[*at] = in[2];
  return Value(std::move(items));
}

Value replace_matching(Evaluator& evaluator, std::span<Value> in) {
  List items = in[0].as_list();
  const auto arity = in[1].as_function()->arity();
  if (arity && *arity != 2) return evaluator.warn("list replace 的函数应有两个参数");
  for (Value& item : items) {
    Value arguments[] = {item, in[2]};
    const Value held = evaluator.call(in[1], arguments);
    if (!held.is(Kind::boolean)) return evaluator.warn("list replace 的函数应得 true 或 false");
    if (held.is_true()) item = in[2];
  }
  return Value(std::move(items));
}

Value reverse(Evaluator&, std::span<Value> in) {
  List items = in[0].as_list();
  std::ranges::reverse(items);
  return Value(std::move(items));
}

Value index_of(Evaluator&, std::span<Value> in) {
  List out;
  const List& items = in[0].as_list();
  for (std::size_t i = 0; i < items.size(); ++i)
    if (same(items[i], in[1])) out.emplace_back(static_cast<std::int64_t>(i) + 1);
  return Value(std::move(out));
}

void flatten_into(Evaluator& evaluator, const List& items, List& out) {
  const Walk walk;
  evaluator.spend(items.size());
  for (const Value& item : items) {
    if (item.is(Kind::list))
      flatten_into(evaluator, item.as_list(), out);
    else
      out.push_back(item);
  }
}

Value flatten(Evaluator& evaluator, std::span<Value> in) {
  List out;
  flatten_into(evaluator, in[0].as_list(), out);
  return Value(std::move(out));
}

Value sort_by_function(Evaluator& evaluator, std::span<Value> in) {
  const auto arity = in[1].as_function()->arity();
  if (arity && *arity != 2) return evaluator.warn("sort 的函数应有两个参数");
  return Value(sorted_by(evaluator, in[0].as_list(), in[1]));
}

Value sort_naturally(Evaluator& evaluator, std::span<Value> in) {
  List items = in[0].as_list();
  for (const Value& item : items)
    if (!compare(item, items.front())) return evaluator.warn("sort 的各项不能相比");
  evaluator.spend(items.size() * 20);
  std::ranges::sort(items, [](const Value& a, const Value& b) { return *compare(a, b) < 0; });
  return Value(std::move(items));
}

}  // namespace

List sorted_by(Evaluator& evaluator, List items, const Value& precedes) {
  if (items.size() < 2) return items;
  const auto middle = items.begin() + static_cast<std::ptrdiff_t>(items.size() / 2);
  const List left = sorted_by(evaluator, List(items.begin(), middle), precedes);
  const List right = sorted_by(evaluator, List(middle, items.end()), precedes);
  items.clear();
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < left.size() && j < right.size()) {
    Value arguments[] = {right[j], left[i]};
    if (evaluator.call(precedes, arguments).is_true())
      items.push_back(right[j++]);
    else
      items.push_back(left[i++]);
  }
  items.insert(items.end(), left.begin() + static_cast<std::ptrdiff_t>(i), left.end());
  items.insert(items.end(), right.begin() + static_cast<std::ptrdiff_t>(j), right.end());
  return items;
}

std::vector<Builtin> list_functions() {
  return {
      {"list contains", {{"list: list, element: Any!", list_contains}}},
      {"count", {{"list: list", count}}},
      {"sublist", {{"list: list, start position: number, length: number?", sublist}}},
      {"append", {{"list: list...", append}}},
      {"concatenate", {{"list: list...", concatenate}}},
      {"union", {{"list: list...", unite}}},
      {"distinct values", {{"list: list", distinct_values}}},
      {"insert before", {{"list: list, position: number, newItem: Any!", insert_before}}},
      {"remove", {{"list: list, position: number", remove}}},
      {"list replace",
       {{"list: list, position: number, newItem: Any!", replace_at},
        {"list: list, match: function, newItem: Any!", replace_matching}}},
      {"reverse", {{"list: list", reverse}}},
      {"index of", {{"list: list, match: Any!", index_of}}},
      {"flatten", {{"list: list", flatten}}},
      {"sort",
       {{"list: list, precedes: function", sort_by_function}, {"list: list", sort_naturally}}},
  };
}

}  // namespace qinqing::dmn::feel
