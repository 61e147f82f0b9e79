#include "identity/provider.h"

#include "identity/checks.h"
#include "identity/queries.h"

namespace qinqing::identity {

std::optional<std::string> PasswordProvider::subject_of(const Attempt& attempt) {
  const std::string login = plain_login(attempt.login);
  const auto kept = means_.database.read([&](store::Sql& sql) {
    const auto credential = queries::credential(sql, "password", login);
    return credential ? sql.find<CredentialSecret>(credential->id) : std::nullopt;
  });
  if (!kept) {
    means_.passwords.compare_with_nothing(attempt.secret);
    return std::nullopt;
  }
  const PasswordMatch match = means_.passwords.compare(kept->secret, attempt.secret);
  if (match == PasswordMatch::no) return std::nullopt;
  if (match == PasswordMatch::yes_but_keep_anew) {
    const std::string anew = means_.passwords.hash(attempt.secret);
    means_.database.write([&](store::Unit& unit) {
      // Unless somebody changed the password meanwhile.
      const auto now = unit.sql().find<CredentialSecret>(kept->credential);
      if (now && now->secret == kept->secret)
        unit.put(CredentialSecret{.credential = kept->credential, .secret = anew});
    });
  }
  return login;
}

}  // namespace qinqing::identity
