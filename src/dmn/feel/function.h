// Functions as values: the built-in ones, those that an expression makes, and those of a model
// (business knowledge models, decision services).
//
// Thread-safety: immutable.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dmn/feel/type.h"
#include "dmn/feel/value.h"

namespace qinqing::dmn::feel {

class Evaluator;

struct Parameter {
  std::string name;
  TypeRef type;  // nullptr: any
};

class Function {
 public:
  virtual ~Function() = default;
  // `names` is empty for positional arguments, else one name an argument. Arguments that do not fit
  // make null and a warning.
  virtual Value call(Evaluator& evaluator, std::span<Value> arguments,
                     std::span<const std::string> names) const = 0;
  virtual TypeRef type() const = 0;
  // How many arguments it takes; nullopt where that varies.
  virtual std::optional<std::size_t> arity() const = 0;
};

// A function with one list of parameters: brings the arguments into their order and to their types.
class FixedFunction : public Function {
 public:
  Value call(Evaluator& evaluator, std::span<Value> arguments,
             std::span<const std::string> names) const final;
  TypeRef type() const override;
  std::optional<std::size_t> arity() const final { return parameters().size(); }

  virtual std::span<const Parameter> parameters() const = 0;
  virtual TypeRef result() const = 0;  // nullptr: any
  // What its type says of the result, which may be known without being enforced.
  virtual TypeRef known_result() const { return result(); }
  virtual Value apply(Evaluator& evaluator, std::span<Value> arguments) const = 0;
};

// nullptr where the language has no such function.
const std::shared_ptr<const Function>* builtin_named(std::string_view name);
// The names of all built-in functions.
std::span<const std::string_view> builtin_names();

}  // namespace qinqing::dmn::feel
