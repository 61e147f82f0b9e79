// qinqing procedure show DIR|FILE: a pack's procedures as drawings and tables, in Markdown.
#include <iostream>
#include <system_error>

#include "app/commands.h"
#include "casework/diagram.h"
#include "casework/procedure_load.h"
#include "casework/roles.h"

namespace qinqing::app {
namespace {

namespace fs = std::filesystem;

// A file, a folder of procedures, or a pack that has one.
base::Result<std::vector<casework::Version>> read_procedures(const fs::path& path) {
  const casework::Vocabulary any_name{.roles = &casework::post_roles()};
  std::error_code error;
  if (!fs::is_directory(path, error)) {
    auto one = casework::load_procedure(path, any_name);
    if (!one) return one.faults();
    return std::vector{std::move(one).value()};
  }
  const bool is_pack = fs::is_directory(path / "procedures", error);
  return casework::load_procedures(is_pack ? path / "procedures" : path, any_name);
}

int show(const std::string& path) {
  const auto versions = read_procedures(path);
  if (!versions) return refuse(versions.faults());
  if (versions->empty()) std::cerr << "这里没有程序文件（*.yaml）\n";
  for (const casework::Version& version : *versions) {
    if (&version != &versions->front()) std::cout << '\n';
    std::cout << casework::diagram(version.procedure, casework::role_name);
    std::cerr << version.procedure.id << "：" << version.hash << '\n';
  }
  return versions->empty() ? kFoundFault : kDone;
}

}  // namespace

void add_procedure(CLI::App& program, Run& run) {
  auto* procedure = program.add_subcommand("procedure", "办事程序：看状态、步骤和期限");
  procedure->require_subcommand(1);
  procedure->fallthrough();
  auto path = std::make_shared<std::string>();
  auto* command = procedure->add_subcommand("show", "打印程序的图和表（Markdown、Mermaid）");
  command->add_option("DIR|FILE", *path, "清单包文件夹、程序文件夹或者一个程序文件")->required();
  command->callback([&run, path] { run = [path] { return show(*path); }; });
}

}  // namespace qinqing::app
