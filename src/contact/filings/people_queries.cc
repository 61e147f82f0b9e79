#include "contact/filings/people.h"
#include "identity/access.h"

namespace qinqing::contact {
namespace {

constexpr std::string_view kEnterprise =
    "SELECT id FROM organisation WHERE name = :name AND kind IN ('enterprise', 'chamber') "
    "ORDER BY id";

constexpr std::string_view kPeople =
    "SELECT p.id, p.name, max(t.title), max(o.name) FROM person p "
    "JOIN post t ON t.person = p.id JOIN organisation o ON o.id = t.organisation "
    "WHERE (:everybody = 1 OR t.organisation = :unit) AND t.held_from <= :day AND (t.held_to IS "
    "NULL OR t.held_to >= :until) "
    "AND (p.name LIKE :name ESCAPE '!' OR p.name_initials LIKE :initials ESCAPE '!') "
    "GROUP BY p.id, p.name "
    "ORDER BY max(CASE WHEN t.organisation = :own THEN 1 ELSE 0 END) DESC, p.name, p.id "
    "LIMIT :limit";

constexpr std::string_view kUnits =
    "SELECT o.id, o.name, p.name FROM organisation o JOIN place p ON p.id = o.place "
    "WHERE o.kind IN ('unit', 'court', 'procuratorate', 'discipline') AND o.merged_into IS NULL "
    "AND o.valid_to IS NULL ORDER BY o.name, o.id";

}  // namespace

std::string like_part(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '!') out += '!';
    out += c;
  }
  return out;
}

std::optional<std::string> enterprise_named(store::Sql& sql, const std::string& name) {
  const auto found = sql.rows<std::string>(kEnterprise, name);
  // Two of one name: it is not known which is meant.
  if (found.size() != 1) return std::nullopt;
  return std::get<0>(found.front());
}

std::vector<Named> people_named(store::Sql& sql, const identity::Caller& caller,
                                const std::string& text, int limit) {
  std::vector<Named> people;
  if (text.empty()) return people;
  std::int64_t everybody = 0;
  for (const identity::Grant& grant : identity::grants_of(caller.role, "person.list"))
    if (grant.reach == identity::Reach::any) everybody = 1;
  const std::string part = like_part(text);
  for (auto& [id, name, title, organisation] :
       sql.rows<std::string, std::string, std::string, std::string>(
           kPeople, everybody, caller.organisation, caller.today, caller.today, "%" + part + "%",
           part + "%", caller.organisation, limit))
    people.push_back({std::move(id), std::move(name), std::move(title), std::move(organisation)});
  return people;
}

std::vector<Named> units_that_receive(store::Sql& sql) {
  std::vector<Named> units;
  for (auto& [id, name, place] : sql.rows<std::string, std::string, std::string>(kUnits))
    units.push_back({std::move(id), std::move(name), std::move(place), ""});
  return units;
}

}  // namespace qinqing::contact
