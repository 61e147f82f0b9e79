#include "contact/contact.h"

#include "contact/filings/model.h"
#include "embedded/contact_migrations.h"

namespace qinqing::contact {

store::Schema schema() {
  return {.migrations = embedded::contact_migrations(),
          .tables = {&store::table<Filing>(), &store::table<FilingAccount>(),
                     &store::table<FilingRow>()}};
}

}  // namespace qinqing::contact
