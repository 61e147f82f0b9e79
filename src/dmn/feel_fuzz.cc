// libFuzzer: bytes to an expression, and what compiles is evaluated; bytes that are a model are
// loaded and all their decisions evaluated.
//
//   build/fuzz/feel_fuzz src/dmn/testdata/feel_fuzz_corpus -max_len=4096
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "dmn/decision_model.h"
#include "dmn/feel/compiler.h"
#include "dmn/feel/evaluator.h"

namespace {

using qinqing::dmn::DecisionModel;
using qinqing::dmn::ModelElement;
using qinqing::dmn::feel::Compiler;
using qinqing::dmn::feel::Context;
using qinqing::dmn::feel::Dictionary;
using qinqing::dmn::feel::Evaluator;
using qinqing::dmn::feel::LimitExceeded;
using qinqing::dmn::feel::Limits;
using qinqing::dmn::feel::Program;
using qinqing::dmn::feel::SyntaxError;

// Small, so that every input ends soon and memory stays low.
constexpr Limits kLimits{.steps = 20'000,
                         .depth = 300,
                         .items = 5'000,
                         .bytes = 1U << 16U,
                         .warnings = 5,
                         .time = std::chrono::milliseconds(2'000)};

void run_expression(std::string_view text) {
  const Dictionary dictionary;
  Program program;
  Compiler compiler(program, dictionary);
  try {
    compiler.finish(compiler.expression(text).node);
  } catch (const SyntaxError& error) {
    if (error.what.empty() || error.position > text.size()) __builtin_trap();
    return;
  }
  Evaluator evaluator(nullptr, kLimits);
  try {
    (void)evaluator.run(program);
  } catch (const LimitExceeded&) {
  }
}

void run_model(std::string_view xml) {
  const auto model = DecisionModel::load({xml, "fuzz.dmn"});
  if (!model) return;
  for (const ModelElement& element : model->elements()) {
    if (element.kind == ModelElement::Kind::decision)
      (void)model->decide(element, Context(), kLimits);
    if (element.kind == ModelElement::Kind::service) (void)model->invoke(element, {}, kLimits);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (text.starts_with('<'))
    run_model(text);
  else
    run_expression(text);
  return 0;
}
