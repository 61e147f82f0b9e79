#include "identity/routes.h"

namespace qinqing::identity {

void add_api(const Guard& guard, Identity& identity, const ApiOptions& options) {
  add_session_routes(guard, identity, options.demonstration);
  add_account_routes(guard, identity);
  add_post_routes(guard, identity);
  add_organisation_routes(guard, identity);
}

}  // namespace qinqing::identity
