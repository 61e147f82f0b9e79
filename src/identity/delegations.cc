// Delegation for an absence: who holds one post acts as another for a while.
#include <algorithm>
#include <utility>

#include "identity/checks.h"
#include "identity/event.h"
#include "identity/posts.h"
#include "identity/queries.h"
#include "identity/refused.h"

namespace qinqing::identity {
namespace {

constexpr std::size_t kReasonMax = 200;
constexpr std::int32_t kDaysMax = 366;

bool held_throughout(const Post& post, base::Date first, base::Date last) {
  return post.held_on(first) && post.held_on(last);
}

void check_post(const std::optional<Post>& post, const DelegationText& text,
                std::string_view pointer, base::Faults& faults) {
  if (!post || !held_throughout(*post, text.valid_from, text.valid_to))
    faults.add("delegation.post", pointer, "没有这个岗位，或者这段时间里有几天没有人在任",
               "选一个这段时间一直在任的岗位");
}

void check_text(const Directory& directory, const Caller& caller, const DelegationText& text,
                base::Faults& faults) {
  check_period(text.valid_from, text.valid_to, "/valid_to", faults);
  if (text.valid_to < caller.today)
    faults.add("delegation.past", "/valid_to", "这段时间已经过去", "不早于今天");
  if (text.valid_to - text.valid_from >= kDaysMax)
    faults.add("delegation.long", "/valid_to", "一次委托不能超过一年", "到期再委托，或者另任岗位");
  check_words(text.reason, kReasonMax, "/reason", faults);
  const auto from = directory.post(text.from_post);
  const auto to = directory.post(text.to_post);
  check_post(from, text, "/from_post", faults);
  check_post(to, text, "/to_post", faults);
  if (!from || !to) return;
  if (from->person == to->person)
    faults.add("delegation.self", "/to_post", "不能委托给自己", "选一位同事");
  const auto unit = directory.current(from->organisation);
  const auto other = directory.current(to->organisation);
  if (!unit || !other || unit->id != other->id)
    faults.add("delegation.unit", "/to_post", "只能委托给本单位的人", "选一位本单位的同事");
}

// The target of a delegation: the delegated post's holder and unit. Who receives it does not end
// or make it.
Target target_of(const Directory& directory, std::string_view from_post) {
  const auto post = directory.post(from_post);
  return post ? directory.target(*post) : Target{};
}

}  // namespace

base::Result<Delegation> Posts::delegate(const Caller& caller, std::string id,
                                         const DelegationText& text) const {
  return means_.database.write([&](store::Unit& unit) -> base::Result<Delegation> {
    const Directory directory(unit.sql(), means_.places);
    require(caller, "delegation.create", target_of(directory, text.from_post));
    const auto from = directory.post(text.from_post);
    const auto to = directory.post(text.to_post);
    // Who arranges it for a colleague does not arrange to become that colleague.
    if (!caller.system && from && to && from->person != caller.person &&
        to->person == caller.person)
      throw Refused(Access::refused, "delegation.create",
                    "不能把别人的岗位委托给自己。请本人来办，或者请另一位管理员来办");
    base::Faults faults;
    check_text(directory, caller, text, faults);
    if (!faults.empty() || !from) return faults;
    unit.event(event_of(caller, "delegation.create", from->place, id));
    Delegation made{.id = id,
                    .version = 0,
                    .from_post = text.from_post,
                    .to_post = text.to_post,
                    .valid_from = text.valid_from,
                    .valid_to = text.valid_to,
                    .reason = text.reason,
                    .ended = false};
    unit.insert(made);
    return made;
  });
}

Delegation Posts::end_delegation(const Caller& caller, std::string_view id,
                                 std::int64_t version) const {
  return means_.database.write([&](store::Unit& unit) {
    const Directory directory(unit.sql(), means_.places);
    auto delegation = unit.sql().find<Delegation>(id);
    if (!delegation) throw Refused(Access::hidden, "delegation.end");
    const Target target = target_of(directory, delegation->from_post);
    require(caller, "delegation.end", target);
    if (delegation->ended) return *delegation;
    unit.event(event_of(caller, "delegation.end", target.places.empty() ? "" : target.places[0],
                        delegation->id));
    delegation->version = version;
    delegation->ended = true;
    unit.update(*delegation);
    return *delegation;
  });
}

std::vector<Delegation> Posts::delegations(const Caller& caller) const {
  return means_.database.read([&](store::Sql& sql) {
    std::vector<Delegation> found = queries::delegations_about(sql, caller.person);
    const Directory directory(sql, means_.places);
    const Target unit = directory.target({}, caller.organisation, caller.place);
    if (may(caller, "delegation.list", unit) != Access::allowed) return found;
    for (Delegation& delegation : queries::delegations_in(sql, caller.organisation)) {
      const auto same = [&](const Delegation& other) { return other.id == delegation.id; };
      if (std::ranges::none_of(found, same)) found.push_back(std::move(delegation));
    }
    return found;
  });
}

}  // namespace qinqing::identity
