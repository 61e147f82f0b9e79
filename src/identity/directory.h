// Who is who: reading organisations, people and the posts they hold on a day.
//
//   database.read([&](store::Sql& sql) {
//     const Directory directory(sql, places);
//     directory.head_of(unit, day);       // who heads it on that day
//     directory.above(unit);              // where its head files
//     directory.target(people, unit, place);   // what the access policy asks of a record
//   });
//
// Days are asked for by name: who approved a filing of March held the post in March.
// Thread-safety: one thread at a time, as the Sql given.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "identity/access.h"
#include "identity/model.h"
#include "identity/places.h"
#include "store/sql.h"

namespace qinqing::identity {

// A post that a person may act as on a day: their own, or one delegated to them.
struct ActingPost {
  Post post;
  std::string organisation_name;
  std::string delegation;  // "" = their own
  std::string stands_for;  // the person who holds the post, "" = themselves
  std::string stands_for_name;
};

class Directory {
 public:
  // `places` must outlive it.
  Directory(store::Sql& sql, const Places& places) : sql_(sql), places_(places) {}

  std::optional<Organisation> organisation(std::string_view id) const;
  // Who has the organisation's records now: itself, or what it was merged into in the end.
  std::optional<Organisation> current(std::string_view id) const;
  // One level up, as it is now: nullopt at the top.
  std::optional<Organisation> above(std::string_view id) const;

  std::optional<Person> person(std::string_view id) const;
  // "" where there is no such person.
  std::string name_of(std::string_view person) const;

  std::optional<Post> post(std::string_view id) const;
  std::vector<Post> posts_of(std::string_view person, base::Date day) const;
  std::vector<Post> posts_in(std::string_view organisation, base::Date day) const;
  // nullopt where nobody heads it on that day.
  std::optional<Post> head_of(std::string_view organisation, base::Date day) const;
  // True if the person heads the organisation on that day.
  bool heads(std::string_view person, std::string_view organisation, base::Date day) const;

  // The person's own posts first, then those delegated to them. A delegated post counts only on
  // days on which its own holder holds it too, and is not passed on to a third.
  std::vector<ActingPost> acting_posts(std::string_view person, base::Date day) const;

  // A record of these people in this organisation and place as the access policy sees it today: a
  // merged organisation's records are its successor's.
  Target target(std::vector<std::string> persons, std::string_view organisation,
                std::string_view place) const;
  // The same for a post: it belongs to its holder and its organisation.
  Target target(const Post& post) const;

 private:
  store::Sql& sql_;
  const Places& places_;
};

}  // namespace qinqing::identity
