// All services of identity over the same means: what the house is wired with.
#pragma once

#include <memory>
#include <vector>

#include "identity/accounts.h"
#include "identity/means.h"
#include "identity/organisations.h"
#include "identity/posts.h"
#include "identity/sessions.h"

namespace qinqing::identity {

struct Identity {
  explicit Identity(const Means& the_means, std::vector<std::shared_ptr<Provider>> outside = {},
                    const SessionPolicy& policy = {})
      : means(the_means),
        sessions(the_means, std::move(outside), policy),
        accounts(the_means),
        posts(the_means),
        organisations(the_means) {}

  Means means;
  Sessions sessions;
  Accounts accounts;
  Posts posts;
  Organisations organisations;
};

}  // namespace qinqing::identity
