#include "norms/schema.h"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <string_view>

#include "base/reader.h"
#include "http/openapi.h"
#include "norms/check_body.h"
#include "norms/json_schema.h"
#include "norms/pack_schema.h"

namespace qinqing::norms {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

object duty_schema() {
  return record("ReceiptDuty", {{"id", text_schema("义务编号")},
                                {"state", names({"met", "owed", "late", "missed"})},
                                {"due", text_schema("最后一天；起算日不清楚时为空")}});
}

// What facts may be: told by the pack, so only the JSON types stand here.
object fact_values_schema() {
  return map_of(object{{"type", array{"string", "boolean", "integer"}}});
}

object effect_schema() {
  return names({"permit", "refer", "deny", "duty"});
}

// As explanation_json writes it.
object explanation_schema() {
  return record("Explanation",
                {{"rules", list_of(record(
                               "RuleExplanation",
                               {{"rule", text_schema("规则编号")},
                                {"conduct", text_schema("行为编号")},
                                {"effect", effect_schema()},
                                {"state", names({"matched", "failed", "blocked", "not_in_force"})}},
                               {{"input", text_schema("不符或者受阻的输入")},
                                {"condition", text_schema("它的条件")},
                                {"facts", list_of(text_schema("受阻于哪些事实"))}}))}});
}

object answer_schema() {
  const object alternative = record("Alternative", {{"assumed", fact_values_schema()},
                                                    {"verdict", verdict_schema()},
                                                    {"duties", list_of(duty_schema())}});
  return record("CheckAnswer",
                {{"hash", text_schema("回执的 SHA-256")}, {"receipt", receipt_schema()}},
                {{"alternatives", list_of(alternative)}, {"explanation", explanation_schema()}});
}

object one_or_many(const object& one) {
  return {{"oneOf", array{one, list_of(one)}}};
}

object json_content(value schema) {
  return {{"application/json", {{"schema", std::move(schema)}}}};
}

object read_operation(std::string_view id, std::string_view summary, const object& schema,
                      array parameters = {}) {
  object operation{
      {"operationId", id},
      {"summary", summary},
      {"tags", array{"清单"}},
      {"responses", {{"200", {{"description", summary}, {"content", json_content(schema)}}}}}};
  if (!parameters.empty()) {
    operation.emplace("parameters", std::move(parameters));
    operation["responses"].as_object().emplace("404", http::problem_answer("没有"));
  }
  return operation;
}

object path_parameter(std::string_view name, std::string_view description) {
  return {{"name", name},
          {"in", "path"},
          {"required", true},
          {"description", description},
          {"schema", {{"type", "string"}}}};
}

}  // namespace

void CheckBody::describe(object& properties) {
  properties["actor"] = names({"official", "entrepreneur"});
  properties["facts"] = fact_values_schema();
  properties["place"] = text_schema("地域编号：除了全市的，这里的研判答复也算数");
}

object verdict_schema() {
  return names({"permitted", "conditional", "undetermined", "prohibited"}, "Verdict");
}

object receipt_schema() {
  const object ruled = record("RuledConduct", {{"conduct", text_schema("行为编号")},
                                               {"effect", names({"permit", "refer", "deny"})},
                                               {"matched", list_of(text_schema("规则编号"))}});
  return record("Receipt",
                {{"format", {{"const", "qinqing-receipt/1"}}},
                 {"pack", text_schema("清单包编号")},
                 {"pack_hash", text_schema("清单包指纹")},
                 {"calendar_hash", text_schema("工作日历指纹")},
                 {"rulings", list_of(text_schema("所引研判答复"))},
                 {"asked_on", day_schema()},
                 {"contact_on", day_schema()},
                 {"actor", names({"official", "entrepreneur"})},
                 {"conducts", list_of(text_schema("行为编号"))},
                 {"facts", fact_values_schema()},
                 {"unknown", list_of(text_schema("事实编号"))},
                 {"verdict", verdict_schema()},
                 {"binding", boolean_schema()},
                 {"authority", names({"official", "reported", "drafted", "none", "ruling"})},
                 {"rules", list_of(ruled)},
                 {"clauses", list_of(text_schema("条款编号"))},
                 {"parameters", map_of(object{{"type", "string"}})},
                 {"duties", list_of(duty_schema())}},
                {{"place", text_schema("地域编号；没有说就没有")}});
}

object check_schema() {
  object schema = base::json_schema<CheckBody>().as_object();
  schema.erase("$schema");
  return schema;
}

object checks_operation() {
  return {
      {"operationId", "check"},
      {"summary", "判断一种或多种情形"},
      {"description",
       "不登录、不记录。缺少会改变结论的事实时答 422，逐个点名；不清楚的事实写进 unknown。"},
      {"tags", array{"能不能"}},
      {"parameters",
       array{object{{"name", "explain"},
                    {"in", "query"},
                    {"description", "1：附上每条规则是相符、不符（哪个条件）还是受阻"},
                    {"schema", names({"1"})}}}},
      {"requestBody", {{"required", true}, {"content", json_content(one_or_many(check_schema()))}}},
      {"responses",
       {{"200",
         {{"description", "回执和它的指纹"},
          {"content", json_content(one_or_many(answer_schema()))}}},
        {"400", http::problem_answer("不是 JSON")},
        {"413", http::problem_answer("太大")},
        {"422", http::problem_answer("情形有误，或缺少事实；errors 逐处点名")}}}};
}

object packs_operation() {
  return read_operation("listPacks", "提供的清单包", pack_list_schema());
}

object pack_operation() {
  return read_operation("showPack", "一个清单包的全部内容", pack_schema(),
                        array{path_parameter("pack", "清单包编号")});
}

object clauses_operation() {
  return read_operation("listClauses", "一个清单包的条款", clause_list_schema(),
                        array{path_parameter("pack", "清单包编号")});
}

object clause_operation() {
  return read_operation(
      "showClause", "一条条款", clause_schema(),
      array{path_parameter("pack", "清单包编号"), path_parameter("clause", "条款编号")});
}

object receipts_operation() {
  const object kept = record(
      "KeptReceipt", {{"hash", text_schema("回执的 SHA-256")}, {"receipt", receipt_schema()}});
  return {
      {"operationId", "checkReceipt"},
      {"summary", "核对一份回执"},
      {"description", "看内容有没有被改动，并按同一份清单重判。不记录。"},
      {"tags", array{"能不能"}},
      {"requestBody",
       {{"required", true}, {"content", json_content({{"oneOf", array{kept, receipt_schema()}}})}}},
      {"responses",
       {{"200",
         {{"description", "核对的结果"},
          {"content",
           json_content(record("ReceiptFinding",
                               {{"finding", names({"same", "altered", "unknown_pack", "differs"})},
                                {"hash", text_schema("按所给内容算出的指纹")},
                                {"expected", text_schema("重判得到的指纹，没有重判时为空")}}))}}},
        {"422", http::problem_answer("不是回执")}}}};
}

}  // namespace qinqing::norms
