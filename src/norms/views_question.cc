#include "norms/views_question.h"

#include <algorithm>
#include <set>

#include "norms/views.h"

namespace qinqing::norms {
namespace {

using boost::json::array;
using boost::json::object;

// As many choices fit on a phone's screen; a longer list can be narrowed.
constexpr int kNarrowFrom = 8;

// Builds the page of one step.
class QuestionView {
 public:
  QuestionView(const Norms& norms, const AskForm& form, const Walk& way, const Shown& shown)
      : norms_(norms),
        form_(form),
        way_(way),
        shown_(shown),
        page_(frame(norms, *form.served, "", Section::none)) {}

  object view() {
    for (const std::string_view part : {"rows", "groups", "day", "number"}) page_[part] = false;
    page_["hint"] = "";
    page_["why"] = false;
    switch (shown_.step.kind) {
      case StepKind::actor:
        show_actor();
        break;
      case StepKind::conducts:
        show_conducts();
        break;
      case StepKind::day:
        show_day();
        break;
      case StepKind::fact:
        show_fact();
        break;
      case StepKind::verdict:
        break;
    }
    finish();
    return std::move(page_);
  }

 private:
  const Pack& pack() const { return form_.served->pack; }
  base::Date today() const { return way_.situation.asked_on; }

  object option(std::string name, std::string value, std::string label, std::string small,
                bool checked) {
    return {{"id", "o" + std::to_string(++options_)},
            {"name", std::move(name)},
            {"value", std::move(value)},
            {"label", std::move(label)},
            {"small", std::move(small)},
            {"checked", checked},
            {"or", false},
            {"words", ""}};
  }

  void show_actor() {
    page_["question"] = "您是哪一方？";
    page_["hint"] = "两方的规矩不一样。替别人问，就选那个人的一方。";
    array rows;
    for (const Actor actor : {Actor::official, Actor::entrepreneur}) {
      const std::string id(to_string(actor));
      const bool checked = form_.actors.size() == 1 && form_.actors.front() == id;
      rows.push_back(option("actor", id, actor_words(actor),
                            actor == Actor::official ? "机关、事业单位、国有企业等行使公权力的人"
                                                     : "企业、商会和它们的负责人、员工",
                            checked));
    }
    page_["rows"] = object{{"kind", "radio"}, {"options", std::move(rows)}};
  }

  void show_conducts() {
    page_["question"] = "是什么事？";
    page_["hint"] = "有几件就选几件，每一件都会单独判断。";
    array groups;
    for (const Group& group : pack().groups) add_group(groups, group.id, group.label);
    add_group(groups, "", pack().groups.empty() ? "" : "其他");
    page_["groups"] = object{
        {"kind", "checkbox"}, {"list", std::move(groups)}, {"narrow", options_ > kNarrowFrom}};
  }

  void add_group(array& groups, const std::string& id, const std::string& label) {
    array options;
    for (std::size_t i = 0; i < pack().conducts.size(); ++i) {
      const Conduct& conduct = pack().conducts[i];
      if (conduct.group != id || !conduct.actors.has(way_.situation.actor)) continue;
      const auto& chosen = form_.conducts;
      object row = option("conduct", conduct.id, conduct.label, conduct.hint,
                          std::ranges::find(chosen, static_cast<Index>(i)) != chosen.end());
      row["words"] = conduct.label + " " + conduct.hint + " " + join(conduct.keywords, " ");
      options.push_back(std::move(row));
    }
    if (options.empty()) return;
    groups.push_back({{"id", "g" + std::to_string(groups.size() + 1)},
                      {"label", label},
                      {"options", std::move(options)}});
  }

  void show_day() {
    page_["question"] = "在哪一天？";
    page_["hint"] = "按那一天有效的条文判断。已经过去的日子也可以问。";
    const std::string chosen = form_.days.size() == 1 ? form_.days.front() : "";
    const std::string first = today().to_string();
    const std::string second = today().add_days(1).to_string();
    const bool other = !chosen.empty() && chosen != first && chosen != second;
    array rows;
    rows.push_back(
        option("contact_on", first, "今天", day_text(today(), today()), chosen == first));
    rows.push_back(option("contact_on", second, "明天", day_text(today().add_days(1), today()),
                          chosen == second));
    rows.push_back(option("contact_on", "other", "别的日子", "", other));
    page_["rows"] = object{{"kind", "radio"}, {"options", std::move(rows)}};
    page_["day"] = object{{"value", other ? chosen : ""},
                          {"min", pack().from.to_string()},
                          {"max", last_day()},
                          {"invalid", other && !shown_.fault.empty()}};
  }

  std::string last_day() const {
    const auto& last = pack().to;
    return last ? last->to_string() : "";
  }

  const Fact& fact() const { return pack().facts[shown_.step.fact]; }
  const TypedAnswer& answer() const { return form_.answers[shown_.step.fact]; }

  void show_fact() {
    page_["question"] = fact().question_of(way_.situation.actor);
    page_["hint"] = fact().hint;
    if (fact().type == FactType::choice || fact().type == FactType::boolean)
      show_choices();
    else
      show_number();
    show_why();
  }

  void show_choices() {
    const std::string name = "f." + fact().id;
    const bool one = answer().values.size() == 1 && !answer().unclear;
    const auto checked = [&](std::string_view value) {
      return one && answer().values.front() == value;
    };
    array rows;
    if (fact().type == FactType::boolean) {
      rows.push_back(option(name, "true", "是", "", checked("true")));
      rows.push_back(option(name, "false", "否", "", checked("false")));
    }
    for (const Choice& choice : fact().choices)
      rows.push_back(option(name, choice.id, choice.label, "", checked(choice.id)));
    object unclear = option(name, "?", "不清楚", "会告诉您每种情况各是什么结论",
                            answer().unclear && answer().values.empty());
    unclear["or"] = true;
    rows.push_back(std::move(unclear));
    page_["rows"] = object{{"kind", "radio"}, {"options", std::move(rows)}};
  }

