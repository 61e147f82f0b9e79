// Giving and ending posts, and delegating them for an absence.
//
// Thread-safety: any thread.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fault.h"
#include "identity/caller.h"
#include "identity/directory.h"
#include "identity/means.h"
#include "identity/model.h"

namespace qinqing::identity {

struct PostText {
  std::string organisation;
  std::optional<std::string> place;  // the organisation's where not said
  Role role = Role::official;
  std::string title;
  std::optional<bool> head;
  std::optional<base::Date> held_from;  // today where not said
  std::optional<base::Date> held_to;
  static constexpr std::string_view kTitle = "PostText";
};
BOOST_DESCRIBE_STRUCT(PostText, (), (organisation, place, role, title, head, held_from, held_to))

struct DelegationText {
  std::string from_post;
  std::string to_post;
  base::Date valid_from;
  base::Date valid_to;
  std::string reason;
  static constexpr std::string_view kTitle = "DelegationText";
};
BOOST_DESCRIBE_STRUCT(DelegationText, (), (from_post, to_post, valid_from, valid_to, reason))

class Posts {
 public:
  explicit Posts(const Means& means) : means_(means) {}

  // Gives `person` a post. Faults: post.person · post.organisation · post.place · post.role (does
  // not fit the organisation) · post.rank (the caller may not give it) · text.* · period.order.
  // Throws Refused, and what Database::write throws.
  base::Result<Post> assign(const Caller& caller, std::string id, std::string_view person,
                            const PostText& text) const;
  // The same inside somebody's unit of work, which begins the event.
  base::Result<Post> assign(store::Unit& unit, const Caller& caller, std::string id,
                            std::string_view person, const PostText& text) const;

  // `last_day` is the last on which it is held; a day that has passed ends it at once. Rights end
  // with it, also in sessions that are open. Faults: period.order, post.ended (it ended earlier).
  base::Result<Post> end(const Caller& caller, std::string_view id, std::int64_t version,
                         base::Date last_day) const;

  // Those of one organisation, past ones too where `all`.
  std::vector<Post> list(const Caller& caller, std::string_view organisation, bool all) const;

  // Faults: delegation.post (not there, or not held during the whole period) · delegation.self ·
  // delegation.unit (another organisation) · delegation.long (over 366 days) · delegation.past ·
  // period.order · text.*.
  base::Result<Delegation> delegate(const Caller& caller, std::string id,
                                    const DelegationText& text) const;
  // At once. Ending one that has ended changes nothing.
  Delegation end_delegation(const Caller& caller, std::string_view id, std::int64_t version) const;
  // To and from the caller, and of the caller's unit where the policy says so.
  std::vector<Delegation> delegations(const Caller& caller) const;

 private:
  void check(const Directory& directory, const Caller& caller, const Post& wanted,
             base::Faults& faults) const;

  Means means_;
};

}  // namespace qinqing::identity
