// Whether a drafted answer can stand: what it names is there, and it stays within what was asked.
//
// Thread-safety: pure functions.
#pragma once

#include <string>
#include <string_view>

#include "norms/rulings/rulings.h"

namespace qinqing::norms {

// The answer with what was not said filled in. Faults below "/answer".
base::Result<RulingAnswer> check_answer(const Norms& norms, const identity::Places& places,
                                        const RulingRecord& record, const RulingAnswer& answer,
                                        base::Date today);

std::size_t characters(std::string_view text);
std::string trimmed(std::string_view text);

}  // namespace qinqing::norms
