#include "norms/rulings/rules.h"

#include <algorithm>
#include <stdexcept>

#include "base/json.h"
#include "casework/proceeding.h"
#include "identity/directory.h"
#include "norms/precedents.h"
#include "norms/rulings/model.h"
#include "norms/rulings/publishing.h"
#include "norms/rulings/queries.h"

namespace qinqing::norms {
namespace {

using casework::Proceeding;
using casework::Scene;
using identity::Role;
using Why = std::optional<std::string>;

Ruling ruling_of(store::Sql& sql, const casework::Docket& docket) {
  auto found = sql.find<Ruling>(docket.file.id);
  if (!found) throw std::runtime_error("a case of ruling has no ruling");
  return std::move(*found);
}

Ruling ruling_of(const Scene& scene) {
  return ruling_of(scene.sql, scene.docket);
}

Ruling ruling_of(Proceeding& proceeding) {
  return ruling_of(proceeding.unit().sql(), proceeding.docket());
}

// --- guards

// Whoever acts for somebody by delegation has signed where that person has.
Why not_signed(const Scene& scene) {
  const Ruling ruling = ruling_of(scene);
  for (const std::string& signatory : {ruling.drafted_by, ruling.cosigned_by, ruling.reviewed_by})
    if (!signatory.empty() &&
        (signatory == scene.caller.person || signatory == scene.caller.stands_for))
      return "这份答复您已经签过，要由另一位来签";
  return std::nullopt;
}

Why not_head(const Scene& scene, const identity::Places& places) {
  const Ruling ruling = ruling_of(scene);
  if (ruling.unit.empty()) return std::nullopt;
  const identity::Directory directory(scene.sql, places);
  const auto unit = directory.current(ruling.unit);
  if (!unit) return std::nullopt;
  for (const std::string& person : {scene.caller.person, scene.caller.stands_for})
    if (!person.empty() && directory.heads(person, unit->id, scene.caller.today))
      return "您是这件事涉及的单位的负责人，要由别人来签";
  return std::nullopt;
}

// The nearest place above that has somebody to ask: {place, organisation}; both "" = none.
std::pair<std::string, std::string> office_above(store::Sql& sql, const identity::Places& places,
                                                 const std::string& place, base::Date day) {
  const auto path = places.path(place);
  for (std::size_t i = 1; i < path.size(); ++i)
    if (std::string office = ruling_queries::office(sql, path[i], Role::coordinator, day);
        !office.empty())
      return {path[i], std::move(office)};
  return {};
}

Why has_above(const Scene& scene, const identity::Places& places) {
  const auto [place, office] =
      office_above(scene.sql, places, scene.docket.file.place, scene.caller.today);
  return office.empty() ? Why("上面没有研判的单位了") : Why();
}

Why silent(const Scene& scene, const identity::Places& places) {
  const bool late = std::ranges::any_of(scene.docket.deadlines, [](const auto& deadline) {
    return deadline.state == casework::DeadlineState::late && !deadline.ended_on;
  });
  return late ? has_above(scene, places) : Why("还没有过期限");
}

// --- effects

base::Faults fault(std::string_view code, std::string_view pointer, const std::string& what,
                   std::string_view right = "") {
  base::Faults faults;
  faults.add(code, pointer, what, right);
  return faults;
}

// What a signature says besides yes.
base::Faults tied(const Proceeding& proceeding) {
  const auto* said = proceeding.given().find("no_tie");
  if (said != nullptr && said->is_bool() && said->get_bool()) return {};
  return fault("ruling.tie", "/given/no_tie", "有利害关系的，不能签",
               "没有的话请勾上；有的话请选“我要回避”");
}

base::Faults to_turn_of(Proceeding& proceeding, Role role, const std::string& whom) {
  const std::string& place = proceeding.docket().file.place;
  std::string office =
      ruling_queries::office(proceeding.unit().sql(), place, role, proceeding.today());
  if (office.empty())
    return fault("ruling.nobody", "", "这里还没有登记" + whom, "请管理员登记任职");
  proceeding.move(std::move(office), place);
  return {};
}

base::Faults drafted(Proceeding& proceeding) {
  base::Faults faults = tied(proceeding);
  if (!faults.empty()) return faults;
  Ruling ruling = ruling_of(proceeding);
  if (ruling.drafts == 0) return fault("ruling.answer", "/answer", "还没有写答复");
  ruling.drafted_by = proceeding.caller().person;
  ruling.cosigned_by.clear();
  ruling.reviewed_by.clear();
  proceeding.unit().update(ruling);
  return {};
}

base::Faults cosigned(Proceeding& proceeding) {
  base::Faults faults = tied(proceeding);
  if (!faults.empty()) return faults;
  Ruling ruling = ruling_of(proceeding);
  ruling.cosigned_by = proceeding.caller().person;
  proceeding.unit().update(ruling);
  return {};
}

base::Faults raise(Proceeding& proceeding, const identity::Places& places) {
  auto [place, office] = office_above(proceeding.unit().sql(), places,
                                      proceeding.docket().file.place, proceeding.today());
  if (office.empty()) return fault("ruling.above", "", "上面没有研判的单位了");
  std::vector<std::string> owed;
  for (const auto& deadline : proceeding.docket().deadlines)
    if (!deadline.ended_on) owed.push_back(deadline.name);
  // Not theirs any more; what was late stays late.
  for (const std::string& name : owed) proceeding.meet(name);
  proceeding.move(std::move(office), std::move(place));
  return {};
}

base::Faults published(Proceeding& proceeding, const identity::Places& places) {
  base::Faults faults = tied(proceeding);
  if (!faults.empty()) return faults;
  const auto* read = proceeding.given().find("no_names");
  if (read == nullptr || !read->is_bool() || !read->get_bool())
    return fault("ruling.names", "/given/no_names", "还没有确认里面没有能认出人的话",
                 "看过一遍再勾上；有的话退回重拟");
  Ruling ruling = ruling_of(proceeding);
  ruling.reviewed_by = proceeding.caller().person;
  faults = write_text(proceeding, places, ruling);
  if (!faults.empty()) return faults;
  proceeding.unit().update(ruling);
  return {};
}

base::Faults revoked(Proceeding& proceeding) {
  Ruling ruling = ruling_of(proceeding);
  ruling.revoked_on = proceeding.today().to_string();
  ruling.why_revoked = proceeding.given().text("why_revoked");
  proceeding.unit().update(ruling);
  return {};
}

base::Faults recused(Proceeding& proceeding) {
  const identity::Caller& caller = proceeding.caller();
  proceeding.add_party({.role = "recused",
                        .person = caller.person,
                        .post = caller.post,
                        .organisation = caller.organisation});
  return {};
}

}  // namespace

void add_ruling_rules(casework::Registry& registry, const identity::Places& places) {
  registry.guard("ruling_asked", [](const Scene& scene) {
    return ruling_of(scene).situation.empty() ? Why("还没有写是什么情形") : Why();
  });
  registry.guard("ruling_answered", [](const Scene& scene) {
    return ruling_of(scene).drafts == 0 ? Why("还没有拟好的答复") : Why();
  });
  registry.guard("ruling_not_signed", not_signed);
  registry.guard("ruling_not_head",
                 [&places](const Scene& scene) { return not_head(scene, places); });
  registry.guard("ruling_silent", [&places](const Scene& scene) { return silent(scene, places); });
  registry.guard("ruling_has_above",
                 [&places](const Scene& scene) { return has_above(scene, places); });
  registry.effect("ruling_drafted", drafted);
  registry.effect("ruling_cosigned", cosigned);
  registry.effect("ruling_to_cosign", [](Proceeding& proceeding) {
    return to_turn_of(proceeding, Role::inspector, "会签的纪检监察人员");
  });
  registry.effect("ruling_to_office", [](Proceeding& proceeding) {
    return to_turn_of(proceeding, Role::coordinator, "研判的单位");
  });
  registry.effect("ruling_raise",
                  [&places](Proceeding& proceeding) { return raise(proceeding, places); });
  registry.effect("ruling_publish",
                  [&places](Proceeding& proceeding) { return published(proceeding, places); });
  registry.effect("ruling_revoke", revoked);
  registry.effect("ruling_recuse", recused);
}

}  // namespace qinqing::norms
