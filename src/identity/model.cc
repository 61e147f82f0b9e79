#include "identity/model.h"

#include "embedded/identity_migrations.h"

namespace qinqing::identity {

std::string_view title_of(OrganisationKind kind) {
  switch (kind) {
    case OrganisationKind::unit:
      return "机关单位";
    case OrganisationKind::court:
      return "法院";
    case OrganisationKind::procuratorate:
      return "检察院";
    case OrganisationKind::discipline:
      return "纪检监察机关";
    case OrganisationKind::enterprise:
      return "企业";
    case OrganisationKind::chamber:
      return "商会";
    case OrganisationKind::home:
      return "亲清家园";
  }
  return "";
}

bool fits(Role role, OrganisationKind kind) {
  using enum OrganisationKind;
  const bool office = kind == unit || kind == court || kind == procuratorate || kind == discipline;
  switch (role) {
    case Role::public_:
      return false;
    case Role::entrepreneur:
      return kind == enterprise;
    case Role::chamber_staff:
      return kind == chamber;
    case Role::home_staff:
      return kind == home;
    case Role::judicial_liaison:
      return kind == court || kind == procuratorate;
    case Role::inspector:
      return kind == discipline;
    case Role::official:
    case Role::unit_admin:
    case Role::coordinator:
    case Role::department_handler:
    case Role::index_editor:
    case Role::sysadmin:
      return office;
  }
  return false;
}

store::Schema schema() {
  return {.migrations = embedded::identity_migrations(),
          .tables = {&store::table<Place>(), &store::table<Organisation>(), &store::table<Person>(),
                     &store::table<Post>(), &store::table<Delegation>(), &store::table<Account>(),
                     &store::table<Credential>(), &store::table<CredentialSecret>(),
                     &store::table<Session>(), &store::table<Lockout>()}};
}

}  // namespace qinqing::identity
