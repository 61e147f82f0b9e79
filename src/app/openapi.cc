// qinqing openapi: the document of the API, as `qinqing serve` answers it.
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <system_error>

#include "app/commands.h"
#include "app/house.h"
#include "app/site.h"

namespace qinqing::app {
namespace {

// A folder that is gone when this is.
class PassingFolder {
 public:
  PassingFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "qinqing-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr)
      throw std::system_error(errno, std::generic_category(), name);
    path_ = name;
  }
  ~PassingFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  PassingFolder(const PassingFolder&) = delete;
  PassingFolder& operator=(const PassingFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// The routes themselves say what they are, so a house is put together as for serving, over a
// database of its own that nobody has.
int print_document(const Context& context) {
  const PassingFolder folder;
  HouseOptions options;
  options.database = "sqlite:" + (folder.path() / "qinqing.db").string();
  const auto house = House::open(context, options);
  if (!house) return refuse(house.faults());
  const auto site = AssembledSite::of(**house, {});
  if (!site) return refuse(site.faults());
  std::cout << (*site)->openapi() << '\n';
  return kDone;
}

}  // namespace

void add_openapi(CLI::App& program, Context& context, Run& run) {
  auto* command = program.add_subcommand("openapi", "打印接口说明（OpenAPI 3.1），不需要数据库");
  command->callback([&context, &run] { run = [&context] { return print_document(context); }; });
}

}  // namespace qinqing::app
