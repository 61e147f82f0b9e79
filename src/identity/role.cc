#include "identity/role.h"

namespace qinqing::identity {

std::string_view name_of(Role role) {
  if (role == Role::public_) return "public";
  return boost::describe::enum_to_string(role, "");
}

std::string_view title_of(Role role) {
  switch (role) {
    case Role::public_:
      return "公众";
    case Role::entrepreneur:
      return "企业人员";
    case Role::chamber_staff:
      return "商会工作人员";
    case Role::home_staff:
      return "亲清家园工作人员";
    case Role::official:
      return "公职人员";
    case Role::unit_admin:
      return "单位管理员";
    case Role::coordinator:
      return "统筹员（统战部、工商联）";
    case Role::department_handler:
      return "部门经办人";
    case Role::judicial_liaison:
      return "司法联络员";
    case Role::inspector:
      return "监督人员";
    case Role::index_editor:
      return "指数编辑";
    case Role::sysadmin:
      return "系统管理员";
  }
  return "";
}

}  // namespace qinqing::identity
