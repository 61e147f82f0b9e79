// clauses/*.md and duties.yaml.
#include <algorithm>
#include <array>

#include "base/reader.h"
#include "norms/pack_parts.h"
#include "norms/pack_text.h"

namespace qinqing::norms {
namespace {

Side read_side(std::string_view text, base::Faults& faults) {
  for (const Side side : {Side::positive, Side::negative, Side::enterprise, Side::law})
    if (to_string(side) == text) return side;
  faults.add("value", "/side", "没有 " + std::string(text) + " 这一侧",
             "positive、negative、enterprise 或 law");
  return Side::law;
}

Status read_status(std::string_view text, base::Faults& faults) {
  for (const Status status : {Status::official, Status::reported, Status::drafted})
    if (to_string(status) == text) return status;
  faults.add("value", "/status", "没有 " + std::string(text) + " 这种状态",
             "official（正式文本）、reported（报道）或 drafted（草拟）");
  return Status::drafted;
}

Basis take_basis(const text::Basis& from, const Pack& pack, std::string_view pointer,
                 base::Faults& faults) {
  Basis basis;
  const std::array<std::pair<std::string_view, const std::optional<std::string>*>, 5> kinds{{
      {"law", &from.law},
      {"list", &from.list},
      {"report", &from.report},
      {"guide", &from.guide},
      {"case", &from.case_},
  }};
  int given = 0;
  for (const auto& [kind, title] : kinds) {
    if (!*title) continue;
    ++given;
    basis.kind = kind;
    basis.title = **title;
  }
  if (given != 1)
    faults.add("value", pointer, "一条依据只写一个出处", "law、list、report、guide、case 选一个");
  basis.source = from.source.value_or("");
  if (!basis.source.empty() && !pack.find_source(basis.source))
    faults.add("unknown_id", base::pointer_to(pointer, "source"),
               "pack.yaml 的 sources 里没有 " + basis.source,
               nearest(basis.source, ids_of(pack.sources)));
  basis.article = from.article.value_or("");
  basis.item = from.item.value_or("");
  basis.edition = from.edition;
  basis.note = from.note.value_or("");
  // Codes of the collected law table: S (a secondary source only) is shown as unverified.
  const std::string code = from.verified.value_or("unverified");
  basis.verified = code == "S" ? "unverified" : code;
  static constexpr std::array<std::string_view, 4> kCodes{"L", "G", "P", "unverified"};
  if (std::ranges::find(kCodes, basis.verified) == kCodes.end())
    faults.add("value", base::pointer_to(pointer, "verified"),
               "核对情况只能是 L、G、P 或 unverified");
  return basis;
}

// {approval: given} or {approval: [given, waived]}
void take_met_by(const boost::json::value& from, const Pack& pack, std::string_view pointer,
                 Duty& duty, base::Faults& faults) {
  const std::string at = base::pointer_to(pointer, "met_by");
  if (!from.is_object() || from.get_object().size() != 1)
    return faults.add("type", at, "写成“事实: 值”，只能有一个事实");
  const auto& [fact_id, value] = *from.get_object().begin();
  duty.met_fact = pack.fact_index(fact_id);
  if (!duty.met_fact)
    return faults.add("unknown_id", base::pointer_to(at, fact_id),
                      "facts.yaml 里没有 " + std::string(fact_id),
                      nearest(fact_id, ids_of(pack.facts)));
  const Fact& fact = pack.facts[*duty.met_fact];
  const auto take_one = [&](const boost::json::value& one) {
    const std::string text = one.is_string() ? std::string(one.get_string()) : std::string();
    const bool known = fact.type == FactType::choice
                           ? fact.find_choice(text) != nullptr
                           : fact.type == FactType::boolean && (text == "true" || text == "false");
    if (!known)
      faults.add("value", base::pointer_to(at, fact_id), "“" + text + "”不是 " + fact.id + " 的值",
                 "履行与否只看选择题或是非题");
    duty.met_values.push_back(text);
  };
  if (value.is_array())
    for (const auto& one : value.get_array()) take_one(one);
  else
    take_one(value);
}

void take_anchor(const text::Duty& from, const Pack& pack, std::string_view pointer, Duty& duty,
                 base::Faults& faults) {
  duty.anchor = from.anchor.value_or("");
  if (duty.anchor == "asked_on" || duty.anchor == "contact_on") return;
  duty.anchor_fact = pack.fact_index(duty.anchor);
  // A pack without a fact for the day of receipt takes it to be the day of the contact.
  if (!duty.anchor_fact && duty.anchor == "received_on") return;
  const std::string at = base::pointer_to(pointer, "anchor");
  if (!duty.anchor_fact)
    faults.add("unknown_id", at, "期限从哪天算起不明：" + duty.anchor,
               "asked_on、contact_on、received_on 或一个日期事实");
  else if (pack.facts[*duty.anchor_fact].type != FactType::date)
    faults.add("value", at, duty.anchor + " 不是日期");
}

Duty take_duty(const text::Duty& from, const Pack& pack, std::string_view pointer,
               base::Faults& faults) {
  Duty duty;
  duty.id = from.id;
  duty.who = from.who.value_or("");
  duty.does = from.does.value_or("");
  duty.to = from.to.value_or("");
  if (from.when == "after")
    duty.when = DutyTime::after;
  else if (from.when != "before")
    faults.add("value", base::pointer_to(pointer, "when"), "要写明事前还是事后", "before 或 after");
  for (const auto& [key, text] : {std::pair{"who", &duty.who}, std::pair{"does", &duty.does}})
    if (text->empty()) faults.add("missing", base::pointer_to(pointer, key), "要写明谁做什么");
  take_anchor(from, pack, pointer, duty, faults);
  const auto offset = base::Period::parse(from.offset.value_or(""));
  if (!offset)
    faults.add("value", base::pointer_to(pointer, "offset"),
               "期限“" + from.offset.value_or("") + "”看不懂",
               "例如 -1 workday、0 days、5 workdays、1 month");
  duty.offset = offset.value_or(base::Period{});
  duty.until_1730 = from.until == "17:30";
  if (from.until && !duty.until_1730)
    faults.add("value", base::pointer_to(pointer, "until"), "只能写 17:30；不写就是当天结束");
  if (from.met_by) take_met_by(*from.met_by, pack, pointer, duty, faults);
  for (std::size_t i = 0; i < from.clauses.size(); ++i) {
    const auto clause = pack.clause_index(from.clauses[i]);
    if (clause)
      duty.clauses.push_back(*clause);
    else
      faults.add("unknown_id", base::pointer_to(base::pointer_to(pointer, "clauses"), i),
                 "没有条款 " + from.clauses[i], nearest(from.clauses[i], ids_of(pack.clauses)));
  }
  return duty;
}

}  // namespace

void take_clause(const base::FrontMatter& file, Pack& pack, base::Faults& faults) {
  const auto from = base::read<text::Clause>(file.head.value, "", faults, base::Scalars::text);
  Clause clause;
  clause.id = from.id;
  if (!is_id(clause.id)) faults.add("id", "/id", "条款编号只用字母、数字、_ 和 -");
  if (!file.head.file.ends_with("/" + clause.id + ".md"))
    faults.add("value", "/id", "文件名应与条款编号相同", "clauses/" + clause.id + ".md");
  if (pack.clause_index(clause.id)) faults.add("duplicate_id", "/id", "条款编号用了两次");
  clause.side = read_side(from.side, faults);
  clause.status = read_status(from.status, faults);
  clause.number = from.number;
  clause.title = from.title.value_or(clause.number);
  clause.from = from.from;
  clause.to = from.to;
  if (clause.to && *clause.to < clause.from) faults.add("value", "/to", "失效日早于生效日");
  clause.replaced_by = from.replaced_by.value_or("");
  for (std::size_t i = 0; i < from.basis.size(); ++i)
    clause.basis.push_back(take_basis(from.basis[i], pack, base::pointer_to("/basis", i), faults));
  if (clause.basis.empty()) faults.add("missing", "/basis", "每一条都要写明依据");
  clause.wording = file.body;
  if (clause.wording.empty()) faults.add("missing", "", "条款没有正文");
  pack.clauses.push_back(std::move(clause));
}

void take_duties(const base::Document& document, Pack& pack, base::Faults& faults) {
  const auto from =
      base::read<std::vector<text::Duty>>(document.value, "", faults, base::Scalars::text);
  for (std::size_t i = 0; i < from.size(); ++i) {
    const std::string at = base::pointer_to("", i);
    if (!is_id(from[i].id) || pack.duty_index(from[i].id))
      faults.add("duplicate_id", base::pointer_to(at, "id"),
                 "义务编号“" + from[i].id + "”不合规则或用了两次");
    pack.duties.push_back(take_duty(from[i], pack, at, faults));
  }
}

}  // namespace qinqing::norms
