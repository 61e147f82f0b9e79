// qinqing backup | restore: the database as it is at one moment, and back.
#include "store/backup.h"

#include <iostream>
#include <memory>

#include "app/commands.h"
#include "app/house.h"

namespace qinqing::app {
namespace {

struct BackupRequest {
  HouseOptions house;
  std::string file;
};

int back_up(const BackupRequest& request) {
  const auto done = store::back_up(request.house.database, request.file);
  if (!done) return refuse(done.faults());
  std::cout << "已备份到 " << request.file << "，" << *done << " 字节。\n";
  std::cerr << "密钥不在里面：" << keys_folder(request.house).string()
            << " 里的三个文件另外保管，没有它们身份证号码读不出来。\n";
  return kDone;
}

int bring_back(const BackupRequest& request) {
  const auto done = store::bring_back(request.file, request.house.database);
  if (!done) return refuse(done.faults());
  std::cout << "已从 " << request.file << " 恢复，" << *done << " 字节。\n";
  std::cerr << "还要当初的三个密钥文件 sign.key、encrypt.key、match.key，放在 "
            << keys_folder(request.house).string() << "；用 qinqing ledger verify 核对。\n";
  return kDone;
}

void add(CLI::App& program, Run& run, const char* name, const char* words,
         int (*command)(const BackupRequest&)) {
  auto* added = program.add_subcommand(name, words);
  auto request = std::make_shared<BackupRequest>();
  added->add_option("FILE", request->file, "备份文件")->required();
  add_house_options(*added, request->house);
  added->callback(
      [&run, request, command] { run = [request, command] { return command(*request); }; });
}

}  // namespace

void add_backup(CLI::App& program, Run& run) {
  add(program, run, "backup", "备份 SQLite 数据库，服务不用停", back_up);
  add(program, run, "restore", "从备份恢复到一个还没有数据库的地方", bring_back);
}

}  // namespace qinqing::app
