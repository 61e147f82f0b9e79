// What a service throws where the access policy says no. The Guard turns it into the answer: 403
// where the caller may know of the record, 404 where not, and 403 with code "access.needs_basis"
// where a basis has to be named.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "identity/access.h"

namespace qinqing::identity {

struct Refused : std::runtime_error {
  Refused(Access why, std::string_view action, std::string detail = "")
      : std::runtime_error("refused: " + std::string(action)),
        why(why),
        detail(std::move(detail)) {}
  Access why;
  std::string detail;  // in Chinese, what would be right; may be ""
};

// Throws Refused unless may() allows it.
inline void require(const Caller& caller, std::string_view action, const Target& target,
                    std::string_view basis = "") {
  const Access access = may(caller, action, target, basis);
  if (access != Access::allowed) throw Refused(access, action);
}

}  // namespace qinqing::identity
