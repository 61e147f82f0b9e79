#include "norms/pack_schema.h"

#include "norms/json_schema.h"

namespace qinqing::norms {
namespace {

using boost::json::object;

object id_schema() {
  return text_schema("编号");
}

object ids_schema() {
  return list_of(id_schema());
}

object actors_schema() {
  return list_of(names({"official", "entrepreneur"}));
}

object in_force_schema() {
  return record("InForce", {{"from", day_schema()}}, {{"to", day_schema()}});
}

object ask_schema() {
  const object text = text_schema("须人工研判时");
  return record("WhomToAsk", {{"whom", text}, {"own", boolean_schema()}},
                {{"how", text}, {"within", text}, {"basis", text}});
}

object basis_schema() {
  const object text = text_schema("依据");
  return record(
      "Basis", {{"kind", text}, {"title", text}, {"verified", text}},
      {{"source", text}, {"article", text}, {"item", text}, {"edition", text}, {"note", text}});
}

object conduct_schema() {
  return record("Conduct",
                {{"id", id_schema()}, {"label", text_schema("名称")}, {"actors", actors_schema()}},
                {{"group", text_schema("所在的一组")}, {"hint", text_schema("提示")}});
}

object fact_schema() {
  const object choice = record("FactChoice", {{"id", id_schema()}, {"label", text_schema("文字")}});
  return record(
      "Fact",
      {{"id", id_schema()},
       {"of", text_schema("行为编号，或者 context")},
       {"actors", actors_schema()},
       {"question", text_schema("怎么问")},
       {"label", text_schema("名称")},
       {"type", names({"choice", "boolean", "money", "decimal", "count", "date", "text"})},
       {"changeable", boolean_schema()},
       {"private", boolean_schema()}},
      {{"question_for", map_of(text_schema("问这一方时怎么问"))},
       {"why", text_schema("为什么问")},
       {"hint", text_schema("提示")},
       {"unit", text_schema("单位")},
       {"choices", list_of(choice)}});
}

object parameter_schema() {
  const object dated =
      record("DatedValue", {{"from", day_schema()}, {"value", text_schema("数值")}});
  return record("Parameter",
                {{"id", id_schema()},
                 {"type", text_schema("种类")},
                 {"label", text_schema("名称")},
                 {"values", list_of(dated)},
                 {"own", boolean_schema()}},
                {{"unit", text_schema("单位")}, {"basis", text_schema("依据")}});
}

object duty_schema() {
  return record("PackDuty",
                {{"id", id_schema()},
                 {"when", names({"before", "after"})},
                 {"who", text_schema("谁做")},
                 {"does", text_schema("做什么")},
                 {"anchor", text_schema("从哪一天起算")},
                 {"offset", text_schema("多久")},
                 {"clauses", ids_schema()}},
                {{"to", text_schema("向谁")},
                 {"until", names({"17:30"})},
                 {"met_by", map_of(list_of(text_schema("表明已经做到的值")))}});
}

object rule_schema() {
  return record("Rule", {{"id", id_schema()},
                         {"conduct", id_schema()},
                         {"effect", names({"permit", "refer", "deny", "duty"})},
                         {"reason", text_schema("理由")},
                         {"conditions", map_of(text_schema("条件"))},
                         {"duties", ids_schema()},
                         {"clauses", ids_schema()}});
}

object source_schema() {
  const object text = text_schema("出处");
  return record("Source", {{"id", id_schema()}, {"title", text}, {"kind", text}},
                {{"from", day_schema()},
                 {"to", day_schema()},
                 {"publisher", text},
                 {"date", text},
                 {"url", text},
                 {"verified", text},
                 {"note", text}});
}

object adoption_schema() {
  return record(
      "Adoption",
      {{"by", text_schema("谁采用")}, {"document", text_schema("文号")}, {"from", day_schema()}});
}

// Of a pack and of its summary.
object head_members() {
  return {{"id", id_schema()},
          {"title", text_schema("名称")},
          {"issuer", text_schema("印发单位")},
          {"place", text_schema("地方")},
          {"hash", text_schema("清单包指纹")},
          {"in_force", in_force_schema()},
          {"ask", ask_schema()}};
}

}  // namespace

object pack_list_schema() {
  object summary = head_members();
  summary["adopted"] = boolean_schema();
  return record("PackList", {{"packs", list_of(record("PackSummary", std::move(summary),
                                                      {{"adoption", adoption_schema()},
                                                       {"note", text_schema("说明")}}))}});
}

object clause_schema() {
  return record("Clause",
                {{"id", id_schema()},
                 {"side", names({"positive", "negative", "enterprise", "law"})},
                 {"number", text_schema("序号")},
                 {"title", text_schema("标题")},
                 {"status", names({"official", "reported", "drafted"})},
                 {"from", day_schema()},
                 {"wording", text_schema("条文")},
                 {"basis", list_of(basis_schema())},
                 {"rules", ids_schema()}},
                {{"to", day_schema()}, {"replaced_by", id_schema()}});
}

object clause_list_schema() {
  return record("ClauseList", {{"clauses", list_of(clause_schema())}});
}

object pack_schema() {
  object pack = head_members();
  pack["conducts"] = list_of(conduct_schema());
  pack["facts"] = list_of(fact_schema());
  pack["parameters"] = list_of(parameter_schema());
  pack["clauses"] = list_of(clause_schema());
  pack["duties"] = list_of(duty_schema());
  pack["rules"] = list_of(rule_schema());
  pack["sources"] = list_of(source_schema());
  return record("Pack", std::move(pack));
}

}  // namespace qinqing::norms
