// What the API of identity answers, described; and how the rows become that.
//
// Every member is always there: what is not known is null.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "identity/accounts.h"
#include "identity/directory.h"
#include "identity/identity.h"

namespace qinqing::identity {

struct NamedJson {
  std::string id;
  std::string name;
  static constexpr std::string_view kTitle = "Named";
};
BOOST_DESCRIBE_STRUCT(NamedJson, (), (id, name))

struct ActingPostJson {
  std::string id;
  std::string title;
  Role role = Role::public_;
  std::string role_title;
  bool head = false;
  NamedJson organisation;
  NamedJson place;
  std::optional<std::string> delegation;
  std::optional<NamedJson> stands_for;
  static constexpr std::string_view kTitle = "ActingPost";
};
BOOST_DESCRIBE_STRUCT(ActingPostJson, (),
                      (id, title, role, role_title, head, organisation, place, delegation,
                       stands_for))

struct SessionJson {
  std::string account;
  std::string login;
  NamedJson person;
  std::optional<ActingPostJson> post;
  std::vector<ActingPostJson> posts;
  std::vector<std::string> can;  // the actions that the acting post has at all
  bool must_change = false;
  bool demonstration = false;
  std::string csrf;  // the header X-CSRF of writes, the field csrf of forms
  base::Date today;
  static constexpr std::string_view kTitle = "Session";
};
BOOST_DESCRIBE_STRUCT(SessionJson, (),
                      (account, login, person, post, posts, can, must_change, demonstration, csrf,
                       today))

struct SessionRowJson {
  std::string id;
  bool current = false;
  std::optional<std::string> post;
  std::string created_at;
  std::string seen_at;
  std::string expires_at;
  static constexpr std::string_view kTitle = "SessionRow";
};
BOOST_DESCRIBE_STRUCT(SessionRowJson, (), (id, current, post, created_at, seen_at, expires_at))

struct AccountJson {
  std::string id;
  std::int64_t version = 0;
  std::string login;
  bool disabled = false;
  NamedJson person;
  std::string phone;
  std::string id_number;
  std::vector<ActingPostJson> posts;
  static constexpr std::string_view kTitle = "Account";
};
BOOST_DESCRIBE_STRUCT(AccountJson, (),
                      (id, version, login, disabled, person, phone, id_number, posts))

struct OpenedAccountJson {
  AccountJson account;
  std::string first_password;
  static constexpr std::string_view kTitle = "OpenedAccount";
};
BOOST_DESCRIBE_STRUCT(OpenedAccountJson, (), (account, first_password))

struct FirstPasswordJson {
  std::string first_password;
  static constexpr std::string_view kTitle = "FirstPassword";
};
BOOST_DESCRIBE_STRUCT(FirstPasswordJson, (), (first_password))

struct PersonFoundJson {
  std::string id;
  std::string name;
  std::string title;
  std::string organisation;
  static constexpr std::string_view kTitle = "PersonFound";
};
BOOST_DESCRIBE_STRUCT(PersonFoundJson, (), (id, name, title, organisation))

struct OrganisationJson {
  std::string id;
  std::int64_t version = 0;
  OrganisationKind kind = OrganisationKind::unit;
  std::string kind_title;
  std::string name;
  std::optional<NamedJson> parent;
  NamedJson place;
  std::optional<std::string> credit_code;
  base::Date valid_from;
  std::optional<base::Date> valid_to;
  std::optional<NamedJson> merged_into;
  static constexpr std::string_view kTitle = "Organisation";
};
BOOST_DESCRIBE_STRUCT(OrganisationJson, (),
                      (id, version, kind, kind_title, name, parent, place, credit_code, valid_from,
                       valid_to, merged_into))

struct PlaceJson {
  std::string id;
  PlaceKind kind = PlaceKind::community;
  std::string kind_title;
  std::string name;
  std::optional<std::string> code;
  std::optional<NamedJson> parent;
  std::int64_t below = 0;
  std::optional<base::Date> valid_from;
  std::optional<base::Date> valid_to;
  static constexpr std::string_view kTitle = "Place";
};
BOOST_DESCRIBE_STRUCT(PlaceJson, (),
                      (id, kind, kind_title, name, code, parent, below, valid_from, valid_to))

struct PostJson {
  std::string id;
  std::int64_t version = 0;
  NamedJson person;
  NamedJson organisation;
  NamedJson place;
  Role role = Role::public_;
  std::string role_title;
  std::string title;
  bool head = false;
  base::Date held_from;
  std::optional<base::Date> held_to;
  static constexpr std::string_view kTitle = "Post";
};
BOOST_DESCRIBE_STRUCT(PostJson, (),
                      (id, version, person, organisation, place, role, role_title, title, head,
                       held_from, held_to))

struct HolderJson {
  std::string post;
  NamedJson person;
  std::string title;
  static constexpr std::string_view kTitle = "Holder";
};
BOOST_DESCRIBE_STRUCT(HolderJson, (), (post, person, title))

struct DelegationJson {
  std::string id;
  std::int64_t version = 0;
  HolderJson from;
  HolderJson to;
  NamedJson organisation;
  base::Date valid_from;
  base::Date valid_to;
  std::string reason;
  bool ended = false;
  static constexpr std::string_view kTitle = "Delegation";
};
BOOST_DESCRIBE_STRUCT(DelegationJson, (),
                      (id, version, from, to, organisation, valid_from, valid_to, reason, ended))

// Turns rows into answers, looking up the names that go with ids.
// Thread-safety: one thread at a time, as the Sql given.
class Told {
 public:
  Told(store::Sql& sql, const Places& places)
      : sql_(sql), places_(places), directory_(sql, places) {}

  ActingPostJson acting(const ActingPost& acting) const;
  AccountJson account(const AccountView& view) const;
  OrganisationJson organisation(const Organisation& row) const;
  PostJson post(const Post& row) const;
  DelegationJson delegation(const Delegation& row) const;
  SessionJson session(const Caller& caller, bool demonstration) const;

  NamedJson organisation_name(const std::string& id) const;
  NamedJson place_name(const std::string& id) const;
  NamedJson person_name(const std::string& id) const;

 private:
  HolderJson holder(const std::string& post) const;

  store::Sql& sql_;
  const Places& places_;
  Directory directory_;
};

SessionRowJson told_session(const Session& session, const Caller& caller);
PlaceJson told_place(const Places& places, const Place& place);

}  // namespace qinqing::identity
