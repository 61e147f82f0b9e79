#include "casework/procedure_check.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "base/nearest.h"
#include "casework/reach.h"

namespace qinqing::casework {
namespace {

using base::pointer_to;
using Names = std::set<std::string>;

constexpr int kTextMax = 20'000;

bool is_word(std::string_view id) {
  const auto inner = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  };
  return !id.empty() && id.size() <= 40 && id[0] >= 'a' && id[0] <= 'z' &&
         std::ranges::all_of(id, inner);
}

template <class T>
Names ids_of(const std::vector<T>& items) {
  Names ids;
  for (const T& item : items) ids.insert(item.id);
  return ids;
}

class Check {
 public:
  Check(const Procedure& procedure, const Vocabulary& vocabulary)
      : procedure_(procedure),
        vocabulary_(vocabulary),
        states_(ids_of(procedure.states)),
        transitions_(ids_of(procedure.transitions)),
        fields_(ids_of(procedure.fields)),
        parties_(ids_of(procedure.parties)) {}

  base::Faults run() {
    if (!is_word(procedure_.id)) fault("id", "/id", kIdRule);
    not_empty("/title", procedure_.title);
    not_empty("/basis", procedure_.basis);
    check_number();
    each(procedure_.parties, "/parties",
         [&](const Party& p, const std::string& at) { party(p, at); });
    each(procedure_.states, "/states", [](const State&, const std::string&) {});
    known("state", "/start", procedure_.start, &states_);
    each(procedure_.fields, "/fields",
         [&](const Field& f, const std::string& at) { field(f, at); });
    each(procedure_.transitions, "/transitions",
         [&](const Transition& t, const std::string& at) { transition(t, at); });
    each(procedure_.deadlines, "/deadlines",
         [&](const Deadline& d, const std::string& at) { deadline(d, at); });
    check_use_of_fields();
    // Ways through a graph with unknown ends would only repeat what is said already.
    if (faults_.empty()) check_ways();
    return std::move(faults_);
  }

 private:
  static constexpr std::string_view kIdRule = "编号用小写英文字母开头，只含小写字母、数字和下划线";

  void fault(std::string_view code, const std::string& at, std::string_view what,
             std::string_view right = "") {
    faults_.add(code, at, what, right);
  }

  void not_empty(const std::string& at, std::string_view text) {
    if (text.find_first_not_of(" \t\n") == std::string_view::npos)
      fault("empty", at, "这里要有文字");
  }

  // Ids are words, each once; labels have text.
  template <class T, class Inside>
  void each(const std::vector<T>& items, const std::string& list, Inside inside) {
    Names seen;
    for (std::size_t i = 0; i < items.size(); ++i) {
      const std::string at = pointer_to(list, i);
      if (!is_word(items[i].id)) fault("id", pointer_to(at, "id"), kIdRule);
      if (!seen.insert(items[i].id).second)
        fault("duplicate_id", pointer_to(at, "id"), "编号“" + items[i].id + "”用了两次");
      not_empty(pointer_to(at, "label"), items[i].label);
      inside(items[i], at);
    }
  }

  void known(std::string_view kind, const std::string& at, const std::string& name,
             const Names* names) {
    if (names == nullptr || names->contains(name)) return;
    const std::vector<std::string_view> words(names->begin(), names->end());
    const std::string_view nearest = base::nearest_word(name, words);
    fault("unknown_" + std::string(kind), at, "没有叫“" + name + "”的" + std::string(chinese(kind)),
          nearest.empty() ? "" : "是不是“" + std::string(nearest) + "”");
  }
  void all_known(std::string_view kind, const std::string& list,
                 const std::vector<std::string>& names, const Names* known_names) {
    Names seen;
    for (std::size_t i = 0; i < names.size(); ++i) {
      known(kind, pointer_to(list, i), names[i], known_names);
      if (!seen.insert(names[i]).second)
        fault("duplicate_id", pointer_to(list, i), "“" + names[i] + "”写了两次");
    }
  }
  static std::string_view chinese(std::string_view kind) {
    if (kind == "state") return "状态";
    if (kind == "role") return "角色";
    if (kind == "guard") return "条件";
    if (kind == "effect") return "效果";
    if (kind == "field") return "字段";
    if (kind == "transition") return "步骤";
    return "起算日";
  }

