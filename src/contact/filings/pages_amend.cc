#include "contact/filings/pages_amend.h"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "contact/filings/told.h"
#include "norms/views_typed.h"

namespace qinqing::contact {
namespace {

using boost::json::array;
using boost::json::object;
using norms::Fact;
using norms::FactType;
using norms::Index;

constexpr std::string_view kFact = "f.";
constexpr std::string_view kActField = "a.";
constexpr std::string_view kUnclear = "?";  // no choice's id is a question mark
constexpr std::string_view kFactPointer = "/check/facts/";
constexpr std::string_view kFieldPointer = "/fields/";
constexpr std::int64_t kLineMax = 120;  // characters that are written on one line

std::string text_of(const boost::json::value& value) {
  return value.is_string() ? std::string(value.get_string()) : boost::json::serialize(value);
}

bool chooses(const Fact& fact) {
  return fact.type == FactType::choice || fact.type == FactType::boolean;
}

std::string first(const http::Form& form, const std::string& name) {
  return std::string(form.first(name).value_or(""));
}

// What the form holds for one fact.
norms::TypedAnswer answer_of(const http::Form& form, const Fact& fact) {
  norms::TypedAnswer answer;
  for (const std::string_view value : form.all(std::string(kFact) + fact.id)) {
    if (value == kUnclear)
      answer.unclear = true;
    else if (!value.empty() && std::ranges::find(answer.values, value) == answer.values.end())
      answer.values.emplace_back(value);
  }
  for (const std::string_view id : form.all("u")) answer.unclear = answer.unclear || id == fact.id;
  return answer;
}

std::set<Index> conducts_of(const norms::Pack& pack, norms::Actor actor, const http::Form& form) {
  std::set<Index> told;
  for (const std::string_view id : form.all("conduct"))
    if (const auto index = pack.conduct_index(id); index && pack.conducts[*index].actors.has(actor))
      told.insert(*index);
  return told;
}

bool belongs(const Fact& fact, norms::Actor actor, const std::set<Index>& conducts) {
  return fact.actors.has(actor) && (!fact.conduct || conducts.contains(*fact.conduct));
}

norms::Actor actor_of(Side side) {
  return side == Side::official ? norms::Actor::official : norms::Actor::entrepreneur;
}

// --- the page

class AmendView {
 public:
  AmendView(const norms::Pack& pack, const object& act, norms::Actor actor, const http::Form& form,
            const base::Faults& faults)
      : pack_(pack),
        act_(act),
        actor_(actor),
        form_(form),
        faults_(faults),
        conducts_(conducts_of(pack, actor, form)) {}

  object run() {
    object out;
    for (const char* name : {"title", "counterpart", "contact_on"}) {
      out[std::string(name) + "_typed"] = first(form_, name);
      out[std::string(name) + "_fault"] = fault_at(
          std::string_view(name) == "contact_on" ? "/check/contact_on" : std::string("/") + name);
    }
    out["unit_fault"] = fault_at("/unit");
    out["conducts_fault"] = fault_at("/check/conducts");
    conducts(out);
    array asked;
    array kept;
    for (const Fact& fact : pack_.facts) {
      const norms::TypedAnswer answer = answer_of(form_, fact);
      const std::string fault = fault_at(std::string(kFactPointer) + fact.id);
      const bool here = belongs(fact, actor_, conducts_);
      if (here && (!answer.empty() || !fault.empty()))
        asked.push_back(question(fact, answer, fault));
      else
        keep(kept, fact, answer);
    }
    out["facts"] = std::move(asked);
    out["kept"] = std::move(kept);
    out["fields"] = act_fields();
    out["act_confirm"] = act_.at("confirm").is_null() ? "" : text_of(act_.at("confirm"));
    out["has_errors"] = !faults_.empty();
    out["errors"] = errors();
    return out;
  }

 private:
  std::string fault_at(std::string_view pointer) const {
    for (const auto& fault : faults_)
      if (fault.pointer == pointer || fault.pointer.starts_with(std::string(pointer) + "/"))
        return words(fault);
    return "";
  }

