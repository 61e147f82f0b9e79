// pack.yaml, facts.yaml and parameters.yaml.
#include "norms/pack_parts.h"

#include <algorithm>
#include <cctype>
#include <set>

#include "base/nearest.h"
#include "base/reader.h"
#include "norms/pack_text.h"

namespace qinqing::norms {
namespace {

Actors read_actors(const std::vector<std::string>& ids, std::string_view pointer,
                   base::Faults& faults) {
  Actors actors;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const auto actor = parse_actor(ids[i]);
    if (!actor)
      faults.add("unknown_actor", base::pointer_to(pointer, i), "没有叫 " + ids[i] + " 的行为人",
                 "official 或 entrepreneur");
    else
      (*actor == Actor::official ? actors.official : actors.entrepreneur) = true;
  }
  return actors;
}

// An id is well-formed and new among `taken`.
void check_id(const std::string& id, std::string_view pointer, std::set<std::string>& taken,
              base::Faults& faults) {
  const std::string at = base::pointer_to(pointer, "id");
  if (!is_id(id))
    faults.add("id", at, "编号“" + id + "”不合规则", "字母开头，只用字母、数字、_ 和 -");
  if (!taken.insert(id).second) faults.add("duplicate_id", at, "编号 " + id + " 用了两次");
}

std::optional<FactType> parse_type(std::string_view text) {
  for (const FactType type : {FactType::choice, FactType::boolean, FactType::money, FactType::count,
                              FactType::decimal, FactType::date})
    if (to_string(type) == text) return type;
  return std::nullopt;
}

std::vector<Choice> read_choices(const text::Fact& from, std::string_view pointer,
                                 base::Faults& faults) {
  const std::string at = base::pointer_to(pointer, "choices");
  const bool is_choice = from.type == "choice";
  if (!from.choices) {
    if (is_choice) faults.add("missing", at, "选择题要写出全部选项");
    return {};
  }
  if (!is_choice) {
    faults.add("value", at, "只有 type: choice 才有选项");
    return {};
  }
  std::vector<Choice> choices;
  if (!from.choices->is_object()) {
    faults.add("type", at, "选项应写成“编号: 说法”");
    return choices;
  }
  for (const auto& [id, label] : from.choices->get_object()) {
    if (!label.is_string() || !is_id(id))
      faults.add("type", base::pointer_to(at, id), "选项应写成“编号: 说法”");
    else
      choices.push_back({std::string(id), std::string(label.get_string())});
  }
  if (choices.size() < 2 && faults.empty()) faults.add("value", at, "至少要有两个选项");
  return choices;
}

Conduct take_conduct(text::Conduct from, const Pack& pack, std::string_view pointer,
                     base::Faults& faults) {
  Conduct conduct;
  conduct.actors = read_actors(from.actors, base::pointer_to(pointer, "actors"), faults);
  if (from.actors.empty())
    faults.add("missing", base::pointer_to(pointer, "actors"), "要写明这一行为是谁做的");
  conduct.id = std::move(from.id);
  conduct.label = std::move(from.label);
  conduct.group = from.group.value_or("");
  conduct.hint = from.hint.value_or("");
  conduct.keywords = std::move(from.keywords);
  if (!conduct.group.empty() &&
      std::ranges::find(pack.groups, conduct.group, &Group::id) == pack.groups.end())
    faults.add("unknown_id", base::pointer_to(pointer, "group"), "groups 里没有 " + conduct.group);
  return conduct;
}

Fact take_fact(text::Fact from, const Pack& pack, std::string_view pointer, base::Faults& faults) {
  Fact fact;
  fact.choices = read_choices(from, pointer, faults);
  fact.id = std::move(from.id);
  if (from.of != "context") {
    fact.conduct = pack.conduct_index(from.of);
    if (!fact.conduct)
      faults.add("unknown_id", base::pointer_to(pointer, "of"), "conducts 里没有 " + from.of,
                 nearest(from.of, ids_of(pack.conducts)));
  }
  fact.actors = from.actors.empty()
                    ? (fact.conduct ? pack.conducts[*fact.conduct].actors : pack.actors)
                    : read_actors(from.actors, base::pointer_to(pointer, "actors"), faults);
  fact.question = std::move(from.question);
  for (const auto& [actor, wording] : from.question_for)
    if (!parse_actor(actor))
      faults.add("unknown_actor",
                 base::pointer_to(base::pointer_to(pointer, "question_for"), actor),
                 "没有叫 " + actor + " 的行为人", "official 或 entrepreneur");
  fact.question_for = std::move(from.question_for);
  fact.label = from.label.value_or(fact.question);
  fact.why = from.why.value_or("");
  fact.hint = from.hint.value_or("");
  fact.unit = from.unit.value_or("");
  fact.changeable = from.changeable.value_or(false);
  fact.private_ = from.private_.value_or(false);
  const auto type = parse_type(from.type);
  if (!type)
    faults.add("value", base::pointer_to(pointer, "type"), "没有 " + from.type + " 这种类型",
               "choice、boolean、money、count、decimal 或 date");
  fact.type = type.value_or(FactType::choice);
  return fact;
}

Parameter take_parameter(text::Parameter from, const Pack& pack, std::string_view pointer,
                         base::Faults& faults) {
  Parameter parameter;
  parameter.id = std::move(from.id);
  const auto type = parse_type(from.type);
  if (!type || *type == FactType::choice || *type == FactType::boolean || *type == FactType::date)
    faults.add("value", base::pointer_to(pointer, "type"), "参数只能是数",
               "money、count 或 decimal");
  parameter.type = type.value_or(FactType::money);
  parameter.label = from.label.value_or(parameter.id);
  parameter.unit = from.unit.value_or("");
  parameter.basis = from.basis.value_or("");
  parameter.own = from.own.value_or(false);
  for (const auto& value : from.values) parameter.values.push_back({value.from, value.value});
  std::ranges::sort(parameter.values, {}, &DatedValue::from);
  if (!parameter.at(pack.from))
    faults.add("value", base::pointer_to(pointer, "values"),
               "清单施行第一天（" + pack.from.to_string() + "）起就要有数值");
  return parameter;
}

bool same_side(Actors one, Actors other) {
  return one.official == other.official && one.entrepreneur == other.entrepreneur;
}

// Both ends must be there before either can be linked.
void link_other_sides(const text::Facts& from, Pack& pack, base::Faults& faults) {
  for (std::size_t i = 0; i < from.conducts.size(); ++i) {
    for (const std::string& id : from.conducts[i].other_side) {
      const std::string at = base::pointer_to(base::pointer_to("/conducts", i), "other_side");
      const auto other = pack.conduct_index(id);
      if (!other)
        faults.add("unknown_id", at, "conducts 里没有 " + id, nearest(id, ids_of(pack.conducts)));
      else if (same_side(pack.conducts[*other].actors, pack.conducts[i].actors))
        faults.add("value", at, id + " 是同一方的行为", "写对方的行为");
      else
        pack.conducts[i].other_side.push_back(*other);
    }
  }
  for (std::size_t i = 0; i < from.facts.size(); ++i) {
    if (!from.facts[i].other_side) continue;
    const std::string& id = *from.facts[i].other_side;
    const std::string at = base::pointer_to(base::pointer_to("/facts", i), "other_side");
    const auto other = pack.fact_index(id);
    if (!other)
      faults.add("unknown_id", at, "facts 里没有 " + id, nearest(id, ids_of(pack.facts)));
    else if (pack.facts[*other].type != pack.facts[i].type ||
             same_side(pack.facts[*other].actors, pack.facts[i].actors))
      faults.add("value", at, id + " 和它不是一件事", "写对方的、同一类型的事实");
    else
      pack.facts[i].other_side = *other;
  }
}

}  // namespace

