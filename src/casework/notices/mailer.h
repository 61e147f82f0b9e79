// Sends notices by e-mail to those who gave an address.
//
// Each letter is taken first (so that two servers on one database do not both send it) and noted
// as sent afterwards: one that is cut off between the two is sent again after ten minutes, twice
// rather than never. What cannot be delivered is tried again after 1, 5, 25 … minutes and given up
// after six tries; the notice stays on the page in any case.
//
// Thread-safety: one Mailer is used by one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "store/database.h"

namespace qinqing::casework {

struct Letter {
  std::string notice, procedure, case_id, text, to;
  std::int64_t tries = 0;  // so far
};

// Notices since that instant whose letter is to be sent now, the oldest first.
std::vector<Letter> letters_to_send(store::Sql& sql, const std::string& since, std::int64_t now,
                                    int limit);

// Delivers one letter; false where it could not be.
using Deliver =
    std::function<bool(const std::string& to, const std::string& subject, const std::string& text)>;

struct MailerOptions {
  std::string public_url;  // in front of the path of a case; "" = no link
  Deliver deliver;
};

class Mailer {
 public:
  // `database` and `clock` must outlive it.
  Mailer(store::Database& database, const base::Clock& clock, MailerOptions options)
      : database_(database), clock_(clock), options_(std::move(options)) {}

  struct Count {
    std::size_t sent = 0, failed = 0;
  };
  // Everything that is to be sent now.
  Count run();

 private:
  bool take(const Letter& letter, std::int64_t now);
  void note(const Letter& letter, bool sent, std::int64_t now);
  std::string text_of(const Letter& letter) const;

  store::Database& database_;
  const base::Clock& clock_;
  MailerOptions options_;
};

}  // namespace qinqing::casework
