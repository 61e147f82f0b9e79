// qinqing pack import | export: between folders and the editions of the database.
#include <filesystem>
#include <fstream>
#include <iostream>

#include "app/house.h"
#include "app/pack.h"
#include "identity/directory.h"
#include "identity/queries.h"
#include "identity/refused.h"

namespace qinqing::app {
namespace {

// Who imports: the person of that login in his first post of today, or nobody.
base::Result<identity::Caller> importer(House& house, const std::string& login) {
  identity::Caller caller;
  caller.now = house.clock().now();
  caller.today = house.clock().today();
  caller.system = login.empty();
  if (login.empty()) return caller;
  return house.database().read([&](store::Sql& sql) -> base::Result<identity::Caller> {
    const auto account = identity::queries::account_by_login(sql, login);
    if (!account) return base::whole_fault("by", "没有叫“" + login + "”的账号");
    const auto posts =
        identity::Directory(sql, house.places()).posts_of(account->person, caller.today);
    if (posts.empty()) return base::whole_fault("by", "“" + login + "”今天没有岗位");
    caller.account = account->id;
    caller.person = account->person;
    caller.post = posts.front().id;
    caller.organisation = posts.front().organisation;
    caller.place = posts.front().place;
    caller.role = posts.front().role;
    caller.head = posts.front().head;
    return caller;
  });
}

base::Fault unwritable(const std::filesystem::path& file) {
  base::Fault fault = base::whole_fault("unwritable", "写不了");
  fault.file = file.string();
  return fault;
}

base::Faults write_folder(const norms::PackFiles& files, const std::filesystem::path& folder) {
  for (const auto& [path, contents] : files) {
    const std::filesystem::path file = folder / path;
    std::error_code error;
    std::filesystem::create_directories(file.parent_path(), error);
    std::ofstream out(file, std::ios::binary);
    out.write(contents.data(), static_cast<std::streamsize>(contents.size()));
    if (error || !out.flush()) return base::Faults(unwritable(file));
  }
  return {};
}

}  // namespace

int import_edition(const Context& context, const HouseOptions& options, const std::string& folder,
                   const std::string& login) {
  const auto files = norms::read_pack_files(folder);
  if (!files) return refuse(files.faults());
  const auto house = House::open(context, options);
  if (!house) return refuse(house.faults());
  if ((*house)->editions() == nullptr)
    return refuse(base::Faults(base::whole_fault("procedure", "没有“采用”的程序",
                                                 "清单包里要有 procedures/adoption.yaml")));
  const auto caller = importer(**house, login);
  if (!caller) return refuse(caller.faults());
  try {
    const auto made = (*house)->editions()->create(*caller, (*house)->ids().next(), *files, "");
    if (!made) return refuse(made.faults());
    std::cout << made->record.edition.id << ' ' << made->record.edition.hash << '\n';
  } catch (const identity::Refused&) {
    return refuse(base::Faults(
        base::whole_fault("by", "“" + login + "”不能起草清单", "由清单所在地方的统战部门起草")));
  }
  if (login.empty()) std::cerr << "没有写起草人（--by），只存下，不能往下办\n";
  return kDone;
}

int export_edition(const Context& context, const HouseOptions& options, const std::string& which,
                   const std::string& folder) {
  std::error_code error;
  if (std::filesystem::exists(folder, error))
    return refuse(base::Faults(base::whole_fault("exists", "已经有 " + folder, "写一个还没有的")));
  const auto house = House::open(context, options);
  if (!house) return refuse(house.faults());
  const auto files =
      (*house)->database().read([&](store::Sql& sql) -> std::optional<norms::PackFiles> {
        auto found = norms::editions_of_hash(sql, which);
        if (found.empty())
          if (auto edition = sql.find<norms::PackEdition>(which)) found.push_back(*edition);
        if (found.empty()) return std::nullopt;
        return norms::files_of(sql, found.front());
      });
  if (!files)
    return refuse(base::Faults(
        base::whole_fault("edition.none", "没有这一版：" + which, "写指纹 sha256:… 或编号")));
  const base::Faults faults = write_folder(*files, folder);
  if (!faults.empty()) return refuse(faults);
  std::cerr << "已写出 " << files->size() << " 个文件\n";
  return kDone;
}

}  // namespace qinqing::app
