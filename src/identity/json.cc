#include "identity/json.h"

#include <utility>

#include "identity/queries.h"

namespace qinqing::identity {
namespace {

std::string instant(std::int64_t ms) {
  return base::instant_text(base::Instant(std::chrono::milliseconds(ms)));
}

bool open_to_all(const Action& action) {
  for (const Grant& grant : grants_of(Role::public_, action.name))
    if (grant.reach == Reach::public_) return true;
  return false;
}

}  // namespace

NamedJson Told::organisation_name(const std::string& id) const {
  const auto found = directory_.organisation(id);
  return {.id = id, .name = found ? found->name : ""};
}

NamedJson Told::place_name(const std::string& id) const {
  const Place* place = places_.find(id);
  return {.id = id, .name = place != nullptr ? place->name : ""};
}

NamedJson Told::person_name(const std::string& id) const {
  return {.id = id, .name = directory_.name_of(id)};
}

ActingPostJson Told::acting(const ActingPost& acting) const {
  ActingPostJson told{.id = acting.post.id,
                      .title = acting.post.title,
                      .role = acting.post.role,
                      .role_title = std::string(title_of(acting.post.role)),
                      .head = acting.post.head,
                      .organisation = {acting.post.organisation, acting.organisation_name},
                      .place = place_name(acting.post.place),
                      .delegation = std::nullopt,
                      .stands_for = std::nullopt};
  if (acting.delegation.empty()) return told;
  told.delegation = acting.delegation;
  told.stands_for = NamedJson{acting.stands_for, acting.stands_for_name};
  return told;
}

AccountJson Told::account(const AccountView& view) const {
  AccountJson told{.id = view.account.id,
                   .version = view.account.version,
                   .login = view.account.login,
                   .disabled = view.account.disabled,
                   .person = {view.account.person, view.name},
                   .phone = view.phone,
                   .id_number = view.id_number,
                   .posts = {}};
  for (const ActingPost& post : view.posts) told.posts.push_back(acting(post));
  return told;
}

OrganisationJson Told::organisation(const Organisation& row) const {
  const auto named = [&](const std::optional<std::string>& id) {
    return id ? std::optional(organisation_name(*id)) : std::nullopt;
  };
  return {.id = row.id,
          .version = row.version,
          .kind = row.kind,
          .kind_title = std::string(title_of(row.kind)),
          .name = row.name,
          .parent = named(row.parent),
          .place = place_name(row.place),
          .credit_code = row.credit_code,
          .valid_from = row.valid_from,
          .valid_to = row.valid_to,
          .merged_into = named(row.merged_into)};
}

PostJson Told::post(const Post& row) const {
  return {.id = row.id,
          .version = row.version,
          .person = person_name(row.person),
          .organisation = organisation_name(row.organisation),
          .place = place_name(row.place),
          .role = row.role,
          .role_title = std::string(title_of(row.role)),
          .title = row.title,
          .head = row.head,
          .held_from = row.held_from,
          .held_to = row.held_to};
}

HolderJson Told::holder(const std::string& post) const {
  const auto found = directory_.post(post);
  if (!found) return {.post = post, .person = {}, .title = ""};
  return {.post = post, .person = person_name(found->person), .title = found->title};
}

DelegationJson Told::delegation(const Delegation& row) const {
  const auto from = directory_.post(row.from_post);
  return {.id = row.id,
          .version = row.version,
          .from = holder(row.from_post),
          .to = holder(row.to_post),
          .organisation = from ? organisation_name(from->organisation) : NamedJson{},
          .valid_from = row.valid_from,
          .valid_to = row.valid_to,
          .reason = row.reason,
          .ended = row.ended};
}

SessionJson Told::session(const Caller& caller, bool demonstration) const {
  const auto account = sql_.find<Account>(caller.account);
  SessionJson told{.account = caller.account,
                   .login = account ? account->login : "",
                   .person = {caller.person, caller.name},
                   .post = std::nullopt,
                   .posts = {},
                   .can = {},
                   .must_change = caller.must_change,
                   .demonstration = demonstration,
                   .csrf = caller.csrf,
                   .today = caller.today};
  for (const ActingPost& post : directory_.acting_posts(caller.person, caller.today)) {
    told.posts.push_back(acting(post));
    if (post.post.id == caller.post && post.delegation == caller.delegation)
      told.post = told.posts.back();
  }
  for (const Action& action : actions())
    if (!open_to_all(action) && could(caller, action.name)) told.can.emplace_back(action.name);
  return told;
}

SessionRowJson told_session(const Session& session, const Caller& caller) {
  return {.id = session.id,
          .current = session.id == caller.session,
          .post = session.post,
          .created_at = instant(session.created_at),
          .seen_at = instant(session.seen_at),
          .expires_at = instant(session.expires_at)};
}

PlaceJson told_place(const Places& places, const Place& place) {
  const Place* parent = place.parent ? places.find(*place.parent) : nullptr;
  return {.id = place.id,
          .kind = place.kind,
          .kind_title = std::string(title_of(place.kind)),
          .name = place.name,
          .code = place.code,
          .parent =
              parent != nullptr ? std::optional(NamedJson{parent->id, parent->name}) : std::nullopt,
          .below = static_cast<std::int64_t>(places.below(place.id).size()),
          .valid_from = place.valid_from,
          .valid_to = place.valid_to};
}

}  // namespace qinqing::identity
