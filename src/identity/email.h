// Where somebody gets notices by e-mail, besides the page. Each sets their own.
#pragma once

#include <optional>
#include <string>

#include "identity/caller.h"
#include "identity/means.h"

namespace qinqing::identity {

// "" = none.
std::string email_of(const Means& means, const Caller& caller);

// Sets the caller's own, "" takes it away. Faults: "email.form" at "/email".
base::Result<std::string> set_email(const Means& means, const Caller& caller, std::string email);

}  // namespace qinqing::identity
