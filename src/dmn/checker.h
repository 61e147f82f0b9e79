// A Document understood: every expression parsed against its scope and checked, constants folded.
// What strict mode refuses is a fault; otherwise it is kept as a note, told again with every
// result.
#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "base/fault.h"
#include "dmn/document.h"
#include "dmn/linker.h"
#include "dmn/tree.h"

namespace qinqing::dmn {

struct CheckedColumn {
  Node expression;
  // The kind its typeRef names; any where it names none, or one that every value already has.
  TypeKind kind = TypeKind::any;
  std::optional<UnaryTests> allowed;  // literals only
};

struct CheckedOutput {
  // The order of priority: outputValues, else the allowed values of its type, else of the decision.
  std::optional<UnaryTests> priority;
  std::optional<Node> default_entry;
};

struct CheckedRule {
  std::vector<UnaryTests> conditions;
  std::vector<Node> outputs;
};

struct CheckedTable {
  HitPolicy hit_policy = HitPolicy::unique;
  Aggregation aggregation = Aggregation::none;
  std::vector<CheckedColumn> columns;
  std::vector<CheckedOutput> outputs;
  std::vector<CheckedRule> rules;
};

// What must be evaluated; monostate is a decision whose result is null.
using CheckedLogic = std::variant<std::monostate, Node, CheckedTable>;

struct CheckedDecision {
  CheckedLogic logic;
  std::vector<Warning> notes;
};

// One for each decision. Faults carry no file name.
std::vector<CheckedDecision> check(const Document& document, const Linked& linked, bool strict,
                                   base::Faults& faults);

}  // namespace qinqing::dmn
