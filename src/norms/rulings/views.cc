#include "norms/rulings/views.h"

#include <algorithm>

#include "base/canonical.h"
#include "identity/answers.h"
#include "norms/rulings/publishing.h"
#include "norms/views.h"

namespace qinqing::norms {
namespace {

using boost::json::array;
using boost::json::object;

constexpr std::int32_t kYear = 365;

bool among(const std::vector<std::string>& ids, const std::string& id) {
  return std::ranges::find(ids, id) != ids.end();
}

std::vector<std::string> all(const http::Form& form, std::string_view name) {
  std::vector<std::string> out;
  for (const std::string_view value : form.all(name)) out.emplace_back(value);
  return out;
}

std::string actors_words(const std::vector<std::string>& actors) {
  return told(actors, "、", [](const std::string& name) {
    const auto actor = parse_actor(name);
    return actor ? actor_words(*actor) : name;
  });
}

}  // namespace

std::string day_words(const std::string& day) {
  const auto known = base::Date::parse(day);
  return known ? known->to_chinese_full() + "（" + std::string(known->weekday_chinese()) + "）"
               : day;
}

array errors_view(const base::Faults& faults) {
  array out;
  for (const auto& fault : faults) {
    std::string text = fault.what;
    if (!fault.right.empty()) text += "，" + fault.right;
    out.push_back(object{{"text", std::move(text)}});
  }
  return out;
}

object text_view(const Rulings& rulings, const PublishedRulingJson& ruling, const std::string& pack,
                 base::Date today) {
  object view = identity::told(ruling).as_object();
  const ServedPack* served = rulings.norms().find(pack);
  const auto verdict = parse_verdict(ruling.verdict);
  view["mark"] = mark(verdict.value_or(Verdict::undetermined));
  view["conduct_words"] = join(ruling.conducts, "、");
  view["has_facts"] = !ruling.facts.empty();
  view["has_duties"] = !ruling.duties.empty();
  view["duty_words"] = join(ruling.duties, "；");
  array links;
  for (const std::string& id : ruling.clauses) {
    const auto index = served ? served->pack.clause_index(id) : std::nullopt;
    const Clause* clause = index ? &served->pack.clauses[*index] : nullptr;
    links.push_back(
        object{{"href", "/lists/" + id + (served ? pack_query(rulings.norms(), *served) : "")},
               {"label", clause ? clause->number + " " + clause->title : id}});
  }
  view["has_clauses"] = !links.empty();
  view["clause_links"] = std::move(links);
  view["scope_words"] =
      "管" + told(ruling.scope, "、", [](const identity::NamedJson& place) { return place.name; });
  view["actor_words"] = actors_words(ruling.actors);
  view["from_text"] = day_words(ruling.published_on);
  view["until_text"] = day_words(ruling.until);
  view["revoked"] = ruling.revoked_on ? day_words(*ruling.revoked_on) : "";
  view["days_text"] = ruling.number.empty()
                          ? "还没有公布"
                          : "从问到答用了 " + std::to_string(ruling.days) + " 个工作日";
  view["headline"] = "";
  (void)today;
  return view;
}

PublishedRulingJson as_published(const Rulings& rulings, const RulingRecord& record,
                                 const RulingAnswer& answer, base::Date today) {
  Precedent precedent = precedent_from(record.ruling, answer);
  precedent.from = today;
  Ruling draft = record.ruling;
  draft.text = precedent_text(precedent);
  draft.hash.clear();
  draft.number.clear();
  draft.verdict = answer.verdict;
  draft.published_on = today.to_string();
  draft.until = answer.until.to_string();
  return published_json(rulings, draft);
}

object draft_view(const Rulings& rulings, const RulingRecord& record, const http::Form& sent,
                  base::Date today) {
  const bool again = sent.first("a.reasons").has_value();
  RulingAnswer answer;
  if (again)
    answer = answer_from(sent);
  else if (record.draft)
    answer = answer_of(*record.draft);
  else
    answer.until = today.add_days(kYear);
  const ServedPack* served = rulings.norms().find(record.ruling.pack);
  array verdicts;
  for (const Verdict verdict : {Verdict::permitted, Verdict::conditional, Verdict::prohibited})
    verdicts.push_back(object{{"value", to_string(verdict)},
                              {"label", verdict_word(verdict)},
                              {"chosen", answer.verdict == to_string(verdict)}});
  array clauses;
  array duties;
  if (served != nullptr) {
    for (const Clause& clause : served->pack.clauses)
      if (clause.in_force(today))
        clauses.push_back(object{{"id", clause.id},
                                 {"label", std::string(side_name(clause.side)) + " " +
                                               clause.number + " " + clause.title},
                                 {"chosen", among(answer.clauses, clause.id)}});
    for (const Duty& duty : served->pack.duties)
      duties.push_back(
          object{{"id", duty.id},
                 {"label", (duty.when == DutyTime::before ? "事前：" : "事后：") + duty.does},
                 {"chosen", among(answer.duties, duty.id)}});
  }
  array facts;
  for (const ToldJson& fact :
       told_facts(rulings, record.ruling, answer.material ? &*answer.material : nullptr))
    facts.push_back(identity::told(fact));
  array places;
  const std::string& own = record.docket.file.place;
  const auto add = [&](const identity::Place* place) {
    if (place != nullptr)
      places.push_back(object{
          {"id", place->id},
          {"name", place->name},
          {"chosen", answer.scope.empty() ? place->id == own : among(answer.scope, place->id)}});
  };
  add(rulings.places().find(own));
  for (const identity::Place* below : rulings.places().below(own)) add(below);
  return {{"verdicts", std::move(verdicts)},
          {"reasons", answer.reasons},
          {"law", answer.law.value_or("")},
          {"clauses", std::move(clauses)},
          {"has_clause_chosen", !answer.clauses.empty()},
          {"duties", std::move(duties)},
          {"has_duty_chosen", !answer.duties.empty()},
          {"facts", std::move(facts)},
          {"places", std::move(places)},
          {"own_place", rulings.places().find(own) ? rulings.places().find(own)->name : own},
          {"until",
           again ? std::string(sent.first("a.until").value_or("")) : answer.until.to_string()}};
}

RulingAnswer answer_from(const http::Form& sent) {
  RulingAnswer answer;
  answer.verdict = sent.first("a.verdict").value_or("");
  answer.duties = all(sent, "a.duty");
  answer.clauses = all(sent, "a.clause");
  answer.law = std::string(sent.first("a.law").value_or(""));
  answer.reasons = sent.first("a.reasons").value_or("");
  answer.scope = all(sent, "a.scope");
  // A day that cannot be read is before every other: the check says that it is too early.
  answer.until = base::Date::parse(sent.first("a.until").value_or("")).value_or(base::Date());
  if (sent.first("a.material_asked")) answer.material = all(sent, "a.material");
  return answer;
}

}  // namespace qinqing::norms
