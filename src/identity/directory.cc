#include "identity/directory.h"

#include <utility>

#include "identity/queries.h"

namespace qinqing::identity {

// Longer than any chain of mergers; ends a ring, should one ever be in the data.
constexpr int kMergersMax = 64;

std::optional<Organisation> Directory::organisation(std::string_view id) const {
  return sql_.find<Organisation>(id);
}

std::optional<Organisation> Directory::current(std::string_view id) const {
  auto found = organisation(id);
  for (int i = 0; i < kMergersMax && found && found->merged_into; ++i)
    found = organisation(*found->merged_into);
  return found;
}

std::optional<Organisation> Directory::above(std::string_view id) const {
  const auto found = current(id);
  if (!found || !found->parent) return std::nullopt;
  return current(*found->parent);
}

std::optional<Person> Directory::person(std::string_view id) const {
  return sql_.find<Person>(id);
}

std::string Directory::name_of(std::string_view person) const {
  const auto found = this->person(person);
  return found ? found->name : "";
}

std::optional<Post> Directory::post(std::string_view id) const {
  return sql_.find<Post>(id);
}

std::vector<Post> Directory::posts_of(std::string_view person, base::Date day) const {
  return queries::posts_of(sql_, person, day);
}

std::vector<Post> Directory::posts_in(std::string_view organisation, base::Date day) const {
  return queries::posts_in(sql_, organisation, day);
}

std::optional<Post> Directory::head_of(std::string_view organisation, base::Date day) const {
  return queries::head_of(sql_, organisation, day);
}

bool Directory::heads(std::string_view person, std::string_view organisation,
                      base::Date day) const {
  for (const Post& post : posts_in(organisation, day))
    if (post.head && post.person == person) return true;
  return false;
}

std::vector<ActingPost> Directory::acting_posts(std::string_view person, base::Date day) const {
  std::vector<ActingPost> found;
  const auto add = [&](Post post, std::string delegation, std::string stands_for) {
    const auto organisation = this->organisation(post.organisation);
    std::string name = stands_for.empty() ? "" : name_of(stands_for);
    found.push_back({.post = std::move(post),
                     .organisation_name = organisation ? organisation->name : "",
                     .delegation = std::move(delegation),
                     .stands_for = std::move(stands_for),
                     .stands_for_name = std::move(name)});
  };
  for (Post& post : queries::posts_of(sql_, person, day)) add(std::move(post), "", "");
  for (const Delegation& delegation : queries::delegations_to(sql_, person, day)) {
    auto given = post(delegation.from_post);
    if (!given || !given->held_on(day) || given->person == person) continue;
    std::string holder = given->person;
    add(*std::move(given), delegation.id, std::move(holder));
  }
  return found;
}

Target Directory::target(std::vector<std::string> persons, std::string_view organisation,
                         std::string_view place) const {
  const auto now = current(organisation);
  const auto up = now ? above(now->id) : std::nullopt;
  return {.persons = std::move(persons),
          .organisation = now ? now->id : std::string(organisation),
          .organisation_above = up ? up->id : "",
          .places = places_.path(place)};
}

Target Directory::target(const Post& post) const {
  return target({post.person}, post.organisation, post.place);
}

}  // namespace qinqing::identity
