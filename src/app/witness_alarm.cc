#include "app/witness_alarm.h"

#include "base/clock.h"
#include "casework/notices/notice.h"
#include "identity/on_duty.h"

namespace qinqing::app {

std::string_view witness_problem_in_words(std::string_view problem) {
  if (problem == "witness.silent") return "没有回答";
  if (problem == "witness.refused") return "拒绝签：账头不是从它见过的那个长出来的";
  if (problem == "witness.older") return "拒绝签：它见过的记录，现在少了";
  if (problem == "witness.no_head") return "还没有账头可以给它看";
  if (problem == "witness.no_tree") return "账有缺口，拿不出证明";
  return "回答看不懂";
}

void tell_inspectors(House& house, const ledger::WitnessRow& row) {
  if (row.problem.empty() || row.problem == "witness.no_head") return;
  const std::string text = "见证人 " + row.url + " 没有签账头：" +
                           std::string(witness_problem_in_words(row.problem)) +
                           "。可能是它出了故障，也可能是记录被整个换过，请查清";
  house.database().write([&](store::Unit& unit) {
    const auto persons =
        identity::persons_on_duty(unit.sql(), identity::Role::inspector, house.clock().today());
    if (persons.empty()) return;
    unit.event({.kind = "ledger.unwitnessed"});
    for (const std::string& person : persons) {
      casework::Notice notice{.id = unit.new_id(),
                              .person = person,
                              .case_id = "",
                              .procedure = std::string(casework::kOfTheLedger),
                              .why = casework::NoticeReason::alarm,
                              .text = text,
                              .at = base::instant_text(house.clock().now())};
      unit.insert(notice);
    }
  });
}

}  // namespace qinqing::app
