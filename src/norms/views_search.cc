#include "norms/views_search.h"

#include <algorithm>

#include "base/text.h"
#include "http/markdown.h"
#include "norms/views_typed.h"

namespace qinqing::norms {
namespace {

constexpr std::size_t kTermsMax = 8;
constexpr std::size_t kTermBytes = 60;
// Private-use characters stand for the tags until the text is HTML: no Markdown looks at them.
constexpr std::string_view kOpen = "\xEE\x80\x80";
constexpr std::string_view kClose = "\xEE\x80\x81";

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

bool contains(std::string_view text, std::string_view term) {
  return lower(text).find(term) != std::string::npos;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
}

std::string own_text(const Clause& clause) {
  std::string text = clause.number + "\n" + clause.title + "\n" + clause.wording;
  for (const Basis& basis : clause.basis) text += "\n" + basis.title + basis.article;
  return text;
}

bool conduct_has(const Conduct& conduct, std::string_view term) {
  if (contains(conduct.label, term) || contains(conduct.hint, term)) return true;
  return std::ranges::any_of(conduct.keywords,
                             [&](const auto& word) { return contains(word, term); });
}

// Puts the private characters around every hit; hits do not overlap.
std::string with_signs(std::string_view text, const std::vector<std::string>& terms) {
  const std::string low = lower(text);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t longest = 0;
    for (const std::string& term : terms)
      if (std::string_view(low).substr(at).starts_with(term))
        longest = std::max(longest, term.size());
    if (longest == 0) {
      out += text[at++];
      continue;
    }
    out += kOpen;
    out += text.substr(at, longest);
    out += kClose;
    at += longest;
  }
  return out;
}

std::string without_signs(std::string_view text) {
  std::string out(text);
  replace_all(out, kOpen, "");
  replace_all(out, kClose, "");
  return out;
}

std::string with_tags(std::string html) {
  replace_all(html, kOpen, "<mark>");
  replace_all(html, kClose, "</mark>");
  return html;
}

}  // namespace

std::vector<std::string> search_terms(std::string_view typed) {
  std::vector<std::string> terms;
  std::string spaced(typed);
  replace_all(spaced, "　", " ");
  for (std::size_t at = 0; at < spaced.size() && terms.size() < kTermsMax;) {
    const std::size_t end = std::min(spaced.find(' ', at), spaced.size());
    const std::string term = lower(half_width(std::string_view(spaced).substr(at, end - at)));
    if (!term.empty() && term.size() <= kTermBytes) terms.push_back(term);
    at = end + 1;
  }
  return terms;
}

std::vector<Index> conducts_of(const Pack& pack, Index clause) {
  std::vector<Index> conducts;
  for (const Rule& rule : pack.rules)
    if (std::ranges::find(rule.clauses, clause) != rule.clauses.end())
      conducts.push_back(rule.conduct);
  std::ranges::sort(conducts);
  conducts.erase(std::ranges::unique(conducts).begin(), conducts.end());
  return conducts;
}

std::vector<ClauseHit> search_clauses(const Pack& pack, const std::vector<std::string>& terms) {
  std::vector<ClauseHit> hits;
  for (std::size_t i = 0; i < pack.clauses.size(); ++i) {
    ClauseHit hit{.clause = static_cast<Index>(i), .through = {}};
    const std::string own = lower(own_text(pack.clauses[i]));
    const auto conducts = conducts_of(pack, hit.clause);
    const bool all = std::ranges::all_of(terms, [&](const std::string& term) {
      if (own.find(term) != std::string::npos) return true;
      bool found = false;
      for (const Index conduct : conducts) {
        if (!conduct_has(pack.conducts[conduct], term)) continue;
        found = true;
        const std::string& label = pack.conducts[conduct].label;
        if (std::ranges::find(hit.through, label) == hit.through.end())
          hit.through.push_back(label);
      }
      return found;
    });
    if (all) hits.push_back(std::move(hit));
  }
  return hits;
}

std::string marked_html(std::string_view text, const std::vector<std::string>& terms) {
  return with_tags(base::escaped_for_markup(with_signs(without_signs(text), terms)));
}

std::string marked_wording(std::string_view wording, const std::vector<std::string>& terms) {
  return with_tags(http::markdown_html(with_signs(without_signs(wording), terms)));
}

}  // namespace qinqing::norms
