// qinqing access matrix: who may do what, as the program decides it.
#include <iostream>

#include "app/commands.h"
#include "identity/access.h"

namespace qinqing::app {
namespace {

using identity::Grant;
using identity::Role;

// "本单位的（须有依据）、本人的"; "–" where a role has nothing.
std::string reach_words(Role role, const identity::Action& action) {
  std::string words;
  for (const Grant& grant : identity::grants_of(role, action.name)) {
    if (!words.empty()) words += "、";
    words += identity::title_of(grant.reach);
    if (grant.needs_basis) words += "（须有依据）";
  }
  if (words.empty()) return "–";
  if (action.never_own) words += "，不含本人的";
  return words;
}

bool open_to_all(const identity::Action& action) {
  const auto found = identity::grants_of(Role::public_, action.name);
  return !found.empty() && found.front().reach == identity::Reach::public_;
}

// Markdown, an action a section: for people to read and for docs/.
int print_words() {
  for (const identity::Action& action : identity::actions()) {
    std::cout << "## " << action.title << "（" << action.name << "）\n\n";
    if (open_to_all(action)) std::cout << "- 任何人\n";
    for (const Role role : identity::kRoles)
      if (!open_to_all(action) && !identity::grants_of(role, action.name).empty())
        std::cout << "- " << identity::title_of(role) << "：" << reach_words(role, action) << '\n';
    std::cout << '\n';
  }
  return kDone;
}

int print_csv() {
  std::cout << identity::access_csv();
  return kDone;
}

}  // namespace

void add_access(CLI::App& program, Run& run) {
  auto* access = program.add_subcommand("access", "权限：谁能做什么");
  access->require_subcommand(1);
  access->fallthrough();
  auto* matrix = access->add_subcommand("matrix", "打印整张权限表");
  auto csv = std::make_shared<bool>(false);
  matrix->add_flag("--csv", *csv, "每行一条：角色、动作、范围");
  matrix->callback([&run, csv] { run = [csv] { return *csv ? print_csv() : print_words(); }; });
}

}  // namespace qinqing::app
