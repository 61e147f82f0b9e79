#include "identity/posts.h"

#include <utility>

#include "identity/checks.h"
#include "identity/event.h"
#include "identity/queries.h"
#include "identity/rank.h"
#include "identity/refused.h"

namespace qinqing::identity {
namespace {

constexpr std::size_t kTitleMax = 60;

Post row(const Caller& caller, std::string id, std::string_view person, const PostText& text,
         const std::optional<Organisation>& organisation) {
  return {.id = std::move(id),
          .version = 0,
          .person = std::string(person),
          .organisation = text.organisation,
          .place = text.place.value_or(organisation ? organisation->place : ""),
          .role = text.role,
          .title = text.title,
          .head = text.head.value_or(false),
          .held_from = text.held_from.value_or(caller.today),
          .held_to = text.held_to};
}

void check_organisation(const std::optional<Organisation>& organisation, const Post& wanted,
                        base::Faults& faults) {
  if (!organisation)
    return faults.add("post.organisation", "/organisation", "没有这个单位", "用单位列表里的编号");
  if (organisation->valid_to && *organisation->valid_to < wanted.held_from)
    faults.add("post.organisation", "/organisation", "这个单位已经撤销或者并入别的单位",
               "换成现在的单位");
  if (!fits(wanted.role, organisation->kind))
    faults.add("post.role", "/role",
               std::string(title_of(organisation->kind)) + "没有“" +
                   std::string(title_of(wanted.role)) + "”这种岗位",
               "换一种岗位，或者换一个单位");
}

}  // namespace

void Posts::check(const Directory& directory, const Caller& caller, const Post& wanted,
                  base::Faults& faults) const {
  check_organisation(directory.organisation(wanted.organisation), wanted, faults);
  if (means_.places.find(wanted.place) == nullptr)
    faults.add("post.place", "/place", "没有这个地方", "用地域列表里的编号");
  if (!caller.system && !may_give(caller.role, wanted.role))
    faults.add("post.rank", "/role", "您不能给“" + std::string(title_of(wanted.role)) + "”的岗位",
               "请系统管理员来办");
  check_words(wanted.title, kTitleMax, "/title", faults);
  if (wanted.held_to) check_period(wanted.held_from, *wanted.held_to, "/held_to", faults);
}

base::Result<Post> Posts::assign(store::Unit& unit, const Caller& caller, std::string id,
                                 std::string_view person, const PostText& text) const {
  const Directory directory(unit.sql(), means_.places);
  Post wanted = row(caller, std::move(id), person, text, directory.organisation(text.organisation));
  require(caller, "post.assign", directory.target(wanted));
  base::Faults faults;
  check(directory, caller, wanted, faults);
  if (!faults.empty()) return faults;
  unit.insert(wanted);
  return wanted;
}

base::Result<Post> Posts::assign(const Caller& caller, std::string id, std::string_view person,
                                 const PostText& text) const {
  return means_.database.write([&](store::Unit& unit) -> base::Result<Post> {
    if (!unit.sql().find<Person>(person))
      return base::Fault{.code = "post.person",
                         .pointer = "/person",
                         .what = "没有这个人",
                         .right = "先开账号",
                         .file = "",
                         .line = 0};
    unit.event(event_of(caller, "post.assign", text.place.value_or(""), id));
    return assign(unit, caller, id, person, text);
  });
}

base::Result<Post> Posts::end(const Caller& caller, std::string_view id, std::int64_t version,
                              base::Date last_day) const {
  return means_.database.write([&](store::Unit& unit) -> base::Result<Post> {
    const Directory directory(unit.sql(), means_.places);
    auto post = directory.post(id);
    if (!post) throw Refused(Access::hidden, "post.end");
    require(caller, "post.end", directory.target(*post));
    if (!caller.system && !may_give(caller.role, post->role))
      throw Refused(Access::refused, "post.end", "这个岗位不是您能给的，也就不能由您来卸");
    base::Faults faults;
    check_period(post->held_from, last_day, "/held_to", faults);
    if (post->held_to && *post->held_to < last_day)
      faults.add("post.ended", "/held_to", "这个岗位更早就已经卸任", "要再任，另给一个岗位");
    if (!faults.empty()) return faults;
    unit.event(event_of(caller, "post.end", post->place, post->id));
    post->version = version;
    post->held_to = last_day;
    unit.update(*post);
    return *post;
  });
}

std::vector<Post> Posts::list(const Caller& caller, std::string_view organisation, bool all) const {
  return means_.database.read([&](store::Sql& sql) {
    const Directory directory(sql, means_.places);
    const auto found = directory.organisation(organisation);
    if (!found) throw Refused(Access::hidden, "post.list");
    require(caller, "post.list", directory.target({}, found->id, found->place));
    return all ? queries::all_posts_in(sql, found->id)
               : directory.posts_in(found->id, caller.today);
  });
}

}  // namespace qinqing::identity
