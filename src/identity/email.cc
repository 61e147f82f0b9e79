#include "identity/email.h"

#include <stdexcept>

#include "identity/checks.h"
#include "identity/event.h"
#include "identity/model.h"

namespace qinqing::identity {

std::string email_of(const Means& means, const Caller& caller) {
  return means.database.read([&](store::Sql& sql) {
    const auto person = sql.find<Person>(caller.person);
    return person ? person->email.value_or("") : std::string();
  });
}

base::Result<std::string> set_email(const Means& means, const Caller& caller, std::string email) {
  base::Faults faults;
  if (!email.empty()) check_email(email, "/email", faults);
  if (!faults.empty()) return faults;
  return means.database.write([&](store::Unit& unit) -> base::Result<std::string> {
    auto person = unit.sql().find<Person>(caller.person);
    if (!person) throw std::runtime_error("who has signed in is nobody");
    if (person->email.value_or("") == email) return email;
    person->email = email.empty() ? std::nullopt : std::optional(email);
    unit.event(event_of(caller, "email.change", caller.place, person->id));
    unit.update(*person);
    return email;
  });
}

}  // namespace qinqing::identity
