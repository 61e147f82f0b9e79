// Built-in functions that take regular expressions (DMN 1.5 §10.3.4.3).
#include "dmn/feel/builtin.h"
#include "dmn/feel/pattern.h"

namespace qinqing::dmn::feel {
namespace {

std::optional<Pattern> pattern_of(Evaluator& evaluator, const Value& pattern, const Value& flags) {
  evaluator.spend(100 + pattern.as_string().size());
  Deadline::check();
  auto out = Pattern::compile(pattern.as_string(), flags.is_null() ? "" : flags.as_string());
  if (!out) evaluator.warn("正则表达式写得不对：" + pattern.as_string().substr(0, 100));
  return out;
}

Value matches(Evaluator& evaluator, std::span<Value> in) {
  const auto pattern = pattern_of(evaluator, in[1], in[2]);
  if (!pattern) return {};
  const auto found = pattern->found_in(in[0].as_string());
  return found ? Value(*found) : evaluator.warn("正则表达式算得太久");
}

Value replace(Evaluator& evaluator, std::span<Value> in) {
  const auto pattern = pattern_of(evaluator, in[1], in[3]);
  if (!pattern) return {};
  auto out = pattern->replace(in[0].as_string(), in[2].as_string());
  if (!out) return evaluator.warn("replace 的替换写得不对，或正则表达式能匹配空文字");
  evaluator.check_bytes(out->size());
  return Value(*std::move(out));
}

Value split(Evaluator& evaluator, std::span<Value> in) {
  const auto pattern = pattern_of(evaluator, in[1], Value());
  if (!pattern) return {};
  const auto parts = pattern->split(in[0].as_string());
  if (!parts) return evaluator.warn("split 的正则表达式能匹配空文字");
  evaluator.check_items(parts->size());
  List out;
  for (const std::string& part : *parts) out.emplace_back(part);
  return Value(std::move(out));
}

}  // namespace

std::vector<Builtin> text_pattern_functions() {
  return {
      {"matches", {{"input: string, pattern: string, flags: string?!", matches}}},
      {"replace",
       {{"input: string, pattern: string, replacement: string, flags: string?!", replace}}},
      {"split", {{"string: string, delimiter: string", split}}},
  };
}

}  // namespace qinqing::dmn::feel
