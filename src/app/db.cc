// qinqing db migrations: the schema's steps, and when each was taken.
#include <iostream>
#include <memory>

#include "app/commands.h"
#include "app/house.h"

namespace qinqing::app {
namespace {

int list_migrations(const Context& context, const HouseOptions& options) {
  base::SystemRandom random;
  const auto states = store::Database::migrations({.url = options.database,
                                                   .clock = context.clock.get(),
                                                   .random = &random,
                                                   .schemas = schemas()});
  if (!states) return refuse(states.faults());
  for (const auto& state : *states)
    std::cout << state.number << '\t' << state.name << '\t'
              << (state.applied_at.empty() ? "还没有执行" : state.applied_at) << '\n';
  return kDone;
}

}  // namespace

void add_db(CLI::App& program, Context& context, Run& run) {
  auto* group = program.add_subcommand("db", "数据库");
  group->require_subcommand(1);
  auto* command = group->add_subcommand("migrations", "列出升级步骤和执行的时间，不执行");
  auto options = std::make_shared<HouseOptions>();
  add_house_options(*command, *options);
  command->callback([&context, &run, options] {
    run = [&context, options] { return list_migrations(context, *options); };
  });
}

}  // namespace qinqing::app
