#include "identity/rank.h"

#include <string>

#include "identity/refused.h"

namespace qinqing::identity {
namespace {

bool above_caller(const Caller& caller, const Post& post, const Target& target) {
  if (!may_give(caller.role, post.role)) return true;
  return post.head && !caller.head && target.organisation == caller.organisation;
}

}  // namespace

bool may_give(Role giver, Role given) {
  if (given == Role::public_) return false;
  if (giver == Role::sysadmin) return true;
  if (giver != Role::unit_admin) return false;
  switch (given) {
    case Role::entrepreneur:
    case Role::chamber_staff:
    case Role::home_staff:
    case Role::official:
    case Role::unit_admin:
    case Role::department_handler:
    case Role::judicial_liaison:
      return true;
    case Role::public_:
    case Role::coordinator:
    case Role::inspector:
    case Role::index_editor:
    case Role::sysadmin:
      return false;
  }
  return false;
}

void require_over(const Caller& caller, std::string_view action, const Directory& directory,
                  std::string_view person) {
  const Target whoever{
      .persons = {std::string(person)}, .organisation = "", .organisation_above = "", .places = {}};
  // Reaches every account, but the own: may() knows both.
  if (may(caller, action, whoever) == Access::allowed) return;
  bool seen = false;
  bool refused = false;
  for (const Post& post : directory.posts_of(person, caller.today)) {
    const Target target = directory.target(post);
    const Access access = may(caller, action, target);
    seen = seen || access == Access::allowed || access == Access::refused;
    refused = refused || access != Access::allowed || above_caller(caller, post, target);
  }
  if (!seen) throw Refused(Access::hidden, action);
  if (refused)
    throw Refused(
        Access::refused, action,
        person == caller.person
            ? "这是您自己的账号，请别的管理员来办；改口令自己就能改"
            : "这个人还有您管不到的岗位，或者职务在您之上。请上一级单位或者系统管理员来办");
}

}  // namespace qinqing::identity