  void role(const std::string& at, const std::string& name) {
    if (parties_.contains(name) || vocabulary_.roles == nullptr) return;
    Names all = parties_;
    all.insert(vocabulary_.roles->begin(), vocabulary_.roles->end());
    known("role", at, name, &all);
  }

  void check_number() {
    if (!procedure_.number) return;
    const std::string sample = format_number(*procedure_.number, 2026, 1);
    if (procedure_.number->find("{n}") == std::string::npos ||
        sample.find('{') != std::string::npos)
      fault("number", "/number", "编号的写法里要有一个 {n}，可以有一个 {year}，没有别的花括号");
  }

  // Who acts by his post and who as a party must never be in doubt.
  void party(const Party& party, const std::string& at) {
    if (vocabulary_.roles != nullptr && vocabulary_.roles->contains(party.id))
      fault("role_of_a_post", pointer_to(at, "id"), "“" + party.id + "”是职务的角色，换一个编号");
  }

  void field(const Field& field, const std::string& at) {
    const bool is_choice = field.type == FieldType::choice;
    if (is_choice == field.choices.empty())
      fault("choices", pointer_to(at, "choices"),
            is_choice ? "选择题要有选项" : "只有选择题（choice）才有选项");
    each(field.choices, pointer_to(at, "choices"), [](const Choice&, const std::string&) {});
    if (!field.max) return;
    if (field.type != FieldType::text)
      fault("max", pointer_to(at, "max"), "只有文字（text）才有最多字数");
    else if (*field.max < 1 || *field.max > kTextMax)
      fault("max", pointer_to(at, "max"), "最多字数应在 1 到 20000 之间");
  }

  void transition(const Transition& t, const std::string& at) {
    if (t.from.empty()) fault("nowhere", at, "没有写从哪些状态开始（from）");
    all_known("state", pointer_to(at, "from"), t.from, &states_);
    if (t.to) known("state", pointer_to(at, "to"), *t.to, &states_);
    not_empty(pointer_to(at, "said"), t.said);
    for (std::size_t i = 0; i < t.by.size(); ++i)
      role(pointer_to(pointer_to(at, "by"), i), t.by[i]);
    for (std::size_t i = 0; i < t.said_for.size(); ++i) {
      const std::string said = pointer_to(pointer_to(at, "said_for"), i);
      role(pointer_to(said, "role"), t.said_for[i].role);
      not_empty(pointer_to(said, "text"), t.said_for[i].text);
    }
    all_known("field", pointer_to(at, "fields"), t.fields, &fields_);
    all_known("guard", pointer_to(at, "guards"), t.guards, vocabulary_.guards);
    all_known("effect", pointer_to(at, "effects"), t.effects, vocabulary_.effects);
    if (t.is_automatic())
      automatic(t, at);
    else if (t.by.empty())
      fault("nobody", at, "没有写谁可以走这一步（by）", "自动走的写 automatic: true");
  }

  void automatic(const Transition& t, const std::string& at) {
    if (!t.by.empty() || !t.fields.empty() || t.confirm)
      fault("automatic", at, "自动走的一步没有人来做，不能有 by、fields 和 confirm");
    if (t.guards.empty()) fault("automatic", at, "自动走的一步要有条件（guards）");
    if (!t.to || t.starts_in(*t.to)) fault("automatic", at, "自动走的一步要通向另一个状态（to）");
  }

