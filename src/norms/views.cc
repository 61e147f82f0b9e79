#include "norms/views.h"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>

#include "http/form.h"

namespace qinqing::norms {
namespace {

using boost::json::array;
using boost::json::object;

constexpr std::array<std::string_view, 11> kCounts{"零", "一", "两", "三", "四", "五",
                                                   "六", "七", "八", "九", "十"};

object nav_item(std::string_view label, const std::string& href, bool current,
                std::string_view icon) {
  object item{{"label", label}, {"href", href}, {"current", current}};
  for (const std::string_view each : {"ask", "list", "receipt", "how"})
    item.emplace("icon_" + std::string(each), each == icon);
  return item;
}

array navigation(const std::string& query, Section section) {
  return {nav_item("问能不能", "/" + query, section == Section::check, "ask"),
          nav_item("清单", "/lists" + query, section == Section::lists, "list"),
          nav_item("核对回执", "/receipt" + query, section == Section::receipt, "receipt"),
          nav_item("怎么用", "/how" + query, section == Section::how, "how")};
}

// Said on every page of a pack that binds nobody.
object standing(const ServedPack& served, base::Date today) {
  if (const Adoption* adoption = adopted_on(served.adoptions, served.pack.hash, today))
    return {{"demo", false},
            {"text", adoption->by + "已采用这份清单（" + adoption->document +
                         "）。标“草拟”“据报道”的"
                         "条款以正式文本为准。"}};
  return {{"demo", true}, {"text", "还没有单位采用这份清单，答案只供参考。"}};
}

// "SC-N1": where the item stands in the collection that the pack was drafted from, not in the
// document; it means nothing to people.
bool is_code(std::string_view item) {
  return item.front() >= 'A' && item.front() <= 'Z';
}

std::string wrapped_title(const Basis& basis) {
  const bool bare = basis.kind == "law" && basis.title.find("《") == std::string::npos;
  return bare ? "《" + basis.title + "》" : basis.title;
}

}  // namespace

object frame(const Norms& norms, const ServedPack& served, std::string title, Section section) {
  const std::string query = pack_query(norms, served);
  return {{"title", std::move(title)},
          {"home", "/" + query},
          {"place", served.pack.place},
          {"several_packs", norms.packs().size() > 1},
          {"pack_title", served.pack.title},
          {"pack_id", served.pack.id},
          {"nav", navigation(query, section)},
          {"standing", standing(served, norms.today())},
          {"rules", norms.precedents().current()->in_use()},
          {"with_tabs", section != Section::none}};
}

std::string pack_query(const Norms& norms, const ServedPack& served) {
  if (norms.find("")->pack.id == served.pack.id) return "";
  return "?pack=" + http::percent_encode(served.pack.id);
}

std::string short_day(base::Date day, base::Date today) {
  return day.year() == today.year() ? day.to_chinese() : day.to_chinese_full();
}

std::string day_text(base::Date day, base::Date today) {
  return short_day(day, today) + "（" + day.weekday_chinese() + "）";
}

std::string count_word(std::size_t count) {
  return count < kCounts.size() ? std::string(kCounts[count]) : " " + std::to_string(count) + " ";
}

std::string join(const std::vector<std::string>& parts, std::string_view between) {
  return told(parts, between, [](const std::string& part) { return part; });
}

std::string conduct_labels(const Pack& pack, const std::vector<Index>& conducts) {
  return told(conducts, "、", [&](Index conduct) { return pack.conducts[conduct].label; });
}

std::string_view verdict_word(Verdict verdict) {
  switch (verdict) {
    case Verdict::permitted:
      return "可以";
    case Verdict::conditional:
      return "可以，有要做的事";
    case Verdict::prohibited:
      return "不可以";
    case Verdict::undetermined:
      break;
  }
  return "要先问";
}

object mark(Verdict verdict) {
  object out{{"name", to_string(verdict)}, {"word", verdict_word(verdict)}};
  for (const Verdict each :
       {Verdict::permitted, Verdict::conditional, Verdict::prohibited, Verdict::undetermined})
    out.emplace(to_string(each), each == verdict);
  return out;
}

Verdict verdict_of(Effect effect, bool duties) {
  if (effect == Effect::deny) return Verdict::prohibited;
  if (effect == Effect::permit) return duties ? Verdict::conditional : Verdict::permitted;
  return Verdict::undetermined;
}

std::string_view side_name(Side side) {
  switch (side) {
    case Side::positive:
      return "正面清单";
    case Side::negative:
      return "负面清单";
    case Side::enterprise:
      return "企业清单";
    case Side::law:
      break;
  }
  return "法律依据";
}

std::string_view effect_words(Effect effect) {
  switch (effect) {
    case Effect::permit:
      return "可以";
    case Effect::deny:
      return "不可以";
    case Effect::duty:
      return "有要做的事";
    case Effect::refer:
      break;
  }
  return "要先问";
}

std::string actor_words(Actor actor) {
  return actor == Actor::official ? "公职人员" : "企业一方";
}

object clause_name(const Norms& norms, const ServedPack& served, const Clause& clause) {
  return {{"side", side_name(clause.side)},
          {"number", clause.number},
          {"heading", clause.title},
          {"id", clause.id},
          {"href", "/lists/" + http::percent_encode(clause.id) + pack_query(norms, served)}};
}

std::string basis_text(const Basis& basis) {
  std::string text = wrapped_title(basis) + basis.article;
  if (!basis.item.empty() && !is_code(basis.item)) text += basis.item;
  return text;
}

std::string_view verified_words(std::string_view verified) {
  if (verified == "L") return "条文原文核对过";
  if (verified == "G") return "据政府网站公布的文本核对过";
  if (verified == "P") return "据媒体或者镜像页，没有见到原件";
  return "没有核对原文";
}

object status_line(const Clause& clause) {
  std::vector<std::string> bases;
  for (const Basis& basis : clause.basis)
    if (bases.size() < 2) bases.push_back(basis_text(basis));
  std::string on = join(bases, "、");
  if (clause.basis.size() > bases.size()) on += "等 " + std::to_string(clause.basis.size()) + " 处";
  if (clause.status == Status::official)
    return {{"status", "official"},
            {"label", "正式文本"},
            {"text", clause.from.to_chinese_full() + "起施行" +
                         (clause.to ? "，到" + clause.to->to_chinese_full() + "为止。" : "。")}};
  const bool reported = clause.status == Status::reported;
  return {{"status", reported ? "reported" : "drafted"},
          {"label", reported ? "据报道" : "文字为草拟"},
          {"text", (reported ? "意思见于" : "依据") + on + "，以正式文本为准。"}};
}

object authority(const Check& check, base::Date today) {
  const ServedPack& served = *check.served;
  const base::Date day = check.situation.contact_on;
  const Adoption* adoption = adopted_on(served.adoptions, served.pack.hash, day);
  if (check.receipt.binding)
    return {{"binding", true},
            {"tag", "有约束力"},
            {"why", adoption->by + "已采用这份清单（" + adoption->document +
                        "），判定用到的条款都是正式文本。"}};
  if (!adoption) {
    const bool later = adopted_on(served.adoptions, served.pack.hash, today) != nullptr;
    return {{"binding", false},
            {"tag", "演示·非正式"},
            {"why", later ? "那一天还没有单位采用这份清单，这个答案只供参考，不能当作批准。"
                          : "还没有单位采用这份清单，这个答案只供参考，不能当作批准。"}};
  }
  return {{"binding", false},
          {"tag", "参考"},
          {"why", check.ruling != nullptr
                      ? "按" + check.ruling->office + "的研判答复判断，清单里没有直接写到的条款。"
                  : check.receipt.authority == "none"
                      ? "清单已由" + adoption->by + "采用，但没有条款写到这种情形。"
                      : "清单已由" + adoption->by +
                            "采用，但判定用到的条款里有的还不是正式文本，以正式文本为准。"}};
}

std::vector<Index> clauses_asking(const Pack& pack, Index fact, const std::vector<Index>& conducts,
                                  base::Date day) {
  std::vector<Index> clauses;
  for (const Index conduct : conducts) {
    const ConductTable& table = pack.tables[conduct];
    const dmn::Table& text = *table.model->table(table.decision);
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
      if (table.columns[column].fact != fact) continue;
      for (const Index rule : table.rules) {
        if (text.rules[pack.rules[rule].row].conditions[column] == "-") continue;
        for (const Index clause : pack.rules[rule].clauses)
          if (pack.clauses[clause].in_force(day)) clauses.push_back(clause);
      }
    }
  }
  std::ranges::sort(clauses);
  clauses.erase(std::ranges::unique(clauses).begin(), clauses.end());
  return clauses;
}

}  // namespace qinqing::norms
