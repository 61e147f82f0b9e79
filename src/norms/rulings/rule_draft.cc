// A ruling as a rule: what whoever keeps the pack starts from.
#include "base/json.h"
#include "norms/rulings/json.h"
#include "norms/rulings/publishing.h"

namespace qinqing::norms {
namespace {

std::string xml_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      default:
        out += c;
    }
  return out;
}

// The value as a condition of a table: what the column then asks for.
std::string condition(const Fact& fact, const boost::json::value& told) {
  if (told.is_bool()) return told.get_bool() ? "true" : "false";
  if (told.is_int64()) return std::to_string(told.get_int64());
  const std::string text = told.is_string() ? std::string(told.get_string()) : "";
  if (fact.type == FactType::choice) return "\"" + text + "\"";
  if (fact.type == FactType::date) return "date(\"" + text + "\")";
  return text;
}

std::string joined(const std::vector<std::string>& ids) {
  std::string text;
  for (const std::string& id : ids) text += (text.empty() ? "" : ", ") + id;
  return text;
}

std::string entry(std::string_view element, const std::string& text) {
  const std::string name(element);
  return "  <" + name + "><text>" + xml_escaped(text) + "</text></" + name + ">\n";
}

RuleDraftJson draft_for(const Pack& pack, const Precedent& precedent, Index conduct) {
  const ConductTable& table = pack.tables[conduct];
  std::string rule = "<rule id=\"" + pack.conducts[conduct].id + "-new\">\n";
  rule += "  <description>" + xml_escaped(precedent.reasons + "（" + precedent.number + "）") +
          "</description>\n";
  for (const Column& column : table.columns) {
    const Fact* fact = column.fact ? &pack.facts[*column.fact] : nullptr;
    const auto* told = fact ? precedent.facts.if_contains(fact->id) : nullptr;
    rule += entry("inputEntry", told ? condition(*fact, *told) : "-");
  }
  const bool denies = precedent.verdict == Verdict::prohibited;
  rule += entry("outputEntry", denies ? "\"deny\"" : "\"permit\"");
  rule +=
      entry("outputEntry", precedent.duties.empty() ? "" : "\"" + joined(precedent.duties) + "\"");
  rule += "  <annotationEntry><text>" + xml_escaped(joined(precedent.clauses)) +
          "</text></annotationEntry>\n</rule>\n";
  return {.conduct = pack.conducts[conduct].id, .file = table.file, .xml = std::move(rule)};
}

}  // namespace

RuleDraftsJson rule_drafts(const Rulings& rulings, const Ruling& ruling) {
  RuleDraftsJson out;
  const ServedPack* served = rulings.norms().find(ruling.pack);
  const auto precedent = precedent_of(ruling);
  if (served == nullptr || !precedent) return out;
  for (const std::string& id : precedent->conducts)
    if (const auto conduct = served->pack.conduct_index(id))
      out.rules.push_back(draft_for(served->pack, *precedent, *conduct));
  return out;
}

}  // namespace qinqing::norms
