// What a post makes of its holder. A person has no role; a post has one, and who holds several
// posts acts as one of them at a time.
#pragma once

#include <array>
#include <boost/describe.hpp>
#include <string_view>

namespace qinqing::identity {

enum class Role {
  public_,             // anybody; also who has signed in but holds no post today
  entrepreneur,        // acts for an enterprise
  chamber_staff,       // works for a chamber of commerce
  home_staff,          // works in a 亲清家园
  official,            // files for himself
  unit_admin,          // approves and receives the filings of a unit
  coordinator,         // United Front department or Federation of a place
  department_handler,  // answers requests for a department
  judicial_liaison,    // court or procuratorate
  inspector,           // discipline: reads with a basis, changes only its own cases
  index_editor,        // keeps the index
  sysadmin             // runs the machine; reads no case
};
BOOST_DESCRIBE_ENUM(Role, public_, entrepreneur, chamber_staff, home_staff, official, unit_admin,
                    coordinator, department_handler, judicial_liaison, inspector, index_editor,
                    sysadmin)

inline constexpr std::array kRoles = {
    Role::public_,          Role::entrepreneur, Role::chamber_staff, Role::home_staff,
    Role::official,         Role::unit_admin,   Role::coordinator,   Role::department_handler,
    Role::judicial_liaison, Role::inspector,    Role::index_editor,  Role::sysadmin};

std::string_view name_of(Role role);   // "unit_admin", "public"
std::string_view title_of(Role role);  // "单位管理员"

}  // namespace qinqing::identity
