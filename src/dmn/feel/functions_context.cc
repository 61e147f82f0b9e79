// Built-in functions on contexts (DMN 1.5 §10.3.4.11).
#include "dmn/feel/builtin.h"

namespace qinqing::dmn::feel {
namespace {

using Kind = Value::Kind;

Value get_value(Evaluator& evaluator, std::span<Value> in) {
  if (in[1].is(Kind::string)) {
    const Value* found = in[0].as_context().find(in[1].as_string());
    return found == nullptr ? evaluator.warn("没有 " + in[1].as_string().substr(0, 100)) : *found;
  }
  // A path of keys.
  Value at = in[0];
  for (const Value& key : in[1].as_list()) {
    if (!key.is(Kind::string) || !at.is(Kind::context)) return evaluator.warn("没有这条路径");
    const Value* found = at.as_context().find(key.as_string());
    if (found == nullptr) return evaluator.warn("没有 " + key.as_string().substr(0, 100));
    at = Value(*found);
  }
  return at;
}

Value get_entries(Evaluator&, std::span<Value> in) {
  List out;
  for (const auto& [key, value] : in[0].as_context().entries()) {
    Context entry;
    entry.put("key", Value(key));
    entry.put("value", value);
    out.emplace_back(std::move(entry));
  }
  return Value(std::move(out));
}

Value context_of(Evaluator& evaluator, std::span<Value> in) {
  Context out;
  for (const Value& item : in[0].as_list()) {
    if (!item.is(Kind::context)) return evaluator.warn("context 要 {key, value} 的列表");
    const Value* key = item.as_context().find("key");
    const Value* value = item.as_context().find("value");
    if (key == nullptr || !key->is(Kind::string) || value == nullptr)
      return evaluator.warn("context 的每一项要有 key 和 value");
    if (out.find(key->as_string()) != nullptr) return evaluator.warn("context 的 key 重复");
    out.put(key->as_string(), *value);
  }
  return Value(std::move(out));
}

Value put_key(Evaluator&, std::span<Value> in) {
  Context out = in[0].as_context();
  out.put(in[1].as_string(), in[2]);
  return Value(std::move(out));
}

std::optional<Context> put_path(const Context& context, std::span<const Value> keys,
                                const Value& value) {
  if (!keys.front().is(Kind::string)) return std::nullopt;
  const std::string& key = keys.front().as_string();
  Context out = context;
  if (keys.size() == 1) {
    out.put(key, value);
    return out;
  }
  const Value* inner = context.find(key);
  if (inner != nullptr && !inner->is(Kind::context)) return std::nullopt;
  auto put = put_path(inner == nullptr ? Context() : inner->as_context(), keys.subspan(1), value);
  if (!put) return std::nullopt;
  out.put(key, Value(*std::move(put)));
  return out;
}

Value put_keys(Evaluator& evaluator, std::span<Value> in) {
  const List& keys = in[1].as_list();
  if (keys.empty() || keys.size() > 100) return evaluator.warn("context put 没有 key");
  auto out = put_path(in[0].as_context(), keys, in[2]);
  return out ? Value(*std::move(out)) : evaluator.warn("context put 的路径不对");
}

Value merge(Evaluator& evaluator, std::span<Value> in) {
  Context out;
  for (const Value& item : in[0].as_list()) {
    if (!item.is(Kind::context)) return evaluator.warn("context merge 要 context 的列表");
    for (const auto& [key, value] : item.as_context().entries()) out.put(key, value);
  }
  return Value(std::move(out));
}

}  // namespace

std::vector<Builtin> context_functions() {
  return {
      {"get value", {{"m: context, key: string", get_value}, {"m: context, key: list", get_value}}},
      {"get entries", {{"m: context", get_entries}}},
      {"context", {{"entries: list", context_of}}},
      {"context put",
       {{"context: context, key: string, value: Any!", put_key},
        {"context: context, keys: list, value: Any!", put_keys}}},
      {"context merge", {{"contexts: list", merge}}},
  };
}

}  // namespace qinqing::dmn::feel
