// qinqing COMMAND: one binary for everything.
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <exception>
#include <iostream>

#include "app/commands.h"

namespace {

using qinqing::app::Context;

// --now DATE: the day that the program believes it is.
void set_clock(const std::string& now, Context& context) {
  if (now.empty()) {
    context.clock = std::make_unique<qinqing::base::SystemClock>();
    return;
  }
  const auto day = qinqing::base::Date::parse(now);
  if (!day) throw CLI::ValidationError("--now", "应为日期，例如 2026-11-27");
  context.clock = std::make_unique<qinqing::base::FixedClock>(*day);
}

int run_program(int argc, char** argv) {
  CLI::App program("亲清：政商交往能不能，一问就知道", "qinqing");
  program.require_subcommand(1);
  program.fallthrough();
  Context context;
  std::string now;
  program.add_option("--policy", context.policies, "清单包文件夹，可以给多个；默认 policy/ningbo");
  program.add_option("--calendar", context.calendar, "工作日历文件夹；默认 policy/calendar");
  program.add_option("--now", now, "把今天当作这一天（YYYY-MM-DD）");
  qinqing::app::Run run;
  qinqing::app::add_access(program, run);
  qinqing::app::add_backup(program, run);
  qinqing::app::add_check(program, context, run);
  qinqing::app::add_db(program, context, run);
  qinqing::app::add_deadline(program, context, run);
  qinqing::app::add_dmn(program, context, run);
  qinqing::app::add_export(program, context, run);
  qinqing::app::add_feel(program, context, run);
  qinqing::app::add_import(program, context, run);
  qinqing::app::add_index(program, run);
  qinqing::app::add_ledger(program, context, run);
  qinqing::app::add_openapi(program, context, run);
  qinqing::app::add_pack(program, context, run);
  qinqing::app::add_procedure(program, run);
  qinqing::app::add_serve(program, context, run);
  qinqing::app::add_witness(program, context, run);
  try {
    program.parse(argc, argv);
    set_clock(now, context);
  } catch (const CLI::ParseError& error) {
    const int code = program.exit(error);
    return code == 0 ? qinqing::app::kDone : qinqing::app::kBadInput;
  }
  return run();
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run_program(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "程序内部出错：" << error.what() << '\n';
    return qinqing::app::kFoundFault;
  }
}
