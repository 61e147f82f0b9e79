#include <algorithm>

#include "casework/notices/mailer.h"
#include "casework/notices/notice.h"

namespace qinqing::casework {

std::vector<TellingNotice> notices_of(store::Sql& sql, const std::string& person, int limit) {
  const auto seen = sql.find<NoticeSeen>(person);
  std::vector<TellingNotice> found;
  for (Notice& notice :
       sql.select<Notice>("WHERE person = :person ORDER BY id DESC LIMIT :limit", person, limit)) {
    const bool known = seen && notice.id <= seen->until;
    found.push_back({.notice = std::move(notice), .seen = known});
  }
  return found;
}

std::int64_t unseen_notices(store::Sql& sql, const std::string& person) {
  const auto seen = sql.find<NoticeSeen>(person);
  return sql.number("SELECT count(*) FROM notice WHERE person = :person AND id > :until", person,
                    seen ? seen->until : "");
}

void see_notices(store::Unit& unit, const std::string& person, const std::string& until) {
  const auto notice = unit.sql().find<Notice>(until);
  if (!notice || notice->person != person) return;
  const auto seen = unit.sql().find<NoticeSeen>(person);
  unit.put(NoticeSeen{person, seen ? std::max(seen->until, until) : until});
}

std::vector<Letter> letters_to_send(store::Sql& sql, const std::string& since, std::int64_t now,
                                    int limit) {
  std::vector<Letter> found;
  for (auto& [id, procedure, case_id, text, email, tries] :
       sql.rows<std::string, std::string, std::string, std::string, std::string, std::int64_t>(
           "SELECT n.id, n.procedure, n.case_id, n.text, p.email, coalesce(m.tries, 0) FROM notice "
           "n JOIN person p ON p.id = n.person LEFT JOIN notice_mail m ON m.notice = n.id WHERE "
           "n.at >= :since AND p.email IS NOT NULL AND (m.notice IS NULL OR (m.state IN "
           "('sending', 'failed') AND m.next_at <= :now)) ORDER BY n.id LIMIT :limit",
           since, now, limit))
    found.push_back({id, procedure, case_id, text, email, tries});
  return found;
}

}  // namespace qinqing::casework
