// Who needs whom: ids resolved, types and scopes built, decisions ordered, circles refused.
//
// Every value that an expression can name has a slot: the inputs first, in the model's order, then
// the decisions.
#pragma once

#include <cstdint>
#include <vector>

#include "base/fault.h"
#include "dmn/document.h"
#include "dmn/names.h"
#include "dmn/parser.h"
#include "dmn/types.h"

namespace qinqing::dmn {

// Above these a model is refused; each is far beyond any model a person could read.
inline constexpr std::size_t kInputsMax = 2'000;
inline constexpr std::size_t kDecisionsMax = 2'000;

struct LinkedDecision {
  std::vector<std::uint32_t> inputs;     // input indexes required directly, in order of mention
  std::vector<std::uint32_t> decisions;  // decision indexes required directly
  std::vector<std::uint32_t> order;      // all decisions it needs, itself last, in order of running
  Scope scope;
};

struct Linked {
  TypeTable types;
  NameSet members;
  NameSet names;  // of all inputs and decisions; ids are slots
  std::vector<TypeId> slot_types;
  std::vector<LinkedDecision> decisions;
};

// Faults: "too_many", "duplicate", "reference", "cycle", "syntax" of allowed values, and in strict
// mode "type". False where names or requirements are in doubt, so that checking expressions would
// only add faults that are none. `linked` must not move before they are checked: its scopes point
// into it.
bool link(const Document& document, bool strict, Linked& linked, base::Faults& faults);

}  // namespace qinqing::dmn
