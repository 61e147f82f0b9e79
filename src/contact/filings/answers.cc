#include "contact/filings/answers.h"

#include "contact/filings/filings.h"
#include "identity/answers.h"
#include "norms/schema.h"

namespace qinqing::contact {
namespace {

using boost::json::array;
using boost::json::object;
using identity::nullable_schema;
using identity::words_schema;

// As a field or a fact takes it: text for words, days, money and choices.
object scalar_schema() {
  return {{"type", array{"string", "boolean", "integer"}}};
}

}  // namespace

void FilingHeadJson::describe(object& properties) {
  properties["side"] = words_schema({"official", "entrepreneur"});
  properties["verdict"] = norms::verdict_schema();
}

void FilingListJson::describe(object& properties) {
  properties["states"] =
      object{{"type", "object"}, {"additionalProperties", object{{"type", "string"}}}};
}

void AnswerJson::describe(object& properties) {
  properties["value"] = scalar_schema();
}

void DutyJson::describe(object& properties) {
  properties["when"] = words_schema({"before", "after", ""});
  properties["state"] = words_schema({"met", "owed", "late", "missed", "decided"});
  properties["due"] = nullable_schema(object{{"type", "string"}});
}

void FilingJson::describe(object& properties) {
  FilingHeadJson::describe(properties);
  // As it is, byte for byte: a member that it lacks is no null.
  properties["receipt"] = object{{"allOf", array{norms::receipt_schema()}}};
}

void Telling::describe(object& properties) {
  properties["check"] = norms::check_schema();
}

void FilingAct::describe(object& properties) {
  properties["fields"] = object{{"type", array{"object", "null"}},
                                {"additionalProperties", true},
                                {"description", "按编号，哪些见 may.fields；没有就是 null"}};
}

}  // namespace qinqing::contact
