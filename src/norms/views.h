// What the pages of this folder share: the frame around them, days, verdicts and clauses in words.
//
// Views turn what the lists know into the data of a template (http/templates.h) and know no
// requests. Mustache looks a name up in the surrounding data where an item lacks it, so every item
// here sets all members its template asks for.
//
// Thread-safety: pure functions over immutable packs.
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "norms/norms.h"

namespace qinqing::norms {

enum class Section : std::uint8_t { none, check, lists, receipt, how };

// The layout's data: title, navigation, place, and what every page says of the authority of its
// lists.
boost::json::object frame(const Norms& norms, const ServedPack& served, std::string title,
                          Section section);

// "?pack=jinan" where the pack must be named, else "".
std::string pack_query(const Norms& norms, const ServedPack& served);

// 11月27日（星期五）; with the year where it is another than `today`'s.
std::string day_text(base::Date day, base::Date today);
std::string short_day(base::Date day, base::Date today);  // without the weekday

// 一、两、三 … 十, beyond that digits: "要做两件事".
std::string count_word(std::size_t count);

std::string join(const std::vector<std::string>& parts, std::string_view between);

// What `word` says of each item, joined.
template <class Items, class Word>
std::string told(const Items& items, std::string_view between, Word word) {
  std::string out;
  for (const auto& item : items) {
    if (!out.empty()) out += between;
    out += word(item);
  }
  return out;
}

std::string conduct_labels(const Pack& pack, const std::vector<Index>& conducts);

std::string_view verdict_word(Verdict verdict);  // 可以 / 可以，有要做的事 / 不可以 / 要先问
// {permitted, conditional, prohibited, undetermined: bool, name, word}, of the template `mark`.
boost::json::object mark(Verdict verdict);
// Of one conduct: permit, refer or deny; `duties`: whether it brings any.
Verdict verdict_of(Effect effect, bool duties);

std::string_view side_name(Side side);  // 正面清单 / 负面清单 / 企业清单 / 法律依据
std::string_view effect_words(Effect effect);
std::string actor_words(Actor actor);  // 公职人员 / 企业一方

// What a clause is called: "负面清单 · 六个杜绝第二项 受宴请".
boost::json::object clause_name(const Norms& norms, const ServedPack& served, const Clause& clause);

// {status, label, text}: 文字为草拟 / 据报道 / 正式文本, and on what it rests.
boost::json::object status_line(const Clause& clause);

// A basis in one phrase: 《公务员法》第四十四条, 四川省《…》2024 负面清单第一项.
std::string basis_text(const Basis& basis);
std::string_view verified_words(std::string_view verified);

// Whether the answer binds, and in one sentence why not: {tag, why, binding}.
boost::json::object authority(const Check& check, base::Date today);

// The clauses whose rules look at this fact in the conducts given, in force on that day.
std::vector<Index> clauses_asking(const Pack& pack, Index fact, const std::vector<Index>& conducts,
                                  base::Date day);

}  // namespace qinqing::norms
