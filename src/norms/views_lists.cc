#include "norms/views_lists.h"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>

#include "http/form.h"
#include "norms/views.h"
#include "norms/views_search.h"

namespace qinqing::norms {
namespace {

using boost::json::array;
using boost::json::object;

constexpr std::array kSides{Side::positive, Side::negative, Side::enterprise, Side::law};
constexpr std::size_t kTypedMax = 120;  // bytes that are looked for

std::string_view group_heading(Side side) {
  switch (side) {
    case Side::positive:
      return "可以做的事";
    case Side::negative:
      return "公职人员不可以做的事";
    case Side::enterprise:
      return "企业一方不可以做的事";
    case Side::law:
      break;
  }
  return "清单依据的法律条文";
}

std::string count_text(std::size_t count, Side side) {
  return std::to_string(count) + (side == Side::law ? " 条" : " 项");
}

class ListsView {
 public:
  ListsView(const Norms& norms, const ServedPack& served, std::string_view side,
            std::string_view typed)
      : norms_(norms),
        served_(served),
        pack_(served.pack),
        side_(side),
        typed_(typed.size() > kTypedMax ? std::string_view() : typed),
        terms_(search_terms(typed_)) {}

  object view() {
    object page = frame(norms_, served_, terms_.empty() ? "清单" : "在清单里找“" + typed_ + "”",
                        Section::lists);
    const auto hits = search_clauses(pack_, terms_);
    array groups;
    std::size_t found = 0;
    for (const Side side : kSides) {
      if (chosen(side)) add_group(groups, side, hits, found);
    }
    page["typed"] = typed_;
    page["side"] = chosen_side() ? side_ : "";
    page["chips"] = chips();
    page["searched"] = !terms_.empty();
    page["found"] = std::to_string(found);
    page["empty"] = found == 0;
    page["groups"] = std::move(groups);
    page["in_force"] = pack_.from.to_chinese_full() + "起施行";
    page["statuses"] = statuses();
    page["all_href"] = "/lists" + pack_query(norms_, served_);
    return page;
  }

 private:
  bool chosen_side() const {
    return std::ranges::any_of(kSides, [&](Side side) { return to_string(side) == side_; });
  }
  bool chosen(Side side) const { return !chosen_side() || to_string(side) == side_; }

  std::string href(std::string_view side) const {
    std::string query;
    const auto add = [&](std::string_view name, std::string_view value) {
      if (value.empty()) return;
      query += (query.empty() ? "?" : "&") + std::string(name) + "=" + http::percent_encode(value);
    };
    if (!pack_query(norms_, served_).empty()) add("pack", pack_.id);
    add("side", side);
    add("q", typed_);
    return "/lists" + query;
  }

  std::size_t count(Side side) const {
    return static_cast<std::size_t>(std::ranges::count(pack_.clauses, side, &Clause::side));
  }

  array chips() const {
    array out;
    out.push_back({{"label", "全部 " + std::to_string(pack_.clauses.size()) + " 条"},
                   {"href", href("")},
                   {"current", !chosen_side()}});
    for (const Side side : kSides)
      if (count(side) > 0)
        out.push_back({{"label", std::string(side_name(side)) + " " + std::to_string(count(side))},
                       {"href", href(to_string(side))},
                       {"current", to_string(side) == side_}});
    return out;
  }

  // How much of the lists is what: said where the lists are shown.
  std::string statuses() const {
    std::size_t lists = 0;
    std::size_t drafted = 0;
    std::size_t reported = 0;
    for (const Clause& clause : pack_.clauses) {
      if (clause.side == Side::law) continue;
      ++lists;
      if (clause.status == Status::drafted) ++drafted;
      if (clause.status == Status::reported) ++reported;
    }
    return "清单 " + std::to_string(lists) + " 项：正式文本 " +
           std::to_string(lists - drafted - reported) + " 项，据报道 " + std::to_string(reported) +
           " 项，草拟 " + std::to_string(drafted) + " 项。" +
           (drafted == 0 ? "" : "草拟的文字参照法律和外地公开的清单写成，以正式文本为准。");
  }

  void add_group(array& groups, Side side, const std::vector<ClauseHit>& hits, std::size_t& found) {
    array items;
    for (const ClauseHit& hit : hits)
      if (pack_.clauses[hit.clause].side == side) items.push_back(item(hit));
    if (items.empty()) return;
    found += items.size();
    const bool law = side == Side::law;
    groups.push_back(
        {{"id", to_string(side)},
         {"heading", group_heading(side)},
         {"sub", side_name(side)},
         {"count", count_text(items.size(), side)},
         {"book", law},
         {"mark", law ? boost::json::value(false)
                      : mark(side == Side::positive ? Verdict::permitted : Verdict::prohibited)},
         {"tone", law                      ? "law"
                  : side == Side::positive ? "permitted"
                                           : "prohibited"},
         {"items", std::move(items)}});
  }

  std::string period(const Clause& clause) const {
    const base::Date today = norms_.today();
    if (clause.from > today) return clause.from.to_chinese_full() + "起才有效";
    if (clause.to && *clause.to < today)
      return "已经失效，到" + clause.to->to_chinese_full() + "为止";
    return "";
  }

  object item(const ClauseHit& hit) const {
    const Clause& clause = pack_.clauses[hit.clause];
    object row = clause_name(norms_, served_, clause);
    row["number_html"] = marked_html(clause.number, terms_);
    row["heading_html"] = marked_html(clause.title, terms_);
    row["wording"] = marked_wording(clause.wording, terms_);
    row["status"] = status_line(clause);
    row["through"] = hit.through.empty() ? "" : "对应：" + join(hit.through, "、");
    row["period"] = period(clause);
    add_ask(row, hit.clause);
    return row;
  }

  // Where one thing of one side is what a clause is about, asking can begin there.
  void add_ask(object& row, Index clause) const {
    row["ask"] = false;
    if (pack_.clauses[clause].side == Side::law) return;
    const Actor actor =
        pack_.clauses[clause].side == Side::enterprise ? Actor::entrepreneur : Actor::official;
    std::vector<Index> own;
    for (const Index conduct : conducts_of(pack_, clause))
      if (pack_.conducts[conduct].actors.has(actor)) own.push_back(conduct);
    if (own.empty()) return;
    row["ask"] = object{{"actor", to_string(actor)},
                        {"conduct", own.size() == 1 ? pack_.conducts[own.front()].id : ""}};
  }

  const Norms& norms_;
  const ServedPack& served_;
  const Pack& pack_;
  std::string_view side_;
  std::string typed_;
  std::vector<std::string> terms_;
};

}  // namespace

object lists_view(const Norms& norms, const ServedPack& served, std::string_view side,
                  std::string_view typed) {
  return ListsView(norms, served, side, typed).view();
}

}  // namespace qinqing::norms
