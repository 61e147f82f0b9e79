// qinqing export: the whole record as a folder that needs no database.
#include "ledger/exchange/export.h"

#include <functional>
#include <iostream>
#include <memory>
#include <optional>
#include <set>

#include "app/commands.h"
#include "app/record.h"
#include "base/calendar_bytes.h"
#include "ledger/sealer.h"
#include "ledger/stored_tree.h"
#include "norms/adoption/model.h"

namespace qinqing::app {
namespace {

constexpr int kSealTries = 50;

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

// Puts in order and signs what the server has not, by the server's key.
base::Faults seal(store::Database& database, const Context& context, const HouseOptions& options,
                  base::RandomSource& random) {
  auto keys = identity::Keys::open(keys_folder(options), identity::Keys::Missing::refuse, random);
  if (!keys) {
    base::Faults faults = base::Faults(
        base::whole_fault("export.unsealed", "还有事件没有封存、没有账头管到，导出以前要用密钥签好",
                          "给出密钥文件夹，或者等正在运行的服务封存（一秒左右）"));
    faults.append(keys.faults());
    return faults;
  }
  ledger::Sealer sealer(database, *context.clock,
                        [&](std::string_view text) { return keys->sign(text); });
  try {
    while (sealer.seal() > 0) continue;
    sealer.sign_head();
  } catch (const ledger::StoredTree::Broken&) {
    return base::Faults(base::whole_fault("export.tree", "账里有缺口，封存不了",
                                          "用 qinqing ledger verify 看是哪里"));
  }
  return {};
}

// Exports a snapshot whose last head covers all of it. While others write, another event may come
// between the signing and the snapshot; then once more.
base::Result<ledger::Manifest> export_signed(
    store::Database& database, const Context& context, const HouseOptions& options,
    base::RandomSource& random,
    const std::function<base::Result<ledger::Manifest>(store::Sql&)>& body) {
  for (int tries = 0; tries < kSealTries; ++tries) {
    std::optional<base::Result<ledger::Manifest>> done;
    database.read([&](store::Sql& sql) {
      if (ledger::all_signed(sql)) done = body(sql);
    });
    if (done) return *std::move(done);
    if (base::Faults faults = seal(database, context, options, random); !faults.empty())
      return faults;
  }
  return base::whole_fault("export.unsealed", "写入太快，总有刚写的事件没有账头管到",
                           "等写入少一些再导出");
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
  const auto done = export_signed(**database, context, request.house, random, read);
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
