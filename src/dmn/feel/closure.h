// A function that an expression made, with the values it captured.
//
// Thread-safety: immutable. It must not outlive its program.
#pragma once

#include <vector>

#include "dmn/feel/evaluator.h"
#include "dmn/feel/function.h"
#include "dmn/feel/program.h"

namespace qinqing::dmn::feel {

class Closure final : public FixedFunction, public std::enable_shared_from_this<Closure> {
 public:
  Closure(const Program& program, const Lambda& lambda, std::vector<Value> captures)
      : program_(program), lambda_(lambda), captures_(std::move(captures)) {}

  std::span<const Parameter> parameters() const override { return lambda_.parameters; }
  TypeRef result() const override { return lambda_.result; }
  TypeRef known_result() const override {
    return lambda_.result ? lambda_.result : lambda_.body_type;
  }
  Value apply(Evaluator& evaluator, std::span<Value> arguments) const override;

 private:
  const Program& program_;
  const Lambda& lambda_;
  std::vector<Value> captures_;
};

}  // namespace qinqing::dmn::feel
