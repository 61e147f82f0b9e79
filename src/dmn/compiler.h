// Checked trees to a Program (program.h).
#pragma once

#include <vector>

#include "dmn/checker.h"
#include "dmn/linker.h"
#include "dmn/program.h"

namespace qinqing::dmn {

// Requires a document, its links and its checked decisions without faults. Takes the types.
Program compile(const Document& document, Linked&& linked, std::vector<CheckedDecision>&& checked);

}  // namespace qinqing::dmn
