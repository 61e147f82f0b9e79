#include <algorithm>
#include <array>

#include "norms/diff/diff_json.h"

namespace qinqing::norms {
namespace {

std::string_view part_name(const std::string& part) {
  if (part == "pack") return "清单包";
  if (part == "conduct") return "行为";
  if (part == "fact") return "事实";
  if (part == "parameter") return "参数";
  if (part == "clause") return "条款";
  if (part == "duty") return "义务";
  return "规则";
}

std::string_view verdict_name(Verdict verdict) {
  constexpr std::array<std::string_view, 4> names{"可以", "可以，但有义务", "须研判", "不得"};
  return names[static_cast<std::size_t>(verdict)];
}

std::string_view state_name(DutyState state) {
  constexpr std::array<std::string_view, 4> names{"已做到", "还没到期", "已逾期", "事前没做"};
  return names[static_cast<std::size_t>(state)];
}

std::string_view status_name(const std::optional<Status>& status) {
  constexpr std::array<std::string_view, 3> names{"正式文本", "报道", "草拟"};
  return status ? names[static_cast<std::size_t>(*status)] : "没有条款";
}

std::string joined(const std::vector<std::string>& items, std::string_view with = "、") {
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "" : std::string(with)) + item;
  return text;
}

// Long texts are cut: the whole stands in the JSON form.
std::string brief(const std::string& text) {
  if (text.empty()) return "（无）";
  std::size_t at = 0;
  for (int letters = 0; at < text.size() && letters < 40; ++letters) {
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) ++at;
  }
  std::string cut = text.substr(0, at) + (at < text.size() ? "……" : "");
  std::ranges::replace(cut, '\n', ' ');
  return cut;
}

std::string part_line(const PartChange& part) {
  std::string line(part_name(part.part));
  line += " " + part.id + "：";
  if (!part.in_b) return line + "删去\n";
  if (!part.in_a) return line + "新增\n";
  std::vector<std::string> fields;
  for (const PartChange::Field& field : part.fields)
    fields.push_back(field.name + " " + brief(field.a) + " → " + brief(field.b));
  return line + joined(fields, "；") + "\n";
}

// Says regions in the words of two packs.
class RegionText {
 public:
  RegionText(const Pack& a, const Pack& b) : a_(a), b_(b) {}

  std::string write(const Region& region) const {
    std::string text = heading(region) + "\n";
    for (const std::string& condition : conditions(region)) text += "   " + condition + "\n";
    text += "   甲：" + answer(a_, region.witness.a) + "\n";
    text += "   乙：" + answer(b_, region.witness.b) + "\n";
    if (!region.due_changed.empty())
      text += "   期限的算法不同：" + joined(region.due_changed) + "\n";
    return text + "   例：" + witness(region) + "\n";
  }

 private:
  const Pack& owner(const Region& region) const { return region.in_a ? a_ : b_; }

  std::string heading(const Region& region) const {
    const Pack& pack = owner(region);
    std::string who = region.actor == Actor::official ? "（公职人员）" : "（企业一方）";
    const auto conduct = pack.conduct_index(region.conduct);
    const std::string what = conduct ? pack.conducts[*conduct].label : region.conduct;
    const std::string only = region.in_a ? "只有甲" : "只有乙";
    switch (region.kind) {
      case RegionKind::answer:
        return what + who + (region.outcome ? "：结论或义务会变" : "：结论不变，依据会变");
      case RegionKind::in_force:
        return only + "在这些日子施行";
      case RegionKind::conduct:
        return what + who + "：" + only + "有这种行为";
      case RegionKind::fact:
        return what + who + "：" + only + "要问“" + pack.find_fact(region.about)->label + "”";
      case RegionKind::choice: {
        const Fact& fact = *pack.find_fact(region.about);
        return what + who + "：“" + fact.label + "”" + only + "有选项“" +
               fact.find_choice(region.choice)->label + "”";
      }
    }
    return what;
  }