bool is_id(std::string_view text) {
  const auto is_letter = [](unsigned char c) { return std::isalpha(c) != 0; };
  const auto is_part = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c == '-'; };
  return !text.empty() && text.size() <= 64 && is_letter(static_cast<unsigned char>(text[0])) &&
         std::ranges::all_of(text, is_part);
}

std::string nearest(std::string_view id, const std::vector<std::string_view>& known) {
  const std::string_view word = base::nearest_word(id, known);
  return word.empty() ? "" : "是不是 " + std::string(word);
}

void take_pack(const base::Document& document, Pack& pack, base::Faults& faults) {
  auto from = base::read<text::Pack>(document.value, "", faults, base::Scalars::text);
  pack.id = std::move(from.id);
  if (!is_id(pack.id)) faults.add("id", "/id", "清单包的编号只用字母、数字、_ 和 -");
  pack.title = std::move(from.title);
  pack.issuer = std::move(from.issuer);
  pack.place = std::move(from.place);
  pack.note = from.note.value_or("");
  pack.from = from.in_force.from;
  pack.to = from.in_force.to;
  pack.ask = {from.ask.whom, from.ask.how.value_or(""), from.ask.within.value_or(""),
              from.ask.basis.value_or(""), from.ask.own.value_or(false)};
  if (pack.to && *pack.to < pack.from) faults.add("value", "/in_force/to", "失效日早于施行日");
  std::set<std::string> taken;
  for (std::size_t i = 0; i < from.sources.size(); ++i) {
    auto& source = from.sources[i];
    check_id(source.id, base::pointer_to("/sources", i), taken, faults);
    pack.sources.push_back({source.id, source.title, source.kind, source.from, source.to,
                            source.publisher.value_or(""), source.date.value_or(""),
                            source.url.value_or(""), source.verified.value_or(""),
                            source.note.value_or("")});
  }
}

void take_facts(const base::Document& document, Pack& pack, base::Faults& faults) {
  auto from = base::read<text::Facts>(document.value, "", faults, base::Scalars::text);
  const auto written = from;
  pack.actors = read_actors(from.actors, "/actors", faults);
  for (auto& group : from.groups) pack.groups.push_back({group.id, group.label});
  std::set<std::string> taken;
  for (std::size_t i = 0; i < from.conducts.size(); ++i) {
    const std::string at = base::pointer_to("/conducts", i);
    check_id(from.conducts[i].id, at, taken, faults);
    if (from.conducts[i].id == "context")
      faults.add("id", at, "context 是情形本身，不能作行为的编号");
    pack.conducts.push_back(take_conduct(std::move(from.conducts[i]), pack, at, faults));
  }
  taken.clear();
  for (std::size_t i = 0; i < from.facts.size(); ++i) {
    const std::string at = base::pointer_to("/facts", i);
    check_id(from.facts[i].id, at, taken, faults);
    pack.facts.push_back(take_fact(std::move(from.facts[i]), pack, at, faults));
  }
  link_other_sides(written, pack, faults);
}

void take_parameters(const base::Document& document, Pack& pack, base::Faults& faults) {
  auto from =
      base::read<std::vector<text::Parameter>>(document.value, "", faults, base::Scalars::text);
  std::set<std::string> taken;
  for (std::size_t i = 0; i < from.size(); ++i) {
    const std::string at = base::pointer_to("", i);
    check_id(from[i].id, at, taken, faults);
    if (pack.fact_index(from[i].id))
      faults.add("duplicate_id", base::pointer_to(at, "id"), from[i].id + " 已是一个事实的编号");
    pack.parameters.push_back(take_parameter(std::move(from[i]), pack, at, faults));
  }
}

}  // namespace qinqing::norms
