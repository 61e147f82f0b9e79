#include "norms/rulings/queries.h"

#include <algorithm>

namespace qinqing::norms::ruling_queries {

std::string office(store::Sql& sql, std::string_view place, identity::Role role, base::Date day) {
  const auto found = sql.select<identity::Post>(
      "WHERE place = :p AND role = :r AND held_from <= :a AND (held_to IS NULL OR held_to >= :b) "
      "ORDER BY head DESC, organisation, id LIMIT 1",
      place, role, day, day);
  return found.empty() ? "" : found.front().organisation;
}

std::optional<Ruling> by_code_hash(store::Sql& sql, std::string_view hash) {
  auto found = sql.select<Ruling>("WHERE code_hash = :h LIMIT 1", hash);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Ruling> of_asker(store::Sql& sql, std::string_view person, std::string_view after,
                             int limit) {
  const std::string before = after.empty() ? "~" : std::string(after);
  return sql.select<Ruling>("WHERE asker = :p AND id < :a ORDER BY id DESC LIMIT :l", person,
                            before, static_cast<std::int64_t>(limit));
}

std::vector<Ruling> in_places(store::Sql& sql, const std::vector<std::string>& places, bool open,
                              std::string_view after, int limit) {
  std::vector<Ruling> all;
  const std::string before = after.empty() ? "~" : std::string(after);
  const std::string of_case = open ? " AND id IN (SELECT id FROM case_file WHERE procedure = "
                                     "'ruling' AND ended = 0)"
                                   : "";
  for (const std::string& place : places)
    for (Ruling& each :
         sql.select<Ruling>("WHERE place = :p AND id < :a" + of_case + " ORDER BY id DESC LIMIT :l",
                            place, before, static_cast<std::int64_t>(limit)))
      all.push_back(std::move(each));
  std::ranges::sort(all, std::ranges::greater(), &Ruling::id);
  if (all.size() > static_cast<std::size_t>(limit)) all.resize(static_cast<std::size_t>(limit));
  return all;
}

std::int64_t anonymous_open(store::Sql& sql, std::string_view place) {
  return sql.number(
      "SELECT count(*) FROM ruling WHERE place = :p AND code_hash <> '' AND id IN "
      "(SELECT id FROM case_file WHERE procedure = 'ruling' AND ended = 0)",
      place);
}

std::vector<Ruling> all_published(store::Sql& sql) {
  return sql.select<Ruling>("WHERE published_on <> '' ORDER BY id");
}

std::int64_t published_mark(store::Sql& sql) {
  return sql.number("SELECT coalesce(sum(version), 0) FROM ruling WHERE published_on <> ''");
}

std::vector<Ruling> published_page(store::Sql& sql, const PublishedQuery& query) {
  // Read from the end: days and ids of a page before have become smaller.
  const auto cut = query.after.find('~');
  const std::string day = cut == std::string::npos ? "~" : query.after.substr(0, cut);
  const std::string id = cut == std::string::npos ? "" : query.after.substr(cut + 1);
  const std::string conduct = query.conduct.empty() ? "" : "," + query.conduct + ",";
  std::vector<Ruling> found;
  std::string last_day = day;
  std::string last_id = id;
  // Words are looked for here, in the text that is shown: rulings are few, and the two engines
  // would fold letters differently.
  while (found.size() <= static_cast<std::size_t>(query.limit)) {
    auto page = sql.select<Ruling>(
        "WHERE published_on <> '' AND (published_on < :d OR (published_on = :e AND id < :i)) "
        "ORDER BY published_on DESC, id DESC LIMIT 200",
        last_day, last_day, last_id);
    if (page.empty()) break;
    last_day = page.back().published_on;
    last_id = page.back().id;
    for (Ruling& each : page)
      if (each.conducts.find(conduct) != std::string::npos &&
          each.text.find(query.words) != std::string::npos)
        found.push_back(std::move(each));
  }
  return found;
}

std::vector<std::string> late_cases(store::Sql& sql, std::string_view after, int limit) {
  std::vector<std::string> ids;
  for (auto& [id] : sql.rows<std::string>(
           "SELECT DISTINCT c.id FROM case_file c JOIN case_deadline d ON d.case_id = c.id WHERE "
           "c.procedure = 'ruling' AND c.ended = 0 AND d.state = 'late' AND d.ended_on IS NULL AND "
           "c.id > :a ORDER BY c.id LIMIT :l",
           after, static_cast<std::int64_t>(limit)))
    ids.push_back(std::move(id));
  return ids;
}

std::int64_t waiting(store::Sql& sql) {
  return sql.number("SELECT count(*) FROM case_file WHERE procedure = 'ruling' AND ended = 0");
}

}  // namespace qinqing::norms::ruling_queries
