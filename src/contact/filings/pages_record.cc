#include "contact/filings/pages_record.h"

#include <utility>

#include "casework/case_page.h"
#include "norms/views.h"

namespace qinqing::contact {
namespace {

using boost::json::array;
using boost::json::object;

array attendees(const object& told) {
  array out;
  for (const auto& each : told.at("attendees").as_array()) {
    object row = each.as_object();
    const auto& state = row.at("state").as_string();
    row["said"] = state == "confirmed"  ? "确认了"
                  : state == "disputed" ? "说不对"
                  : state == "waiting"  ? "还没有确认"
                                        : "";
    out.push_back(std::move(row));
  }
  return out;
}

}  // namespace

object record_view(object told, array errors, base::Date today) {
  told["has_errors"] = !errors.empty();
  told["errors"] = std::move(errors);
  told["has_differences"] = !told.at("differences").as_array().empty();
  if (const auto verdict = norms::parse_verdict(told.at("verdict").as_string()))
    told["mark"] = norms::mark(*verdict);
  if (const auto day = base::Date::parse(told.at("contact_on").as_string()))
    told["day"] = norms::day_text(*day, today);
  told["conduct_words"] = norms::told(told.at("conducts").as_array(), "、", [](const auto& label) {
    return std::string(label.as_string());
  });
  array open = casework::acts_view(told.at("may").as_array());
  // Telling it anew has a page of its own.
  for (auto& act : open) act.as_object()["amends"] = act.at("id").as_string() == "amend";
  told["has_acts"] = !open.empty();
  told["acts"] = std::move(open);
  array rows = casework::owed_view(told.at("deadlines").as_array(), today);
  told["has_owed"] = !rows.empty();
  told["light"] = casework::light_of_all(rows);
  told["owed"] = std::move(rows);
  array along = attendees(told);
  told["has_attendees"] = !along.empty();
  told["attendees"] = std::move(along);
  casework::add_moments(told.at("steps").as_array(), today);
  return told;
}

}  // namespace qinqing::contact