  void show_number() {
    const bool date = fact().type == FactType::date;
    const bool whole = fact().type == FactType::count;
    page_["number"] = object{{"name", "f." + fact().id},
                             {"value", answer().values.empty() ? "" : answer().values.front()},
                             {"date", date},
                             {"mode", whole ? "numeric" : "decimal"},
                             {"money", fact().type == FactType::money},
                             {"unit", fact().unit},
                             {"invalid", !shown_.fault.empty()},
                             {"fact", fact().id},
                             {"unclear", answer().unclear}};
  }

  void show_why() {
    array clauses;
    const auto asking = clauses_asking(pack(), shown_.step.fact, way_.situation.conducts,
                                       way_.situation.contact_on);
    for (const Index clause : asking) {
      object row = clause_name(norms_, *form_.served, pack().clauses[clause]);
      const object status = status_line(pack().clauses[clause]);
      row["status"] = status.at("label");
      row["status_kind"] = status.at("status");
      clauses.push_back(std::move(row));
    }
    page_["why"] = object{
        {"text", fact().why}, {"has_clauses", !clauses.empty()}, {"clauses", std::move(clauses)}};
  }

  void finish() {
    const auto at = std::ranges::find(way_.done, shown_.step) - way_.done.begin();
    const bool first = at == 0;
    page_["title"] =
        (shown_.fault.empty() ? "" : "要改一处：") + std::string(page_["question"].as_string());
    page_["step"] = std::to_string(at + 1);
    page_["left"] = left_words();
    page_["first"] = first;
    page_["hidden"] = hidden_view(form_, shown_.step);
    page_["returning"] = shown_.returning;
    page_["answered"] = answered_view(form_, way_, shown_.step);
    page_["has_answered"] = !page_["answered"].as_array().empty();
    page_["error"] = shown_.fault.empty() ? boost::json::value(false)
                                          : object{{"text", shown_.fault}, {"target", target()}};
    page_["described"] = std::string(page_["hint"].as_string().empty() ? "" : "hint") +
                         (shown_.fault.empty() ? "" : " error");
    page_["notices"] = array(form_.notices.begin(), form_.notices.end());
    page_["has_notices"] = !form_.notices.empty();
  }

  std::string target() const {
    if (page_.at("number").is_object()) return "value";
    return page_.at("day").is_object() && page_.at("day").at("invalid").as_bool() ? "other_day"
                                                                                  : "o1";
  }

  std::string left_words() const {
    if (shown_.step.kind != StepKind::fact) return "";
    const std::size_t left = questions_left(pack(), way_, shown_.step);
    return left == 0 ? "最后一问" : "后面最多还有 " + std::to_string(left) + " 问";
  }

  const Norms& norms_;
  const AskForm& form_;
  const Walk& way_;
  const Shown& shown_;
  object page_;
  int options_ = 0;
};

object answered_row(std::string label, std::string value, std::string step) {
  return {{"label", std::move(label)}, {"value", std::move(value)}, {"step", std::move(step)}};
}

}  // namespace

array answered_view(const AskForm& form, const Walk& way, const Step& but) {
  const Pack& pack = form.served->pack;
  const Situation& situation = way.situation;
  array rows;
  for (const Step& step : way.done) {
    if (step == but) continue;
    const std::string name = step_name(pack, step);
    if (step.kind == StepKind::actor)
      rows.push_back(answered_row("您是", actor_words(situation.actor), name));
    if (step.kind == StepKind::conducts)
      rows.push_back(answered_row("做什么", conduct_labels(pack, situation.conducts), name));
    if (step.kind == StepKind::day)
      rows.push_back(
          answered_row("哪一天", day_text(situation.contact_on, situation.asked_on), name));
    if (step.kind != StepKind::fact) continue;
    const Fact& fact = pack.facts[step.fact];
    const FactValue& value = situation.facts[step.fact];
    rows.push_back(answered_row(
        fact.label, value.given == Given::unknown ? "不清楚" : fact_value_text(fact, value.value),
        name));
  }
  return rows;
}

array hidden_view(const AskForm& form, const Step& shown) {
  array hidden;
  for (auto& [name, value] : hidden_fields(form, shown))
    hidden.push_back({{"name", name}, {"value", value}});
  return hidden;
}

std::size_t questions_left(const Pack& pack, const Walk& way, const Step& shown) {
  std::set<Index> facts;
  for (const Index conduct : way.situation.conducts) {
    for (const auto& [input, column] : pack.tables[conduct].bindings)
      if (column.fact) facts.insert(*column.fact);
    for (const Index rule : pack.tables[conduct].rules)
      for (const Index duty : pack.rules[rule].duties)
        for (const auto& fact : {pack.duties[duty].met_fact, pack.duties[duty].anchor_fact})
          if (fact) facts.insert(*fact);
  }
  std::erase_if(facts, [&](Index fact) {
    const bool before = std::ranges::any_of(
        way.done, [&](const Step& s) { return s == Step{StepKind::fact, fact}; });
    return before || fact == shown.fact || !pack.facts[fact].actors.has(way.situation.actor);
  });
  return facts.size();
}

object question_view(const Norms& norms, const AskForm& form, const Walk& way, const Shown& shown) {
  return QuestionView(norms, form, way, shown).view();
}

}  // namespace qinqing::norms
