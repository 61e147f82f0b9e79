#include "contact/filings/rules.h"

#include <algorithm>
#include <stdexcept>

#include "casework/proceeding.h"
#include "contact/filings/other_side.h"
#include "contact/filings/row.h"
#include "contact/filings/told.h"
#include "identity/directory.h"

namespace qinqing::contact {
namespace {

using casework::Proceeding;
using casework::Scene;
using Why = std::optional<std::string>;

Filing filing_of(store::Sql& sql, const casework::Docket& docket) {
  auto found = sql.find<Filing>(docket.file.id);
  if (!found) throw std::runtime_error("a case of filing has no filing");
  return std::move(*found);
}

Filing filing_of(const Scene& scene) {
  return filing_of(scene.sql, scene.docket);
}

base::Faults refused(std::string_view code, std::string_view pointer, const std::string& what,
                     std::string_view right = "") {
  base::Faults faults;
  faults.add(code, pointer, what, right);
  return faults;
}

// --- guards

Why complete(const Scene& scene) {
  const Filing filing = filing_of(scene);
  const FilingAccount account = current_account(scene.sql, filing);
  if (account.title.empty()) return "还没有写是什么事";
  if (account.counterpart.empty()) return "还没有写对方是谁";
  if (filing.unit.empty()) return "还没有写报到哪个单位";
  if (filing.side == Side::official && filing.verdict == "prohibited" &&
      filing.contact_on > scene.caller.today)
    return "这样安排不可以，报了单位也不能同意。请改了安排再问一次";
  return std::nullopt;
}

// The unit decides beforehand what its own people are about to do.
bool wants_approval(const Scene& scene) {
  const Filing filing = filing_of(scene);
  return filing.side == Side::official && filing.contact_on >= scene.caller.today;
}

Why contact_over(const Scene& scene) {
  if (filing_of(scene).contact_on <= scene.caller.today) return std::nullopt;
  return "接触那天还没有到";
}

bool differ(const Scene& scene, const norms::Norms& norms) {
  const Filing filing = filing_of(scene);
  const auto other = other_account(scene.sql, filing);
  if (!other || filing.stood_by == other->receipt_hash) return false;
  // The other side stands against just this account: it has been seen by both, the unit decides.
  if (other->stood_by == filing.receipt_hash) return false;
  return !account_differences(scene.sql, norms, filing, *other).empty();
}

Why confirmation_overdue(const Scene& scene) {
  for (const auto& deadline : scene.docket.deadlines)
    if (deadline.name == "confirm" && !deadline.ended_on && deadline.due < scene.caller.today)
      return std::nullopt;
  return "还没有过确认的期限";
}

Why duties_met(const Scene& scene) {
  const bool owed = std::ranges::any_of(scene.docket.deadlines, [](const auto& deadline) {
    return duty_of_deadline(deadline.name) && !deadline.ended_on;
  });
  return owed ? Why("会后还有事没有办") : std::nullopt;
}

// --- effects

// To the unit on the official's side; what its own head files goes one level up.
base::Faults route_unit(Proceeding& proceeding, const identity::Places& places) {
  const Filing filing = filing_of(proceeding.unit().sql(), proceeding.docket());
  const identity::Directory directory(proceeding.unit().sql(), places);
  auto unit = directory.current(filing.unit);
  if (!unit) return refused("filing.unit", "/unit", "没有这个单位", "从名单里选对方单位");
  if (filing.side == Side::official &&
      directory.heads(filing.filer, unit->id, proceeding.today())) {
    auto above = directory.above(unit->id);
    if (!above)
      return refused("filing.above", "/unit",
                     "您是" + unit->name + "的负责人，要报到上一级，但没有登记上一级单位",
                     "请管理员登记上一级单位");
    unit = std::move(above);
  }
  proceeding.move(unit->id, unit->place);
  return {};
}

base::Faults owe_duties(Proceeding& proceeding, const norms::Norms& norms) {
  const Filing filing = filing_of(proceeding.unit().sql(), proceeding.docket());
  const auto receipt = receipt_of(current_account(proceeding.unit().sql(), filing).receipt);
  for (const DutyAfter& duty : duties_after(norms, receipt)) {
    const std::string name = deadline_of_duty(duty.id);
    if (proceeding.docket().owed(name) != nullptr) continue;
    proceeding.owe({.name = name,
                    .label = duty.does,
                    .owed_by = "filer",
                    .anchor = {.day = duty.anchor},
                    .period = duty.period,
                    .warn_before = "1 workday"});
  }
  return {};
}

base::Faults meet_duty(Proceeding& proceeding) {
  const std::string duty = proceeding.given().text("duty");
  if (proceeding.meet(deadline_of_duty(duty))) return {};
  return refused("filing.duty", "/fields/duty", "没有这件要办的事，或者已经办了",
                 "从列出的事里选一件");
}

// The account itself is amended by the service before the act; without a new one there is nothing
// that the attendees could confirm anew.
base::Faults take_check(Proceeding& proceeding) {
  const Filing filing = filing_of(proceeding.unit().sql(), proceeding.docket());
  if (filing.accounts > 1) return {};
  return refused("filing.same", "/check", "没有改动", "改了以后再提交");
}

base::Faults stand_by(Proceeding& proceeding) {
  Filing filing = filing_of(proceeding.unit().sql(), proceeding.docket());
  const auto other = other_account(proceeding.unit().sql(), filing);
  if (!other)
    return refused("filing.other", "", "对方的那份已经撤回，不用再坚持", "看一看现在的状态");
  filing.stood_by = other->receipt_hash;
  proceeding.unit().update(filing);
  return {};
}

}  // namespace

void add_filing_rules(casework::Registry& registry, const norms::Norms& norms,
                      const identity::Places& places) {
  registry.guard("filing_complete", complete);
  registry.guard("awaits_approval", [](const Scene& scene) {
    return wants_approval(scene) ? Why() : Why("接触已经过了，或者是企业报的，收下就可以");
  });
  registry.guard("awaits_receipt", [](const Scene& scene) {
    return wants_approval(scene) ? Why("接触还没有到，要先同意或者不同意") : Why();
  });
  registry.guard("contact_over", contact_over);
  registry.guard("accounts_agree", [&norms](const Scene& scene) {
    return differ(scene, norms) ? Why("对方报的和这份不一致，先核对更正") : Why();
  });
  registry.guard("accounts_differ", [&norms](const Scene& scene) {
    return differ(scene, norms) ? Why() : Why("没有不一致");
  });
  registry.guard("confirmation_overdue", confirmation_overdue);
  registry.guard("duties_met", duties_met);

  registry.effect("route_unit",
                  [&places](Proceeding& proceeding) { return route_unit(proceeding, places); });
  registry.effect("take_check", take_check);
  registry.effect("owe_duties",
                  [&norms](Proceeding& proceeding) { return owe_duties(proceeding, norms); });
  registry.effect("meet_duty", meet_duty);
  registry.effect("stand_by", stand_by);

  keep_filing_rows(registry, places);

  registry.anchor("contact_on", [](const Scene& scene) -> std::optional<base::Date> {
    return filing_of(scene).contact_on;
  });
}

}  // namespace qinqing::contact
