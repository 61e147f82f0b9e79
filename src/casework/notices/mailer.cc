#include "casework/notices/mailer.h"

#include <chrono>

#include "casework/notices/notice.h"

namespace qinqing::casework {
namespace {

constexpr std::chrono::hours kSince{72};  // older notices are seen on the page
constexpr std::int64_t kMinute = 60'000;
constexpr std::int64_t kTakenFor = 10 * kMinute;
constexpr std::int64_t kTriesMax = 6;
constexpr int kAtOnce = 50;
constexpr std::string_view kSubject = "亲清：有一条通知";

std::int64_t milliseconds(base::Instant instant) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(instant.time_since_epoch()).count();
}

std::int64_t pause_after(std::int64_t tries) {
  std::int64_t minutes = 1;
  for (std::int64_t i = 1; i < tries; ++i) minutes *= 5;
  return minutes * kMinute;
}

}  // namespace

Mailer::Count Mailer::run() {
  Count count;
  for (;;) {
    const base::Instant instant = clock_.now();
    const std::int64_t now = milliseconds(instant);
    const auto letters = database_.read([&](store::Sql& sql) {
      return letters_to_send(sql, base::instant_text(instant - kSince), now, kAtOnce);
    });
    if (letters.empty()) return count;
    for (const Letter& letter : letters) {
      if (!take(letter, now)) continue;
      const bool sent = options_.deliver(letter.to, std::string(kSubject), text_of(letter));
      note(letter, sent, milliseconds(clock_.now()));
      ++(sent ? count.sent : count.failed);
    }
  }
}

// False where another server has it.
bool Mailer::take(const Letter& letter, std::int64_t now) {
  return database_.write([&](store::Unit& unit) {
    const auto row = unit.sql().find<NoticeMail>(letter.notice);
    const bool free =
        !row || ((row->state == MailState::sending || row->state == MailState::failed) &&
                 row->next_at <= now);
    if (free)
      unit.put(NoticeMail{.notice = letter.notice,
                          .state = MailState::sending,
                          .tries = letter.tries,
                          .next_at = now + kTakenFor});
    return free;
  });
}

void Mailer::note(const Letter& letter, bool sent, std::int64_t now) {
  NoticeMail row{.notice = letter.notice, .state = MailState::sent, .tries = letter.tries + 1};
  if (!sent) {
    row.state = row.tries < kTriesMax ? MailState::failed : MailState::given_up;
    row.next_at = now + pause_after(row.tries);
  }
  database_.write([&](store::Unit& unit) { unit.put(row); });
}

std::string Mailer::text_of(const Letter& letter) const {
  std::string text = letter.text + "。\n";
  if (!options_.public_url.empty()) text += "\n登录后看和办：" + options_.public_url + "/notices\n";
  text += "\n这封信由系统发出，不用回。不想再收，到“我”里去掉邮箱。\n";
  return text;
}

}  // namespace qinqing::casework
