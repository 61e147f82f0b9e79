// The parts of `qinqing ledger` that stand in files of their own.
#pragma once

#include <CLI/App.hpp>

#include "app/commands.h"

namespace qinqing::app {

// prove and check.
void add_ledger_proofs(CLI::App& group, Context& context, Run& run);

}  // namespace qinqing::app
