#include "app/record.h"

#include <filesystem>
#include <iostream>

#include "casework/queries.h"
#include "contact/filings/row_anew.h"

namespace qinqing::app {
base::Result<std::unique_ptr<store::Database>> open_as_it_is(const Context& context,
                                                             const HouseOptions& options,
                                                             base::RandomSource& random) {
  store::DatabaseOptions wanted{.url = options.database,
                                .clock = context.clock.get(),
                                .random = &random,
                                .schemas = schemas()};
  if (options.database.starts_with("sqlite:") &&
      !std::filesystem::exists(options.database.substr(7)))
    return base::whole_fault("db.missing", "没有这个数据库：" + options.database,
                             "写上要核对的数据库");
  const auto states = store::Database::migrations(wanted);
  if (!states) return states.faults();
  for (const auto& state : *states)
    if (state.applied_at.empty())
      return base::whole_fault("db.older", "数据库还没有升级到这个程序的样子，核对不改动它",
                               "先用 qinqing serve 打开一次，或者用当初的程序核对");
  return store::Database::open(std::move(wanted));
}

std::vector<ledger::Derived> derived_tables() {
  return {{.table = &store::table<casework::CaseNumber>(),
           .rows =
               [](store::Sql& sql, const ledger::Derived::Each& each) {
                 for (const auto& row : casework::numbers_that_follow(sql)) each(&row);
               }},
          {.table = &store::table<contact::FilingRow>(),
           .rows = [](store::Sql& sql, const ledger::Derived::Each& each) {
             contact::each_row_anew(sql, [&](const contact::FilingRow& row) { each(&row); });
           }}};
}

std::function<void(std::uint64_t done, std::uint64_t all)> tell_progress() {
  return [told = std::uint64_t{0}](std::uint64_t done, std::uint64_t all) mutable {
    constexpr std::uint64_t kParts = 10;
    if (all == 0 || done * kParts / all <= told) return;
    told = done * kParts / all;
    std::cerr << "已核对 " << done << " / " << all << " 个事件\n";
  };
}

}  // namespace qinqing::app
