// qinqing export: the whole record as a folder that needs no database.
#include "ledger/exchange/export.h"

#include <iostream>
#include <memory>
#include <set>

#include "app/commands.h"
#include "app/record.h"
#include "base/calendar_bytes.h"
#include "norms/adoption/model.h"

namespace qinqing::app {
namespace {

struct ExportRequest {
  HouseOptions house;
  std::string folder;
};

// The folders' packs, and every edition that receipts may have been made with.
base::Faults carry_packs(const Context& context, store::Sql& sql, ledger::ExportOptions& options) {
  std::set<std::string> carried;
  for (const auto& folder : context.packs()) {
    auto files = norms::read_pack_files(folder);
    if (!files) return files.faults();
    carried.insert(norms::pack_hash(*files));
    options.packs.push_back({.files = std::move(files).value()});
  }
  for (const auto& edition : norms::adopted_editions(sql))
    if (carried.insert(edition.hash).second)
      options.packs.push_back({.files = norms::files_of(sql, edition)});
  return {};
}

// Of the server's files, with the years that were published since.
base::Faults carry_calendars(const Context& context,
                             const std::vector<casework::PublishedYear>& published,
                             ledger::ExportOptions& options) {
  auto files = base::Calendar::load(context.calendar_folder());
  if (!files) return files.faults();
  const auto found = casework::calendars_of(
      std::make_shared<const base::Calendar>(std::move(files).value()), published);
  if (!found.faults.empty()) return found.faults;
  options.calendars.push_back(
      {.text = base::calendar_bytes(found.in_force->years()), .in_force = true});
  for (const auto& known : found.known)
    if (known->hash() != found.in_force->hash())
      options.calendars.push_back(
          {.text = base::calendar_bytes(known->years()), .in_force = false});
  return {};
}

int export_database(const Context& context, const ExportRequest& request) {
  base::SystemRandom random;
  auto database = open_as_it_is(context, request.house, random);
  if (!database) return refuse(database.faults());
  ledger::ExportOptions options;
  options.schema = ledger::steps_of(schemas());
  options.progress = [](const std::string& table, std::uint64_t rows) {
    std::cerr << "已导出 " << table << "：" << rows << " 行\n";
  };
  const auto read = [&](store::Sql& sql) -> base::Result<ledger::Manifest> {
    base::Faults faults = carry_packs(context, sql, options);
    if (faults.empty()) faults = carry_calendars(context, casework::published_years(sql), options);
    if (!faults.empty()) return faults;
    return ledger::export_record(sql, (*database)->tables(), request.folder, options);
  };
  const auto done = (*database)->read(read);
  if (!done) return refuse(done.faults());
  std::int64_t rows = 0;
  for (const auto& table : done->tables) rows += table.rows;
  std::cout << "已导出到 " << request.folder << "：" << done->tables.size() << " 张表，" << rows
            << " 行。\n";
  if (done->head)
    std::cout << "账头 " << done->head->root << "，到第 " << done->head->size << " 个事件。\n";
  std::cerr << "里面有个人的资料，要和数据库一样保管；没有密钥、密码和登录状态。\n";
  return kDone;
}

}  // namespace

void add_export(CLI::App& program, Context& context, Run& run) {
  auto* command = program.add_subcommand("export", "导出全部记录，成一个和引擎无关的文件夹");
  auto request = std::make_shared<ExportRequest>();
  command->add_option("DIR", request->folder, "导出到的文件夹，应还没有")->required();
  add_house_options(*command, request->house);
  command->callback([&context, &run, request] {
    run = [&context, request] { return export_database(context, *request); };
  });
}

}  // namespace qinqing::app
