#include "casework/calendar/published_year.h"

namespace qinqing::casework {
namespace {

constexpr std::string_view kInOrder = "ORDER BY published_at, year";
constexpr std::string_view kProvisional =
    "SELECT count(*) FROM case_deadline WHERE state = 'running' AND provisional = 1";

}  // namespace

std::vector<PublishedYear> published_years(store::Sql& sql) {
  return sql.select<PublishedYear>(kInOrder);
}

std::int64_t provisional_deadlines(store::Sql& sql) {
  return sql.number(kProvisional);
}

}  // namespace qinqing::casework
