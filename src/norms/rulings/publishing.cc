#include "norms/rulings/publishing.h"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "base/canonical.h"
#include "base/json.h"
#include "base/reader.h"
#include "casework/notices/notice.h"
#include "identity/directory.h"
#include "norms/rulings/queries.h"

namespace qinqing::norms {
namespace {

boost::json::object situation_of(const Ruling& ruling) {
  const auto parsed = base::parse_json(ruling.situation);
  if (!parsed || !parsed->is_object()) return {};  // erased
  return parsed->get_object();
}

bool places_overlap(const identity::Places& places, const Precedent& one, const Precedent& other) {
  for (const std::string& a : one.scope)
    for (const std::string& b : other.scope)
      if (places.within(a, b) || places.within(b, a)) return true;
  return false;
}

std::int64_t workdays_between(const base::Calendar& calendar, base::Date from, base::Date to) {
  std::int64_t days = 0;
  for (base::Date day = from.add_days(1); day <= to; day = day.add_days(1))
    if (calendar.day(day).working) ++days;
  return days;
}

void tell_offices(casework::Proceeding& proceeding, const identity::Places& places,
                  const Ruling& ruling, const Ruling& other, const std::string& its_office) {
  store::Unit& unit = proceeding.unit();
  const identity::Directory directory(unit.sql(), places);
  const std::string text = "研判答复 " + ruling.number + " 与 " + other.number +
                           " 对同样的情形说法不一样，两份都暂时不能用，请两边商定，撤销一份";
  std::set<std::string> told;
  for (const std::string& office : {proceeding.docket().file.unit, its_office})
    for (const identity::Post& post : directory.posts_in(office, proceeding.today()))
      if (post.role == identity::Role::coordinator && told.insert(post.person).second)
        unit.insert(casework::Notice{.id = unit.new_id(),
                                     .person = post.person,
                                     .case_id = ruling.id,
                                     .procedure = kRulingProcedure,
                                     .why = casework::NoticeReason::progress,
                                     .text = text,
                                     .at = base::instant_text(proceeding.caller().now)});
}

}  // namespace

RulingAnswer answer_of(const RulingDraft& draft) {
  const auto parsed = base::parse_json(draft.body);
  base::Faults faults;
  RulingAnswer answer = base::read<RulingAnswer>(parsed.value(), "", faults);
  if (!faults.empty()) throw std::runtime_error("a draft of a ruling is not as it was written");
  return answer;
}

std::optional<Precedent> precedent_of(const Ruling& ruling) {
  if (ruling.published_on.empty()) return std::nullopt;
  auto precedent = read_precedent(ruling.text);
  if (!precedent) return std::nullopt;
  if (!ruling.revoked_on.empty()) precedent->revoked_on = base::Date::parse(ruling.revoked_on);
  return std::move(precedent).value();
}

Precedent precedent_from(const Ruling& ruling, const RulingAnswer& answer) {
  const boost::json::object situation = situation_of(ruling);
  Precedent precedent;
  precedent.id = ruling.id;
  precedent.pack = ruling.pack;
  precedent.scope = answer.scope;
  for (const std::string& actor : answer.actors) {
    precedent.actors.official |= parse_actor(actor) == Actor::official;
    precedent.actors.entrepreneur |= parse_actor(actor) == Actor::entrepreneur;
  }
  if (const auto* conducts = situation.if_contains("conducts"))
    for (const auto& each : conducts->as_array()) precedent.conducts.emplace_back(each.as_string());
  std::ranges::sort(precedent.conducts);
  const auto* facts = situation.if_contains("facts");
  for (const std::string& id : answer.material.value_or(std::vector<std::string>())) {
    const auto* value = facts != nullptr ? facts->as_object().if_contains(id) : nullptr;
    if (value != nullptr)
      precedent.facts[id] = *value;
    else
      precedent.unknown.push_back(id);
  }
  precedent.verdict = parse_verdict(answer.verdict).value_or(Verdict::prohibited);
  precedent.duties = answer.duties;
  precedent.clauses = answer.clauses;
  precedent.law = answer.law.value_or("");
  precedent.reasons = answer.reasons;
  precedent.until = answer.until;
  return precedent;
}

std::vector<Ruling> contrary(store::Sql& sql, const identity::Places& places,
                             const Precedent& precedent, base::Date today) {
  std::vector<Ruling> found;
  for (Ruling& other : ruling_queries::all_published(sql)) {
    if (other.id == precedent.id || !other.revoked_on.empty()) continue;
    const auto known = precedent_of(other);
    if (known && today <= known->until && overlap(precedent, *known) &&
        !same_answer(precedent, *known) && places_overlap(places, precedent, *known))
      found.push_back(std::move(other));
  }
  return found;
}

base::Faults write_text(casework::Proceeding& proceeding, const identity::Places& places,
                        Ruling& ruling) {
  store::Sql& sql = proceeding.unit().sql();
  const auto draft = sql.find<RulingDraft>(ruling.id, ruling.drafts);
  if (!draft) throw std::runtime_error("a ruling's draft is not there");
  const RulingAnswer answer = answer_of(*draft);
  const base::Date today = proceeding.today();
  base::Faults faults;
  if (answer.until < today) {
    faults.add("ruling.until", "", "拟的有效期已经过了", "退回重拟");
    return faults;
  }
  const identity::Directory directory(sql, places);
  const auto office = directory.organisation(proceeding.docket().file.unit);
  Precedent precedent = precedent_from(ruling, answer);
  precedent.number = proceeding.docket().file.number.value_or("");
  precedent.office = office ? office->name : "";
  precedent.from = today;
  ruling.text = precedent_text(precedent);
  precedent.hash = base::named_hash(ruling.text);
  ruling.hash = precedent.hash;
  ruling.number = precedent.number;
  ruling.verdict = to_string(precedent.verdict);
  ruling.published_on = today.to_string();
  ruling.until = precedent.until.to_string();
  const auto asked = base::parse_instant(ruling.asked_at);
  ruling.days =
      asked ? workdays_between(proceeding.calendar(), base::Clock::day_of(*asked), today) : 0;
  for (const Ruling& other : contrary(sql, places, precedent, today)) {
    const auto its_case = sql.find<casework::CaseFile>(other.id);
    tell_offices(proceeding, places, ruling, other, its_case ? its_case->unit : "");
  }
  return {};
}

}  // namespace qinqing::norms
