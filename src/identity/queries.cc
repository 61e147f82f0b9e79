#include "identity/queries.h"

namespace qinqing::identity::queries {
namespace {

// What LIKE takes as it stands: % and _ typed by a person are only themselves.
std::string like(std::string_view text, std::string_view before, std::string_view after) {
  std::string pattern(before);
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '!') pattern += '!';
    pattern += c;
  }
  return pattern.append(after);
}

template <class T>
std::optional<T> first(std::vector<T> rows) {
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

}  // namespace

std::vector<Place> all_places(store::Sql& sql) {
  return sql.select<Place>("ORDER BY id");
}

std::vector<Organisation> organisations_below(store::Sql& sql, std::string_view parent) {
  return sql.select<Organisation>("WHERE parent = :p ORDER BY name, id", parent);
}

std::vector<Organisation> search_organisations(store::Sql& sql, std::string_view text,
                                               std::string_view initials, std::string_view place,
                                               std::string_view after, std::int64_t limit) {
  return sql.select<Organisation>(
      "WHERE (:p = '' OR place = :q) AND (name LIKE :a ESCAPE '!' OR (:b <> '' AND (name_initials "
      "LIKE :c ESCAPE '!' OR "
      "name_initials LIKE :d ESCAPE '!'))) AND id > :e ORDER BY id LIMIT :f",
      place, place, like(text, "%", "%"), initials, like(initials, "", "%"),
      like(initials, "% ", "%"), after, limit);
}

bool credit_code_taken(store::Sql& sql, std::string_view code, std::string_view but_by) {
  return sql.number("SELECT count(*) FROM organisation WHERE credit_code = :c AND id <> :i", code,
                    but_by) > 0;
}

std::optional<Person> person_by_match(store::Sql& sql, std::string_view id_match) {
  return first(sql.select<Person>("WHERE id_match = :m", id_match));
}

std::optional<std::string> any_id_number(store::Sql& sql) {
  const auto found =
      sql.row<std::string>("SELECT id_number FROM person WHERE id_number IS NOT NULL LIMIT 1");
  if (!found) return std::nullopt;
  return std::get<0>(*found);
}

std::vector<Post> posts_of(store::Sql& sql, std::string_view person, base::Date day) {
  return sql.select<Post>(
      "WHERE person = :p AND held_from <= :a AND (held_to IS NULL OR held_to >= :b) "
      "ORDER BY held_from, id",
      person, day, day);
}

std::vector<Post> posts_in(store::Sql& sql, std::string_view organisation, base::Date day) {
  return sql.select<Post>(
      "WHERE organisation = :o AND held_from <= :a AND (held_to IS NULL OR held_to >= :b) "
      "ORDER BY head DESC, held_from, id",
      organisation, day, day);
}

std::vector<Post> all_posts_in(store::Sql& sql, std::string_view organisation) {
  return sql.select<Post>("WHERE organisation = :o ORDER BY head DESC, held_from, id",
                          organisation);
}

std::optional<Post> head_of(store::Sql& sql, std::string_view organisation, base::Date day) {
  return first(sql.select<Post>(
      "WHERE organisation = :o AND head = 1 AND held_from <= :a AND (held_to IS NULL OR held_to "
      ">= :b) ORDER BY held_from DESC, id LIMIT 1",
      organisation, day, day));
}

std::vector<Delegation> delegations_to(store::Sql& sql, std::string_view person, base::Date day) {
  return sql.select<Delegation>(
      "WHERE ended = 0 AND valid_from <= :a AND valid_to >= :b AND to_post IN (SELECT id FROM post "
      "WHERE person = :p AND held_from <= :c AND (held_to IS NULL OR held_to >= :d)) ORDER BY id",
      day, day, person, day, day);
}

std::vector<Delegation> delegations_from_post(store::Sql& sql, std::string_view post) {
  return sql.select<Delegation>("WHERE from_post = :p ORDER BY valid_from DESC, id", post);
}

std::vector<Delegation> delegations_about(store::Sql& sql, std::string_view person) {
  return sql.select<Delegation>(
      "WHERE from_post IN (SELECT id FROM post WHERE person = :a) OR to_post IN (SELECT id FROM "
      "post WHERE person = :b) ORDER BY valid_from DESC, id",
      person, person);
}

std::vector<Delegation> delegations_in(store::Sql& sql, std::string_view organisation) {
  return sql.select<Delegation>(
      "WHERE from_post IN (SELECT id FROM post WHERE organisation = :o) ORDER BY valid_from DESC, "
      "id",
      organisation);
}

std::vector<FoundPerson> search_people(store::Sql& sql, std::string_view text,
                                       std::string_view initials, std::string_view organisation,
                                       base::Date day, std::int64_t limit) {
  std::vector<FoundPerson> found;
  for (auto& [person, name, post, title, unit, unit_name] :
       sql.rows<std::string, std::string, std::string, std::string, std::string, std::string>(
           "SELECT person.id, person.name, post.id, post.title, organisation.id, organisation.name "
           "FROM person JOIN post ON post.person = person.id JOIN organisation ON organisation.id "
           "= post.organisation WHERE (person.name LIKE :a ESCAPE '!' OR (:b <> '' AND "
           "(person.name_initials LIKE :c ESCAPE '!' OR person.name_initials LIKE :d ESCAPE '!'))) "
           "AND (:e = '' OR organisation.id = :f) AND post.held_from <= :g AND (post.held_to IS "
           "NULL OR post.held_to >= :h) ORDER BY person.name, person.id, post.id LIMIT :i",
           like(text, "%", "%"), initials, like(initials, "", "%"), like(initials, "% ", "%"),
           organisation, organisation, day, day, limit))
    found.push_back({std::move(person), std::move(name), std::move(post), std::move(title),
                     std::move(unit), std::move(unit_name)});
  return found;
}