  void deadline(const Deadline& d, const std::string& at) {
    const std::string starts = pointer_to(at, "starts");
    if (d.starts.state.has_value() == d.starts.transition.has_value())
      fault("starts", starts, "写明从哪个状态或者哪一步开始，只写一个");
    if (d.starts.state) known("state", pointer_to(starts, "state"), *d.starts.state, &states_);
    if (d.starts.transition)
      known("transition", pointer_to(starts, "transition"), *d.starts.transition, &transitions_);
    all_known("guard", pointer_to(at, "when"), d.when, vocabulary_.guards);
    if (d.anchor != kStartAnchor)
      known("anchor", pointer_to(at, "anchor"), d.anchor, vocabulary_.anchors);
    role(pointer_to(at, "owed_by"), d.owed_by);
    all_known("transition", pointer_to(at, "met_by"), d.met_by, &transitions_);
    if (d.met_by.empty()) fault("never_met", at, "没有写哪一步算做到了（met_by）");
    all_known("state", pointer_to(at, "pauses"), d.pauses, &states_);
    periods(d, at);
    if (d.basis.has_value() == d.own.value_or(false))
      fault("basis", at,
            "写明期限的依据（basis），或者写 own: true 表示是本单位自己定的，只写一个");
  }

  void periods(const Deadline& d, const std::string& at) {
    if (!base::Period::parse(d.period))
      fault("period", pointer_to(at, "period"), "看不懂这个期限", "例如 5 workdays、1 month");
    if (!d.warn_before) return;
    const auto warning = base::Period::parse(*d.warn_before);
    if (!warning || warning->count < 1)
      fault("period", pointer_to(at, "warn_before"), "看不懂提前多久提醒", "例如 1 workday");
  }

  void check_use_of_fields() {
    Names used;
    for (const Transition& t : procedure_.transitions)
      used.insert(t.fields.begin(), t.fields.end());
    for (std::size_t i = 0; i < procedure_.fields.size(); ++i)
      if (!used.contains(procedure_.fields[i].id))
        fault("unused_field", pointer_to("/fields", i), "没有一步用到这个字段");
  }

  void check_ways() {
    const Reach reach(procedure_);
    const Names reached = reach.from(procedure_.start);
    Names finals;
    for (const State& state : procedure_.states)
      if (state.is_final()) finals.insert(state.id);
    if (finals.empty()) fault("no_final", "/states", "至少要有一个结束的状态（final: true）");
    for (std::size_t i = 0; i < procedure_.states.size(); ++i) {
      const State& state = procedure_.states[i];
      const std::string at = pointer_to("/states", i);
      if (!reached.contains(state.id))
        fault("unreachable_state", at, "从“" + procedure_.start + "”走不到“" + state.id + "”");
      if (!finals.empty() && !meet(reach.from(state.id), finals))
        fault("no_way_out", at, "从“" + state.id + "”走不到任何一个结束的状态");
    }
    for (std::size_t i = 0; i < procedure_.deadlines.size(); ++i)
      if (!can_be_met(procedure_.deadlines[i], reach))
        fault("never_met", pointer_to("/deadlines", i), "这个期限开始以后，没有一步能做到它");
  }

  static bool meet(const Names& a, const Names& b) {
    return std::ranges::any_of(a, [&](const std::string& name) { return b.contains(name); });
  }

  bool can_be_met(const Deadline& d, const Reach& reach) const {
    Names after;
    for (const std::string& first : reach.states_at_start(d.starts)) after.merge(reach.from(first));
    return std::ranges::any_of(d.met_by, [&](const std::string& id) {
      return std::ranges::any_of(procedure_.transition(id)->from,
                                 [&](const std::string& state) { return after.contains(state); });
    });
  }

  const Procedure& procedure_;
  const Vocabulary& vocabulary_;
  Names states_, transitions_, fields_, parties_;
  base::Faults faults_;
};

}  // namespace

base::Faults check_procedure(const Procedure& procedure, const Vocabulary& vocabulary) {
  return Check(procedure, vocabulary).run();
}

}  // namespace qinqing::casework
