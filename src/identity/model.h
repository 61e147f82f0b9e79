// The rows of identity: organisations, people, the posts that people hold in them, and how people
// sign in. Person ≠ account ≠ post: a person may have no account, an account several ways to sign
// in, a person several posts; rights follow the post held on the day.
//
// A period is written as its first and its last day, both included; no last day: still so.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "base/date.h"
#include "identity/place.h"
#include "identity/role.h"
#include "store/database.h"

namespace qinqing::identity {

enum class OrganisationKind {
  unit,  // of party, government or a people's organisation, the Federation included
  court,
  procuratorate,
  discipline,
  enterprise,
  chamber,
  home  // 亲清家园
};
BOOST_DESCRIBE_ENUM(OrganisationKind, unit, court, procuratorate, discipline, enterprise, chamber,
                    home)
std::string_view title_of(OrganisationKind kind);

// Whether a post with this role can be in an organisation of this kind.
bool fits(Role role, OrganisationKind kind);

struct Organisation {
  std::string id;
  std::int64_t version = 0;
  OrganisationKind kind = OrganisationKind::unit;
  std::string name;
  std::string name_initials;
  std::optional<std::string> parent;  // the unit one level up: where its head files
  std::string place;
  std::optional<std::string> credit_code;  // GB 32100
  base::Date valid_from;
  std::optional<base::Date> valid_to;
  std::optional<std::string> merged_into;  // who has its records since

  static constexpr store::TableInfo kTable{.name = "organisation"};
};
BOOST_DESCRIBE_STRUCT(Organisation, (),
                      (id, version, kind, name, name_initials, parent, place, credit_code,
                       valid_from, valid_to, merged_into))

struct Person {
  std::string id;
  std::int64_t version = 0;
  std::string name;
  std::string name_initials;
  std::optional<std::string> phone;
  std::optional<std::string> id_number;  // Keys::encrypt, bound to this row's id
  std::optional<std::string> id_match;   // Keys::match: one row a resident number
  std::optional<std::string> email{};    // where notices go besides the page

  static constexpr store::TableInfo kTable{
      .name = "person", .personal = "name,name_initials,phone,id_number,id_match,email"};
};
BOOST_DESCRIBE_STRUCT(Person, (),
                      (id, version, name, name_initials, phone, id_number, id_match, email))

struct Post {
  std::string id;
  std::int64_t version = 0;
  std::string person;
  std::string organisation;
  std::string place;  // whose records it reaches, where its role reaches a place
  Role role = Role::official;
  std::string title;  // "副局长"
  bool head = false;  // of the organisation: files one level up
  base::Date held_from;
  std::optional<base::Date> held_to;

  bool held_on(base::Date day) const { return held_from <= day && (!held_to || day <= *held_to); }

  static constexpr store::TableInfo kTable{.name = "post"};
};
BOOST_DESCRIBE_STRUCT(Post, (),
                      (id, version, person, organisation, place, role, title, head, held_from,
                       held_to))

// Who holds `to_post` acts for the holder of `from_post` too, from day to day, both included.
struct Delegation {
  std::string id;
  std::int64_t version = 0;
  std::string from_post;
  std::string to_post;
  base::Date valid_from;
  base::Date valid_to;
  std::string reason;
  bool ended = false;  // before its time

  bool holds_on(base::Date day) const { return !ended && valid_from <= day && day <= valid_to; }

  static constexpr store::TableInfo kTable{.name = "delegation"};
};
BOOST_DESCRIBE_STRUCT(Delegation, (),
                      (id, version, from_post, to_post, valid_from, valid_to, reason, ended))

struct Account {
  std::string id;
  std::int64_t version = 0;
  std::string person;
  std::string login;  // lower case
  bool disabled = false;

  static constexpr store::TableInfo kTable{.name = "account", .personal = "login"};
};
BOOST_DESCRIBE_STRUCT(Account, (), (id, version, person, login, disabled))

// One way in: whom `provider` calls `subject` is this account.
struct Credential {
  std::string id;
  std::int64_t version = 0;
  std::string account;
  std::string provider;  // "password", or the name of a Provider from outside
  std::string subject;   // of "password": the login
  bool must_change = false;
  base::Date changed_on;

  static constexpr store::TableInfo kTable{.name = "credential", .personal = "subject"};
};
BOOST_DESCRIBE_STRUCT(Credential, (),
                      (id, version, account, provider, subject, must_change, changed_on))

// A password's Argon2id string. Apart from its credential and transient, so that neither events nor
// exports hold what could be guessed at, and a changed password leaves no trace of the old one.
struct CredentialSecret {
  std::string credential;
  std::string secret;

  static constexpr store::TableInfo kTable{.name = "credential_secret",
                                           .kind = store::TableKind::transient};
};
BOOST_DESCRIBE_STRUCT(CredentialSecret, (), (credential, secret))

// Instants are milliseconds since the Unix epoch.
struct Session {
  std::string id;  // token_hash of the cookie
  std::string account;
  std::optional<std::string> post;        // the acting post
  std::optional<std::string> delegation;  // by which it is acted for
  std::int64_t created_at = 0;
  std::int64_t seen_at = 0;
  std::int64_t expires_at = 0;  // whatever happens in it

  static constexpr store::TableInfo kTable{.name = "session", .kind = store::TableKind::transient};
};
BOOST_DESCRIBE_STRUCT(Session, (), (id, account, post, delegation, created_at, seen_at, expires_at))

struct Lockout {
  std::string login;  // hashed: a table of what people mistyped would be one of passwords
  std::int64_t failures = 0;
  std::int64_t last_at = 0;

  static constexpr store::TableInfo kTable{.name = "lockout", .kind = store::TableKind::transient};
};
BOOST_DESCRIBE_STRUCT(Lockout, (), (login, failures, last_at))

// Tables and migrations, for Database::open.
store::Schema schema();

}  // namespace qinqing::identity
