#include "app/as_it_is.h"

namespace qinqing::app {
namespace {

base::Fault fault(std::string code, std::string what, std::string right) {
  base::Faults faults;
  faults.add(code, "", what, right);
  return faults[0];
}

}  // namespace

base::Result<std::unique_ptr<store::Database>> open_as_it_is(const Context& context,
                                                             const HouseOptions& options,
                                                             base::RandomSource& random) {
  store::DatabaseOptions wanted{.url = options.database,
                                .clock = context.clock.get(),
                                .random = &random,
                                .schemas = schemas()};
  if (options.database.starts_with("sqlite:") &&
      !std::filesystem::exists(options.database.substr(7)))
    return fault("db.missing", "没有这个数据库：" + options.database, "写上要核对的数据库");
  const auto states = store::Database::migrations(wanted);
  if (!states) return states.faults();
  for (const auto& state : *states)
    if (state.applied_at.empty())
      return fault("db.older", "数据库还没有升级到这个程序的样子，核对不改动它",
                   "先用 qinqing serve 打开一次，或者用当初的程序核对");
  return store::Database::open(std::move(wanted));
}

}  // namespace qinqing::app
