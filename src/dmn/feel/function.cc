#include "dmn/feel/function.h"

#include <algorithm>

#include "dmn/feel/closure.h"

namespace qinqing::dmn::feel {
namespace {

// Puts named arguments into the order of the parameters; empty where one has no such name.
std::vector<Value> in_order(std::span<const Parameter> parameters, std::span<Value> arguments,
                            std::span<const std::string> names) {
  std::vector<Value> out(parameters.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto found = std::ranges::find(parameters, names[i], &Parameter::name);
    if (found == parameters.end()) return {};
    out[static_cast<std::size_t>(found - parameters.begin())] = std::move(arguments[i]);
  }
  return out;
}

}  // namespace

Value FixedFunction::call(Evaluator& evaluator, std::span<Value> arguments,
                          std::span<const std::string> names) const {
  const auto expected = parameters();
  std::vector<Value> ordered;
  if (arguments.size() != expected.size())
    return evaluator.warn("函数要 " + std::to_string(expected.size()) + " 个参数，给了 " +
                          std::to_string(arguments.size()) + " 个");
  if (!names.empty()) {
    ordered = in_order(expected, arguments, names);
    if (ordered.empty()) return evaluator.warn("函数没有这个名字的参数");
    arguments = ordered;
  }
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const TypeRef& type = expected[i].type;
    if (!type) continue;
    auto brought = coerced(arguments[i], *type);
    if (!brought)
      return evaluator.warn("参数 " + expected[i].name + " 不合类型：" +
                            arguments[i].to_feel().substr(0, 200));
    arguments[i] = *std::move(brought);
  }
  Value value = apply(evaluator, arguments);
  const TypeRef wanted = result();
  if (!wanted) return value;
  auto brought = coerced(value, *wanted);
  if (!brought) return evaluator.warn("函数的结果不合类型");
  return *std::move(brought);
}

TypeRef FixedFunction::type() const {
  Type out;
  out.kind = Type::Kind::function;
  for (const Parameter& parameter : parameters())
    out.members.emplace_back(parameter.name,
                             parameter.type ? parameter.type : simple_type(Type::Kind::any));
  out.element = known_result() ? known_result() : simple_type(Type::Kind::any);
  return std::make_shared<const Type>(std::move(out));
}

Value Closure::apply(Evaluator& evaluator, std::span<Value> arguments) const {
  // A function that names itself finds itself here; it cannot hold itself for ever.
  for (std::size_t i = 0; i < lambda_.captures.size(); ++i)
    if (lambda_.captures[i].from == Capture::From::self) {
      std::vector<Value> with_self = captures_;
      with_self[i] = Value(std::static_pointer_cast<const Function>(shared_from_this()));
      return evaluator.run(program_, lambda_, arguments, with_self);
    }
  return evaluator.run(program_, lambda_, arguments, captures_);
}

}  // namespace qinqing::dmn::feel