  // What would be right is said for programs where a question is open.
  static std::string words(const base::Fault& fault) {
    if (fault.code == "missing_fact" || fault.right.empty()) return fault.what;
    return fault.what + "，" + fault.right;
  }

  static std::string target(std::string_view pointer) {
    if (pointer == "/title" || pointer == "/counterpart" || pointer == "/unit")
      return std::string(pointer.substr(1));
    if (pointer == "/check/contact_on") return "contact_on";
    if (pointer.starts_with("/check/conducts")) return "conducts";
    if (pointer.starts_with(kFactPointer))
      return "f-" + std::string(pointer.substr(kFactPointer.size()));
    if (pointer.starts_with(kFieldPointer))
      return "a-" + std::string(pointer.substr(kFieldPointer.size()));
    return "";
  }

  array errors() const {
    array out;
    for (const auto& fault : faults_)
      out.push_back(object{{"text", words(fault)}, {"target", target(fault.pointer)}});
    return out;
  }

  // Those told first, so that the form stays short; every other can be added.
  void conducts(object& out) const {
    array told;
    array groups;
    const auto option = [&](Index index) {
      const norms::Conduct& conduct = pack_.conducts[index];
      return object{{"id", "c-" + conduct.id},
                    {"name", "conduct"},
                    {"value", conduct.id},
                    {"label", conduct.label},
                    {"small", conduct.hint},
                    {"checked", conducts_.contains(index)},
                    {"or", false},
                    {"words", ""},
                    {"kind", "checkbox"}};
    };
    for (const Index index : conducts_) told.push_back(option(index));
    const auto add_group = [&](const std::string& id, const std::string& label) {
      array options;
      for (Index i = 0; i < pack_.conducts.size(); ++i)
        if (pack_.conducts[i].group == id && pack_.conducts[i].actors.has(actor_) &&
            !conducts_.contains(i))
          options.push_back(option(i));
      if (options.empty()) return;
      groups.push_back(object{{"id", "g" + std::to_string(groups.size() + 1)},
                              {"label", label},
                              {"options", std::move(options)}});
    };
    for (const norms::Group& group : pack_.groups) add_group(group.id, group.label);
    add_group("", pack_.groups.empty() ? "" : "其他");
    out["told_conducts"] = std::move(told);
    out["has_groups"] = !groups.empty();
    out["groups"] = std::move(groups);
    out["none_told"] = conducts_.empty();
  }

  object question(const Fact& fact, const norms::TypedAnswer& answer,
                  const std::string& fault) const {
    const std::string typed = answer.values.empty() ? "" : answer.values.front();
    const bool unclear = answer.unclear && answer.values.empty();
    array choices;
    const auto choice = [&](std::string_view id, std::string_view label, bool chosen) {
      choices.push_back(object{{"value", id}, {"label", label}, {"chosen", chosen}});
    };
    if (fact.type == FactType::boolean) {
      choice("true", "是", typed == "true");
      choice("false", "否", typed == "false");
    }
    for (const auto& each : fact.choices) choice(each.id, each.label, typed == each.id);
    if (chooses(fact)) choice(kUnclear, "不清楚", unclear);
    return {{"fact", fact.id},
            {"label", fact.question_of(actor_)},
            {"hint", fact.hint},
            {"unit", fact.unit},
            {"typed", typed},
            {"unclear", unclear},
            {"fault", fault},
            {"choosing", chooses(fact)},
            {"choices", std::move(choices)},
            {"date", fact.type == FactType::date},
            {"mode", fact.type == FactType::count ? "numeric" : "decimal"}};
  }

  // An answer of what is not told now comes back with it.
  static void keep(array& kept, const Fact& fact, const norms::TypedAnswer& answer) {
    const std::string name = std::string(kFact) + fact.id;
    for (const std::string& value : answer.values)
      kept.push_back(object{{"name", name}, {"value", value}});
    if (answer.unclear) kept.push_back(object{{"name", "u"}, {"value", fact.id}});
  }

