#include "dmn/testing/random_feel.h"

namespace qinqing::dmn::testing {
namespace {

using feel::Value;
using Kind = Value::Kind;
using Form = FeelTree::Kind;

std::string type_of(Kind kind) {
  return std::string(feel::name_of(kind));
}

}  // namespace

FeelTree RandomFeel::test(Kind kind) {
  if (chance(7)) kind = any_kind();
  if (chance(35)) return leaf(kind);
  if (chance(40)) return unary(kind, chance(80) ? 0 : 1);
  if (chance(45)) return range(kind, 0);
  if (chance(35)) {
    FeelTree items = FeelTree::made(Form::list, {leaf(kind), leaf(kind)});
    if (chance(30)) items.parts.push_back(range(kind, 0));
    return items;
  }
  if (chance(20)) return FeelTree::named("?");
  if (chance(20)) return expression(kind, 2);
  // In parentheses: a test that begins with not( would be a negated cell.
  names_.push_back({"?", kind});
  FeelTree out = FeelTree::made(chance(50) ? Form::conjunction : Form::disjunction,
                                {comparison(1), boolean(1)});
  names_.pop_back();
  return out;
}

PlainCell RandomFeel::cell(Kind kind) {
  PlainCell out;
  if (chance(25)) return out;
  out.negated = chance(15);
  for (std::size_t i = chance(70) ? 1 : 1 + below(3); i > 0; --i) out.tests.push_back(test(kind));
  return out;
}

PlainOutput RandomFeel::output(std::size_t index, Kind kind) {
  PlainOutput out;
  out.name = "o" + std::to_string(index);
  if (chance(70)) out.type = type_of(kind);
  if (chance(50))
    for (std::size_t i = 2 + below(3); i > 0; --i) out.allowed.push_back(scalar(kind));
  if (chance(30)) out.fallback = leaf(kind);
  return out;
}

PlainTable RandomFeel::table() {
  static const std::vector<std::string> kHits = {"UNIQUE",  "ANY",        "FIRST",       "PRIORITY",
                                                 "COLLECT", "RULE ORDER", "OUTPUT ORDER"};
  static const std::vector<std::string> kAggregates = {"", "SUM", "COUNT", "MIN", "MAX"};
  use_any_names();
  PlainTable out;
  out.hit = one_of(kHits);
  for (const Name& name : names_)
    out.inputs.push_back({name.text, chance(60) ? type_of(name.kind) : ""});
  std::vector<Kind> kinds;
  for (std::size_t i = 1 + below(3); i > 0; --i) {
    const Name name = one_of(names_);
    kinds.push_back(name.kind);
    PlainColumn column;
    column.expression = chance(80) ? FeelTree::named(name.text) : expression(name.kind, 2);
    if (chance(40)) column.type = type_of(name.kind);
    if (chance(15)) column.allowed.tests = {test(name.kind), test(name.kind)};
    out.columns.push_back(std::move(column));
  }
  std::vector<Kind> outputs;
  for (std::size_t i = chance(70) ? 1 : 2; i > 0; --i) {
    outputs.push_back(any_kind());
    out.outputs.push_back(output(i, outputs.back()));
  }
  if (out.hit == "COLLECT" && out.outputs.size() == 1) out.aggregate = one_of(kAggregates);
  for (std::size_t i = 1 + below(6); i > 0; --i) {
    PlainRule rule;
    for (const Kind kind : kinds) rule.cells.push_back(cell(kind));
    for (std::size_t o = 0; o < outputs.size(); ++o) {
      const auto& allowed = out.outputs[o].allowed;
      rule.entries.push_back(!allowed.empty() && chance(70)
                                 ? FeelTree::of(one_of(allowed))
                                 : expression(outputs[o], chance(60) ? 0 : 2));
    }
    out.rules.push_back(std::move(rule));
  }
  return out;
}

}  // namespace qinqing::dmn::testing
