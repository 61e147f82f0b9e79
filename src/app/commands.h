// The commands of `qinqing`, one function a command. Each registers its options on the program and
// sets `run` when it is chosen.
#pragma once

#include <CLI/App.hpp>
#include <functional>

#include "app/context.h"

namespace qinqing::app {

using Run = std::function<int()>;

void add_access(CLI::App& program, Run& run);
void add_backup(CLI::App& program, Run& run);
void add_check(CLI::App& program, Context& context, Run& run);
void add_db(CLI::App& program, Context& context, Run& run);
void add_deadline(CLI::App& program, Context& context, Run& run);
void add_dmn(CLI::App& program, Context& context, Run& run);
void add_export(CLI::App& program, Context& context, Run& run);
void add_feel(CLI::App& program, Context& context, Run& run);
void add_import(CLI::App& program, Context& context, Run& run);
void add_index(CLI::App& program, Run& run);
void add_ledger(CLI::App& program, Context& context, Run& run);
void add_openapi(CLI::App& program, Context& context, Run& run);
void add_pack(CLI::App& program, Context& context, Run& run);
void add_procedure(CLI::App& program, Run& run);
void add_serve(CLI::App& program, Context& context, Run& run);
void add_witness(CLI::App& program, Context& context, Run& run);

}  // namespace qinqing::app
