#include "identity/on_duty.h"

namespace qinqing::identity {

std::vector<std::string> persons_on_duty(store::Sql& sql, Role role, base::Date day) {
  std::vector<std::string> found;
  for (auto& [person] : sql.rows<std::string>("SELECT DISTINCT person FROM post WHERE role = :role "
                                              "AND held_from <= :a AND (held_to IS "
                                              "NULL OR held_to >= :b) ORDER BY person",
                                              name_of(role), day, day))
    found.push_back(std::move(person));
  return found;
}

}  // namespace qinqing::identity
