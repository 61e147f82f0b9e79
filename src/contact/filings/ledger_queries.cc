#include "contact/filings/ledger_queries.h"

#include "contact/filings/model.h"

namespace qinqing::contact {

std::vector<store::EventRow> events_about(store::Sql& sql, const std::string& filing) {
  return sql.select<store::EventRow>("WHERE subject = :filing ORDER BY id", filing);
}

boost::json::object plain_row(store::Sql& sql, const std::string& filing) {
  boost::json::object out;
  const auto row = sql.find<Filing>(filing);
  if (!row) return out;
  for (const store::Column& column : store::table<Filing>().columns) {
    if (column.personal) continue;
    const store::Value value = column.get(&*row);
    if (const auto* number = std::get_if<std::int64_t>(&value))
      out[column.name] = *number;
    else if (const auto* text = std::get_if<std::string>(&value))
      out[column.name] = *text;
    else
      out[column.name] = nullptr;
  }
  return out;
}

}  // namespace qinqing::contact