std::optional<Account> account_by_login(store::Sql& sql, std::string_view login) {
  return first(sql.select<Account>("WHERE login = :l", login));
}

std::optional<Account> account_of_person(store::Sql& sql, std::string_view person) {
  return first(sql.select<Account>("WHERE person = :p ORDER BY id LIMIT 1", person));
}

std::vector<Account> all_accounts(store::Sql& sql, std::string_view after, std::int64_t limit) {
  return sql.select<Account>("WHERE id > :a ORDER BY id LIMIT :l", after, limit);
}

std::vector<Account> accounts_in(store::Sql& sql, std::string_view organisation, base::Date day,
                                 std::string_view after, std::int64_t limit) {
  return sql.select<Account>(
      "WHERE id > :a AND person IN (SELECT person FROM post WHERE (organisation = :b OR "
      "organisation IN (SELECT id FROM organisation WHERE parent = :c OR merged_into = :d)) AND "
      "held_from <= :e AND (held_to IS NULL OR held_to >= :f)) ORDER BY id LIMIT :g",
      after, organisation, organisation, organisation, day, day, limit);
}

std::int64_t count_accounts(store::Sql& sql) {
  return sql.number("SELECT count(*) FROM account");
}

std::optional<Credential> credential(store::Sql& sql, std::string_view provider,
                                     std::string_view subject) {
  return first(sql.select<Credential>("WHERE provider = :p AND subject = :s", provider, subject));
}

std::optional<Credential> credential_of(store::Sql& sql, std::string_view account,
                                        std::string_view provider) {
  return first(sql.select<Credential>("WHERE account = :a AND provider = :p ORDER BY id LIMIT 1",
                                      account, provider));
}

std::optional<SessionView> session_view(store::Sql& sql, std::string_view id) {
  using Text = std::optional<std::string>;
  auto row = sql.row<std::int64_t, std::int64_t, std::string, std::string, std::string, Text, Text,
                     std::optional<std::int64_t>>(
      "SELECT session.seen_at, session.expires_at, account.id, account.person, person.name, "
      "session.post, session.delegation, credential.must_change FROM session JOIN account ON "
      "account.id = session.account JOIN person ON person.id = account.person LEFT JOIN credential "
      "ON credential.account = account.id AND credential.provider = 'password' WHERE session.id = "
      ":i AND account.disabled = 0 LIMIT 1",
      id);
  if (!row) return std::nullopt;
  auto& [seen_at, expires_at, account, person, name, post, delegation, must_change] = *row;
  return SessionView{.seen_at = seen_at,
                     .expires_at = expires_at,
                     .account = std::move(account),
                     .person = std::move(person),
                     .name = std::move(name),
                     .post = std::move(post),
                     .delegation = std::move(delegation),
                     .must_change = must_change.value_or(0) != 0};
}

std::optional<HeldPost> held_post(store::Sql& sql, std::string_view person, std::string_view post,
                                  base::Date day) {
  auto row = sql.row<std::string, std::string, std::string, Role, bool, std::optional<std::string>>(
      "SELECT post.id, post.organisation, post.place, post.role, post.head, "
      "organisation.merged_into FROM post JOIN organisation ON organisation.id = "
      "post.organisation WHERE post.person = :p AND (:a = '' OR post.id = :b) AND post.held_from "
      "<= :c AND (post.held_to IS NULL OR post.held_to >= :d) ORDER BY post.held_from, post.id "
      "LIMIT 1",
      person, post, post, day, day);
  if (!row) return std::nullopt;
  auto& [id, organisation, place, role, head, merged_into] = *row;
  return HeldPost{.id = std::move(id),
                  .organisation = std::move(organisation),
                  .place = std::move(place),
                  .role = role,
                  .head = head,
                  .merged = merged_into.has_value()};
}

std::vector<Session> sessions_of(store::Sql& sql, std::string_view account) {
  return sql.select<Session>("WHERE account = :a ORDER BY seen_at DESC, id", account);
}

std::int64_t touch_session(store::Unit& unit, std::string_view id, std::int64_t seen_at) {
  return unit.sql().change("UPDATE session SET seen_at = :s WHERE id = :i",
                           std::array{store::as_value(seen_at), store::as_value(id)});
}

std::int64_t set_acting_post(store::Unit& unit, std::string_view id,
                             const std::optional<std::string>& post,
                             const std::optional<std::string>& delegation) {
  return unit.sql().change(
      "UPDATE session SET post = :p, delegation = :d WHERE id = :i",
      std::array{store::as_value(post), store::as_value(delegation), store::as_value(id)});
}

std::int64_t remove_sessions_of(store::Unit& unit, std::string_view account, std::string_view but) {
  return unit.sql().change("DELETE FROM session WHERE account = :a AND id <> :b",
                           std::array{store::as_value(account), store::as_value(but)});
}

std::int64_t remove_dead_sessions(store::Unit& unit, std::int64_t now, std::int64_t seen_since) {
  return unit.sql().change("DELETE FROM session WHERE expires_at <= :n OR seen_at < :s",
                           std::array{store::as_value(now), store::as_value(seen_since)});
}

std::int64_t remove_old_lockouts(store::Unit& unit, std::int64_t before) {
  return unit.sql().change("DELETE FROM lockout WHERE last_at < :b",
                           std::array{store::as_value(before)});
}

}  // namespace qinqing::identity::queries