  std::vector<std::string> conditions(const Region& region) const {
    std::vector<std::string> lines;
    std::vector<std::string> days;
    for (const DaySpan& span : region.contact_on)
      days.push_back(span.from.to_string() + (!span.to ? " 起"
                                              : *span.to == span.from
                                                  ? std::string()
                                                  : " 到 " + span.to->to_string()));
    if (!days.empty()) lines.push_back("接触的日子：" + joined(days));
    for (const FactCondition& fact : region.facts) lines.push_back(condition(fact));
    for (const LateCondition& late : region.late) {
      const Pack& pack = late.of_a ? a_ : b_;
      const std::string counted = late.of_a && late.of_b ? "" : late.of_a ? "（按甲）" : "（按乙）";
      lines.push_back("“" + pack.duties[*pack.duty_index(late.duty)].does + "”" + counted +
                      (late.late ? "：问的那天期限已过" : "：问的那天期限没过"));
    }
    return lines;
  }

  std::string condition(const FactCondition& condition) const {
    const Pack& pack = condition.in_a ? a_ : b_;
    const Fact& fact = *pack.find_fact(condition.fact);
    std::vector<std::string> values;
    for (const dmn::Value& value : condition.values) values.push_back(fact_value_text(fact, value));
    for (const Span& span : condition.spans) values.push_back(span_text(fact, span));
    const std::string only = condition.in_a && condition.in_b ? ""
                             : condition.in_a                 ? "（只有甲问）"
                                                              : "（只有乙问）";
    return fact.label + only + "：" + joined(values, "；");
  }

  static std::string span_text(const Fact& fact, const Span& span) {
    if (!span.from && !span.to) return "任何值";
    if (span.from && span.to && *span.from == *span.to) return fact_value_text(fact, *span.from);
    std::string text;
    if (span.from)
      text += (span.from_open ? "大于 " : "不小于 ") + fact_value_text(fact, *span.from);
    if (span.to)
      text += std::string(text.empty() ? "" : "，") + (span.to_open ? "小于 " : "不大于 ") +
              fact_value_text(fact, *span.to);
    return text;
  }

  static std::string answer(const Pack& pack, const Answer& answer) {
    if (answer.refused == "missing_fact") {
      std::vector<std::string> asked;
      for (const std::string& id : answer.refused_for) asked.push_back(pack.find_fact(id)->label);
      return "先要回答：" + joined(asked);
    }
    if (answer.refused == "not_in_force") return "没有施行，不作回答";
    if (!answer.refused.empty()) return "没有这一项，不作回答";
    std::string text(verdict_name(answer.verdict));
    for (const AnsweredDuty& duty : answer.duties)
      text += "；" + pack.duties[*pack.duty_index(duty.id)].does + "（" +
              std::string(state_name(duty.state)) + (duty.due ? "，" + duty.due->to_string() : "") +
              "）";
    return text + "；依据 " + joined(answer.clauses) + "（" +
           std::string(status_name(answer.authority)) + "）";
  }

  std::string witness(const Region& region) const {
    const Witness& shown = region.witness;
    std::vector<std::string> facts;
    const auto add = [&](const Pack& pack, const std::map<std::string, dmn::Value>& values) {
      for (const auto& [id, value] : values) {
        const Fact& fact = *pack.find_fact(id);
        facts.push_back(fact.label + "：" + fact_value_text(fact, value));
      }
    };
    add(owner(region), shown.facts);
    add(a_, shown.facts_a);
    add(b_, shown.facts_b);
    return shown.contact_on.to_string() + " 接触，" + shown.asked_on.to_string() + " 问" +
           (facts.empty() ? "" : "；" + joined(facts, "；"));
  }

  const Pack& a_;
  const Pack& b_;
};

}  // namespace

std::string diff_text(const Pack& a, const Pack& b, const PackDiff& diff) {
  std::string text = "甲：" + a.title + " " + a.hash + "\n乙：" + b.title + " " + b.hash + "\n";
  for (const PartChange& part : diff.parts) text += part_line(part);
  const RegionText writer(a, b);
  std::size_t number = 0;
  for (const Region& region : diff.regions)
    text += std::to_string(++number) + ". " + writer.write(region);
  return text + std::to_string(diff.parts.size()) + " 处改动，" +
         std::to_string(diff.regions.size()) + " 类情形的答复会变\n";
}

}  // namespace qinqing::norms
