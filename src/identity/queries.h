// Every statement of identity that is more than a row by its key. Internal.
//
// Thread-safety: one thread at a time, as the Sql given.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "identity/model.h"

namespace qinqing::identity::queries {

std::vector<Place> all_places(store::Sql& sql);

std::vector<Organisation> organisations_below(store::Sql& sql, std::string_view parent);
// By a part of the name or by initials; "" finds all. Of one place, "" of all. In order of id,
// those after `after`.
std::vector<Organisation> search_organisations(store::Sql& sql, std::string_view text,
                                               std::string_view initials, std::string_view place,
                                               std::string_view after, std::int64_t limit);
bool credit_code_taken(store::Sql& sql, std::string_view code, std::string_view but_by);

std::optional<Person> person_by_match(store::Sql& sql, std::string_view id_match);
// One encrypted number, to see whether the keys at hand are the right ones.
std::optional<std::string> any_id_number(store::Sql& sql);

std::vector<Post> posts_of(store::Sql& sql, std::string_view person, base::Date day);
std::vector<Post> posts_in(store::Sql& sql, std::string_view organisation, base::Date day);
std::vector<Post> all_posts_in(store::Sql& sql, std::string_view organisation);
std::optional<Post> head_of(store::Sql& sql, std::string_view organisation, base::Date day);

// Delegations that hold on the day and give to a post that the person holds on it.
std::vector<Delegation> delegations_to(store::Sql& sql, std::string_view person, base::Date day);
std::vector<Delegation> delegations_from_post(store::Sql& sql, std::string_view post);
// From or to any post of the person, the latest first.
std::vector<Delegation> delegations_about(store::Sql& sql, std::string_view person);
std::vector<Delegation> delegations_in(store::Sql& sql, std::string_view organisation);

// People as they are found by others: never more than name, unit and title.
struct FoundPerson {
  std::string person, name, post, title, organisation, organisation_name;
};
// By a part of the name or by initials, with a post on the day; only of `organisation` if not "".
std::vector<FoundPerson> search_people(store::Sql& sql, std::string_view text,
                                       std::string_view initials, std::string_view organisation,
                                       base::Date day, std::int64_t limit);

std::optional<Account> account_by_login(store::Sql& sql, std::string_view login);
std::optional<Account> account_of_person(store::Sql& sql, std::string_view person);
std::vector<Account> all_accounts(store::Sql& sql, std::string_view after, std::int64_t limit);
// Of people who hold a post in the organisation, in one directly below it or in one merged into it,
// on the day.
std::vector<Account> accounts_in(store::Sql& sql, std::string_view organisation, base::Date day,
                                 std::string_view after, std::int64_t limit);
std::int64_t count_accounts(store::Sql& sql);

std::optional<Credential> credential(store::Sql& sql, std::string_view provider,
                                     std::string_view subject);
std::optional<Credential> credential_of(store::Sql& sql, std::string_view account,
                                        std::string_view provider);

// What every request asks, in two statements.
struct SessionView {
  std::int64_t seen_at = 0;
  std::int64_t expires_at = 0;
  std::string account, person, name;
  std::optional<std::string> post, delegation;
  bool must_change = false;  // of the password, where there is one
};
// nullopt where there is no such session or its account is disabled.
std::optional<SessionView> session_view(store::Sql& sql, std::string_view id);

struct HeldPost {
  std::string id, organisation, place;
  Role role = Role::public_;
  bool head = false;
  bool merged = false;  // the organisation has a successor
};
// The post of that id, or with "" the first of the person's, if the person holds it on the day.
std::optional<HeldPost> held_post(store::Sql& sql, std::string_view person, std::string_view post,
                                  base::Date day);

std::vector<Session> sessions_of(store::Sql& sql, std::string_view account);
// These change transient rows; each returns how many.
std::int64_t touch_session(store::Unit& unit, std::string_view id, std::int64_t seen_at);
std::int64_t set_acting_post(store::Unit& unit, std::string_view id,
                             const std::optional<std::string>& post,
                             const std::optional<std::string>& delegation);
std::int64_t remove_sessions_of(store::Unit& unit, std::string_view account, std::string_view but);
std::int64_t remove_dead_sessions(store::Unit& unit, std::int64_t now, std::int64_t seen_since);
std::int64_t remove_old_lockouts(store::Unit& unit, std::int64_t before);

}  // namespace qinqing::identity::queries
