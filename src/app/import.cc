// qinqing import: an export into an empty database, verified before anything stays.
#include "ledger/exchange/import.h"

#include <iostream>
#include <memory>
#include <optional>

#include "app/commands.h"
#include "app/record.h"
#include "contact/filings/row.h"

namespace qinqing::app {
namespace {

struct ImportRequest {
  HouseOptions house;
  std::string folder;
};

// The keys that the record was signed with, if they are here already. Without them all but the
// signatures is verified.
base::Result<std::optional<identity::Keys>> keys_if_there(const HouseOptions& options,
                                                          base::RandomSource& random) {
  std::error_code ignored;
  if (!std::filesystem::exists(keys_folder(options) / "sign.key", ignored))
    return std::optional<identity::Keys>();
  auto keys = identity::Keys::open(keys_folder(options), identity::Keys::Missing::refuse, random);
  if (!keys) return keys.faults();
  return std::optional(std::move(keys).value());
}

ledger::ImportOptions options_with(const std::optional<identity::Keys>& keys) {
  ledger::ImportOptions options;
  options.verify.is_signed = [&](std::string_view text, std::string_view signature) {
    return !keys || keys->verify(text, signature);
  };
  options.verify.derived = derived_tables();
  options.verify.progress = tell_progress();
  options.rebuild = contact::find_all_by_words;
  options.progress = [](const std::string& table, std::uint64_t rows) {
    std::cerr << "已导入 " << table << "：" << rows << " 行\n";
  };
  return options;
}

void tell(const ledger::Verified& found, bool signatures, const HouseOptions& options) {
  std::cout << "已导入并核对：" << found.events << " 个事件，其中 " << found.sealed << " 个已封存；"
            << found.rows << " 行记录。\n"
            << "根 " << ledger::to_named(found.root) << '\n';
  const std::string keys = keys_folder(options).string();
  if (!signatures)
    std::cerr << "账头的签名没有核对：" << keys
              << " 里没有密钥。先把当初的三个文件 sign.key、encrypt.key、match.key 放进去（权限 "
                 "0600），再用 qinqing ledger verify 核对、qinqing serve 打开；没有它们，身份证号码"
                 "读不出来，服务不会启动。\n";
  std::cerr << "密码和登录状态不在导出里：由外部登录的照常，用密码的要由管理员重设。\n";
}

int import_folder(const Context& context, const ImportRequest& request) {
  const auto schemas = app::schemas();
  std::vector<const store::Table*> tables;
  for (const auto& schema : schemas)
    tables.insert(tables.end(), schema.tables.begin(), schema.tables.end());
  const auto checked = ledger::check_export(request.folder, tables, ledger::steps_of(schemas),
                                            [](const std::string& table, std::uint64_t rows) {
                                              std::cerr << "已检查 " << table << "：" << rows
                                                        << " 行\n";
                                            });
  if (!checked) return refuse(checked.faults());
  base::SystemRandom random;
  const auto keys = keys_if_there(request.house, random);
  if (!keys) return refuse(keys.faults());
  auto database = store::Database::open({.url = request.house.database,
                                         .clock = context.clock.get(),
                                         .random = &random,
                                         .schemas = schemas});
  if (!database) return refuse(database.faults());
  const ledger::ImportOptions options = options_with(*keys);
  const auto done = (*database)->write([&](store::Unit& unit) {
    return ledger::import_record(unit.sql(), (*database)->tables(), *checked, options);
  });
  if (!done) return refuse(done.faults());
  tell(*done, keys->has_value(), request.house);
  return kDone;
}

}  // namespace

void add_import(CLI::App& program, Context& context, Run& run) {
  auto* command = program.add_subcommand("import", "把导出的记录导入一个空的数据库，并从头核对");
  auto request = std::make_shared<ImportRequest>();
  command->add_option("DIR", request->folder, "qinqing export 写的文件夹")->required();
  add_house_options(*command, request->house);
  command->callback([&context, &run, request] {
    run = [&context, request] { return import_folder(context, *request); };
  });
}

}  // namespace qinqing::app
