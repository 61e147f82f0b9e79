// Delivers letters to a mail server by SMTP (RFC 5321), with TLS where the address says so.
//
// Thread-safety: any number of threads.
#pragma once

#include <string>

#include "base/fault.h"
#include "casework/notices/mailer.h"

namespace qinqing::casework {

struct SmtpOptions {
  // "smtp://host:25", "smtps://host:465"; with "user:password@" before the host where it wants one.
  // smtp:// takes up TLS where the server offers it; once a password is given it insists on it.
  std::string url;
  std::string from;  // "qinqing@example.gov.cn"
};

// Faults: "smtp.url", "smtp.from".
base::Result<Deliver> deliver_by_smtp(const SmtpOptions& options);

// The letter as it is sent: headers, an empty line, the text in base64. For tests too.
std::string message_of(const std::string& from, const std::string& to, const std::string& subject,
                       const std::string& text, base::Instant now);

}  // namespace qinqing::casework
