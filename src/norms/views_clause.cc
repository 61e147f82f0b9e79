#include <algorithm>
#include <boost/json/array.hpp>

#include "norms/views.h"
#include "norms/views_condition.h"
#include "norms/views_lists.h"
#include "norms/views_verdict.h"

namespace qinqing::norms {
namespace {

using boost::json::array;
using boost::json::object;

// Examples shown at once; the others open on demand.
constexpr std::ptrdiff_t kCasesShown = 6;

bool names(const std::vector<Index>& clauses, Index clause) {
  return std::ranges::find(clauses, clause) != clauses.end();
}

std::string kind_words(std::string_view kind) {
  if (kind == "law") return "法律法规";
  if (kind == "list") return "外地清单";
  if (kind == "report") return "新闻报道";
  if (kind == "guide") return "外地指引";
  return "案例";
}

// Only addresses that open a page: a pack's text is not trusted with any other scheme.
std::string web_address(const std::string& url) {
  return url.starts_with("https://") || url.starts_with("http://") ? url : "";
}

class ClausePage {
 public:
  ClausePage(const Norms& norms, const ServedPack& served, Index clause)
      : norms_(norms),
        served_(served),
        pack_(served.pack),
        index_(clause),
        clause_(pack_.clauses[clause]),
        day_(day_shown()) {}

  object view() {
    object page =
        frame(norms_, served_,
              std::string(side_name(clause_.side)) + "：" + clause_.number + " " + clause_.title,
              Section::lists);
    const object clause = clause_view(norms_, served_, clause_);
    for (const auto& [key, value] : clause) page.insert_or_assign(key, value);
    page["lists_href"] = "/lists" + pack_query(norms_, served_);
    page["period"] = period();
    page["replaced"] = replaced();
    page["bases"] = bases();
    page["rules"] = rules();
    page["has_rules"] = !page["rules"].as_array().empty();
    page["duties"] = duties();
    page["has_duties"] = !page["duties"].as_array().empty();
    add_cases(page);
    return page;
  }

 private:
  // Thresholds are shown as they are today, or as they were when the clause was last in force.
  base::Date day_shown() const {
    const base::Date today = norms_.today();
    if (clause_.to && *clause_.to < today) return *clause_.to;
    return std::max(today, clause_.from);
  }

  std::string period() const {
    std::string text = "自" + clause_.from.to_chinese_full() + "起有效";
    if (clause_.to) text += "，到" + clause_.to->to_chinese_full() + "为止";
    return text + "。";
  }

  boost::json::value replaced() const {
    const Clause* next = pack_.find_clause(clause_.replaced_by);
    if (!next) return false;
    return clause_name(norms_, served_, *next);
  }

  array bases() const {
    array rows;
    for (const Basis& basis : clause_.basis) {
      const Source* source = pack_.find_source(basis.source);
      rows.push_back(
          {{"kind", kind_words(basis.kind)},
           {"text", basis_text(basis)},
           {"edition", basis.edition ? basis.edition->to_chinese_full() + "施行的文本" : ""},
           {"verified", verified_words(basis.verified)},
           {"note", basis.note},
           {"publisher", source ? source->publisher : ""},
           {"date", source ? source->date : ""},
           {"url", source ? web_address(source->url) : ""},
           {"source_note", source ? source->note : ""}});
    }
    return rows;
  }

  array rules() const {
    array rows;
    for (const Rule& rule : pack_.rules) {
      if (!names(rule.clauses, index_)) continue;
      array conditions;
      for (const ConditionWords& condition : conditions_of(pack_, rule, day_))
        conditions.push_back({{"label", condition.label}, {"words", condition.words}});
      array owed;
      for (const Index duty : rule.duties) owed.emplace_back(pack_.duties[duty].does);
      rows.push_back(
          {{"conduct", pack_.conducts[rule.conduct].label},
           {"id", rule.id},
           {"mark", mark(verdict_of(rule.effect == Effect::duty ? Effect::permit : rule.effect,
                                    !rule.duties.empty()))},
           {"only_duty", rule.effect == Effect::duty},
           {"reason", rule.reason},
           {"any", conditions.empty()},
           {"conditions", std::move(conditions)},
           {"has_owed", !owed.empty()},
           {"owed", std::move(owed)}});
    }
    return rows;
  }

  array duties() const {
    array rows;
    for (const Duty& duty : pack_.duties)
      if (names(duty.clauses, index_))
        rows.push_back(
            {{"does", duty.does},
             {"who", duty.who},
             {"to", duty.to},
             {"when", (duty.when == DutyTime::before ? "事前，" : "事后，") +
                          duty.offset.to_chinese() + (duty.until_1730 ? "，17:30 前" : "")}});
    return rows;
  }

  void add_cases(object& page) const {
    array rows;
    for (const Case& test : served_.cases) {
      if (!test.verdict || std::ranges::find(test.clauses, clause_.id) == test.clauses.end())
        continue;
      rows.push_back({{"title", test.title},
                      {"id", test.id},
                      {"mark", mark(*test.verdict)},
                      {"source", test.source},
                      {"published", published(test)}});
    }
    page["case_count"] = std::to_string(rows.size());
    page["has_cases"] = !rows.empty();
    array more;
    if (rows.size() > static_cast<std::size_t>(kCasesShown)) {
      more = array(rows.begin() + kCasesShown, rows.end());
      rows.erase(rows.begin() + kCasesShown, rows.end());
    }
    page["cases"] = std::move(rows);
    page["has_more"] = !more.empty();
    page["more_count"] = std::to_string(more.size());
    page["more_cases"] = std::move(more);
  }

  // What another place said of the same situation, as a quotation.
  static boost::json::value published(const Case& test) {
    if (!test.published) return false;
    const Published& from = *test.published;
    const auto verdict = parse_verdict(from.verdict);
    return object{{"word", verdict ? std::string(verdict_word(*verdict)) : from.verdict},
                  {"why", from.why},
                  {"source", from.source},
                  {"publisher", from.publisher},
                  {"date", from.date},
                  {"url", web_address(from.url)}};
  }

  const Norms& norms_;
  const ServedPack& served_;
  const Pack& pack_;
  Index index_;
  const Clause& clause_;
  base::Date day_;
};

}  // namespace

object clause_page_view(const Norms& norms, const ServedPack& served, Index clause) {
  return ClausePage(norms, served, clause).view();
}

}  // namespace qinqing::norms