  array act_fields() const {
    array out;
    for (const auto& value : act_.at("fields").as_array()) {
      const object& field = value.as_object();
      const std::string id = text_of(field.at("id"));
      const bool lines =
          text_of(field.at("type")) == "text" && field.at("max").as_int64() > kLineMax;
      out.push_back(object{{"field", id},
                           {"label", field.at("label")},
                           {"hint", field.at("hint")},
                           {"required", field.at("required")},
                           {"max", field.at("max")},
                           {"lines", lines},
                           {"typed", first(form_, std::string(kActField) + id)},
                           {"fault", fault_at(std::string(kFieldPointer) + id)}});
    }
    return out;
  }

  const norms::Pack& pack_;
  const object& act_;
  norms::Actor actor_;
  const http::Form& form_;
  const base::Faults& faults_;
  std::set<Index> conducts_;
};

}  // namespace

http::Form amend_form(const FilingRecord& record) {
  http::Form form;
  form.add("title", record.account.title);
  form.add("counterpart", record.account.counterpart);
  form.add("unit", record.filing.unit);
  const object receipt = receipt_of(record.account.receipt);
  form.add("contact_on", text_of(receipt.at("contact_on")));
  for (const auto& id : receipt.at("conducts").as_array()) form.add("conduct", text_of(id));
  for (const auto& [id, value] : receipt.at("facts").as_object())
    form.add(std::string(kFact).append(id), text_of(value));
  for (const auto& id : receipt.at("unknown").as_array()) {
    form.add(std::string(kFact) + text_of(id), std::string(kUnclear));
  }
  return form;
}

AmendTold read_amend(const norms::ServedPack& served, const FilingRecord& record,
                     const http::Form& form) {
  const norms::Pack& pack = served.pack;
  const norms::Actor actor = actor_of(record.filing.side);
  const std::set<Index> conducts = conducts_of(pack, actor, form);
  AmendTold told;
  array ids;
  for (const Index index : conducts) ids.push_back(boost::json::string(pack.conducts[index].id));
  if (ids.empty()) told.faults.add("missing", "/check/conducts", "请至少选一件事");
  const std::string day = norms::tidy_date(first(form, "contact_on"));
  if (!base::Date::parse(day))
    told.faults.add("value", "/check/contact_on", "接触那天不是真实的日期", "比如 2026-11-27");
  object facts;
  array unknown;
  for (const Fact& fact : pack.facts) {
    const norms::TypedAnswer answer = answer_of(form, fact);
    if (answer.empty() || !belongs(fact, actor, conducts)) continue;
    const norms::AnswerRead read = norms::read_answer(fact, answer);
    if (read.value.given == norms::Given::value)
      facts[fact.id] = norms::fact_value_json(fact, read.value.value);
    else if (read.value.given == norms::Given::unknown)
      unknown.push_back(boost::json::string(fact.id));
    else
      told.faults.add("value", std::string(kFactPointer) + fact.id, read.fault);
  }
  told.telling.check = object{{"pack", pack.id},           {"actor", norms::to_string(actor)},
                              {"contact_on", day},         {"conducts", std::move(ids)},
                              {"facts", std::move(facts)}, {"unknown", std::move(unknown)}};
  told.telling.title = first(form, "title");
  told.telling.counterpart = first(form, "counterpart");
  if (record.filing.side == Side::entrepreneur)
    told.telling.unit = first(form, "unit");
  else if (told.telling.counterpart == record.account.counterpart &&
           !record.filing.enterprise.empty())
    told.telling.counterpart_organisation = record.filing.enterprise;
  for (const auto& field : form.fields())
    if (field.name.starts_with(kActField))
      told.fields[field.name.substr(kActField.size())] = field.value;
  return told;
}

object amend_view(const norms::ServedPack& served, const object& act, norms::Actor actor,
                  const http::Form& form, const base::Faults& faults) {
  return AmendView(served.pack, act, actor, form, faults).run();
}

}  // namespace qinqing::contact
