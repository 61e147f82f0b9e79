// libFuzzer: bytes to a model, and what loads is evaluated with inputs taken from the same bytes.
//
//   build/fuzz/dmn_fuzz src/dmn/testdata/corpus -max_len=8192
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "dmn/dmn.h"

namespace {

using qinqing::base::Date;
using qinqing::base::Decimal;
using qinqing::dmn::DecisionRef;
using qinqing::dmn::Endpoint;
using qinqing::dmn::Evaluation;
using qinqing::dmn::InputRef;
using qinqing::dmn::Inputs;
using qinqing::dmn::Model;
using qinqing::dmn::RuleState;
using qinqing::dmn::Table;
using qinqing::dmn::Value;

// A deterministic stream of choices from the fuzzer's own bytes.
class Choices {
 public:
  explicit Choices(std::string_view bytes) : bytes_(bytes) {}
  std::uint32_t next(std::uint32_t end) {
    for (int i = 0; i < 3; ++i) {
      const char byte = bytes_.empty() ? '\0' : bytes_[at_++ % bytes_.size()];
      state_ = state_ * 1664525U + 1013904223U + static_cast<unsigned char>(byte);
    }
    return (state_ >> 8U) % end;
  }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  std::uint32_t state_ = 1;
};

// Literals of the tables where there are some, so that conditions are met.
Value value(const Model& model, Choices& choices) {
  const std::uint32_t d = choices.next(static_cast<std::uint32_t>(model.decisions().size()) + 1);
  if (d < model.decisions().size()) {
    const Table* table = model.table(DecisionRef{d});
    if (table != nullptr && !table->inputs.empty()) {
      const auto& endpoints =
          table->inputs[choices.next(static_cast<std::uint32_t>(table->inputs.size()))].endpoints;
      if (!endpoints.empty()) {
        const Endpoint& endpoint =
            endpoints[choices.next(static_cast<std::uint32_t>(endpoints.size()))];
        if (endpoint.literal) return *endpoint.literal;
      }
    }
  }
  switch (choices.next(6)) {
    case 0:
      return Value::boolean(choices.next(2) == 0);
    case 1:
      return Value::number(Decimal(static_cast<std::int64_t>(choices.next(1000)) - 500));
    case 2:
      return Value::string("eat");
    case 3:
      return Value::date(Date::from_day_number(static_cast<std::int32_t>(choices.next(30000))));
    case 4:
      return Value::list({Value::number(Decimal(1))});
    default:
      return {};
  }
}

void evaluate(const Model& model, Choices& choices) {
  Inputs inputs(model);
  for (std::uint32_t i = 0; i < model.inputs().size(); ++i)
    if (choices.next(4) != 0) inputs.set(InputRef{i}, value(model, choices));
  Evaluation evaluation(model);
  const auto count = static_cast<std::uint32_t>(std::min<std::size_t>(model.decisions().size(), 8));
  for (std::uint32_t d = 0; d < count; ++d) {
    const DecisionRef ref{d};
    evaluation.run_rules(ref, inputs);
    evaluation.run(ref, inputs);
    // What must hold of every run.
    for (std::size_t r = 0; r < evaluation.rule_count(ref); ++r) {
      const auto rule = evaluation.rule(ref, r);
      if ((rule.state == RuleState::blocked) == rule.inputs.empty()) __builtin_trap();
      for (const InputRef input : rule.inputs)
        if (inputs.present(input)) __builtin_trap();
    }
    if (evaluation.blocked(ref) && !evaluation.result(ref).is_null()) __builtin_trap();
    (void)evaluation.result(ref).to_feel();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view xml(reinterpret_cast<const char*>(data), size);
  Choices choices(xml);
  const auto model = Model::load(xml, {.strict = choices.next(4) == 0, .file = ""});
  if (model.ok()) {
    for (int i = 0; i < 3; ++i) evaluate(*model, choices);
  } else if (model.faults().to_string().empty()) {
    __builtin_trap();
  }
  return 0;
}
