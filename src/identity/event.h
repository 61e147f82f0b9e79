// The event of what a caller does. Internal to identity's services.
#pragma once

#include <string>
#include <utility>

#include "identity/caller.h"
#include "store/unit.h"

namespace qinqing::identity {

inline store::Event event_of(const Caller& caller, std::string kind, std::string place,
                             std::string subject, std::string basis = "") {
  return {.kind = std::move(kind),
          .account = caller.account,
          .post = caller.post,
          .place = std::move(place),
          .subject = std::move(subject),
          .basis = std::move(basis)};
}

}  // namespace qinqing::identity
